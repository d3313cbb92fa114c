"""`ie benchmark`: every tagger on annotated reports, so that a user can tell which one reads their kind of mess best.

`training.evaluation` does the same for the project, with rivals, generated reports and plots.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DEFAULT = "default"


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    benchmark = commands.add_parser(
        "benchmark", help="every tagger on annotated reports: figures, errors, trust, speed"
    )
    benchmark.add_argument("gold", metavar="GOLD", nargs="+", help="gold files or folders")
    benchmark.add_argument("--texts", metavar="FOLDER", action="append", default=[], help="where their texts lie")
    benchmark.add_argument("--tagger", metavar="NAME", action="append", default=[], help="this one (default: all)")
    benchmark.add_argument("--json", metavar="FILE", help="write every measure as JSON too")
    benchmark.set_defaults(run=lambda args: run_benchmark(args.gold, args.texts, args.tagger, args.json))


def run_benchmark(gold: Sequence[str], texts: Sequence[str], taggers: Sequence[str], json_out: str | None) -> int:
    """Print a row for each tagger; 0, or 2 where gold, texts or a tagger cannot be used."""
    from ie.score import GoldError, load_gold
    from ie.score.texts import texts_of
    from ie.tag import TaggerError, load_tagger

    names = list(dict.fromkeys(taggers)) or _all_taggers()
    try:
        golds = load_gold([Path(p) for p in gold])
        found, missing = texts_of(golds, [Path("."), *map(Path, texts)])
        loaded = {name: load_tagger(None if name == DEFAULT else name) for name in names}
    except (GoldError, TaggerError) as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"{error.filename!r} cannot be read: {error.strerror}; name gold files or their folder")
    if not found:
        return _refused(f"none of the {len(golds)} texts of the gold was found; name their folder with --texts")
    measured = {name: _measure(found, tagger) for name, tagger in loaded.items()}
    print(f"{len(found)} reports" + (f", {len(missing)} without their text" if missing else ""))
    print(_table(measured))
    if json_out:
        Path(json_out).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def _all_taggers() -> list[str]:
    from ie.tag import TAGGERS

    return list(dict.fromkeys((DEFAULT, *TAGGERS, "transformer")))


def _measure(found: Sequence[tuple[Any, Path]], tagger: Any) -> dict[str, Any]:
    from ie.commands.extract import extract_file
    from ie.score import score
    from ie.score.confidence import spans_given
    from ie.score.measures import measures_of

    extract_file(found[0][1], tagger)  # what is loaded late is loaded before the clock starts
    begin = time.process_time()
    read = [extract_file(path, tagger) for _, path in found]
    seconds = time.process_time() - begin
    board = score([gold for gold, _ in found], [record for record, _ in read], [s for _, s in read if s is not None])
    spans = [
        given
        for (gold, _), (_, row) in zip(found, read, strict=True)
        if gold.spans is not None and row is not None
        for given in spans_given([(s.start, s.end, s.label) for s in gold.spans], [tuple(s) for s in row["spans"]])
    ]
    return {**measures_of(board.total, spans), "reports_per_s": len(found) / max(seconds, 1e-9)}


def _table(measured: dict[str, dict[str, Any]]) -> str:
    from ie.score.counts import Share
    from ie.score.render import NOTHING, align, percent

    def share(m: dict[str, Any], name: str) -> str:
        return percent(Share(m[name]["count"], m[name]["of"]))

    head = [
        "tagger",
        "right",
        "right, not 0",
        "sure",
        "silent error",
        "exact",
        "at 99.9 %",
        "span F1",
        "ECE",
        "reports/s",
    ]
    rows = []
    for name, m in measured.items():
        f1, ece = m["spans"]["f1"], m["value_calibration"]["ece"]
        shares = [share(m, s) for s in ("right", "right_nonzero", "sure", "silent_error", "exact", "coverage")]
        numbers = [NOTHING if x is None else f"{x:.3f}" for x in (f1, ece)]
        rows.append([name, *shares, *numbers, f"{m['reports_per_s']:.0f}"])
    return "\n".join(align([head, *rows]))


def _refused(reason: str) -> int:
    print(f"ie: {reason}", file=sys.stderr)
    return 2
