"""Whether a table's header prints its columns, or section four's groups, in another order than the form.

The form's sums hold in any order of the parts, so nothing but the header tells of it.  Used by `ie.rebuild.headers` and
`ie.rebuild.one_line`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ie.editions import Column, TableForm
from ie.editions.finding import SHORT, Found

OTHER_ORDER = "the header prints the columns in another order than the form"
MIN_WITH_TOTAL = 4
"""Tables of so many columns have a total, the last one."""
_LETTER = re.compile(r"[\u4e00-\u9fff]")


def out_of_order(form: TableForm, clean: str, heads: list[Found]) -> bool:
    """Whether the columns, each where it is first named, are not in the form's order; its total is judged by `total_first`.

    `heads` are the headers of one table, sorted.  A word like `其他` counts only where the next header follows at once.
    """
    parts = form.columns[:-1] if len(form.columns) >= MIN_WITH_TOTAL else form.columns
    long = {f.start for f in heads if len(f.label.letters) >= SHORT}
    followed = {a.start for a, b in pairwise(heads) if beside(clean, a, b)}
    return _descends([c.id for c in parts], (f.label.id for f in heads if f.start in long | followed))


def one_line_order(form: TableForm, clean: str, found: list[Found], begin: int, limit: int) -> str | None:
    """Why the groups of the one-line table, or their columns, may not be in the form's order; None where nothing says so."""
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id and begin <= f.start < limit]
    named = [f for f in heads if f.label.id in {c.id for c in form.columns}]
    groups = _descends([r.id for r in form.rows], (f.label.id for f in heads))
    # A group's name is set in the middle of its cell's height, so only within one line does it matter what stands first.
    first = form.rows[0].id
    swapped = any(
        not a.label.id and b.label.id == first and "\n" not in clean[a.start : b.start] for a, b in pairwise(heads)
    )
    return OTHER_ORDER if groups or swapped or out_of_order(form, clean, named) else None


def total_first(clean: str, heads: list[Found], columns: Sequence[Column]) -> bool:
    """Whether 总计 stands right before the first applicants' column."""
    return any(
        a.label.id == columns[-1].id and b.label.id == columns[0].id and beside(clean, a, b) for a, b in pairwise(heads)
    )


def beside(clean: str, a: Found, b: Found) -> bool:
    """Whether no words stand between two labels."""
    return not _LETTER.search(clean, a.end, b.start)


def _descends(order: list[str], named: Iterable[str | None]) -> bool:
    """Whether these ids, each at its first mention, leave that order."""
    places = [order.index(i) for i in dict.fromkeys(named) if i in order]
    return places != sorted(places)
