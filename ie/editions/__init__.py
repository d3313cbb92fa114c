"""The editions of the national form, as data: what sections, tables, rows, columns and sums each one demands.

An edition is a TOML file beside this module; a new one needs no new code.  Everything after tagging asks an `Edition` what the
form looks like, and nothing in the code names a row or a column of its own.
"""

from ie.editions.form import Column, Edition, EditionError, Identity, Row, Section, TableForm
from ie.editions.loader import EDITIONS, load_edition, parse_edition

__all__ = [
    "EDITIONS",
    "Column",
    "Edition",
    "EditionError",
    "Identity",
    "Row",
    "Section",
    "TableForm",
    "load_edition",
    "parse_edition",
]
