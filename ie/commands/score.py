"""`ie score`: gold against records."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    score = commands.add_parser("score", help="hold records against gold")
    score.add_argument("gold", metavar="GOLD", nargs="+", help="gold files or folders")
    score.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    score.add_argument(
        "--texts", metavar="FOLDER", action="append", default=[], help="score only gold whose text lies here"
    )
    score.add_argument("--json", metavar="FILE", help="write the scores as JSON too")
    score.add_argument("--cases", metavar="KIND", help="list the cases behind a number, such as silent_error or missed")
    score.set_defaults(run=lambda args: run_score(args.gold, Path(args.records), args.texts, args.json, args.cases))


def run_score(gold: Sequence[str], records: Path, texts: Sequence[str], json_out: str | None, kind: str | None) -> int:
    """Print the scores of a run; 0, or 2 where gold or records cannot be used."""
    from ie.score import KINDS, GoldError, ScoreError, load_gold, score

    if kind is not None and kind not in KINDS:
        print(f"ie: no cases of kind {kind!r} are kept; kinds are {', '.join(KINDS)}", file=sys.stderr)
        return 2
    try:
        golds = load_gold([Path(p) for p in gold])
        rows = _lines(records)
        side = records.with_name("spans.jsonl")
        spans = _lines(side) if side.exists() else None
        if texts:
            names = {p.name for folder in texts for p in Path(folder).rglob("*") if p.is_file()}
            golds = tuple(g for g in golds if Path(g.source).name in names)
        board = score(golds, rows, spans)
    except (GoldError, ScoreError) as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"ie: {error.filename!r} cannot be read: {error.strerror}; name the gold folder and a reports.jsonl",
            file=sys.stderr,
        )
        return 2
    except json.JSONDecodeError as error:
        print(
            f"ie: {str(records)!r} holds a line that is no JSON ({error}); name a reports.jsonl of ie extract",
            file=sys.stderr,
        )
        return 2
    print(board.render())
    if kind is not None:
        for case in board.cases(kind):
            print(case)
    if json_out:
        Path(json_out).write_text(board.to_json(datetime.date.today().isoformat()), encoding="utf-8")
    return 0


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
