"""The page of the mutants that no test noticed; why they live is kept by hand in explained.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.run import KILLED, SLOW, SURVIVED

EXPLAINED = Path(__file__).with_name("explained.toml")
AROUND = 24
"""Characters shown on either side of a change."""
HEAD = """# Mutation tests

What the tests of the rebuilding, of the checks and of the values are worth: the code is changed in one place, by
[mutmut](https://github.com/boxed/mutmut), and the tests have to fail.  `make mutate` draws {count} of the {of} changes
(`SEED={seed}`) and writes this page.  Each is run against the tests that call the changed function, the quickest first.
Changed are functions of `ie/rebuild`, `ie/check` and `ie/values.py`; patterns and numbers that stand outside of a function,
and functions behind a decorator, are not.

"""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant; `by` is how and in which test it was noticed."""

    mutant: Mutant
    status: str
    by: str


@dataclass(frozen=True)
class Reason:
    """Why a mutant lives: `equivalent` where it changes nothing that a test could see, else what test is missing."""

    equivalent: bool
    why: str


Key = tuple[str, str, str]


def explained() -> dict[Key, Reason]:
    """By function, line and changed line, as mutants are numbered anew whenever the code changes."""
    entries = tomllib.loads(EXPLAINED.read_text("utf-8")).get("survivor", [])
    return {(e["function"], e["was"], e["now"]): Reason(e["equivalent"], e["why"]) for e in entries}


def share_noticed(outcomes: list[Outcome], reasons: dict[Key, Reason]) -> float:
    """Share of the mutants noticed, those apart that are known to change nothing."""
    noticed = sum(o.status != SURVIVED for o in outcomes)
    alive = [o for o in outcomes if o.status == SURVIVED and not _equivalent(o, reasons)]
    return noticed / max(1, noticed + len(alive))


def _equivalent(outcome: Outcome, reasons: dict[Key, Reason]) -> bool:
    reason = reasons.get(_key(outcome.mutant))
    return reason is not None and reason.equivalent


def _key(mutant: Mutant) -> Key:
    return mutant.function, mutant.was, mutant.now


def page(outcomes: list[Outcome], of: int, seed: int, day: str) -> str:
    """The page: figures, figures by file, and every survivor with its reason."""
    reasons = explained()
    states = Counter(o.status for o in outcomes)
    wrong = sum(o.status == KILLED and o.by.startswith("AssertionError") for o in outcomes)
    equivalent = sum(o.status == SURVIVED and _equivalent(o, reasons) for o in outcomes)
    out = [HEAD.format(count=len(outcomes), of=of, seed=seed), f"## {day}\n\n"]
    out.append(
        f"**{share_noticed(outcomes, reasons):.1%} of the mutants with an effect were noticed**: of {len(outcomes)} drawn, "
        f"{states[KILLED] + states[SLOW]} were, {wrong} of them by a wrong answer, {states[KILLED] - wrong} by an error and "
        f"{states[SLOW]} by not coming to an end; {equivalent} change nothing that could be noticed.\n\n"
    )
    out += ["| file | drawn | noticed | no effect | missed |\n| --- | ---: | ---: | ---: | ---: |\n"]
    for file in sorted({_file(o.mutant) for o in outcomes}):
        own = [o for o in outcomes if _file(o.mutant) == file]
        alive = [o for o in own if o.status == SURVIVED]
        nothing = sum(_equivalent(o, reasons) for o in alive)
        out.append(f"| {file} | {len(own)} | {len(own) - len(alive)} | {nothing} | {len(alive) - nothing} |\n")
    out.append(_survivors(outcomes, reasons))
    return "".join(out)


def _survivors(outcomes: list[Outcome], reasons: dict[Key, Reason]) -> str:
    rows = [
        "\n## Survivors\n\n| where | was | became | effect | why no test notices |\n| --- | --- | --- | --- | --- |\n"
    ]
    for o in outcomes:
        if o.status == SURVIVED:
            was, now = differing(o.mutant.was, o.mutant.now)
            reason = reasons.get(_key(o.mutant))
            effect = "not looked at" if reason is None else "none" if reason.equivalent else "some"
            where = f"{_file(o.mutant)}:{o.mutant.line} `{o.mutant.function.rpartition('.')[2]}`"
            rows.append(f"| {where} | {_code(was)} | {_code(now)} | {effect} | {reason.why if reason else ''} |\n")
    return "".join(rows) if len(rows) > 1 else "\nNo survivor.\n"


def _file(mutant: Mutant) -> str:
    module = mutant.name.partition(".x")[0]
    return module.replace(".", "/") + ".py"


def differing(was: str, now: str) -> tuple[str, str]:
    """What differs of two lines, with a few characters around."""
    first = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    most = min(len(was), len(now)) - first
    last = next((i for i in range(most) if was[-1 - i] != now[-1 - i]), most)
    begin, end = max(0, first - AROUND), max(0, last - AROUND)
    return tuple(("…" if begin else "") + t[begin : len(t) - end] + ("…" if end else "") for t in (was, now))  # type: ignore[return-value]


def _code(words: str) -> str:
    return f"`{words.replace('|', chr(92) + '|')}`" if words else "(nothing)"
