"""Events added up: undo and redo, spans that never overlap, doubts that close."""

from __future__ import annotations

import doctest
import itertools
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ie.review import agreement, export, numbers
from ie.review.answers import accepted
from ie.review.desk import Desk
from ie.review.events import Answer, Event, ReviewError
from ie.review.pool import Pool
from ie.review.state import CellState, State, state_of
from ie.review.store import Store
from ie.review.textview import TextView
from ie.review.words import words

EMPTY: dict[str, Any] = {"organ": None, "year": None, "edition": "2021", "tables": []}
ADDRESSES = ("art20_1.regulations.issued", "art20_1.regulations.repealed")


# A busy machine draws slowly; nothing here is timed.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.tuples(st.sampled_from(ADDRESSES), st.integers(0, 9)), st.sampled_from(["undo", "redo"]))))
def test_undo_and_redo_are_those_of_an_editor(steps: list[Any]) -> None:
    events: list[Event] = []
    past: list[dict[str, int]] = [{}]
    future: list[dict[str, int]] = []
    for n, step in enumerate(steps):
        state = state_of(EMPTY, [], events)
        if step == "undo":
            if not state.undoable:
                assert len(past) == 1
                continue
            answer = Answer("undo", state.undoable[-1], None, None)
            future.append(past.pop())
        elif step == "redo":
            if not state.redoable:
                assert not future
                continue
            answer = Answer("redo", state.redoable[-1], None, None)
            past.append(future.pop())
        else:
            address, value = step
            answer = Answer("cell", address, None, {"value": value, "status": "read"})
            past.append({**past[-1], address: value})
            future.clear()
        events.append(
            Event(n + 1, f"a{n}", "r", None, 1, "甲", "annotate", "", answer.kind, answer.target, None, answer.after)
        )
    held = state_of(EMPTY, [], events).cells
    assert {a: c.value for a, c in held.items() if c.answered} == past[-1]


@pytest.fixture
def desk(records: Path) -> Desk:
    return Desk(Pool.load(records), Store(records.with_name("s.sqlite")), "甲")


def key_of(desk: Desk, name: str) -> str:
    return next(e.key for e in desk.pool.entries if f"/{name}_" in e.name)


def do(desk: Desk, key: str, what: str, **wish: Any) -> dict[str, Any]:
    do.count += 1  # type: ignore[attr-defined]
    return desk.act(key, {"action": f"action-{do.count:08}", "do": what, **wish})  # type: ignore[attr-defined]


do.count = 0  # type: ignore[attr-defined]


def state(desk: Desk, key: str) -> State:
    return desk.sheet(key).state


def test_a_correction_turns_a_failing_sum_and_undo_turns_it_back(desk: Desk) -> None:
    key = key_of(desk, "05")
    failing = {c["name"] for c in desk.standing(desk.sheet(key))["checks"] if c["status"] == "fails"}
    assert failing == {"applicants_sum/received", "flow/total"}
    told = do(desk, key, "set", address="applications.received.total", words="２６")
    assert {c["name"] for c in told["checks"] if c["status"] == "fails"} == set()
    assert told["cells"]["applications.received.total"]["value"] == 26
    told = do(desk, key, "undo")
    assert {c["name"] for c in told["checks"] if c["status"] == "fails"} == failing


def test_what_is_typed_is_shown_in_the_sums_and_kept_but_is_no_answer(desk: Desk) -> None:
    key, address = key_of(desk, "05"), "applications.received.total"
    told = desk.draft(key, address, "26")
    assert not [c for c in told["checks"] if c["status"] == "fails"]
    assert desk.store.drafts(key, "甲") == {address: "26"} and state(desk, key).cells[address].value == 25
    assert desk.draft(key, address, "多少")["problem"]
    do(desk, key, "set", address=address, words="26")
    assert desk.store.drafts(key, "甲") == {}


def test_done_waits_for_every_doubt_and_a_later_answer_opens_the_report_again(desk: Desk) -> None:
    key = key_of(desk, "08")
    with pytest.raises(ReviewError, match="15 doubts"):
        do(desk, key, "done")
    targets = [d.target for d in desk.sheet(key).doubts]
    do(desk, key, "accept", targets=targets)
    assert desk.sheet(key).doubts == []
    assert do(desk, key, "done")["done"] and desk.next_report(key) != key
    assert not do(desk, key, "status", targets=["applications.granted.other"], status="ambiguous")["done"]


