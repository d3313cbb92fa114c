"""What every format needs of a record: its text made harmless, its organ's name, its edition's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ie.editions import Edition, form_of

Record = Mapping[str, Any]
"""One report as the record contract has it (`ie.write.record_schema`); its values are what JSON knows."""

# The full-width forms count too: spreadsheets set to Chinese or Japanese take them for the plain ones.
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a single quote goes before a start that could make it one.

    For text only.  Numbers must be written as numbers, so that -5 stays -5.

    >>> inert("=1+1"), inert("-5"), inert("某县人民政府")
    ("'=1+1", "'-5", '某县人民政府')
    """
    return "'" + text if text[:1] in FORMULA_STARTS else text


def encodable(text: str) -> str:
    r"""Text that UTF-8 can hold: a lone surrogate, as undecodable file names have, becomes its escape.

    >>> encodable("报告\udce5.txt")
    '报告\\udce5.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def field(value: object) -> str:
    """A value as one CSV field: None is empty, truth is true or false, text is inert, a number its shortest exact form.

    >>> field(-5), field("-5"), field(None), field(True), field(2.5)
    ('-5', "'-5", '', 'true', '2.5')
    """
    # By how often they come: twenty fields a cell are written, and most are text or nothing.
    if isinstance(value, str):
        return inert(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return inert(str(value))


def organ_of(record: Record) -> str | None:
    """The organ's name as found in the text, or None."""
    organ = record["organ"]
    return None if organ is None else str(organ["text"])


def edition_of(record: Record) -> Edition | None:
    """The form of the record's edition; None where it has none (narrative reports and those that were not read)."""
    return form_of(record["edition"])
