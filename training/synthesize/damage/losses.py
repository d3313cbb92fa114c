"""Characters lost or replaced, in labels and prose, and figures that cannot be read any more."""

from __future__ import annotations

import random
import re

from training.synthesize.damage.characters import same_length
from training.synthesize.damage.marks import KEPT, cells_of
from training.synthesize.damage.operator import text_operator
from training.synthesize.tracked import Mark, Run, Tracked

_HAN = re.compile(r"[\u4e00-\u9fff]")
_OCR = str.maketrans("己未入日土千干大太申田由", "已末人曰士干千太大甲由田")
_OCR_DIGITS = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z", "6": "b"}


@text_operator(21, weight=2)
def lose_characters(tracked: Tracked, rng: random.Random) -> Tracked:
    """Characters of labels and prose are lost here and there; those of figures stay."""
    share = rng.choice((0.002, 0.01, 0.03))

    def lost(match: re.Match[str], owners: list[Mark | None]) -> list[Run] | None:
        owner = owners[0]
        return [] if rng.random() < share and (owner is None or owner.label not in KEPT) else None

    return tracked.sub(_HAN, lost)


@text_operator(21, weight=1)
def broken_bytes(tracked: Tracked, rng: random.Random) -> Tracked:
    """Characters of labels and prose became the replacement character or a question mark."""
    share, sign = rng.choice((0.003, 0.02)), rng.choice(("\ufffd", "?", "□", "\ufffd\ufffd"))

    def broken(match: re.Match[str], owners: list[Mark | None]) -> list[Run] | None:
        owner = owners[0]
        if rng.random() > share or (owner is not None and owner.label in KEPT):
            return None
        return [(sign, owner)]

    return tracked.sub(_HAN, broken)


@text_operator(21, weight=1)
def replaced_everywhere(tracked: Tracked, rng: random.Random) -> Tracked:
    """One character became another sign throughout: 年 a hyphen."""
    char, sign = rng.choice((("年", "-"), ("年", "－"), ("件", "仵"), ("数", "敎"), ("“", '"'), ("、", "，")))

    def replaced(match: re.Match[str], owners: list[Mark | None]) -> list[Run] | None:
        owner = owners[0]
        return None if owner is not None and owner.label in KEPT else [(sign, owner)]

    return tracked.sub(re.compile(re.escape(char)), replaced)


@text_operator(21, weight=2)
def ocr_slips(tracked: Tracked, rng: random.Random) -> Tracked:
    """Characters read as ones that look like them, in labels and prose."""
    wrong = tracked.text.translate(_OCR)
    share = rng.choice((0.3, 1.0))
    kept = [
        old if (owner is not None and owner.label in KEPT) or old == new or rng.random() > share else new
        for old, new, owner in zip(tracked.text, wrong, tracked.owners, strict=True)
    ]
    return same_length(tracked, "".join(kept))


@text_operator(21, weight=1)
def ocr_slips_in_figures(tracked: Tracked, rng: random.Random) -> Tracked:
    """`1O` for `10`: a person guesses, but the text does not tell; the cell is in doubt."""
    out = list(tracked.text)
    share = rng.choice((0.01, 0.05))
    for start, end, mark in cells_of(tracked):
        if rng.random() < share:
            at = next((i for i in range(start, end) if out[i] in _OCR_DIGITS), None)
            if at is not None:
                out[at] = _OCR_DIGITS[out[at]]
                mark.status = "ambiguous"
    return same_length(tracked, "".join(out))


@text_operator(20, weight=2)
def lose_prose_figures(tracked: Tracked, rng: random.Random) -> Tracked:
    """`公开信息条`: a number is missing from a sentence."""
    places = [p for p in tracked.stretches() if p[2].label == "FIGURE"]
    drawn = sorted(rng.sample(places, min(len(places), 2)), key=lambda place: place[0])
    return tracked.splice((start, end, []) for start, end, _ in drawn)


@text_operator(21, weight=2)
def blanks_round_numbers(tracked: Tracked, rng: random.Random) -> Tracked:
    """Blanks around every number of the prose."""

    def spaced(match: re.Match[str], owners: list[Mark | None]) -> list[Run] | None:
        owner = owners[0]
        if owner is not None and owner.label == "CELL":
            return None
        # Inside a label or a decimal the blanks belong to it, else to nothing.
        inner = owner if owner is not None and owner.label != "FIGURE" else None
        return [(" ", inner), *((c, o) for c, o in zip(match.group(), owners, strict=True)), (" ", inner)]

    return tracked.sub(re.compile(r"(?<![\d.,])[0-9]+(?![\d.,])"), spaced)


@text_operator(19, 14, weight=1)
def blanks_in_figures(tracked: Tracked, rng: random.Random) -> Tracked:
    """`1 204`: a blank inside a figure that pipes hold together on both sides."""
    edits: list[tuple[int, int, list[Run]]] = []
    for start, end, mark in cells_of(tracked):
        text = tracked.text[start:end]
        around = tracked.text[:start].rstrip(" ")[-1:], tracked.text[end : end + 3].lstrip(" ")[:1]
        if len(text) > 2 and text.isdigit() and around == ("|", "|") and rng.random() < 0.3:
            edits.append((end - rng.randrange(1, len(text)), 0, [(" ", mark)]))
    return tracked.splice((at, at, runs) for at, _, runs in edits)


@text_operator(21, weight=1)
def zero_widths(tracked: Tracked, rng: random.Random) -> Tracked:
    """Zero-width spaces between characters."""
    owners = tracked.owners
    share = rng.choice((0.05, 1.0))

    def put(match: re.Match[str], _: list[Mark | None]) -> list[Run] | None:
        at = match.start()
        if rng.random() > share:
            return None
        return [("\u200b", owners[at] if owners[at] is owners[at - 1] else None)]

    return tracked.sub(re.compile(r"(?<=\S)(?=\S)"), put)
