"""`make mutate`: a random sample of changes to the code that decides on figures, and which of them no test notices.

    python -m tests.mutation [--count 200] [--seed 9] [--page docs/mutation.md]

Ends with 1 where fewer of them are noticed than FLOOR says, those apart that change nothing a test could see.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.mutation.mutants import copy_of_tree, mutate_in
from tests.mutation.page import Outcome, explained, page, share_noticed

FLOOR = 0.9
"""Share of the mutants with an effect that the tests must notice."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="how many mutants to draw")
    parser.add_argument("--seed", type=int, default=9, help="the same seed draws the same ones of the same code")
    parser.add_argument("--page", type=Path, help="write the figures and the survivors there")
    parser.add_argument("--date", default=date.today().isoformat(), help="the date the page gives")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        outcomes, of = _outcomes(Path(place), options.count, options.seed)
    text = page(outcomes, of, options.seed, options.date)
    print(text)
    if options.page:
        options.page.write_text(text, "utf-8")
    share = share_noticed(outcomes, explained())
    if share < FLOOR:
        print(f"{share:.1%} of the mutants with an effect are noticed, {FLOOR:.0%} is the least", file=sys.stderr)
    return int(share < FLOOR)


def _outcomes(tree: Path, count: int, seed: int) -> tuple[list[Outcome], int]:
    copy_of_tree(tree)
    # mutmut reads what to mutate from the project file in the working directory.
    here = Path.cwd()
    os.chdir(tree)
    try:
        mutants, of = mutate_in(tree, count, seed)
    finally:
        os.chdir(here)
    print(f"{len(mutants)} mutants of {of}, seed {seed}", flush=True)
    names, report = tree / "names.txt", tree / "report.jsonl"
    names.write_text("\n".join(m.name for m in mutants), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.mutation.run", str(names), str(report)]
    subprocess.run(command, cwd=tree, env=environment, check=True)
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    became = {line["name"]: line for line in lines}
    return [Outcome(m, became[m.name]["status"], became[m.name]["by"]) for m in mutants], of


if __name__ == "__main__":
    sys.exit(main())
