"""The editions of the national form, as data: what sections, tables, rows, columns and sums each one demands.

An edition is a TOML file beside this module, or in a folder of the user's; a new one needs no code.  Everything after tagging asks an
`Edition` what the form looks like, and nothing in the code names an edition of its own.
"""

from ie.editions.form import NARRATIVE, Column, Edition, EditionError, Identity, Row, Section, TableForm
from ie.editions.loader import (
    EDITIONS,
    edition_text,
    editions_told,
    form_of,
    known_editions,
    lineage,
    load_edition,
    own_editions,
    read_editions,
    use_editions,
    using_editions,
)
from ie.editions.parse import parse_edition

__all__ = [
    "EDITIONS",
    "NARRATIVE",
    "Column",
    "Edition",
    "EditionError",
    "Identity",
    "Row",
    "Section",
    "TableForm",
    "edition_text",
    "editions_told",
    "form_of",
    "known_editions",
    "lineage",
    "load_edition",
    "own_editions",
    "parse_edition",
    "read_editions",
    "use_editions",
    "using_editions",
]
