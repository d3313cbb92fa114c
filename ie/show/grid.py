"""A table of a record → the printed grid: header and side labels merged as the form has them, cells with their links."""

from __future__ import annotations

from typing import Any

from ie.editions import TableForm
from ie.records import Record
from ie.write.layout import Layout, Line, table_layout

View = dict[str, Any]


def table_grid(form: TableForm, table: Record, checks: list[View], prefix: str, placed: set[str]) -> View:
    """Header lines, body rows and, at the margins, the checks that are about one row or one column only.

    `placed` are the ids of the text; a cell leads to its characters where the text is shown.
    """
    layout = table_layout(form)
    lines = [line for line in layout.lines if not line.optional or _printed(line, table["cells"])]
    rows: list[View] = [
        {
            "side": side_labels(lines, i, layout.side),
            "unit": (line.unit or "") if layout.units else None,
            "cells": [_cell(form.id, a, table["cells"].get(a), checks, prefix, placed) for a in line.addresses],
            "checks": [c for c in checks if _inside(c, form.id, line.addresses)] if layout.side else [],
        }
        for i, line in enumerate(lines)
    ]
    columns = list(zip(*(line.addresses for line in lines), strict=True)) if layout.side else []
    feet = [[c for c in checks if _inside(c, form.id, column)] for column in columns]
    counts = {
        s: sum(c["status"] == s for r in rows for c in r["cells"]) for s in ("read", "blank", "inferred", "absent")
    }
    return {
        "id": form.id,
        "caption": form.caption or "",
        "status": table["status"],
        "header": header_lines(layout),
        "first": layout.first_value,
        "rows": rows,
        "feet": feet if any(feet) else [],
        "margin": any(row["checks"] for row in rows),
        "wide": layout.side == 0,
        "counts": {**counts, "review": sum(c["class"] == "review" for r in rows for c in r["cells"])},
    }


def _printed(line: Line, cells: Record) -> bool:
    return any(cells[a]["status"] != "absent" or cells[a]["review"] for a in line.addresses if a in cells)


def _inside(check: View, table: str, addresses: Any) -> bool:
    own = {f"{table}.{address}" for address in addresses}
    return all(cell["address"] in own for cell in check["cells"])


def _cell(table: str, address: str, cell: Record | None, checks: list[View], prefix: str, placed: set[str]) -> View:
    whole = f"{table}.{address}"
    if cell is None:
        return {"id": f"{prefix}c-{whole}", "class": "absent", "status": "absent", "text": "", "href": "", "title": "",
                "fails": []}  # fmt: skip
    status = "review" if cell["review"] else cell["status"]
    value = "" if cell["value"] is None else f"{cell['value']:,}"
    title = f"{whole} · {cell['status']}" + (" · review" if cell["review"] else "")
    if cell["raw"] is not None:
        title += f" · raw {cell['raw']!r} [{cell['start']}, {cell['end']})"
    fails = [c for c in checks if c["status"] == "fails" and any(p["address"] == whole for p in c["cells"])]
    return {
        "id": f"{prefix}c-{whole}",
        "class": status,
        "status": cell["status"],
        "text": value or ("?" if cell["review"] else "–" if cell["status"] == "blank" else ""),
        "href": f"#{prefix}t-{whole}" if f"{prefix}t-{whole}" in placed else "",
        "title": title,
        "fails": fails,
    }


def header_lines(layout: Layout) -> list[list[View]]:
    """The header's lines, each label once with what it spans."""
    return _corner(_header(layout.header), layout.side)


def _header(header: tuple[tuple[str, ...], ...]) -> list[list[View]]:
    """Labels with their spans: an outer label over all that stands under it, a column's own down from the first gap."""
    depth, width = len(header), len(header[0])
    out: list[list[View]] = [[] for _ in range(depth)]
    for d in range(depth):
        c = 0
        while c < width:
            path = tuple(header[k][c] for k in range(d + 1))
            span = 1
            if d < depth - 1 and path[-1]:
                while c + span < width and tuple(header[k][c + span] for k in range(d + 1)) == path:
                    span += 1
                out[d].append({"label": path[-1], "colspan": span, "rowspan": 1})
            elif d == depth - 1 or all(not header[k][c] for k in range(d, depth - 1)):
                if d == 0 or header[d - 1][c]:
                    out[d].append({"label": header[depth - 1][c], "colspan": 1, "rowspan": depth - d})
            c += span
    return out


def _corner(header: list[list[View]], side: int) -> list[list[View]]:
    """The head over the side labels as one cell."""
    if side > 1:
        header[0][:side] = [{**header[0][0], "colspan": side}]
    return header


def side_labels(lines: list[Line], i: int, side: int) -> list[View]:
    """The side labels that begin on line `i`, each with the lines it runs down."""
    if not side:
        return []
    line, before = lines[i], lines[i - 1].under if i else ()
    out: list[View] = []
    for k in range(len(line.under)):
        head = line.under[: k + 1]
        if before[: k + 1] == head:
            continue
        span = next((j for j in range(i, len(lines)) if lines[j].under[: k + 1] != head), len(lines)) - i
        out.append({"label": line.under[k], "colspan": 1, "rowspan": span})
    out.append({"label": line.label, "colspan": side - len(line.under), "rowspan": 1})
    return out
