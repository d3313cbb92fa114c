"""Alarms stay settled while what they rest on is unchanged, come back when it changes, and survive a crash."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from ie.cli import main
from ie.commands.extract import extract_file
from ie.settle import LEDGER, Ledger, LedgerError, case_of_check, cases_of
from ie.write import record_line

TEXT = Path(__file__).parents[2] / "annotations" / "own" / "08_xuanwei_lake_district_tabs.txt"


@pytest.fixture(scope="module")
def extracted() -> dict[str, Any]:
    return extract_file(TEXT)[0]


@pytest.fixture
def records(tmp_path: Path, extracted: dict[str, Any]) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(record_line(extracted))
    return path


def test_settled_stays_settled_until_a_cell_changes(records: Path, extracted: dict[str, Any]) -> None:
    case, other = list(cases_of(extracted))[:2]
    Ledger.beside(records).settle(case, "dismissed", "另一口径")
    ledger = Ledger.beside(records)
    found = ledger.decision(case)
    assert found is not None and (found.verdict, found.note) == ("dismissed", "另一口径")
    assert ledger.decision(other) is None

    moved = copy.deepcopy(extracted)
    for table in moved["tables"]:
        for cell in table["cells"].values():
            if cell["start"] is not None:
                cell |= {"start": cell["start"] + 7, "end": cell["end"] + 7, "confidence": 0.1}
    moved["text_sha256"] = "0" * 64
    assert ledger.decision(next(cases_of(moved))) is not None, "the same cells of the same file, further down"
    elsewhere = {**extracted, "source": "elsewhere.txt"}
    assert ledger.decision(next(cases_of(elsewhere))) is not None, "the same text under another name"
    assert ledger.decision(next(cases_of({**moved, "source": "elsewhere.txt"}))) is None


@pytest.mark.parametrize("change", [{"value": 987654}, {"raw": "０"}, {"status": "inferred"}, {"unit": "件"}])
def test_any_change_of_a_cell_it_rests_on_opens_it_again(
    records: Path, extracted: dict[str, Any], change: dict[str, Any]
) -> None:
    case = next(cases_of(extracted))
    ledger = Ledger.beside(records)
    ledger.settle(case, "confirmed", "原文如此")
    for address in dict.fromkeys(a for _, a in case.places):
        changed = copy.deepcopy(extracted)
        table, _, name = address.partition(".")
        next(t for t in changed["tables"] if t["id"] == table)["cells"][name] |= change
        check = next(c for c in changed["checks"] if (c["id"], c["where"]) == (case.id, case.where))
        assert ledger.decision(case_of_check(changed, check)) is None, address


def test_a_torn_line_costs_itself_alone(records: Path, extracted: dict[str, Any]) -> None:
    first, second, third = list(cases_of(extracted))[:3]
    ledger = Ledger.beside(records)
    ledger.settle(first, "confirmed", "一")
    ledger.settle(second, "confirmed", "二")
    whole = ledger.path.read_bytes()
    for cut in range(whole.index(b"\n") + 2, len(whole) - 1, 40):
        ledger.path.write_bytes(whole[:cut])
        after = Ledger.beside(records)
        assert len(after.warnings) == 1 and after.decision(first) and not after.decision(second)
        after.settle(third, "dismissed", "三")
        again = Ledger.beside(records)
        assert again.decision(first) and again.decision(third) and again.count == 2


def test_reopening_takes_a_decision_back_and_keeps_the_history(records: Path, extracted: dict[str, Any]) -> None:
    case = next(cases_of(extracted))
    ledger = Ledger.beside(records)
    with pytest.raises(LedgerError, match="nothing to reopen"):
        ledger.settle(case, "reopened", "误判")
    ledger.settle(case, "dismissed", "误判")
    ledger.settle(case, "reopened", "再看")
    assert Ledger.beside(records).decision(case) is None
    assert len((records.parent / LEDGER).read_bytes().splitlines()) == 2
    with pytest.raises(LedgerError, match="needs a reason"):
        ledger.settle(case, "confirmed", "  ")


def test_the_commands_list_settle_and_no_longer_ask(records: Path, extracted: dict[str, Any], capsys: Any) -> None:
    cases = list(cases_of(extracted))
    assert main(["check", str(records)]) == 1
    listed = capsys.readouterr().out
    assert all(case.handle in listed for case in cases)
    for case in cases:
        assert main(["settle", str(records), case.handle, "--confirm", "--note", "原文如此"]) == 0
    capsys.readouterr()
    assert main(["check", str(records)]) == 0
    assert capsys.readouterr().out.count("settled: confirmed") == len(cases)
    assert main(["settle", str(records), "nothing", "--confirm", "--note", "x"]) == 2
    assert "no failing check 'nothing' is in these records" in capsys.readouterr().err


def test_the_summary_of_extract_counts_what_is_settled(tmp_path: Path, capsys: Any) -> None:
    assert main(["extract", str(TEXT), "-o", str(tmp_path)]) == 0
    assert "sums that fail: 3;" in capsys.readouterr().out
    assert main(["settle", str(tmp_path / "reports.jsonl"), "disputes_sum/review", "--dismiss", "--note", "x"]) == 0
    assert main(["extract", str(TEXT), "-o", str(tmp_path)]) == 0
    assert "sums that fail: 3, 1 of them settled;" in capsys.readouterr().out
