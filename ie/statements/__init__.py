"""Spans and figures → Statements: what sentences say of the quantities that the form's tables hold.

A statement links a figure of the prose, or a zero told in words, to an indicator: the address of a cell, or one of the quantities
that no form has a cell for (table `prose`, listed in annotations/statements/README.md).  Statements never fill a cell.
"""

from ie.statements.finding import find_statements

__all__ = ["find_statements"]
