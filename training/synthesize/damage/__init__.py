"""Damage: named operators that compose in any order, each of one kind of mess."""

from training.synthesize.damage import characters, headers, lines, litter, losses, outline, separators, tables, values
from training.synthesize.damage.operator import OPERATORS, Operator

__all__ = [
    "OPERATORS",
    "Operator",
    "characters",
    "headers",
    "lines",
    "litter",
    "losses",
    "outline",
    "separators",
    "tables",
    "values",
]
