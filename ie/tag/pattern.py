"""The baseline tagger: the form's labels by their letters, everything between them by regular expressions.  No training.

It exists to be beaten, and to say what the trained taggers are worth.
"""

from __future__ import annotations

import re
from operator import attrgetter

from ie.editions import known_editions
from ie.editions.finding import Found, find_labels
from ie.editions.vocabulary import label_index
from ie.report import Span, Text
from ie.tag.prose import tag_figures, tag_furniture, tag_headings, tag_title
from ie.values import is_blank, parse_value

ZONE_GAP = 120
"""Letters of prose between two labels that end a table: notes inside labels are shorter, paragraphs are longer."""
TABLE_TAIL = 4000
"""Characters behind a table's last label in which its last figures stand."""
DEFINITION = 300
"""Characters of a definition printed behind a label and a colon."""
_TABULAR = {"row": "ROWHEAD", "side": "ROWHEAD", "column": "COLHEAD", "caption": "CAPTION", "stub": "COLHEAD"}
_TOLD = re.compile(r"[ ]?\d+[ ]?(?:件|条|起|宗|份)[ ]?[,、;。()占]")
"""A figure with its unit and a mark behind a label's words: a sentence (`予以公开3件,不予公开2件`), no row."""
_PARTS = re.compile(r"[\n|\t\d]| {2}")
"""What parts a label into fragments."""
_FIELD = re.compile(r"[^\n|\t]+")
_TAIL_STOP = re.compile(r"(?:\n|^|[ \u3000|\d])\s*[(（]?[一二三四五六七八九十]+[)）、.]|[\u4e00-\u9fff]{8,40}[,。]")
_NOTE = re.compile(r"[(][^()]*[)]")
_LETTER = re.compile(r"[\u4e00-\u9fff]")


class PatternTagger:
    """Label matching and regular expressions."""

    name = "pattern"
    version = "1"

    def tag(self, text: Text) -> list[Span]:
        """Spans of one text, sorted and not overlapping; the first rule that claims a character keeps it."""
        clean = text.clean
        found = [item for item in find_labels(clean, label_index(known_editions())) if not _TOLD.match(clean, item.end)]
        taken = bytearray(len(clean))
        spans: list[Span] = []

        def claim(start: int, end: int, label: str, score: float) -> None:
            if start < end and taken.find(1, start, end) < 0:
                spans.append(Span(start, end, label, score))
                taken[start:end] = b"\x01" * (end - start)

        for start, end in tag_furniture(clean):
            claim(start, end, "FURNITURE", 0.9)
        for start, end, label in tag_title(clean):
            claim(start, end, label, 0.8)
        for start, end, level in tag_headings(clean, found):
            claim(start, end, f"HEAD{level}", 0.9)
        zones = _zones(found, clean)
        for item in sorted(found, key=lambda f: (f.start, -f.end)):
            kind = _TABULAR.get(item.label.kind)
            if kind and any(a <= item.start < b for a, b in zones):
                for start, end in _fragments(clean, item):
                    claim(start, end, kind, 0.95)
        for a, b in zones:
            for start, end in _values(clean, a, b, taken):
                claim(start, end, "CELL", 0.9)
        for start, end in tag_figures(clean, taken):
            claim(start, end, "FIGURE", 0.8)
        return sorted(spans, key=attrgetter("start"))  # no two begin at one place


def _zones(found: list[Found], clean: str) -> list[tuple[int, int]]:
    """Stretches that hold tables: runs of labels with at most a note's length between them, opened by two or more."""
    zones: list[tuple[int, int, int]] = []
    for item in found:
        if item.label.kind == "section":
            continue
        if zones and item.start - zones[-1][1] <= _reach(clean, zones[-1][1], item.start):
            start, end, count = zones[-1]
            zones[-1] = (start, max(end, item.end), count + 1)
        else:
            zones.append((item.start, item.end, 1))
    out = []
    for start, end, count in zones:
        if count >= 2:
            out.append((start, _tail(clean, end)))
    return out


def _reach(clean: str, start: int, end: int) -> int:
    """How far apart two labels of one table may stand: any distance of separators and figures, a note's length of letters."""
    between = clean[start:end]
    if between[:1] in "::" and end - start <= DEFINITION:
        return len(between)
    plain = _NOTE.sub("", between) if "(" in between else between
    return len(between) if "。" not in plain[:2000] and len(_LETTER.findall(plain)) <= ZONE_GAP else 0


def _tail(clean: str, end: int) -> int:
    """The end of a table: behind the last label as far as its figures reach, at the next sentence or heading at the latest."""
    stop = _TAIL_STOP.search(clean, end, end + TABLE_TAIL)
    limit = stop.start() + 1 if stop and stop.start() + 1 > end else len(clean)
    return min(limit, end + TABLE_TAIL)


def _fragments(clean: str, item: Found) -> list[tuple[int, int]]:
    """The stretches of one label, parted where a line end, a separator or figures stand inside it."""
    out: list[tuple[int, int]] = []
    start = item.start
    last = item.at[0]
    for at in item.at[1:]:
        if at > last + 1 and _PARTS.search(clean, last + 1, at):
            out.append((start, last + 1))
            start = at
        last = at
    end = item.end
    if end < len(clean) and clean[end] in '”"':
        end += 1
    out.append((start, end))
    return out


def _values(clean: str, a: int, b: int, taken: bytearray) -> list[tuple[int, int]]:
    """Value cells of a table: what stands between labels and reads as a figure, a dash or a word for nothing."""
    out: list[tuple[int, int]] = []
    for match in _FIELD.finditer(clean, a, b):
        stop, end = match.span()
        while (at := taken.find(0, stop, end)) >= 0:
            stop = taken.find(1, at, end)
            stop = end if stop < 0 else stop
            out += _field_values(clean, at, stop)
    return out


def _field_values(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    words = clean[start:end]
    body = words.strip()
    if not body:
        return []
    lead = start + len(words) - len(words.lstrip())
    value = parse_value(body)
    if is_blank(body) if value is None else len(body.split()) == 1:
        return [(lead, lead + len(body))]
    kept: list[tuple[int, int]] = []
    end = lead + len(body)
    for word in reversed(body.split()):
        if parse_value(word) is None and not is_blank(word):
            break
        begin = clean.rindex(word, start, end)
        kept.append((begin, begin + len(word)))
        end = begin
    if kept:
        return kept[::-1]
    if value is not None:
        return [(lead, lead + len(body))]
    # Figures directly behind a note or a label with nothing between: `...(情形)0000000`.
    glued = re.search(r"(?<=[)])[\d.]+$", body)
    return [(lead + glued.start(), lead + glued.end())] if glued else []
