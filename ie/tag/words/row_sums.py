"""A run of digits cut into cells → whether the cells end in the sums that the form's rows end in.

Of the thousand ways to cut `110000011` into seven figures one fits the row: where a model finds it, the sum speaks for the cut.  That
it does is no proof of the figures: `ie.rebuild` reads the digits anew, by every cut that the sums allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ie.editions import EDITIONS, load_edition


@cache
def row_sizes() -> tuple[int, ...]:
    """Figures of the rows that end in their sum, of any edition, largest first; a printed line may hold several such rows."""
    forms = [load_edition(edition) for edition in EDITIONS]
    sizes = {len(form.table(i.table).columns) for form in forms for i in form.identities if i.each == "row"}
    return tuple(sorted(sizes, reverse=True))


def ends_in_sums(cells: Sequence[str]) -> bool:
    """Whether the cells, digits each, make one or more whole rows whose last figure is the sum of the others.

    >>> ends_in_sums(["11", "0", "0", "0", "0", "0", "11"]), ends_in_sums(["1", "1", "0", "0", "0", "0", "11"])
    (True, False)
    """
    if any(len(cell) > 1 and cell[0] == "0" for cell in cells):
        return False
    values = [int(cell) for cell in cells]
    for size in row_sizes():
        rows = [values[first : first + size] for first in range(0, len(values), size)]
        if all(len(row) == size and sum(row[:-1]) == row[-1] for row in rows):
            return bool(rows)
    return False
