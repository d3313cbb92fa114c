"""A text → numbers that tell how it is laid out, none of which knows what the text says.  Shares lie between 0 and 1."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from functools import cache

from ie.editions import EDITIONS, load_edition

FIGURE = re.compile(r"(?<![\d.])[+\-]?\d[\d,]*(?:\.\d+)?")
CHINESE = re.compile(r"[\u3400-\u9fff]")
PROSE_LINE = re.compile(r"。|^[^\d|\t]{45,}$")
MOST_FIGURES_OF_PROSE = 12
"""A line with more figures is a table run together, whatever sentences stand in it."""
RULE_LINE = re.compile(r"^[\s|:+\-=─━┼├┤┌┐└┘┬┴]{4,}$")
HEADING = re.compile(r"^\s*[一二三四五六七八九十]+[、.．,，]\s*\S")
SENTENCE = re.compile(r"[^。！？；\n]{4,}[。！？；]")


def lines_of(text: str) -> list[str]:
    """The lines, whatever ends them, without the empty last one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").rstrip("\n").split("\n")


def is_prose(line: str) -> bool:
    """Whether a line is running text rather than a piece of a table."""
    return bool(PROSE_LINE.search(line)) and "勾稽" not in line and len(FIGURE.findall(line)) < MOST_FIGURES_OF_PROSE


def without_prose(text: str) -> str:
    """The tables and headings alone, empty lines kept: what collections of table parts hold."""
    return "\n".join(line for line in lines_of(text) if not is_prose(line)) + "\n"


def features(text: str) -> dict[str, float]:
    """Features of layout; all are shares, means or quantiles, so that a text cut short stays comparable."""
    lines = lines_of(text)
    full = [line for line in lines if line.strip()]
    if not full:
        raise ValueError("a text without characters has no layout: leave it out")
    return {**_characters(text), **_lines(lines, full), **_figures(text, full), **_marks(text), **_labels(text, full)}


def _share(part: float, whole: float, of_nothing: float = 0.0) -> float:
    return part / whole if whole else of_nothing


def _characters(text: str) -> dict[str, float]:
    size = len(text)
    chinese = CHINESE.findall(text)
    return {
        "share_chinese": len(chinese) / size,
        "share_digits": sum(c.isdigit() for c in text) / size,
        "share_blanks": sum(c in " \xa0" for c in text) / size,
        "share_ideographic_blanks": text.count("\u3000") / size,
        "share_tabs": text.count("\t") / size,
        "share_bars": text.count("|") / size,
        "share_line_ends": text.count("\n") / size,
        "share_latin": sum(c.isascii() and c.isalpha() for c in text) / size,
        "share_box_drawing": sum("─" <= c <= "╿" for c in text) / size,
        "share_outside_gb2312": _share(sum(not _in_gb2312(c) for c in chinese), len(chinese)),
    }


@cache
def _in_gb2312(char: str) -> bool:
    return bool(char.encode("gb2312", "ignore"))


def _lines(lines: list[str], full: list[str]) -> dict[str, float]:
    lengths = sorted(len(line.strip()) for line in full)
    count = len(full)
    bare = [line.strip() for line in full]
    return {
        "empty_lines": 1 - count / len(lines),
        "line_length_median": statistics.median(lengths),
        "line_length_mean": statistics.fmean(lengths),
        "line_length_p90": lengths[int(0.9 * (count - 1))],
        "line_length_max_log": float(len(str(lengths[-1]))),
        "one_character_lines": sum(n == 1 for n in lengths) / count,
        "bar_only_lines": sum(not line.strip("| ") for line in bare) / count,
        "lines_ending_in_bar": sum(line.endswith("|") for line in bare) / count,
        "lines_beginning_with_bar": sum(line.startswith("|") for line in bare) / count,
        "bars_per_line": sum(line.count("|") for line in bare) / count,
        "doubled_bars": sum("||" in line for line in bare) / count,
        "blank_fields": sum(bool(re.search(r"\|\s+\|", line)) for line in bare) / count,
        "rule_lines": sum(bool(RULE_LINE.match(line)) for line in bare if line.strip("| ")) / count,
        "indented_lines": sum(line[0].isspace() for line in full) / count,
        "trailing_blanks": sum(line[-1].isspace() for line in full) / count,
        "inner_wide_gaps": sum("   " in line for line in bare) / count,
        "repeated_lines": 1 - len(set(bare)) / count,
    }


