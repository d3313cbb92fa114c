"""The form's other sections in short, to print them for a test, and what a report gets wrong of what is wanted."""

from __future__ import annotations

from decimal import Decimal

from ie.report import Report
from tests.rebuild.applications import TITLE

Want = dict[str, int | str | None]
TITLE_2020 = TITLE.replace("2023", "2020")
PROACTIVE = "二、主动公开政府信息情况\n"
DISPUTES = "四、政府信息公开行政复议、行政诉讼情况\n"
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
ONE_LINE = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *RESULTS * 3]
FIFTEEN = [1, 0, 0, 0, 1, 0, 2, 0, 1, 3, 0, 0, 4, 0, 4]
REST = "五、存在的主要问题及改进情况\n公开的方式还不够多。\n"
LINES, PIPES = "\n", " | "
ISSUED = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
HANDLED = ["第二十条第（六）项", "信息内容", "本年处理决定数量"]
LICENCES = ["第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
SERVICES = ["其他对外管理服务事项", "4", "0", "9"]


def lines(*words: str) -> str:
    return "".join(f"{w}\n" for w in words)


def disputes(values: list[int] | list[str], between: str = LINES) -> str:
    return DISPUTES + between.join(ONE_LINE) + "\n" + between.join(map(str, values)) + "\n" + REST


def fifteen(doubtful: int = 0) -> Want:
    rows = ("review", "litigation_direct", "litigation_after_review")
    ids = [f"disputes.{r}.{c}" for r in rows for c in ("upheld", "corrected", "other", "pending", "total")]
    return {a: None if i < doubtful else v for i, (a, v) in enumerate(zip(ids, FIFTEEN, strict=True))}


def issued(*values: int | None) -> Want:
    ids = [
        f"art20_1.{r}.{c}" for r in ("regulations", "normative_documents") for c in ("issued", "repealed", "in_force")
    ]
    return dict(zip(ids, values, strict=True))


def handled(penalties: int | None, coercive: int | None) -> Want:
    return {"art20_6.penalties.decisions": penalties, "art20_6.coercive_measures.decisions": coercive}


def licences(last: int | None, change: int | None, decisions: int | None) -> Want:
    row = "art20_5.licences"
    return {f"{row}.items_last_year": last, f"{row}.change": change, f"{row}.decisions": decisions}


WITH_VALUE, WITHOUT = ("read", "inferred"), ("blank", "absent")


def wrong(report: Report, want: Want) -> list[str]:
    """Each address given another value, unmarked, than wanted; and every cell whose status does not
    go with its value, that says nothing of why it is in doubt or how sure it is, or
    that is not what stands at its place."""
    cells = {f"{t.id}.{r}.{c}": cell for t in report.tables for (r, c), cell in t.cells.items()}
    out = [
        f"{address}: {cell.value} with the status {cell.status!r}"
        for address, cell in cells.items()
        if cell.status not in (WITHOUT if cell.value is None else WITH_VALUE)
    ]
    out += [
        f"{address}: no reason, or no confidence"
        for address, cell in cells.items()
        if (cell.review and not cell.why) or (cell.value is not None and not 0 < cell.confidence <= 1)
    ]
    out += [
        f"{address}: {cell.raw!r} is not what stands at its place"
        for address, cell in cells.items()
        if cell.status == "read" and cell.raw != report.text.clean[cell.start : cell.end]
    ]
    for address, value in want.items():
        cell = cells.get(address)
        given = cell.value if cell is not None and not cell.review else None
        if given != (None if value is None else Decimal(value)):
            out.append(f"{address}: {given} for {value} ({cell.why if cell else 'no such cell'})")
    return out
