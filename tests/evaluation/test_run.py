"""The benchmark from sets to report, on a few reports: nothing is lost on the way, and nothing of others' prose gets out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plots need the extra train: pip install 'nianbao-ie[train]'")

from training.evaluation import __main__ as command
from training.evaluation import sets as sets_module
from training.evaluation.results import load_run
from training.evaluation.sets import Sets, Sizes
from training.evaluation.synthetic import Made
from training.evaluation.worst import worst_of

SYSTEMS = ["pattern", "number-order", "pandas.read_html"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets_module, "QUICK", Sizes(mixed=6, layouts=0, converters=0, damage=0, html=2))
        patch.setattr(command, "TEXTS", folder / "no-texts")
        arguments = argparse.Namespace(
            quick=True,
            scale=1.0,
            texts=[],
            system=SYSTEMS,
            out=folder / "out",
            work=folder / "work",
            date="2026-01-02",
            full=None,
            reuse=False,
        )
        assert command.run(arguments) == []
    return folder


def test_every_system_is_scored_on_every_set_that_it_reads(made: Path) -> None:
    results = json.loads((made / "out" / "2026-01-02" / "results.json").read_text(encoding="utf-8"))
    assert {name: sorted(found) for name, found in results["scores"].items()} == {
        "own": ["number-order", "pattern"], "mixed": ["number-order", "pattern"], "html": ["pandas.read_html", "pattern"],
    }  # fmt: skip
    for found in results["scores"].values():
        for m in found.values():
            total = m["total"]
            assert total["right"]["of"] == total["figures"] > 0 and total["without_record"] == 0
            for by in ("by_edition", "by_layout"):
                assert sum(group["reports"] for group in m[by].values()) == total["reports"]
                assert sum(group["right"]["count"] for group in m[by].values()) == total["right"]["count"]


def test_the_report_and_its_plots_are_written(made: Path) -> None:
    folder = made / "out" / "2026-01-02"
    assert sorted(p.name for p in folder.iterdir()) == [
        "README.md", "confusion.png", "layouts.png", "reliability.png", "results.json", "systems.png",
    ]  # fmt: skip
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# Benchmark of 2026-01-02\n") and "/tmp" not in page and str(made) not in page


def test_a_secret_text_is_told_by_offsets_alone(made: Path) -> None:
    sets = Sets.load(made / "work" / "sets.json")
    found = {}
    for gold_set in sets.sets:
        run = load_run(gold_set, made / "work" / "runs" / "number-order")
        if run is not None:
            for with_lines in (True, False):
                found[gold_set.name, with_lines] = worst_of(gold_set, run, with_lines)
    opened = [cell for report in found["own", True] for cell in report["cells"] if "line" in cell]
    hidden = [cell for report in found["own", False] for cell in report["cells"] if "line" in cell]
    assert opened and all("text" in cell for cell in opened)
    assert [{k: v for k, v in cell.items() if k != "text"} for cell in opened] == hidden


def test_a_value_printed_where_gold_is_unsure_is_counted_apart(made: Path) -> None:
    sets = Sets.load(made / "work" / "sets.json")
    mixed = next(s for s in sets.sets if s.name == "mixed")
    run = load_run(mixed, made / "work" / "runs" / "pattern")
    assert run is not None
    gold = {g.id: g for g in run.golds}
    for id, address in run.lucky:
        assert gold[id].cells[address].status == "ambiguous" and address in mixed.printed[id]
    assert not any(
        case.silent_error for r in run.reports for case in r.cells if (case.report, case.address) in run.lucky
    )


def test_a_system_that_dies_is_told_and_costs_no_other(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = made / "other"
    work.mkdir()
    (work / "sets.json").write_text((made / "work" / "sets.json").read_text(encoding="utf-8"), encoding="utf-8")
    assert command.run_systems(["no-such-system", "number-order"], work) == ["no-such-system"]
    assert (work / "runs" / "number-order" / "own.jsonl").exists()
    assert "no-such-system: failed with exit code 1" in capsys.readouterr().err


def test_a_text_that_comes_out_twice_is_one_report_of_a_set(tmp_path: Path) -> None:
    """A short part of a report may be printed alike in two layouts; gold that names one text twice is refused."""
    made = [
        Made({"id": name, "source": f"{name}.txt", "sha256": digest}, b"x", {}) for name, digest in ("aA", "bB", "cA")
    ]
    assert list(sets_module._written("some", tmp_path, made).texts) == ["a", "b"]
