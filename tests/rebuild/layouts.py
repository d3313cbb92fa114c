"""What converters make of a form: each function prints the same blocks in another mess."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.rebuild.forms import Form, Grid

FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
SIMPLIFIED = (
    "数单处决许罚强业规则现废机构会组织务结转办区这属国稳护权内类过执无没补确访举报诉复请由大认获缴纳费继续维纠审"
    "议讼经总体间题进需项关与购额对减复应范义调财产资为门书专"
    "开计条从业"
)
TRADITIONAL = (
    "數單處決許罰強業規則現廢機構會組織務結轉辦區這屬國穩護權內類過執無沒補確訪舉報訴復請由大認獲繳納費繼續維糾審"
    "議訟經總體間題進需項關與購額對減復應範義調財產資為門書專"
    "開計條從業"
)
TO_TRADITIONAL = str.maketrans(SIMPLIFIED, TRADITIONAL)
TO_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _print(form: Form, table: Callable[[Grid], str], between: str = "\n") -> str:
    return between.join(b if isinstance(b, str) else table(b) for b in form.blocks) + "\n"


def pipe_rows(form: Form) -> str:
    """`label | 1 | 2 |`: one line a row."""
    return _print(form, lambda grid: "\n".join(" | ".join(line) + " |" for line in grid))


def markdown_grid(form: Form) -> str:
    """`| label | 1 |` with a rule below the first line."""

    def table(grid: Grid) -> str:
        width = max(map(len, grid))
        lines = [
            "| " + " | ".join([*line, *[" "] * (width - len(line) if i < 2 else 0)]) + " |"
            for i, line in enumerate(grid)
        ]
        return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])

    return _print(form, table, "\n\n")


def cell_a_line(form: Form) -> str:
    """`label |`, `1 |`: one line a cell, a lone pipe between the rows."""
    return _print(form, lambda grid: "\n|\n".join("\n".join(f"{cell} |" for cell in line) for line in grid) + "\n|")


def lone_pipes(form: Form) -> str:
    """Cells and pipes each on a line of their own."""
    return _print(form, lambda grid: "|\n" + "\n|\n".join("|\n" + "\n|\n".join(line) for line in grid) + "\n|")


def paragraphs(form: Form) -> str:
    """Each cell a paragraph."""
    return _print(form, lambda grid: "\n\n".join("\n\n".join(line) for line in grid), "\n\n")


def lines(form: Form) -> str:
    """Each cell a line."""
    return _print(form, lambda grid: "\n".join("\n".join(line) for line in grid))


def tabs(form: Form) -> str:
    """Pasted out of a spreadsheet."""
    return _print(form, lambda grid: "\n".join("\t".join(line) for line in grid))


def pdf_rows(form: Form) -> str:
    """Cells parted by single blanks, long labels wrapped with the figures after their first half."""

    def row(line: list[str]) -> str:
        labels = [cell for cell in line if not FIGURE.fullmatch(cell)]
        values = [cell for cell in line if FIGURE.fullmatch(cell)]
        if values and labels and len(labels[-1]) > 14:
            return f"{' '.join([*labels[:-1], labels[-1][:12]])}\n{' '.join(values)}\n{labels[-1][12:]}"
        return " ".join(line)

    return _print(form, lambda grid: "\n".join(map(row, grid)))


def wide_blanks(form: Form) -> str:
    """Columns held apart by runs of blanks."""
    return _print(form, lambda grid: "\n".join("    ".join(line) for line in grid))


def run_together(form: Form) -> str:
    """Nothing between the cells; paragraphs parted by ideographic spaces."""
    return _print(form, lambda grid: "".join("".join(line) for line in grid), "\u3000\u3000")


def windows_lines(form: Form) -> str:
    """Pipe rows with CRLF."""
    return pipe_rows(form).replace("\n", "\r\n")


def traditional(form: Form) -> str:
    """Pipe rows of a mirror in traditional script."""
    return pipe_rows(form).translate(TO_TRADITIONAL)


def full_width(form: Form) -> str:
    """Paragraphs with full-width digits, signs and points in the table."""
    return _print(
        form,
        lambda grid: "\n\n".join("\n\n".join(_widened(cell) for cell in line) for line in grid),
        "\n\n",
    )


def _widened(cell: str) -> str:
    if not FIGURE.fullmatch(cell):
        return cell
    return cell.translate(TO_FULL_WIDTH).replace("-", "－").replace(".", "．")


EXACT: tuple[Callable[[Form], str], ...] = (
    pipe_rows, markdown_grid, cell_a_line, lone_pipes, paragraphs, lines, tabs, pdf_rows, wide_blanks, windows_lines,
    traditional, full_width,
)  # fmt: skip
"""Layouts that lose nothing: every figure must come back."""
AMBIGUOUS: tuple[Callable[[Form], str], ...] = (run_together,)
"""Layouts that lose where a figure ends: what comes back must be right."""