def test_a_confirmed_sum_is_asked_again_when_its_sides_change(desk: Desk) -> None:
    key, target = key_of(desk, "05"), "check:applicants_sum/received"
    do(desk, key, "accept", targets=[target])
    assert target not in [d.target for d in desk.sheet(key).doubts]
    do(desk, key, "set", address="applications.received.total", words="31")
    assert target in [d.target for d in desk.sheet(key).doubts]


def test_an_answer_from_an_old_window_is_refused(desk: Desk) -> None:
    key = key_of(desk, "05")
    old = state(desk, key).version
    do(desk, key, "set", seen=old, address="applications.received.total", words="26")
    with pytest.raises(ReviewError, match="another window"):
        do(desk, key, "set", seen=old, address="applications.received.total", words="27")
    assert state(desk, key).cells["applications.received.total"].value == 26


def test_a_selection_becomes_spans_without_blanks_or_line_ends_and_replaces_what_it_cuts(desk: Desk) -> None:
    key = key_of(desk, "05")
    text = desk.pool.open(key).text
    assert text is not None
    at = text.index("\n\n") - 3
    before = state(desk, key).spans
    told = do(desk, key, "label", start=at, end=at + 40, label="FURNITURE")
    spans = state(desk, key).spans
    own = [s for s in spans if s not in before]
    assert own and all(label == "FURNITURE" for _, _, label in own) and told["lines"]
    for start, end, _ in own:
        assert text[start:end] == text[start:end].strip() and "\n" not in text[start:end]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    do(desk, key, "undo")
    assert state(desk, key).spans == before


def test_a_figure_taken_from_the_text_gives_the_cell_its_place_and_its_span(desk: Desk) -> None:
    key, address = key_of(desk, "05"), "applications.received.total"
    text = desk.pool.open(key).text or ""
    start = text.index("2022")
    do(desk, key, "take", address=address, start=start, end=start + 4)
    cell = state(desk, key).cells[address]
    assert (cell.value, cell.status, cell.start, cell.end) == (2022, "read", start, start + 4)
    assert (start, start + 4, "CELL") in state(desk, key).spans
    do(desk, key, "undo")
    assert state(desk, key).cells[address].value == 25
    with pytest.raises(ReviewError, match="no figure"):
        do(desk, key, "take", address=address, start=0, end=4)


def test_pieces_of_a_text_are_the_text(desk: Desk) -> None:
    for text in ("甲\r\n乙𠀀\u202e丙\u2028\n丁", "", "\n", "a\x0bb\ud800c"):
        view = TextView(text)
        spans = [(0, min(2, len(text)), "TITLE")] if text.strip() else []
        pieces = [p for line in view.lines(spans, {}) for p in line]
        ends = "".join(text[b[1] : n[0]] for b, n in itertools.pairwise(view.bounds))
        assert sum(p[1] - p[0] for p in pieces) + len(ends) == len(text)
        assert all(p[2] == text[p[0] : p[1]] or p[2].startswith("⟦U+") for p in pieces)


def test_both_languages_have_every_word_that_pages_use() -> None:
    folder = Path(__file__).parents[2] / "ie" / "review"
    used: set[str] = set()
    for file in (*folder.glob("templates/*.j2"), *folder.glob("static/*.js")):
        source = file.read_text("utf-8")
        used |= set(re.findall(r"\bw\.([a-z_0-9]+)", source)) | set(re.findall(r"\bwords\.([a-z_0-9]+)", source))
        used |= set(re.findall(r"'(k_[a-z_]+)'", source))
    used -= {"groupBy"}
    for lang in ("zh", "en"):
        held = words(lang)
        assert used <= set(held) and all(held.values())


def test_accepting_never_makes_a_figure_nor_says_that_there_is_none() -> None:
    def cell(value: int | None, status: Any, review: bool = False, start: int | None = None) -> str:
        return accepted(CellState(value, status, start=start, end=start, review=review))

    assert (
        cell(3, "read", True, 5) == "read"
        and cell(None, "blank", True, 5) == "blank"
        and cell(None, "absent") == "absent"
    )
    # Inferred is a reader's claim, not the text's; a doubt without a value is a figure that cannot be told.
    assert cell(0, "inferred") == "absent" and cell(None, "absent", True) == cell(None, "read", True, 5) == "ambiguous"


@pytest.mark.parametrize("module", [agreement, export, numbers])
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