def _figures(text: str, full: list[str]) -> dict[str, float]:
    per_line = [len(FIGURE.findall(line)) for line in full]
    values = FIGURE.findall(text)
    plain = [v.strip("+-").replace(",", "") for v in values]
    return {
        "figures_per_line": statistics.fmean(per_line),
        "lines_of_three_figures": sum(n >= 3 for n in per_line) / len(full),
        "lines_of_seven_figures": sum(n >= 7 for n in per_line) / len(full),
        "figure_only_lines": sum(bool(FIGURE.fullmatch(line.strip(" |\t"))) for line in full) / len(full),
        "zeros": _share(sum(v == "0" for v in plain), len(plain)),
        "glued_zeros": _share(sum(v.startswith("00") for v in plain), len(plain)),
        "figures_from_100": _share(sum(len(v.split(".")[0]) >= 3 and v[0] != "0" for v in plain), len(plain)),
        "decimals": _share(sum("." in v for v in plain), len(plain)),
        "signed": _share(sum(v[0] in "+-" for v in values), len(values)),
        "units_behind": _share(len(re.findall(r"\d(?:万元|元|件|条|次|人)", text)), len(values)),
        "dashes_and_none": _share(len(re.findall(r"(?:^|[\s|])[-—/无](?=$|[\s|])", text, re.M)), len(values) or 1),
    }


PAIRS = {"brackets": ("（", "("), "commas": ("，", ","), "colons": ("：", ":"), "semicolons": ("；", ";")}
NEITHER = 0.5
"""The share of full-width forms where a text has none of either: telling for no side."""


def _marks(text: str) -> dict[str, float]:
    out = {}
    for name, (wide, narrow) in PAIRS.items():
        out[f"full_width_{name}"] = _share(text.count(wide), text.count(wide) + text.count(narrow), NEITHER)
    chars = Counter(text)
    for name, char in (("full_stops", "。"), ("enumeration_commas", "、"), ("backslashes", "\\"), ("stars", "*")):
        out[f"share_{name}"] = chars[char] / len(text)
    numbered = Counter(m[1] for m in re.finditer(r"(?<![\d.])\d{1,2}([.．、]) ?(?=[\u4e00-\u9fff])", text))
    total = sum(numbered.values())
    out |= {
        f"numbered_by_{name}": _share(numbered[c], total)
        for name, c in (("dot", "."), ("wide_dot", "．"), ("comma", "、"))
    }
    out["curly_quotes"] = _share(chars["“"], chars["“"] + chars['"'] / 2)
    return out


@cache
def _form_labels() -> frozenset[str]:
    labels: set[str] = set()
    for edition in EDITIONS:
        form = load_edition(edition)
        for table in form.tables:
            labels |= (
                {c.label for c in table.columns}
                | {r.label for r in table.rows}
                | {u for r in table.rows for u in r.under}
            )
    return frozenset(
        re.sub(r"^\d+\s*[.．、]|^[（(][一二三四五六七八九十]+[)）]|^[一二三四五六七八九十]+、", "", x)
        for x in labels
        if len(x) > 4
    )


def _labels(text: str, full: list[str]) -> dict[str, float]:
    """How labels fare: torn ones are printed with blanks or line ends inside, lone ones on a line of their own."""
    solid = re.sub(r"[\s|]", "", text)
    printed = [label for label in _form_labels() if label in solid]
    whole = [label for label in printed if label in text]
    headings = [line for line in full if HEADING.match(line)]
    return {
        "torn_labels": 1 - _share(len(whole), len(printed)) if printed else 0.0,
        "torn_by_a_blank": _share(
            len(re.findall(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text)), len(CHINESE.findall(text))
        ),
        "headings_per_line": len(headings) / len(full),
        "headings_run_in": _share(sum(len(line.strip()) > 30 for line in headings), len(headings)),
        "short_chinese_lines": sum(bool(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", line.strip(" |"))) for line in full)
        / len(full),
    }


def prose_features(text: str) -> dict[str, float]:
    """Statistics of the running text; empty where the text has none."""
    prose = "\n".join(line for line in lines_of(text) if is_prose(line))
    size = len(CHINESE.findall(prose))
    if not size:
        return {}
    sentences = [len(s) for s in SENTENCE.findall(prose)] or [size]
    pairs = [prose[at : at + 2] for at in range(len(prose) - 1)]
    return {
        "prose_share": size / len(CHINESE.findall(text)),
        "prose_thousands": size / 1000,
        "sentence_median": statistics.median(sentences),
        "sentence_p90": sorted(sentences)[int(0.9 * (len(sentences) - 1))],
        "paragraph_mean": size / (prose.count("\n") + 1),
        "prose_figures_per_100": 100 * len(FIGURE.findall(prose)) / size,
        "prose_counts_per_100": 100 * len(re.findall(r"\d ?[余多]? ?[条件次篇个份项期场人]", prose)) / size,
        "prose_percents_per_100": 100 * prose.count("%") / size,
        "prose_different_pairs": len(set(pairs)) / max(len(pairs), 1),
        "prose_commas_per_sentence": (prose.count("，") + prose.count(",")) / len(sentences),
        "prose_list_commas_per_sentence": prose.count("、") / len(sentences),
        "prose_brackets_per_100": 100 * (prose.count("（") + prose.count("(")) / size,
        "prose_quotes_per_100": 100 * (prose.count("“") + prose.count('"')) / size,
        "prose_one_two_three": 100 * len(re.findall(r"[一二三四五]是", prose)) / size,
    }
