"""A page of reports that came as documents: their texts are those written beside the records."""

from __future__ import annotations

from pathlib import Path

from ie.cli import main

REPORT = """<html><body><h1>云杉县水文局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>
<table><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>31</td><td>4</td><td>57</td></tr></table>
</body></html>"""


def test_the_text_of_a_web_page_is_shown_from_its_records_and_from_the_file(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(REPORT, encoding="utf-8")
    run = tmp_path / "run"
    assert main(["extract", str(page), "-o", str(run)]) == 0
    page_of_file = tmp_path / "file.html"
    assert main(["show", str(page), "-o", str(page_of_file)]) == 0
    page.unlink()
    page_of_records = tmp_path / "records.html"
    assert main(["show", str(run / "reports.jsonl"), "-o", str(page_of_records)]) == 0
    for shown in (page_of_file, page_of_records):
        html = shown.read_text("utf-8")
        assert "行政规范性文件" in html
        assert "原文未找到" not in html
