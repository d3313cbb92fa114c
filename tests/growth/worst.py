"""Inputs that are worst for some pattern or parser, at any size: each a function from n to about n characters or elements."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.read.printed import W, docx_of
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import EXACT, cell_a_line, pipe_rows, run_together

Sized = Callable[[int], str]
HEAD = "云杉县水文局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
ROW = "一、本年新收政府信息公开申请数量"
assert EXACT


def repeated(piece: str, head: str = HEAD, tail: str = "") -> Sized:
    """The piece again and again, to n characters."""
    return lambda n: head + piece * max(1, n // len(piece)) + tail


def forms(layout: Callable[..., str]) -> Sized:
    """Whole reports one behind the other."""
    text = layout(make_form("2021", 7)) + "\n"
    return lambda n: text * max(1, n // 1000)


TEXTS: dict[str, Sized] = {
    "zeros": repeated("0", f"{HEAD}{ROW}"),
    "nines": repeated("9", f"{HEAD}{ROW}"),
    "digits apart": repeated("7 ", f"{HEAD}{ROW}\n"),
    "digit lines": repeated("3\n", f"{HEAD}{ROW}\n"),
    "commas and digits": repeated("1,"),
    "points and digits": repeated("1."),
    "points": repeated("."),
    "pipes": repeated("|"),
    "pipes and blanks": repeated("| "),
    "bars of rules": repeated("-|-"),
    "rules": repeated("-"),
    "blanks": repeated(" ", tail="x"),
    "wide blanks": repeated("\u3000", tail="x"),
    "tabs": repeated("\t", tail="x"),
    "line ends": repeated("\n", tail="x"),
    "carriage returns": repeated("\r", tail="x"),
    "zero widths": repeated("\u200b", tail="x"),
    "opening brackets": repeated("（"),
    "mixed brackets": repeated("（(【"),
    "closing brackets": repeated("）"),
    "numerals": repeated("一"),
    "powers": repeated("十百千万"),
    "outline numbers": repeated("一、"),
    "outline lines": repeated("（一）规范化\n"),
    "headings": repeated("一、总体情况\n"),
    "years": repeated("2019年"),
    "one sentence": repeated("我机关认真贯彻落实有关规定"),
    "clauses": repeated("公开信息3条，"),
    "sentences": repeated("全年收到政府信息公开申请12件。"),
    "negations": repeated("未发生行政复议、"),
    "row labels": repeated(f"{ROW}\n"),
    "row labels glued": repeated(ROW),
    "halves of labels": repeated("一、本年新收政府信息\n公开申请数量\n"),
    "column heads": repeated("自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|\n"),
    "rows": repeated(f"{ROW}|1|0|0|0|0|0|1|\n"),
    "rows glued": repeated(f"{ROW}1000001"),
    "statistics rows": repeated("（一）主动公开政府信息数|条|128|\n", "政府信息公开工作统计表（2016年度）\n"),
    "captions": repeated("第二十条第（一）项\n"),
    "organs": repeated("云杉县水文局"),
    "furniture": repeated("【打印】【关闭】分享到：\n"),
    "letters": repeated("a"),
    "astral characters": repeated("\U00020000"),
    "whole forms, pipes": forms(pipe_rows),
    "whole forms, a cell a line": forms(cell_a_line),
    "whole forms, run together": forms(run_together),
}


def _document(body: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda n: docx_of(f'<w:document xmlns:w="{W}"><w:body>{body(n)}</w:body></w:document>')


_CELL = "<w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc>"
FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "html cells": ("a.html", lambda n: b"<html><table>" + b"<tr><td>1</td></tr>" * n + b"</table></html>"),
    "html cells of one row": ("a.html", lambda n: b"<html><table><tr>" + b"<td>1</td>" * n + b"</tr></table></html>"),
    "html tables": ("a.html", lambda n: b"<html>" + b"<table><tr><td>1</td></tr></table>" * n + b"</html>"),
    "html open tags": ("a.html", lambda n: b"<html>" + b"<p>" * n + b"x</html>"),
    "html misnested": ("a.html", lambda n: b"<html>" + b"<p><b><i>1</b></i>" * n + b"</html>"),
    "html entities": ("a.html", lambda n: b"<html>" + b"&nbsp;&#25919;" * n + b"</html>"),
    "html attributes": ("a.html", lambda n: b"<html><p " + b"a='1' " * n + b">x</p></html>"),
    "html comments": ("a.html", lambda n: b"<html>" + b"<!-- a -->" * n + b"x</html>"),
    "html angle brackets": ("a.html", lambda n: b"<html>x" + b"<" * n + b"</html>"),
    "html row spans": ("a.html", lambda n: b"<html><table>" + b"<tr><td rowspan=2>1<td>2" * n + b"</table></html>"),
    "html breaks": ("a.html", lambda n: b"<html><p>" + b"x<br>" * n + b"</html>"),
    "docx paragraphs": ("a.docx", _document(lambda n: "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * n)),
    "docx runs": ("a.docx", _document(lambda n: f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * n}</w:p>")),
    "docx rows": ("a.docx", _document(lambda n: f"<w:tbl>{f'<w:tr>{_CELL}</w:tr>' * n}</w:tbl>")),
    "docx cells": ("a.docx", _document(lambda n: f"<w:tbl><w:tr>{_CELL * n}</w:tr></w:tbl>")),
    "csv rows": ("a.csv", lambda n: b"a,b,1\n" * n),
    "csv fields": ("a.csv", lambda n: b"1," * n + b"\n"),
    "csv quotes": ("a.csv", lambda n: b'"a""b",' * n + b"\n"),
    "text of bytes": ("a.txt", lambda n: "政府信息公开".encode("gb18030") * (n // 4)),
    "text of broken bytes": ("a.txt", lambda n: "政府信息公开".encode() * (n // 6) + b"\xff" * (n // 100)),
}
"""Name → the file's name and its bytes with n elements."""

CRAWLS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "jsonl rows": (".jsonl", lambda n: (json.dumps({"text": "x"}) + "\n").encode() * n),
    "jsonl depth": (".jsonl", lambda n: b'{"text": ' + b"[" * n + b"\n"),
    "csv crawl rows": (".csv", lambda n: b"id,text\n" + b"1,x\n" * n),
    "csv crawl quote": (".csv", lambda n: b'id,text\n1,"' + b"x\n" * n),
}
