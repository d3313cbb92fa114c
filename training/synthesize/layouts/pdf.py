"""Tables as PDF readers leave them: labels wrapped round their figures, above or below them, a block of labels first."""

from __future__ import annotations

import random

from training.synthesize.document import Box, Grid
from training.synthesize.layouts.narrow import head_lines
from training.synthesize.layouts.printing import field, lose_blanks
from training.synthesize.tracked import Run

LONGEST_LABEL = 14
"""Characters of a row label that a narrow first column holds before it is wrapped."""


def split_row(boxes: list[Box]) -> tuple[list[Box], list[Box]]:
    """The labels of a row, and its value cells."""
    return [b for b in boxes if b.kind != "cell"], [b for b in boxes if b.kind == "cell"]


def joined(boxes: list[Box], gap: str = " ") -> list[Run]:
    """The boxes' runs, parted by `gap`."""
    out: list[Run] = []
    for index, box in enumerate(boxes):
        if index:
            out.append((gap, None))
        out.extend(field(box))
    return out


def cut_runs(runs: list[Run], at: int) -> tuple[list[Run], list[Run]]:
    """Runs cut before their character `at`; the halves keep their marks."""
    before: list[Run] = []
    behind: list[Run] = []
    for text, mark in runs:
        if at > 0:
            before.append((text[:at], mark))
        if len(text) > at:
            behind.append((text[max(at, 0) :], mark))
        at -= len(text)
    return before, behind


def pdf_wrapped(grid: Grid, rng: random.Random) -> list[Run]:
    """A label wrapped round its figures: half the label, the figures, the other half."""
    narrow = rng.randrange(6, LONGEST_LABEL + 1)
    same_line = rng.random() < 0.35
    lines: list[list[Run]] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        labels, values = split_row(boxes)
        if not boxes:
            continue
        text = joined(labels[-1:])
        if not values or not labels or sum(len(t) for t, _ in text) <= narrow:
            lines += head_lines(boxes, rng) or [joined(boxes)]
            continue
        size = sum(len(t) for t, _ in text)
        before, behind = cut_runs(text, rng.choice((narrow, (size + 1) // 2)))
        head = [*joined(labels[:-1]), *([(" ", None)] if len(labels) > 1 else []), *before]
        if same_line:
            lines.append([*head, (" ", None), *joined(values)])
        else:
            lines += [head, joined(values)]
        if behind:
            lines.append(behind)
    return _lines(lines)


def figures_above(grid: Grid, rng: random.Random) -> list[Run]:
    """The figures of a row on the line above its label."""
    lines: list[list[Run]] = []
    for row in grid.rows:
        labels, values = split_row(lose_blanks(row))
        side, label = (labels[:-1], labels[-1:]) if values else ([], labels)
        lines += [joined(part) for part in (side, values, label) if part]
    return _lines(lines)


def figures_below(grid: Grid, rng: random.Random) -> list[Run]:
    """A row's label on one line and its figures on the next."""
    lines: list[list[Run]] = []
    for row in grid.rows:
        labels, values = split_row(lose_blanks(row))
        lines += [joined(part) for part in (labels, values) if part]
    return _lines(lines)


def labels_first(grid: Grid, rng: random.Random) -> list[Run]:
    """The labels of a whole block first and its figures after, row for row."""
    size = rng.choice((2, 3, 4, 8, 99))
    lines: list[list[Run]] = []
    labels: list[list[Run]] = []
    values: list[list[Run]] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        names, figures = split_row(boxes)
        if not figures:
            lines += [*labels, *values, *([joined(boxes)] if boxes else [])]
            labels, values = [], []
            continue
        labels += [joined([name]) for name in names]
        values.append(joined(figures))
        if len(values) == size:
            lines += [*labels, *values]
            labels, values = [], []
    return _lines([*lines, *labels, *values])


def side_labels(grid: Grid, rng: random.Random) -> list[Run]:
    """Side labels one character a line between the rows; column heads read across, one character of each a line."""
    across = rng.random() < 0.5
    waiting: list[Run] = []
    lines: list[list[Run]] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        heads = [b for b in boxes if b.kind == "colhead"]
        if across and len(heads) == len(boxes) > 2:
            lines += _read_across(heads)
            continue
        waiting += [(c, mark) for b in boxes if b.kind == "side" for text, mark in field(b) for c in text]
        rest = [b for b in boxes if b.kind != "side"]
        if waiting:
            lines.append([waiting.pop(0)])
        if rest:
            lines.append(joined(rest))
    lines += [[run] for run in waiting]
    return _lines(lines)


def _read_across(heads: list[Box]) -> list[list[Run]]:
    """Vertical heads as a reader takes them: the first character of each on one line, then the second."""
    letters = [[(c, mark) for text, mark in field(b) for c in text] for b in heads]
    out: list[list[Run]] = []
    for depth in range(max(map(len, letters), default=0)):
        line: list[Run] = []
        for word in letters:
            if depth < len(word):
                line += [(" ", None), word[depth]] if line else [word[depth]]
        out.append(line)
    return out


def _lines(lines: list[list[Run]]) -> list[Run]:
    out: list[Run] = []
    for line in lines:
        if out:
            out.append(("\n", None))
        out.extend(line)
    return out
