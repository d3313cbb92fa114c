"""Answers → gold that the scorer reads: the project's own gold is the oracle."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest

from ie.cli import main
from ie.review.desk import Desk
from ie.review.export import export_gold, export_store
from ie.review.judge import Judge
from ie.review.pool import Pool
from ie.review.store import Store
from ie.score import load_gold, score
from tests.review.server import OWN


def act(desk: Any, key: str, do: str, **wish: Any) -> dict[str, Any]:
    told: dict[str, Any] = desk.act(key, {"action": uuid.uuid4().hex, "do": do, **wish})
    return told


def gold_of(name: str) -> dict[str, Any]:
    path = OWN / Path(name).with_suffix(".json").name
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def answer_as(desk: Desk, key: str, gold: dict[str, Any]) -> None:
    """Every doubt answered as a gold file says."""
    for doubt in desk.sheet(key).doubts:
        if doubt.kind == "cell":
            cell = gold["cells"][doubt.target]
            if cell["status"] == "read":
                act(desk, key, "set", address=doubt.target, words=str(cell["value"]))
            else:
                act(desk, key, "status", targets=[doubt.target], status=cell["status"])
    for doubt in desk.sheet(key).doubts:
        act(desk, key, "accept", targets=[doubt.target])
    act(desk, key, "done")


def desk_of(records: Path, name: str = "甲", blind: bool = False) -> Desk:
    return Desk(Pool.load(records), Store(records.with_name("s.sqlite")), name, blind)


def test_a_careful_annotator_exports_the_projects_own_gold(records: Path, tmp_path: Path) -> None:
    desk = desk_of(records)
    for entry in desk.pool.entries:
        answer_as(desk, entry.key, gold_of(entry.name))
    paths = export_gold(records.with_name("s.sqlite"), tmp_path / "gold")
    golds = {g.sha256: g for g in load_gold([tmp_path / "gold"])}
    assert len(paths) == len(golds) == 4
    for entry in desk.pool.entries:
        wanted = gold_of(entry.name)
        (own,) = load_gold([OWN / Path(entry.name).with_suffix(".json").name])
        made = golds[own.sha256]
        assert {a: (c.value, c.status) for a, c in made.cells.items()} == {
            a: (c.value, c.status) for a, c in own.cells.items()
        }
        assert sorted(made.failing) == sorted(own.failing) and made.text_sha256 == own.text_sha256
        assert (made.edition, made.year) == (wanted["edition"], wanted["year"])
        assert made.spans and made.figures is not None and not Path(made.source).is_absolute()
    lines = [json.loads(line) for line in records.read_text("utf-8").splitlines()]
    assert not list(score(tuple(golds.values()), lines, None).cases("silent_error"))


def test_an_unfinished_report_is_exported_only_when_asked_for_and_says_so(records: Path, tmp_path: Path) -> None:
    desk = desk_of(records)
    key = next(e.key for e in desk.pool.entries if "/08_" in e.name)
    act(desk, key, "accept", targets=["applications.granted.total"])
    store = records.with_name("s.sqlite")
    out = export_store(store, tmp_path / "none")
    assert out.paths == [] and "not finished by 甲" in out.left_out[0][1]
    assert main(["review", "--export", str(tmp_path / "cli"), "--store", str(store)]) == 1
    (path,) = export_gold(store, tmp_path / "some", unfinished=True)
    (gold,) = load_gold([path])
    assert "UNFINISHED" in gold.notes
    assert gold.cells["applications.granted.total"].status == "read"
    # What the reader doubts and nobody has answered is never given out as a figure.
    assert gold.cells["applications.granted.natural_person"].status == "ambiguous"


def finished_by(records: Path, name: str, key_part: str, **corrections: str) -> str:
    desk = desk_of(records, name)
    key = next(e.key for e in desk.pool.entries if f"/{key_part}_" in e.name)
    for address, value in corrections.items():
        act(desk, key, "set", address=address.replace("__", "."), words=value)
    if name == "乙":
        text = desk.pool.open(key).text or ""
        at = text.index("信息公开")
        act(desk, key, "label", start=at, end=at + 4, label="FURNITURE")
    act(desk, key, "accept", targets=[d.target for d in desk.sheet(key).doubts])
    act(desk, key, "done")
    return key


def test_two_annotators_one_truth(records: Path, tmp_path: Path) -> None:
    key = finished_by(records, "甲", "05")
    # The second one sees nothing of the first.
    other = desk_of(records, "乙")
    assert not any(c.answered for c in other.sheet(key).state.cells.values()) and other.sheet(key).doubts
    assert finished_by(records, "乙", "05", applications__received__total="26") == key
    store = records.with_name("s.sqlite")
    out = export_store(store, tmp_path / "open")
    assert out.paths == [] and "disagreements" in out.left_out[0][1]
    judge = Judge(Pool.load(records), Store(store), "丙")
    told = judge.list_view()
    assert told["agreement"]["pairs"][0]["kappa_answered"] < 1 and told["agreement"]["alpha"] < 1
    assert 0 < told["agreement"]["pairs"][0]["span_f1"] < 1
    rows = judge.report_view(key)["rows"]
    assert [r["target"] for r in rows if r["kind"] == "cell"] == ["cell:applications.received.total"]
    assert rows[0]["choices"][1]["by"] == ["乙"]
    for row in rows:
        act(judge, key, "decide", target=row["target"], choice=1 if row["kind"] == "cell" else 0)
    (path,) = export_gold(store, tmp_path / "gold")
    (gold,) = load_gold([path])
    assert gold.cells["applications.received.total"].value == 26 and gold.failing == ()
    assert "丙" in gold.notes and "甲, 乙" in gold.notes
    assert {(s.start, s.end, s.label) for s in gold.spans or ()} == set(desk_of(records, "甲").sheet(key).state.spans)
    # Undone, the place is open again; another value than either said can be given.
    act(judge, key, "undo")
    assert judge.report_view(key)["open"] == 1


def test_a_decision_falls_when_an_annotator_changes_the_answer(records: Path) -> None:
    key = finished_by(records, "甲", "05")
    finished_by(records, "乙", "05", applications__received__total="26")
    judge = Judge(Pool.load(records), Store(records.with_name("s.sqlite")), "丙")
    target = "cell:applications.received.total"
    act(judge, key, "decide", target=target, words="27")
    assert next(r for r in judge.report_view(key)["rows"] if r["target"] == target)["other"] == "27"
    desk = desk_of(records, "乙")
    act(desk, key, "set", address="applications.received.total", words="28")
    act(desk, key, "accept", targets=[d.target for d in desk.sheet(key).doubts])
    act(desk, key, "done")
    assert not next(r for r in judge.report_view(key)["rows"] if r["target"] == target)["decided"]


def test_a_blind_annotator_is_shown_nothing_the_model_read(records: Path, tmp_path: Path) -> None:
    desk = desk_of(records, "盲", blind=True)
    key = next(e.key for e in desk.pool.entries if "/03_" in e.name)
    sheet = desk.sheet(key)
    assert all(c.value is None and c.start is None for c in sheet.state.cells.values())
    assert sheet.state.spans == [] and sheet.state.facts["organ"] is None and sheet.opened.text
    with pytest.raises(ValueError, match="nothing to accept"):
        act(desk, key, "accept", targets=["applications.received.total"])
    wanted = gold_of(sheet.opened.entry.name)
    for name in ("organ", "year"):
        act(desk, key, "fact", name=name, value=str(wanted[name]))
    asked = {d.target for d in sheet.doubts}
    # Rows that the form does not have are not asked for; who sees one printed answers it.
    for address in wanted["cells"].keys() - asked:
        act(desk, key, "status", targets=[address], status=wanted["cells"][address]["status"])
    answer_as(desk, key, wanted)
    (gold,) = load_gold(export_gold(records.with_name("s.sqlite"), tmp_path / "gold"))
    assert {a: c.value for a, c in gold.cells.items()} == {a: c["value"] for a, c in wanted["cells"].items()}
    assert gold.spans is None


def test_answers_stay_when_the_report_is_read_again(records: Path, tmp_path: Path) -> None:
    desk = desk_of(records)
    key = next(e.key for e in desk.pool.entries if "/05_" in e.name)
    act(desk, key, "set", address="applications.received.total", words="26")
    lines = records.read_text("utf-8").replace('"value":21,', '"value":99,')
    records.write_text(lines, encoding="utf-8")
    sheet = desk_of(records).sheet(key)
    assert sheet.other_reading and sheet.state.cells["applications.received.total"].value == 26
    assert sheet.state.cells["applications.received.natural_person"].value == 21


def test_agreement_is_printed(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished_by(records, "甲", "05")
    finished_by(records, "乙", "05", applications__received__total="26")
    assert main(["review", "--agreement", "--store", str(records.with_name("s.sqlite"))]) == 0
    assert ": kappa 0.991 on 210 cells, 0.811 on the 7 somebody answered; span F1 0.99" in capsys.readouterr().out


def test_of_a_folder_of_reports_only_those_of_the_queue_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, asked = tmp_path / "texts", []
    texts.mkdir()
    for path in sorted(OWN.glob("0[1-4]*.txt")):
        shutil.copy(path, texts)
    monkeypatch.setattr("ie.review.serve.serve", lambda site, port, browser: asked.append(site.desk.pool.entries) or 0)
    # Each round of a loop asks other reports of the same folder.
    for number, name in enumerate(("03", "01"), start=1):
        (source,) = texts.glob(f"{name}*.txt")
        queue = tmp_path / f"queue{number}.jsonl"
        queue.write_text(json.dumps({"source": str(source), "why": "unsure"}) + "\n", encoding="utf-8")
        assert main(["review", str(texts), "--queue", str(queue), "--annotator", "甲"]) == 0
        assert [(e.name, e.why) for e in asked[-1]] == [(str(source), "unsure")]
        assert len((texts / ".review" / "reports.jsonl").read_text("utf-8").splitlines()) == 1
    queue.write_text('{"source": "elsewhere.txt"}\n[]\n', encoding="utf-8")
    assert main(["review", str(texts), "--queue", str(queue), "--annotator", "甲"]) == 2
    assert "line 2" in capsys.readouterr().err
