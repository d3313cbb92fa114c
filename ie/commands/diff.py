"""`ie diff`: which cells differ between two runs, and why."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    diff = commands.add_parser("diff", help="name the cells that differ between two runs, and why")
    diff.add_argument("before", metavar="RUN", help="a folder that ie extract has written")
    diff.add_argument("after", metavar="RUN", help="another")
    diff.add_argument("--json", action="store_true", help="one JSON object a difference")
    diff.set_defaults(run=lambda args: run_diff(Path(args.before), Path(args.after), args.json))


def run_diff(before: Path, after: Path, as_json: bool) -> int:
    """Print the differences, a line each; 0 none, 1 some, 2 a run that cannot be read."""
    from ie.batch.compare import compare_runs

    reasons: Counter[str] = Counter()
    try:
        for change in compare_runs(before, after):
            reasons[change.why] += 1
            if as_json:
                print(json.dumps(asdict(change), ensure_ascii=False))
            else:
                where = change.source if change.part is None else f"{change.source} ({change.part})"
                name = change.address or "report"
                print(f"{where}: {name}: {change.before} → {change.after} [{change.why}]")
    except (OSError, ValueError, KeyError) as error:
        cause = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        print(f"ie: a run cannot be read ({cause}); name folders that ie extract has written", file=sys.stderr)
        return 2
    told = ", ".join(f"{n} by {why}" for why, n in sorted(reasons.items()))
    print(f"{reasons.total()} differences{': ' + told if told else ''}", file=sys.stderr if as_json else sys.stdout)
    return 1 if reasons else 0
