"""How far each annotator has come; counts only, so that nobody's answers are told to anybody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ie.review.disputes import Annotation
from ie.show.text import visible

TIME = len("2026-01-01T00:00")
"""Of an answer's time, what is worth reading."""


def team_of(reports: Sequence[Sequence[Annotation]], pool: Collection[str]) -> dict[str, Any]:
    """Every annotator's reports begun and done, answers given and the last one's time; and reports that wait for a second annotator."""
    rows: dict[str, dict[str, Any]] = {}
    for given in reports:
        for one in given:
            row = rows.setdefault(
                one.annotator, {"name": visible(one.annotator), "begun": 0, "done": 0, "answers": 0, "last": ""}
            )
            row["done" if one.state.done else "begun"] += 1
            row["answers"] += len({e.action for e in one.events if e.kind not in ("undo", "redo")})
            row["last"] = max(row["last"], one.events[-1].at[:TIME].replace("T", " "))
    finished = [sum(one.state.done for one in given) for given in reports]
    return {
        "rows": sorted(rows.values(), key=lambda row: (-row["done"], row["name"])),
        "reports": len(pool),
        "once": finished.count(1),
        "twice": sum(n > 1 for n in finished),
    }
