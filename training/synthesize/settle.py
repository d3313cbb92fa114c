"""What a careful person can still tell of figures that are glued together: the only split that the sums allow, or nothing.

Layouts and damage that remove the separators of a row call `settle`; it sets `ambiguous` on the marks whose value differs
between the splits that the row's sum and the columns' sums admit.  Values are never changed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ie.editions import EDITIONS, load_edition
from training.synthesize.tracked import Mark

Values = tuple[Decimal | None, ...]

MOST_SPLITS = 400
"""A run with more admissible splits than this is given up as ambiguous: nobody would write them all down."""
MOST_TABLES = 3000
"""The same for the combinations of several rows' splits."""
MOST_STEPS = 20_000
"""Steps of the search for splits of one row, after which the row is given up."""

_TOKEN = re.compile(
    r"0/0|(?:增加|减少|新增|[+\-＋－增减])?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?(?:万元|元|件|条|人次|人|次|篇|个|项)?|[/—－\-]{1,2}|[^\d\s,.]+"
)
_BLANKS = re.compile(r"\s")
_WORDS = re.compile(r"^\D+$")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(slots=True)
class Glued:
    """The value cells of one printed row, each with what it prints; `glued[i]` where nothing parts cell i from i + 1.

    Where something still parts some of the cells, fewer fields are seen than the row has, and each may be the glued one.
    """

    marks: list[Mark]
    texts: list[str]
    glued: list[bool]


def settle(rows: list[Glued]) -> None:
    """Set `ambiguous` on the cells of rows run together that the sums leave more than one value for.

    Rows without anything glued take part in the columns' sums as they stand.
    """
    open_rows: list[tuple[Glued, list[Values]]] = []
    known: dict[tuple[str, str], Decimal | None] = {}
    for row in rows:
        found = _splits(row)
        if found is None:
            _doubt(row.marks)
        elif len(found) == 1:
            known.update({_place(m): v for m, v in zip(row.marks, found[0], strict=True)})
        else:
            open_rows.append((row, found))
    if not open_rows:
        return
    kept = _joint(open_rows, known)
    for index, (row, found) in enumerate(open_rows):
        left = found if kept is None else [combination[index] for combination in kept]
        for column, mark in enumerate(row.marks):
            if len({values[column] for values in left}) != 1:
                mark.status = "ambiguous"


def _doubt(marks: list[Mark]) -> None:
    for mark in marks:
        mark.status = "ambiguous"


def _place(mark: Mark) -> tuple[str, str]:
    return (mark.address[1], mark.address[2]) if mark.address else ("", "")


def _splits(row: Glued) -> list[Values] | None:
    """Every reading of the row's run that its own sums admit; None where there are too many, or none is the truth."""
    texts = [_BLANKS.sub("", text) for text in row.texts]
    run = "".join(texts)
    if not any(row.glued) or (len(run) == len(texts) and run.isdigit()):
        return [tuple(_value(text) for text in texts)]
    if not all(_TOKEN.fullmatch(text) for text in texts):
        return None
    hard = {end for end, glued in zip(itertools.accumulate(map(len, texts)), row.glued, strict=False) if not glued}
    sums = _sums(row.marks)
    out = list(itertools.islice(_readings(run, len(texts), hard, sums), MOST_SPLITS + 1))
    truth = tuple(_value(text) for text in texts)
    return out if truth in out and len(out) <= MOST_SPLITS else None


def _readings(run: str, count: int, hard: set[int], sums: list[tuple[range, int]]) -> Iterator[Values]:
    """The ways to cut the run into so many cells, none across a hard end, that agree with the sums."""
    steps = [0]
    by_total = {total: parts for parts, total in sums}

    def cut(start: int, done: tuple[Decimal | None, ...]) -> Iterator[Values]:
        steps[0] += 1
        left = count - len(done)
        if left == 0:
            if start == len(run):
                yield done
            return
        if len(run) - start < left or steps[0] > MOST_STEPS:
            return
        for end in range(start + 1, len(run) - left + 2):
            if _TOKEN.fullmatch(run, start, end):
                value = _value(run[start:end])
                if _agrees(done, value, by_total.get(len(done))):
                    yield from cut(end, (*done, value))
            if end in hard:
                return

    yield from cut(0, ())
    if steps[0] > MOST_STEPS:
        # Given up: more readings than allowed make the caller leave the row in doubt.
        yield from itertools.repeat((None,) * count, MOST_SPLITS + 1)


