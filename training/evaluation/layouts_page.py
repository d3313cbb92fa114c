"""The newest results → docs/layouts.md: which kinds of mess are solved and which are not, worst first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.evaluation.tables import counted, markdown, percent

Json = dict[str, Any]
BEST = "default"
SOLVED, MOSTLY, PARTLY = 0.995, 0.95, 0.8
"""Least shares of figures right; below the last a kind is open."""

HEAD = """\
# Leader board of layouts

Which kinds of mess are read, and which are not. Made from the benchmark of {date} ([the whole report](../models/results/{date}/README.md))
by `make benchmark`; do not change it by hand. The default taggers, on reports made for it that no model was trained on. `right` is the
share of figures that a careful reader could still tell and that are given; `sure` those of them not marked for review; `silent` counts
wrong values that nothing marks.

| state | means |
| --- | --- |
| solved | at least {solved:.1%} right, no silent error |
| mostly | at least {mostly:.0%} right, no silent error |
| partly | at least {partly:.0%} right, no silent error |
| open | less, no silent error |
| errs | a silent error: the first thing to mend |

A kind with few figures may stand in another row next time: see the counts.
"""
PARTS = (
    ("layouts", "Layouts", "Undamaged reports, as crawlers and converters lay their tables out."),
    ("converters", "Converters", "Undamaged reports as HTML, DOCX or PDF, flattened by the program itself."),
    (
        "damage",
        "Damage",
        "One kind of damage each, in layouts as they come; `python -m training.synthesize --operator NAME` shows it.",
    ),
    ("real", "Real reports", "By the layout that the annotator named. The rules were written with these at hand."),
)


def layouts_page(results: Json) -> str:
    """The page."""
    parts = [HEAD.format(date=results["date"], solved=SOLVED, mostly=MOSTLY, partly=PARTLY)]
    for name, title, words in PARTS:
        found = results["scores"].get(name, {}).get(BEST)
        if found:
            parts.append(f"## {title}\n\n{words}\n\n{_board(found['by_layout'])}\n")
    return "\n".join(parts)


def state(measures: Json) -> str:
    """What can be said of a kind; `no figures` where a reader could tell none either."""
    if measures["silent_error"]["count"]:
        return "errs"
    share = measures["right"]["share"]
    if share is None:
        return "no figures"
    return "solved" if share >= SOLVED else "mostly" if share >= MOSTLY else "partly" if share >= PARTLY else "open"


def _board(found: Mapping[str, Json]) -> str:
    order = ("errs", "open", "partly", "mostly", "solved", "no figures")
    names = sorted(found, key=lambda n: (order.index(state(found[n])), found[n]["right"]["share"] or 0, n))
    rows = [
        [n, state(m := found[n]), str(m["reports"]), counted(m["right"]), percent(m["right"]), percent(m["sure"]),
         str(m["silent_error"]["count"]), str(m["exact"]["count"])]
        for n in names
    ]  # fmt: skip
    return markdown(["kind", "state", "reports", "figures right", "right", "sure", "silent", "exact"], rows)
