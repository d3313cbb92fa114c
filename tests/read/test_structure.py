"""What a document says beside its words: merged cells, page litter, hidden parts, charsets, numbers of lists."""

from __future__ import annotations

import io

import pytest

from ie.pipeline import extract_text
from ie.read import Source, read_bytes
from ie.report import Cell
from tests.read.printed import W, as_html, docx_of
from tests.rebuild.forms import make_form

HEAD = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
TITLE = "云杉县水文局2023年政府信息公开工作年度报告"


def page(rows: str) -> bytes:
    article = f"<p>{TITLE}</p><p>二、主动公开政府信息情况</p><p>第二十条第（一）项</p>"
    return f'<html><meta charset="utf-8"><body>{article}<table>{HEAD}{rows}</table></body></html>'.encode()


def source_of(data: bytes, name: str = "a.html", charset: str | None = None) -> Source:
    read = read_bytes(name, None, data, charset=charset)
    assert isinstance(read, Source), read
    return read


def cells_of(source: Source, row: str) -> list[Cell]:
    tables = {t.id: t for t in extract_text(source.text, marks=source.marks).tables}
    return [tables["art20_1"].cells[row, c] for c in ("issued", "repealed", "in_force")]


def values(cells: list[Cell]) -> list[tuple[str, object, bool]]:
    return [(c.status, None if c.value is None else int(c.value), c.review) for c in cells]


FULL = "<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>"
ROWS = {
    "blanks stay in their place": (
        "<tr><td>规章</td><td></td><td>2</td><td></td></tr>" + FULL,
        [("blank", None, False), ("read", 2, False), ("blank", None, False)],
    ),
    "a figure over two columns is in doubt and moves none": (
        '<tr><td>规章</td><td colspan="2">1</td><td>3</td></tr>' + FULL + FULL,
        [("read", 1, True), ("blank", None, False), ("read", 3, False)],
    ),
    "spans that all rows share are no merge": (
        '<tr><td>规章</td><td colspan="2">1</td><td colspan="3">2</td><td colspan="2">3</td></tr>',
        [("read", 1, False), ("read", 2, False), ("read", 3, False)],
    ),
    "a label over two columns is printed once": (
        '<tr><td colspan="4">规章</td><td>1</td><td>2</td><td>3</td></tr>',
        [("read", 1, False), ("read", 2, False), ("read", 3, False)],
    ),
    "a hidden cell is not there": (
        '<tr><td>规章</td><td style="display: none">9</td><td>1</td><td>2</td><td>3</td></tr>',
        [("read", 1, False), ("read", 2, False), ("read", 3, False)],
    ),
    "digits in several elements are one figure": (
        "<tr><td>规<br>章</td><td><span>1</span><b>2</b></td><td>\n 0 \n</td><td><p>3</p></td></tr>",
        [("read", 12, False), ("read", 0, False), ("read", 3, False)],
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_of_a_page(case: str) -> None:
    rows, wanted = ROWS[case]
    assert values(cells_of(source_of(page(rows)), "regulations")) == wanted


def test_a_figure_over_two_rows_is_in_doubt() -> None:
    rows = '<tr><td>规章</td><td rowspan="2">1</td><td>2</td><td>3</td></tr><tr><td>行政规范性文件</td><td>5</td><td>6</td></tr>'
    source = source_of(page(rows))
    assert values(cells_of(source, "regulations"))[0] == ("read", 1, True)
    assert values(cells_of(source, "normative_documents")) == [
        ("blank", None, False), ("read", 5, False), ("read", 6, False),
    ]  # fmt: skip


def test_page_litter_is_kept_and_marked() -> None:
    source = source_of(as_html(make_form("2021", 1)))
    marked = [source.text[m.start : m.end].strip() for m in source.marks if m.kind == "furniture"]
    assert marked == ["首页 政务公开 12", "分享到 3 处", "访问量 88"]
    report = extract_text(source.text, marks=source.marks)
    furniture = [report.text.clean[s.start : s.end] for s in report.spans if s.label == "FURNITURE"]
    assert furniture == marked
    assert "var a" not in source.text


def test_what_fills_the_page_is_no_litter_whatever_its_name() -> None:
    data = (
        page(FULL)
        .replace(b"<body>", b'<body><div class="footer" style="display:none">')
        .replace(b"</body>", b"</div></body>")
    )
    source = source_of(data)
    assert source.marks == ()
    assert values(cells_of(source, "normative_documents"))[0] == ("read", 4, False)


@pytest.mark.parametrize(
    ("encoding", "meta", "header"),
    [
        ("gb18030", "gb2312", None), ("gb18030", "utf-8", None), ("gb18030", "", "gbk"), ("utf-8", "gb2312", None),
        ("big5", "big5", None), ("utf-16", "", None), ("utf-8-sig", "gb2312", "gbk"), ("utf-8", "x-unknown", "nonsense"),
    ],
)  # fmt: skip
def test_charset_by_mark_header_page_and_content(encoding: str, meta: str, header: str | None) -> None:
    words = "政府信息公開年度報告" if encoding == "big5" else TITLE * 3
    html = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={meta}"></head><body><p>{words}</p></body></html>'
    assert source_of(html.encode(encoding), charset=header).text == f"{words}\n"


def test_a_list_s_own_numbers_are_printed() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    second = (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="4">{level}{second}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )

    def paragraph(words: str, depth: int) -> str:
        number = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="2"/></w:numPr></w:pPr>'
        return f"<w:p>{number}<w:r><w:t>{words}</w:t></w:r></w:p>"

    body = "".join(paragraph(w, d) for w, d in (("总体情况", 0), ("甲", 1), ("乙", 1), ("主动公开", 0), ("丙", 1)))
    data = docx_of(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', numbering=numbering)
    assert source_of(data).text.splitlines() == ["一、总体情况", "（一）甲", "（二）乙", "二、主动公开", "（一）丙"]


def test_deleted_words_of_a_document_are_gone_and_inserted_ones_are_there() -> None:
    body = (
        "<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>"
    )
    data = docx_of(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    assert source_of(data).text == "收到5件\n"


def test_figures_of_a_workbook_are_read_as_its_cells_show_them() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["信息内容", "甲", "乙", "丙"])
    sheet.append(["规章", 43.788, 1234, None])
    sheet.append(["比例", 0.125, None, 7])
    sheet["B3"].number_format = "0.0%"
    sheet["C2"].number_format = "#,##0"
    sheet.row_dimensions[4].hidden = True
    sheet.append(["隐藏", 1, 2, 3])
    book.create_sheet("藏").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    source = source_of(out.getvalue(), "a.xlsx")
    assert source.text.splitlines() == ["信息内容\t甲\t乙\t丙", "规章\t43.788\t1234\t", "比例\t12.5%\t\t7"]
    assert source.warnings == ("hidden sheets, rows or columns were left out (2); show them if they count",)