def _agrees(done: Values, value: Decimal | None, parts: range | None) -> bool:
    if parts is None or value is None:
        return True
    given = [done[i] for i in parts]
    return None in given or sum(v for v in given if v is not None) == value


def _value(text: str) -> Decimal | None:
    if _WORDS.match(text):
        return None
    number = _NUMBER.search(text)
    if number is None:
        return None
    value = Decimal(number.group().replace(",", ""))
    return -value if text[0] in "-－减" else value


def _sums(marks: list[Mark]) -> list[tuple[range, int]]:
    """Parts and total of the sums a row is printed with, by the form: six applicants, or five outcomes a group."""
    places = [mark.address for mark in marks]
    if any(place is None for place in places):
        return []
    if len(marks) == 7 and all(p and p[0] == "applications" for p in places):
        return [(range(6), 6)]
    if len(marks) % 5 == 0 and all(p and p[0] == "disputes" for p in places):
        return [(range(i, i + 4), i + 4) for i in range(0, len(marks), 5)]
    return []


def _joint(
    open_rows: list[tuple[Glued, list[Values]]], known: dict[tuple[str, str], Decimal | None]
) -> list[tuple[Values, ...]] | None:
    """The combinations of several rows' readings that the columns' sums admit; None where they are too many to try."""
    size = 1
    for _, found in open_rows:
        size *= len(found)
        if size > MOST_TABLES:
            return None
    tables = {m.address[0] for row, _ in open_rows for m in row.marks if m.address}
    checks = [check for table in tables for check in _column_checks(table)]
    if not checks:
        return None
    out = []
    for combination in itertools.product(*(found for _, found in open_rows)):
        cells = dict(known)
        for (row, _), values in zip(open_rows, combination, strict=True):
            cells.update({_place(m): v for m, v in zip(row.marks, values, strict=True)})
        if all(check(cells) for check in checks):
            out.append(combination)
    # Sums that the source itself breaks decide nothing.
    truth = tuple(tuple(_value(_BLANKS.sub("", t)) for t in row.texts) for row, _ in open_rows)
    return out if truth in out else None


def _column_checks(table: str) -> list[Callable[[dict[tuple[str, str], Decimal | None]], bool]]:
    if table != "applications":
        return []
    form = load_edition(EDITIONS[-1]).table(table) if EDITIONS else None
    columns = [column.id for column in form.columns] if form else []
    return [_flow(column) for column in columns] + [_outcomes(column) for column in columns]


def _flow(column: str) -> Callable[[dict[tuple[str, str], Decimal | None]], bool]:
    def check(cells: dict[tuple[str, str], Decimal | None]) -> bool:
        got = [cells.get((row, column)) for row in ("received", "carried_in", "outcome_total", "carried_out")]
        a, b, c, d = got
        return a is None or b is None or c is None or d is None or a + b == c + d

    return check


OUTCOME_PREFIXES = ("granted", "partly_", "refused_", "unavailable_", "declined_", "other_")


def _outcomes(column: str) -> Callable[[dict[tuple[str, str], Decimal | None]], bool]:
    def check(cells: dict[tuple[str, str], Decimal | None]) -> bool:
        total = cells.get(("outcome_total", column))
        parts = {row: v for (row, c), v in cells.items() if c == column and row.startswith(OUTCOME_PREFIXES)}
        if any(row in parts for row in ("other_not_corrected_in_time", "other_fee_not_paid", "other_other")):
            parts.pop("other_handling", None)
        values = list(parts.values())
        if total is None or None in values or len(values) < 2:
            return True
        return sum(v for v in values if v is not None) == total

    return check
