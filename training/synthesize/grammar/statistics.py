"""The 2014 statistics form: one figure a row, each with its unit; values that its seven sums agree with."""

from __future__ import annotations

import random
from decimal import Decimal

from ie.editions import Row, load_edition
from training.synthesize.document import Box, Grid
from training.synthesize.grammar.cells import amount_words, cell_box, count_words, label_box
from training.synthesize.grammar.draw import chance, pick, spread, weighted, whole
from training.synthesize.grammar.style import FormStyle
from training.synthesize.grammar.values import Values, amount, received_count, split

TABLE = "statistics"
_TYPICAL: dict[str, tuple[float, float, float]] = {
    # id → share of zeros, then the range of the others (a town's; a city's is up to 30 times as large)
    "disclosed": (0.02, 20, 900),
    "disclosed_normative": (0.5, 1, 30),
    "normative_made": (0.45, 1, 40),
    "via_gazette": (0.8, 1, 60),
    "via_website": (0.08, 15, 800),
    "via_weibo": (0.6, 3, 500),
    "via_wechat": (0.4, 3, 500),
    "via_other": (0.5, 3, 300),
    "responses": (0.6, 1, 20),
    "press_conferences": (0.85, 1, 8),
    "press_conferences_led": (0.93, 1, 3),
    "online_interviews": (0.85, 1, 6),
    "online_interviews_led": (0.93, 1, 3),
    "policy_explanations": (0.5, 1, 30),
    "microblog_responses": (0.8, 1, 60),
    "other_responses": (0.85, 1, 20),
    "complaints": (0.95, 1, 4),
    "bodies": (0.25, 1, 3),
    "reading_points": (0.2, 1, 8),
    "meetings": (0.2, 1, 8),
    "trainings": (0.3, 1, 6),
    "trainees": (0.3, 5, 200),
}


def statistics_values(rng: random.Random, size: str) -> Values:
    """Every row's value, the seven sums among them."""
    form = load_edition("2014").table(TABLE)
    big = size in ("province", "city", "county")
    values: dict[str, Decimal] = {row.id: Decimal(0) for row in form.rows}
    for row_id, (none, low, high) in _TYPICAL.items():
        if not chance(rng, none * (0.4 if big else 1)):
            values[row_id] = Decimal(spread(rng, low, high * (8 if big else 1)))
    received = received_count(rng, size)
    staff = spread(rng, 1, 300 if big else 6)
    totals = {"received": received, "concluded": received, "answered": received, "staff": staff}
    for identity in load_edition("2014").identities:
        total_id = identity.right[0]
        if total_id == "answered_refused":
            total = int(values[total_id])
        elif total_id in ("review", "litigation"):
            total = spread(rng, 1, 6) if chance(rng, 0.25 if big else 0.04) else 0
        else:
            total = totals[total_id]
        values[total_id] = Decimal(total)
        shares = split(rng, total, [0.15 + rng.random() for _ in identity.left])
        for part, share in zip(identity.left, shares, strict=True):
            values[part] = Decimal(share)
    if chance(rng, 0.3):
        values["budget"] = amount(rng, 0.3, 60)
    return {(TABLE, row_id, "value"): value for row_id, value in values.items()}


def statistics_grid(rng: random.Random, values: Values, style: FormStyle) -> Grid:
    """The form as a grid: indicator, unit, figure; its relatives add serial numbers, codes or a column 历年累计.

    Only the year's figure is a cell: what stands in the other columns has no mark.
    """
    extra = weighted(rng, ((_PLAIN, 0.78), (_SERIAL, 0.09), (_CODE, 0.04), (_SINCE, 0.06), (_NO_UNIT, 0.03)))
    form = load_edition("2014").table(TABLE)
    labels = {row.label for row in form.rows}
    rows: list[list[Box]] = [[label_box("colhead", style.words(word)) for word in extra]]
    seen: set[str] = set()
    for row in form.rows:
        for group in row.under:
            if group not in seen and group not in labels:
                seen.add(group)
                rows.append(
                    _row(extra, len(rows), style.words(group), "----" if style.zero == "-" else "", Box("cell", []), "")
                )
        since = str(values[TABLE, row.id, "value"] * whole(rng, 1, 9)) if "历年累计" in extra else ""
        rows.append(
            _row(extra, len(rows), style.words(row.label), row.unit or "", _value(rng, row, values, style), since)
        )
    grid = Grid(TABLE, rows, 1)
    if chance(rng, 0.5):
        caption = pick(
            rng,
            ("政府信息公开情况统计表", "政府信息公开情况统计表", "政府信息公开工作情况统计表", "政府信息公开统计表"),
        )
        rows.insert(0, [label_box("caption", caption, len(extra))])
        grid.header_rows = 2
    return grid


_PLAIN = ("统计指标", "单位", "统计数")
_SERIAL = ("序号", "统计指标", "单位", "统计数")
_CODE = ("统计指标", "单位", "代码", "统计数")
_SINCE = ("统计指标", "单位", "统计数", "历年累计")
_NO_UNIT = ("统计指标", "统计数")


def _row(extra: tuple[str, ...], at: int, label: str, unit: str, value: Box, since: str) -> list[Box]:
    boxes = {
        "序号": Box("cell", [(str(at), None)]),
        "统计指标": label_box("rowhead", label),
        "单位": Box("cell", [(unit, None)] if unit else []),
        "代码": Box("cell", [(f"{at:02}", None)]),
        "统计数": value,
        "历年累计": Box("cell", [(since, None)] if since else []),
    }
    return [boxes[name] for name in extra]


def _value(rng: random.Random, row: Row, values: Values, style: FormStyle) -> Box:
    address = (TABLE, row.id, "value")
    if row.decimal:
        words, seen, unit = amount_words(rng, values[address], style)
        return cell_box(address, words, seen, (unit or row.unit) if seen is not None else None)
    return cell_box(address, *count_words(rng, values[address], style, row.unit))
