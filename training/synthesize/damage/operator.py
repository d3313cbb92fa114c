"""What damage is: a named operator, the kinds of mess it makes (numbers 1-25 of the list of kinds), and the stage it works at."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from training.synthesize.document import Document
from training.synthesize.tracked import Tracked

DocumentChange = Callable[[Document, random.Random], Document]
TextChange = Callable[[Tracked, random.Random], Tracked]


@dataclass(frozen=True, slots=True)
class Operator:
    """One kind of damage.  Exactly one of `document` (before printing) and `text` (after it) is given.

    `weight` is its share among the operators drawn for a report.  An operator that finds nothing to damage gives its input
    back; every operator keeps the marks honest (see `Mark`).
    """

    name: str
    kinds: tuple[int, ...]
    stage: Literal["document", "text"]
    weight: float = 1.0
    document: DocumentChange | None = None
    text: TextChange | None = None


OPERATORS: dict[str, Operator] = {}


def document_operator(*kinds: int, weight: float = 1.0) -> Callable[[DocumentChange], DocumentChange]:
    """Register a change of the report before it is printed, under the function's name."""

    def register(change: DocumentChange) -> DocumentChange:
        _add(Operator(change.__name__, kinds, "document", weight, document=change))
        return change

    return register


def text_operator(*kinds: int, weight: float = 1.0) -> Callable[[TextChange], TextChange]:
    """Register a change of the printed text, under the function's name."""

    def register(change: TextChange) -> TextChange:
        _add(Operator(change.__name__, kinds, "text", weight, text=change))
        return change

    return register


def _add(operator: Operator) -> None:
    if operator.name in OPERATORS:
        raise ValueError(f"the operator {operator.name!r} is registered already; choose another name")
    OPERATORS[operator.name] = operator
