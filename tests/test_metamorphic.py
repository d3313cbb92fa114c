"""A text changed in ways that change no figure: what was accepted stays, or is missing, but is never another figure."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ie.commands.extract import extract_file
from ie.pipeline import extract_text
from ie.read import Source, read_text
from ie.score import load_gold, same_number
from ie.tag import load_tagger

OWN = Path(__file__).parents[1] / "annotations" / "own"
TEXTS = {path.stem: path for path in sorted(OWN.glob("*.txt"))}
GOLD = {gold.id: gold for gold in load_gold([OWN])}
PIPES = [name for name, path in TEXTS.items() if path.read_text("utf-8").count("|") > 100]
LEAST_KEPT = 0.9
"""Changes that leave the cells apart must also leave the figures there: the share of the accepted ones."""
Figures = dict[str, Decimal]
TAGGERS = (None, "pattern")
"""As `ie extract` reads, and the baseline alone."""
FIELD_WIDTH = 24
"""Characters of a line that is wrapped anew."""


def source_of(name: str) -> str:
    source = read_text(TEXTS[name])
    assert isinstance(source, Source)
    return source.text


@cache
def tagger_of(name: str | None):
    return load_tagger(name)


@cache
def accepted(text: str, tagger: str | None) -> Figures:
    """Figures given without `review`, by address."""
    tables = extract_text(text, tagger_of(tagger)).tables
    return {
        f"{t.id}.{r}.{c}": cell.value
        for t in tables
        for (r, c), cell in t.cells.items()
        if cell.value is not None and not cell.review
    }


def trailing_blanks(text: str) -> str:
    """Blanks before each line end."""
    return re.sub(r"(?=\n)", "  ", text)


def doubled_line_ends(text: str) -> str:
    """An empty line behind each line."""
    return text.replace("\n", "\n\n")


def blanks_round_pipes(text: str) -> str:
    """A blank more on both sides of each border."""
    return re.sub(r"[ ]*\|[ ]*", " | ", text)


def lines_behind_pipes(text: str) -> str:
    """Wrapped behind each border."""
    return re.sub(r"\|[ ]*(?=[^\s|])", "|\n", text)


def lines_at_wide_blanks(text: str) -> str:
    """Wrapped at blanks between fields."""
    return re.sub(r"(?<=\d)[ ](?=\d)|\u3000\u3000|[ ]{2,}(?=\S)", "\n", text)


def wide_digits(text: str) -> str:
    """Full-width digits for half-width."""
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def wide_bars(text: str) -> str:
    """Full-width bars for half-width."""
    return text.replace("|", "｜")


def zero_widths(text: str) -> str:
    """A zero-width space behind each character that is no white space."""
    return re.sub(r"(?<=\S)(?=\S)", "\u200b", text)


def windows_lines(text: str) -> str:
    """CRLF for LF."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def without_borders(text: str) -> str:
    """Blanks for pipes: empty cells lose their place."""
    return text.replace("|", "  ")


def without_outer_borders(text: str) -> str:
    """Pipes at the ends of lines are gone."""
    return re.sub(r"(?m)^\|[ ]*(?=[^|\s])|(?<=[^|\s])[ ]*\|$", "", text)


def narrow_marks(text: str) -> str:
    """Half-width brackets and marks for full-width ones."""
    return text.translate(str.maketrans("（）：，；", "():,;"))


def wide_marks(text: str) -> str:
    """Full-width brackets and colons for half-width ones."""
    return text.translate(str.maketrans("():", "（）："))


def drawn_bars(text: str) -> str:
    """Bars as boxes are drawn with."""
    return text.replace("|", "│")


def blanks_between_characters(text: str) -> str:
    """Justified: a blank between any two Chinese characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text)


def wrapped_anew(text: str) -> str:
    """Lines of 24 characters, wherever a label is cut; a number stays whole."""
    whole = rf"(?m)(.{{{FIELD_WIDTH}}}[\d.,%]*)(?=.)"
    return re.sub(whole, "\\1\n", text)


def joined_lines(text: str) -> str:
    """All on one line, blanks for line ends."""
    return re.sub(r"[ \t]*\n[ \t]*", " ", text)


def tabs_for_borders(text: str) -> str:
    """Tabs for pipes."""
    return re.sub(r"[ ]*\|[ ]*", "\t", text)


SAFE: tuple[Callable[[str], str], ...] = (
    trailing_blanks, doubled_line_ends, blanks_round_pipes, wide_digits, wide_bars, zero_widths, windows_lines, narrow_marks,
    wide_marks, drawn_bars,
)  # fmt: skip
LOSSY: tuple[Callable[[str], str], ...] = (
    lines_behind_pipes, lines_at_wide_blanks, without_borders, without_outer_borders, blanks_between_characters, wrapped_anew,
    joined_lines, tabs_for_borders,
)  # fmt: skip


def by_name(change: Callable[[str], str]) -> str:
    return change.__name__


def changed_figures(name: str, before: Figures, after: Figures) -> list[str]:
    """Figures that became another one, and figures that came up and are not gold's."""
    gold = GOLD[name].cells
    other = [f"{a}: {before[a]} became {v}" for a, v in after.items() if a in before and v != before[a]]
    new = [
        f"{a}: {v} came up for {gold[a].value if a in gold else None}"
        for a, v in after.items()
        if a not in before and not (a in gold and same_number(gold[a].value, float(v)))
    ]
    return other + new


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("change", SAFE, ids=by_name)
@pytest.mark.parametrize("tagger", TAGGERS)
def test_a_change_of_dress_keeps_the_figures(tagger: str | None, change: Callable[[str], str], name: str) -> None:
    text = source_of(name)
    before, after = accepted(text, tagger), accepted(change(text), tagger)
    assert changed_figures(name, before, after) == []
    assert len(after) >= LEAST_KEPT * len(before) > 0


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("change", LOSSY, ids=by_name)
@pytest.mark.parametrize("tagger", TAGGERS)
def test_a_loss_of_form_makes_no_other_figure(tagger: str | None, change: Callable[[str], str], name: str) -> None:
    text = source_of(name)
    assert changed_figures(name, accepted(text, tagger), accepted(change(text), tagger)) == []


@pytest.mark.parametrize("name", PIPES)
def test_borders_are_in_these_texts(name: str) -> None:
    text = source_of(name)
    assert without_borders(text) != text
    assert without_outer_borders(text) != text or text.count("\n|\n") > 50


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", TEXTS)
def test_another_encoding_gives_the_same_record(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(source_of(name).encode(encoding))
    record, _ = extract_file(path)
    wanted, _ = extract_file(TEXTS[name])
    own = {"source", "sha256", "encoding"}
    assert {k: v for k, v in record.items() if k not in own} == {k: v for k, v in wanted.items() if k not in own}
