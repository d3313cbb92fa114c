"""One invented table of section three whose sums hold, and ways to print it, row by row, with rows renamed, added or left out."""

from __future__ import annotations

from collections.abc import Mapping

from ie.editions import load_edition

COLUMNS = tuple(c.id for c in load_edition("2021").table("applications").columns)
TITLE = "青禾县气象局2023年政府信息公开工作年度报告\n"
SECTION = "三、收到和处理政府信息公开申请情况\n"
HEADS = [
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
]
Figures = dict[str, list[int]]
FILLED: Figures = {
    "received": [5, 1, 0, 0, 0, 2, 8],
    "carried_in": [1, 0, 0, 0, 0, 0, 1],
    "granted": [2, 1, 0, 0, 0, 0, 3],
    "refused_state_secret": [0, 0, 0, 0, 0, 1, 1],
    "unavailable_not_held": [3, 0, 0, 0, 0, 0, 3],
    "other_other": [1, 0, 0, 0, 0, 0, 1],
    "outcome_total": [6, 1, 0, 0, 0, 1, 8],
    "carried_out": [0, 0, 0, 0, 0, 1, 1],
}
ROWS = [r for r in load_edition("2021").table("applications").rows if not r.optional]
FIGURES: Figures = {r.id: FILLED.get(r.id, [0] * 7) for r in ROWS}
OTHERS = ("other_not_corrected_in_time", "other_fee_not_paid", "other_other")


def labels_of_row(place: int) -> list[str]:
    """A row's label with the side labels that begin with it."""
    above = ROWS[place - 1].under if place else ()
    row = ROWS[place]
    return [*(s for i, s in enumerate(row.under) if above[i : i + 1] != (s,)), row.label]


def printed(
    between: str = " | ",
    *,
    rename: Mapping[str, str] | None = None,
    behind: Mapping[str, str] | None = None,
    figures: Mapping[str, list[int]] | None = None,
    leave_out: tuple[str, ...] = (),
    number: bool = False,
    header: bool = True,
) -> str:
    """The table, a row a line, its cells parted by `between`; `behind` are lines that follow a row."""
    end = between.rstrip() + "\n" if between.strip() else "\n"
    out = SECTION + (between.join(HEADS) + end if header else "")
    for place, row in enumerate(ROWS):
        if row.id in leave_out:
            continue
        labels = [(rename or {})[row.id]] if row.id in (rename or {}) else labels_of_row(place)
        values = (figures or {}).get(row.id, FIGURES[row.id])
        serial = [str(place + 1)] if number else []
        out += between.join([*serial, *labels, *map(str, values)]) + end + (behind or {}).get(row.id, "")
    return out


def wanted(*doubtful: str, leave_out: tuple[str, ...] = ()) -> dict[str, int | None]:
    """Each figure by its address; None in the rows that must not be given unmarked."""
    return {
        f"applications.{row}.{column}": None if row in doubtful else value
        for row, values in FIGURES.items()
        if row not in leave_out
        for column, value in zip(COLUMNS, values, strict=True)
    }
