"""Every explanation of a surviving mutant is still of the code as it is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.mutation.mutants import ROOT, TARGETS, Mutant
from tests.mutation.page import Key, Outcome, Reason, differing, explained, share_noticed


@cache
def functions() -> dict[str, str]:
    """Each function of the targets by its full name: its lines, without their indents."""
    out: dict[str, str] = {}
    for path in sorted(p for pattern in TARGETS for p in ROOT.glob(pattern)):
        source = path.read_text("utf-8")
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(source).body:
            held = node.body if isinstance(node, ast.ClassDef) else [node]
            for f in held:
                if isinstance(f, ast.FunctionDef):
                    name = f"{node.name}.{f.name}" if isinstance(node, ast.ClassDef) else f.name
                    lines = source.splitlines()[f.lineno - 1 : f.end_lineno]
                    out[f"{module}.{name}"] = " ".join(line.strip() for line in lines)
    return out


@pytest.mark.parametrize("key", explained(), ids=lambda key: f"{key[0]}: {key[2][:40]}")
def test_an_explanation_is_of_a_line_that_is_there(key: Key) -> None:
    function, was, now = key
    assert was in functions()[function]
    assert was != now and len(explained()[key].why) > 10


def test_equivalent_mutants_do_not_count_and_others_do() -> None:
    def outcome(number: int, status: str) -> Outcome:
        return Outcome(Mutant(f"m.x_f__mutmut_{number}", "m.f", 1, "a", str(number)), status, "")

    outcomes = [outcome(1, "killed"), outcome(2, "timed out"), outcome(3, "survived"), outcome(4, "survived")]
    reasons = {("m.f", "a", "3"): Reason(True, "the same"), ("m.f", "a", "4"): Reason(False, "a gap")}
    assert share_noticed(outcomes, {}) == 2 / 4
    assert share_noticed(outcomes, reasons) == 2 / 3


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("a = b", "a = None", ("a = b", "a = None")),
        ("x" * 40 + "<" + "y" * 40, "x" * 40 + "!" + "y" * 40, tuple(f"…{'x' * 24}{c}{'y' * 24}…" for c in "<!")),
        ("f(a, a)", "f(a)", ("f(a, a)", "f(a)")),
    ],
)  # fmt: skip
def test_the_part_that_differs(was: str, now: str, shown: tuple[str, str]) -> None:
    assert differing(was, now) == shown


def test_the_page_that_is_kept_is_of_this_command() -> None:
    page = Path(ROOT / "docs" / "mutation.md").read_text("utf-8")
    assert "make mutate" in page and "not looked at" not in page
