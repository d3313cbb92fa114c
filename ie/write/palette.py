"""What a cell's status looks like in the workbook, and the words the legend has for it."""

from __future__ import annotations

from typing import Any

from ie.write.text import Record

HATCHED = 14  # Excel's number for thin diagonal stripes
BORDER = {"border": 1, "border_color": "#BFBFBF"}

CELL_STYLES: dict[str, dict[str, object]] = {
    "read": {},
    "blank": {"bg_color": "#D9D9D9"},
    "inferred": {"bg_color": "#FFF2A8"},
    "absent": {"pattern": HATCHED, "fg_color": "#A6A6A6", "bg_color": "#FFFFFF"},
    "review": {"bg_color": "#F8B26A"},
}

LEGEND: dict[str, str] = {
    "read": "读出：数字见于原文 (read: a figure in the text)",
    "blank": "空白：原文有此格，但无确数，不等于零 (blank: the cell is there and holds no exact number; it is not zero)",
    "inferred": "推得：原文未见数字，由表内勾稽关系唯一确定 (inferred: not printed, the only value the sums allow)",
    "absent": "缺失：原文无此格 (absent: the text has no such cell)",
    "review": "待核：须人工核对，批注中有原文 (review: needs a look; the note holds the raw text)",
}

OTHER_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "strong": {"bold": True},
    "report": {"bold": True, "bg_color": "#DCE6F1", "num_format": "0"},
    "header": {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F2F2F2", **BORDER},
    "side": {**BORDER},
    "note": {"italic": True, "font_color": "#7F7F7F"},
}


def make_formats(workbook: Any) -> dict[str, Any]:
    """Style name → the workbook's own format object."""
    cells = {name: {**style, **BORDER} for name, style in CELL_STYLES.items()}
    return {name: workbook.add_format(style) for name, style in {**cells, **OTHER_STYLES}.items()}


def style_of(cell: Record | None) -> str:
    """The style of a cell; doubt outranks the status, and a cell the record does not have is absent.

    >>> style_of({"status": "inferred", "review": True}), style_of(None)
    ('review', 'absent')
    """
    if cell is None:
        return "absent"
    return "review" if cell["review"] else str(cell["status"])
