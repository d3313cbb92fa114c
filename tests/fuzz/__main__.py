"""`make fuzz`: one target after the other under atheris, guided by coverage; new inputs and crashes are kept.

    python -m tests.fuzz [--seconds 300] [--work FOLDER] [TARGET…]

Each target runs in a process of its own, over tests/fuzz/corpus and what earlier runs found in WORK.  A crash is written to
WORK/TARGET/crash-…; mend it, then keep the input in tests/fuzz/corpus under a name that says what it was.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.fuzz.seeds import CORPUS

ROOT = Path(__file__).parents[2]
WORK = Path(os.environ.get("IE_FUZZ_WORK", Path.home() / ".cache" / "nianbao-ie-fuzz"))
LONGEST = 60_000
"""Bytes of an input."""
ONE = "--one"


def main() -> int:
    """Run every target; 1 where one crashed."""
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--work", type=Path, default=WORK)
    args = parser.parse_args()
    crashed = []
    for name in args.targets or list(TARGETS):
        found = args.work / name
        found.mkdir(parents=True, exist_ok=True)
        options = [f"-max_total_time={args.seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=4000", "-timeout=60"]
        command = [sys.executable, "-m", "tests.fuzz", ONE, name, *options, f"-artifact_prefix={found}/", str(found)]
        endings = TARGETS[name][1]
        seeds = args.work / f"{name}-seeds"
        seeds.mkdir(exist_ok=True)
        for path in CORPUS.iterdir():
            if path.name.endswith(endings):
                (seeds / path.name).write_bytes(path.read_bytes())
        if subprocess.run(
            [*command, str(seeds)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        ).returncode:
            crashed.append(name)
    print(f"crashed: {', '.join(crashed)}" if crashed else "no target crashed")
    return 1 if crashed else 0


def fuzz(name: str, options: list[str]) -> None:
    """One target under atheris; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["ie"]):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name][0]
    atheris.Setup([name, *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())
