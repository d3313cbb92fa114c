"""One process that holds pytest, the tests and all mutants; each mutant runs in a fork of it, so that nothing is loaded twice.

Started in the copy of the tree by `python -m tests.mutation`; reads the mutants' names and writes what became of each as JSON lines.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

TESTS = ("tests/check", "tests/rebuild", "tests/statements", "tests/test_opinion.py", "tests/test_values.py")
"""The tests that are about figures and checks; end to end and metamorphic ones take minutes and see little more."""
SEEDS = 1
"""How many of the seeds of a test that is repeated over seeds."""
KILLED, SURVIVED, SLOW = "killed", "survived", "timed out"
FAILED = 1
SLOWER = 8
"""Times the processor time that a mutant's tests take on the code as it is, after which it counts as an endless loop."""
START = 10
"""Seconds of processor time more."""


Seen = tuple[float, str, list[str]]
"""What one run of a test showed: its processor time, how it failed, the mutated functions it called."""


class Runner:
    """A pytest plugin that takes over the loop over the collected tests."""

    def __init__(self, names: list[str], report: Path) -> None:
        self._names = names
        self._report = report
        self._failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [i for i in items if not _repeats(i)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.failed and not self._failed:
            why = f"{call.excinfo.typename}: {call.excinfo.value}" if call.excinfo else "passed against its mark"
            self._failed = f"{why} in {item.nodeid}"
        return report

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # What the tests hold is the parent's: the collector would touch, and so copy, every page of it in each fork.
        gc.collect()
        gc.freeze()
        seen = self._baseline(session.items)
        print(f"{len(seen)} tests, {sum(s[0] for s in seen):.0f} s of processor time", flush=True)
        broken = [failed for _, failed, _ in seen if failed]
        if broken:
            print(f"{len(broken)} tests fail with no mutant, the first: {broken[0]}", file=sys.stderr, flush=True)
            pytest.exit("tests fail with no mutant", returncode=2)
        with self._report.open("w", encoding="utf-8") as out:
            for name in self._names:
                function = name.rpartition("__mutmut_")[0]
                calling = [i for i, s in enumerate(seen) if function in s[2]]
                calling.sort(key=lambda i: seen[i][0])
                limit = START + SLOWER * sum(seen[i][0] for i in calling)
                begin = time.monotonic()
                status, by = self._tried(name, [session.items[i] for i in calling], limit)
                line = {"name": name, "status": status, "tests": len(calling), "by": by}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                out.flush()
                print(f"{status:9} {len(calling):4} tests {time.monotonic() - begin:6.1f} s  {name}", flush=True)
        return True

    def _baseline(self, items: list[pytest.Item]) -> list[Seen]:
        """Every test once, with no mutant, in a fork: the parent stays as it was after collecting."""

        def measure() -> list[Seen]:
            from mutmut.mutation.trampoline import set_mutant_under_test
            from mutmut.state import state

            set_mutant_under_test("stats")
            out = []
            for item in items:
                state()._stats.clear()
                _forget()
                begin = time.process_time()
                self._failed = ""
                _run(item)
                out.append((time.process_time() - begin, self._failed, sorted(state()._stats)))
            return out

        _, seen = _forked(measure, None)
        if seen is None:
            pytest.exit("the tests broke off with no mutant", returncode=2)
        return seen

    def _tried(self, name: str, items: list[pytest.Item], limit: float) -> tuple[str, str]:
        def first_failure() -> str:
            from mutmut.mutation.trampoline import set_mutant_under_test

            set_mutant_under_test(name)
            _forget()
            self._failed = ""
            for item in items:
                _run(item)
                if self._failed:
                    return f"{self._failed.partition(':')[0]} in {item.nodeid}"
            return ""

        ended, by = _forked(first_failure, limit)
        if by is None:
            return (SLOW if os.WIFSIGNALED(ended) else KILLED), "the run itself"
        return (KILLED if by else SURVIVED), by


def _repeats(item: pytest.Item) -> bool:
    """Whether a test is one of many that differ by their seed alone, and not among the first."""
    seed = item.callspec.params.get("seed") if hasattr(item, "callspec") else None
    return isinstance(seed, int) and seed >= SEEDS


def _run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _forget() -> None:
    """What functions of the project remember of earlier calls, and so of the code without the mutant."""
    for held in gc.get_objects():
        if isinstance(held, functools._lru_cache_wrapper) and str(held.__module__).startswith(("ie.", "tests.")):
            held.cache_clear()


def _forked(call: Callable[[], Any], limit: float | None) -> tuple[int, Any]:
    """What `call` gives in a fork; None where it did not end, by the limit of processor seconds or of itself."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        if limit is not None:
            used = time.process_time()
            resource.setrlimit(resource.RLIMIT_CPU, (int(used + limit) + 1, int(used + limit) + 2))
        code = FAILED
        try:
            told = json.dumps(call())
            with open(write, "w", encoding="utf-8") as pipe:
                pipe.write(told)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        told = pipe.read()
    _, ended = os.waitpid(child, 0)
    return ended, json.loads(told) if ended == 0 else None


def main(wanted: str, report: str) -> int:
    settings.register_profile("mutation", deadline=None, derandomize=True, database=None)
    settings.load_profile("mutation")
    names = Path(wanted).read_text("utf-8").split()
    arguments = ["-p", "no:cacheprovider", "-p", "no:terminal", *filter(os.path.exists, TESTS)]
    return int(pytest.main(arguments, plugins=[Runner(names, Path(report))]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
