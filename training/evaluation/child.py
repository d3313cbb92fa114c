"""One system over all of its sets in a process of its own, so that its time and memory are its own.

    python -m training.evaluation.child SYSTEM WORK

reads WORK/sets.json, writes WORK/runs/SYSTEM/SET.jsonl: a line of record and spans a report, then the run's cost.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from training.evaluation.sets import Sets
from training.evaluation.systems import systems

DONE = "done"
"""The file that is written last."""


def main(name: str, work: Path) -> None:
    """Read every set that the system reads."""
    system = systems()[name]
    out = work / "runs" / name
    out.mkdir(parents=True, exist_ok=True)
    begin = time.process_time()
    read = system.load(work / "models")
    loading = time.process_time() - begin
    wanted = [s for s in Sets.load(work / "sets.json").sets if s.name in system.sets]
    if wanted:  # what is loaded late is loaded before the clock starts
        read(Path(next(iter(wanted[0].texts.values()))))
    for gold_set in wanted:
        begin = time.process_time()
        rows = [read(Path(path)) for path in gold_set.texts.values()]
        cost = {
            "reports": len(rows),
            "seconds": time.process_time() - begin,
            "loading": loading,
            # KiB on Linux; the benchmark is run there.
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        }
        with (out / f"{gold_set.name}.jsonl").open("w", encoding="utf-8") as file:
            for record, spans in rows:
                print(json.dumps([record, spans], ensure_ascii=False), file=file)
        (out / f"{gold_set.name}.cost.json").write_text(json.dumps(cost), encoding="utf-8")
    (out / DONE).touch()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
