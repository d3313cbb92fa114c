"""The invented forms of `tests/rebuild/forms.py` as documents: HTML, DOCX, XLSX, PDF and CSV, merged cells as the form has them."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from ie.editions import TableForm, load_edition
from tests.rebuild.forms import NOT_PRINTED, Form

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Printed:
    """A cell with its words and the rows and columns it is merged over."""

    words: str
    rows: int = 1
    columns: int = 1


Lines = list[list[Printed]]


def blocks_of(form: Form) -> list[str | Lines]:
    """The form's blocks, its tables with the merges that the national form prints."""
    tables = iter(load_edition(form.edition).tables)
    return [b if isinstance(b, str) else table_of(form, next(tables)) for b in form.blocks]


def table_of(form: Form, table: TableForm) -> Lines:
    if table.one_line:
        return _disputes(form, table)
    rows = [r for r in table.rows if r.id not in NOT_PRINTED[form.edition]]
    depth = max(len(r.under) for r in rows) + 1
    lines = _header(table, depth)
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        line: list[Printed] = []
        for level in range(len(row.under)):
            side = row.under[: level + 1]
            if side not in seen:
                seen.add(side)
                line.append(Printed(side[-1], rows=sum(r.under[: level + 1] == side for r in rows)))
        line.append(Printed(row.label, columns=depth - len(row.under)))
        line += [Printed(f"{form.figures[table.id, row.id, c.id]:f}") for c in table.columns]
        lines.append(line)
    return lines


def _header(table: TableForm, depth: int) -> Lines:
    if table.id != "applications":
        wide = depth + len(table.columns)
        return [
            [Printed(table.caption or "", columns=wide)],
            [Printed(table.stub or "", columns=depth), *(Printed(c.label) for c in table.columns)],
        ]
    inner = [Printed(c.label) for c in table.columns[1:-1]]
    return [
        [Printed(table.caption or "", rows=3, columns=depth), Printed("申请人情况", columns=len(table.columns))],
        [Printed("自然人", rows=2), Printed("法人或其他组织", columns=len(inner)), Printed("总计", rows=2)],
        inner,
    ]


def _disputes(form: Form, table: TableForm) -> Lines:
    heads = [Printed(c.label) for c in table.columns]
    n = len(heads)
    return [
        [Printed("行政复议", columns=n), Printed("行政诉讼", columns=2 * n)],
        [
            *(Printed(c.words, rows=2) for c in heads),
            Printed("未经复议直接起诉", columns=n),
            Printed("复议后起诉", columns=n),
        ],
        heads * 2,
        [Printed(f"{form.figures[table.id, r.id, c.id]:f}") for r, c in table.addresses()],
    ]


@dataclass(frozen=True)
class Placed:
    row: int
    column: int
    cell: Printed


def placed(lines: Lines) -> list[Placed]:
    """Cells with their places in the grid."""
    out: list[Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            out.append(Placed(row, column, cell))
            taken.update((row + i, column + j) for i in range(cell.rows) for j in range(cell.columns))
            column += cell.columns
    return out


def as_html(form: Form) -> bytes:
    """A page of a portal: navigation, share buttons, the article, a footer."""

    def table(lines: Lines) -> str:
        rows = []
        for line in lines:
            cells = "".join(
                f'<td rowspan="{c.rows}" colspan="{c.columns}"><p><span>{html.escape(c.words)}</span></p></td>\n'
                for c in line
            )
            rows.append(f"<tr>\n{cells}</tr>")
        return f"<table border=1><tbody>{''.join(rows)}</tbody></table>"

    body = "\n".join(
        f"<p>&nbsp;&nbsp;{html.escape(b)}</p>" if isinstance(b, str) else table(b) for b in blocks_of(form)
    )
    page = (
        '<!DOCTYPE html><html><head><meta charset="gb2312"><title>x</title><style>p{}</style></head><body>'
        '<div class="nav-top"><a>首页</a> <a>政务公开 12</a></div><table><tr><td>'
        f'<div id="zoom">{body}</div></td></tr></table>'
        '<div class="bdsharebuttonbox">分享到 3 处</div><footer>访问量 88</footer><script>var a=1;</script></body></html>'
    )
    return page.encode("gb18030")


def as_docx(form: Form) -> bytes:
    """A Word document; figures of one paragraph in several runs."""

    def paragraph(words: str) -> str:
        runs = "".join(f"<w:r><w:t>{html.escape(p)}</w:t></w:r>" for p in (words[:1], words[1:]) if p)
        return f"<w:p>{runs}</w:p>"

    def table(lines: Lines) -> str:
        cells = placed(lines)
        out = []
        for row in range(len(lines)):
            line = []
            for item in sorted((p for p in cells if p.row <= row < p.row + p.cell.rows), key=lambda p: p.column):
                merge = ""
                if item.cell.rows > 1:
                    merge = '<w:vMerge w:val="restart"/>' if item.row == row else "<w:vMerge/>"
                span = f'<w:gridSpan w:val="{item.cell.columns}"/>' if item.cell.columns > 1 else ""
                words = paragraph(item.cell.words if item.row == row else "")
                line.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>")
            out.append(f"<w:tr>{''.join(line)}</w:tr>")
        return f"<w:tbl>{''.join(out)}</w:tbl>"

    body = "".join(paragraph(b) if isinstance(b, str) else table(b) for b in blocks_of(form))
    return docx_of(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def docx_of(document: str, **members: str) -> bytes:
    """A DOCX with this main document and further members by their names in `word/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, words in members.items():
            archive.writestr(f"word/{name}.xml", words)
    return out.getvalue()


def as_xlsx(form: Form) -> bytes:
    """One sheet, paragraphs in its first column, figures as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    at = 1
    for block in blocks_of(form):
        if isinstance(block, str):
            sheet.cell(at, 1, block)
            at += 1
            continue
        for item in placed(block):
            words = item.cell.words
            number = words.lstrip("-").replace(".", "", 1).isdecimal()
            sheet.cell(
                at + item.row, item.column + 1, (float(words) if "." in words else int(words)) if number else words
            )
            if item.cell.rows > 1 or item.cell.columns > 1:
                last = (at + item.row + item.cell.rows - 1, item.column + item.cell.columns)
                sheet.merge_cells(
                    start_row=at + item.row, start_column=item.column + 1, end_row=last[0], end_column=last[1]
                )
        at += len(block)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(form: Form) -> bytes:
    """Pages with ruled tables, labels wrapped in their cells, a page number at the foot."""
    from tests.read.printed_pdf import pdf_of

    return pdf_of([b if isinstance(b, str) else (placed(b), len(b)) for b in blocks_of(form)])


DOCUMENTS: dict[str, Callable[[Form], bytes]] = {
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}
