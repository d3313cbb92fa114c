"""Cells: every gold cell against the record's, one `Case` each, so that every number can be opened.

| outcome | a cell gold has read | a cell gold has not (blank, absent, ambiguous, unlisted) |
| --- | --- | --- |
| right | given (read or inferred) with gold's value, and its unit where gold has one | nothing given |
| wrong | given otherwise | a value given that is not inferred |
| missed | nothing given | - |
| inferred_without_gold | - | an inferred value: counted apart, no error |

A case is a silent error when a wrong value stands there with no `review`.  A right value with a wrong or missing unit
is wrong but not silent: `unit_differs` tells these cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ie.score.gold import Gold, GoldCell
from ie.score.gold_fields import Number
from ie.score.match import Record, ScoreError

Outcome = Literal["right", "wrong", "missed", "inferred_without_gold"]
CaseStatus = Literal["read", "blank", "absent", "ambiguous", "unlisted"]

GIVEN_STATUSES = ("read", "inferred")


@dataclass(frozen=True, slots=True)
class Case:
    """One cell: what gold says, what the record gives, and what to think of it.

    `given_status` is None where the record has no such cell; `start` and `end` are the record's, for looking it up.
    """

    report: str
    address: str
    outcome: Outcome
    silent_error: bool
    gold_value: Number | None
    gold_status: CaseStatus
    gold_unit: str | None
    given_value: Number | None
    given_status: str | None
    given_unit: str | None
    review: bool
    start: int | None
    end: int | None
    confidence: float = 0.0
    """How sure the record says it is of the value it gives."""

    @property
    def is_figure(self) -> bool:
        """Gold has a figure here: the cells that `right` and `sure` are shares of."""
        return self.gold_status == "read"

    @property
    def is_nonzero(self) -> bool:
        return self.is_figure and not same_number(self.gold_value, 0)

    @property
    def is_right(self) -> bool:
        return self.is_figure and self.outcome == "right"

    @property
    def is_sure(self) -> bool:
        return self.is_right and not self.review

    @property
    def is_invented(self) -> bool:
        """Given as read where gold has no figure, marked for review or not."""
        return not self.is_figure and self.outcome == "wrong"

    @property
    def unit_differs(self) -> bool:
        unit_is_wrong = self.is_figure and self.gold_unit not in (None, self.given_unit)
        return unit_is_wrong and same_number(self.gold_value, self.given_value)


def same_number(left: object, right: object) -> bool:
    """Equal exactly as printed: 0.1 is 0.1 and 3 is 3.0, a text or a truth value is no number.

    >>> same_number(113.96, 113.96), same_number(3, 3.0), same_number(3, "3"), same_number(1, True)
    (True, True, False, False)
    """
    numbers = [n for n in (left, right) if isinstance(n, int | float) and not isinstance(n, bool)]
    return len(numbers) == 2 and Decimal(str(numbers[0])) == Decimal(str(numbers[1]))


def judge_cells(gold: Gold, record: Record | None) -> tuple[Case, ...]:
    """A case for every gold cell, then for every value the record gives that gold does not list."""
    given = _cells_by_address(record)
    cases = [_judge(gold.id, address, cell, given.get(address)) for address, cell in gold.cells.items()]
    extra = (address for address, cell in given.items() if address not in gold.cells and cell.get("value") is not None)
    return (*cases, *(_judge(gold.id, address, None, given[address]) for address in extra))


def _judge(report: str, address: str, gold: GoldCell | None, given: Mapping[str, Any] | None) -> Case:
    cell = given or {}
    value, status, unit = cell.get("value"), cell.get("status"), cell.get("unit")
    review = bool(cell.get("review"))
    outcome, value_is_wrong = _outcome(gold, value, status, unit)
    return Case(
        report=report,
        address=address,
        outcome=outcome,
        silent_error=value_is_wrong and not review,
        gold_value=gold.value if gold else None,
        gold_status=gold.status if gold else "unlisted",
        gold_unit=gold.unit if gold else None,
        given_value=value,
        given_status=status,
        given_unit=unit,
        review=review,
        start=cell.get("start"),
        end=cell.get("end"),
        confidence=float(cell.get("confidence") or 0.0),
    )


def _outcome(gold: GoldCell | None, value: Any, status: str | None, unit: str | None) -> tuple[Outcome, bool]:
    """The outcome, and whether the value (not only its unit or status) is wrong."""
    if gold is not None and gold.status == "read":
        if value is None:
            return "missed", False
        if not same_number(gold.value, value):
            return "wrong", True
        well_given = status in GIVEN_STATUSES and gold.unit in (None, unit)
        return ("right" if well_given else "wrong"), False
    if value is None:
        return "right", False
    if status == "inferred":
        return "inferred_without_gold", False
    return "wrong", True


def _cells_by_address(record: Record | None) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for table in (record or {}).get("tables") or ():
        for place, cell in table["cells"].items():
            address = f"{table['id']}.{place}"
            if address in found:
                raise ScoreError(f"{(record or {}).get('source')}: the record gives the cell {address} twice.")
            found[address] = cell
    return found
