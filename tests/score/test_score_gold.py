"""Gold files: what is read, and the whole message for what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ie.score import GoldCell, GoldError, GoldFigure, GoldSpan, fingerprint, load_gold

ADDRESS = "applications.received.total"


def whole() -> dict[str, Any]:
    return {
        "id": "x",
        "source": "annotations/own/x.txt",
        "sha256": "a" * 64,
        "text_sha256": "b" * 64,
        "edition": "2021",
        "year": 2022,
        "organ": "某某镇人民政府",
        "layout": "pipe-rows",
        "cells": {ADDRESS: {"value": 3, "status": "read", "unit": "件"}},
        "failing": ["flow/total", "received_sum"],
        "spans": [[0, 4, "TITLE"], [4, 5, "CELL"]],
        "figures": [[0, 4, 24000, "条"], [6, 8, 0.5, None]],
        "mess": ["row label over two lines"],
        "notes": "",
    }


def change(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def apply(data: dict[str, Any]) -> None:
        target: Any = data
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = to

    return apply


CELL = f"cells['{ADDRESS}']"
KNOWN = "id, source, sha256, text_sha256, edition, year, organ, layout, cells, failing, spans, figures, mess, notes"
REFUSED: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda data: data.pop("failing"), "the file has no 'failing'"),
    (change("figure", to=[]), f"the file has an unknown key 'figure'; known are {KNOWN}"),
    (change("id", to=" "), "id must be a text that is not empty, not ' '"),
    (change("source", to="/data/x.txt"), "source must be a path inside a texts folder, not '/data/x.txt'"),
    (change("source", to="real/../x.txt"), "source must be a path inside a texts folder, not 'real/../x.txt'"),
    (change("sha256", to="A1"), "sha256 must be 64 hexadecimal digits, not 'A1'"),
    (change("text_sha256", to=None), "spans must be null where text_sha256 is null: there is no text to count in"),
    (change("edition", to="2020"), "edition must be one of 2014, 2019, 2021, narrative, not '2020'"),
    (change("year", to="2022"), "year must be a whole number, not '2022'"),
    (change("organ", to=7), "organ must be a text or null, not 7"),
    (change("layout", to="a row a line"), "layout must be a slug such as pipes-row-a-line, not 'a row a line'"),
    (change("cells", to=[]), "cells must be an object, not []"),
    (change("cells", "received", to={"value": 1, "status": "read"}),
     "cells['received'] must be named by an address such as applications.received.total"),
    (change("cells", ADDRESS, to=3), f"{CELL} must be an object, not 3"),
    (change("cells", ADDRESS, "status", to="inferred"),
     f"{CELL}.status must be one of read, blank, absent, ambiguous, not 'inferred'"),
    (change("cells", ADDRESS, "value", to=None), f"{CELL}.value must be a number, not null"),
    (change("cells", ADDRESS, "value", to="3"), f"{CELL}.value must be a number, not '3'"),
    (change("cells", ADDRESS, "value", to=True), f"{CELL}.value must be a number, not True"),
    (change("cells", ADDRESS, "value", to=float("nan")), f"{CELL}.value must be a number, not nan"),
    (change("cells", ADDRESS, "status", to="blank"), f"{CELL}.value must be null where the status is 'blank', not 3"),
    (change("cells", ADDRESS, "units", to="件"), f"{CELL} has an unknown key 'units'; known are value, status, unit"),
    (change("failing", to="flow"), "failing must be a list, not 'flow'"),
    (change("failing", 1, to="flow total"),
     "failing[1] must be an identity such as flow or flow/total, not 'flow total'"),
    (change("failing", 1, to="flow/total"), "failing[1] repeats 'flow/total'"),
    (change("spans", 1, to=[4, 5]), "spans[1] must be [start, end, label], not [4, 5]"),
    (change("spans", 1, to=[5, 5, "CELL"]), "spans[1] must run forward from 0 on, not from 5 to 5"),
    (change("spans", 0, to=[-1, 4, "TITLE"]), "spans[0] must run forward from 0 on, not from -1 to 4"),
    (change("spans", 1, to=[3, 5, "CELL"]), "spans[1] begins at 3, before the one above ends at 4"),
    (change("spans", 1, to=[4, 5.0, "CELL"]), "spans[1].end must be a whole number, not 5.0"),
    (change("spans", 1, to=[4, 5, "HEAD4"]),
     "spans[1].label must be one of TITLE, ORGAN, HEAD1, HEAD2, HEAD3, CAPTION, COLHEAD, ROWHEAD, CELL, FIGURE, "
     "FURNITURE, not 'HEAD4'"),
    (change("figures", 1, to=[6, 8, None, None]), "figures[1].value must be a number, not null"),
    (change("figures", 1, to=[6, 8, 1, 2]), "figures[1].unit must be a text or null, not 2"),
]  # fmt: skip


def written(folder: Path, data: Any, name: str = "x.json") -> Path:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def message_for(paths: list[Path]) -> str:
    with pytest.raises(GoldError) as error:
        load_gold(paths)
    return str(error.value)


@pytest.mark.parametrize(("spoil", "cause"), REFUSED, ids=[cause[:60] for _, cause in REFUSED])
def test_refused(tmp_path: Path, spoil: Callable[[dict[str, Any]], Any], cause: str) -> None:
    data = whole()
    spoil(data)
    path = written(tmp_path, data)
    assert message_for([path]) == f"{path}: {cause}."


def test_read(tmp_path: Path) -> None:
    (gold,) = load_gold([written(tmp_path, whole())])
    assert gold.cells == {ADDRESS: GoldCell(3, "read", "件")}
    assert gold.failing == ("flow/total", "received_sum")
    assert gold.spans == (GoldSpan(0, 4, "TITLE"), GoldSpan(4, 5, "CELL"))
    assert gold.figures == (GoldFigure(0, 4, 24000, "条"), GoldFigure(6, 8, 0.5, None))


def test_not_annotated_is_not_nothing_there(tmp_path: Path) -> None:
    none = written(tmp_path, {**whole(), "spans": None, "figures": None, "text_sha256": None}, "none.json")
    empty = written(tmp_path, {**whole(), "id": "y", "sha256": "c" * 64, "spans": [], "figures": []}, "empty.json")
    found = load_gold([none, empty])
    assert [(gold.spans, gold.figures) for gold in found] == [(None, None), ((), ())]


def test_the_file_itself(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert message_for([missing]) == f"{missing}: the file does not exist."
    assert message_for([tmp_path]) == f"{tmp_path}: the folder holds no .json file."
    cut = written(tmp_path, '{"id": "x",\n', "cut.json")
    assert message_for([cut]).startswith(f"{cut}: line 2 column 1 is not JSON (")
    other = written(tmp_path, "[]", "list.json")
    assert message_for([other]) == f"{other}: the file must be an object, not []."
    twice = written(tmp_path, '{"id": "x", "cells": {"a.b.c": {}, "a.b.c": {}}}', "twice.json")
    assert message_for([twice]) == f"{twice}: a.b.c stands twice in one object."
    coded = tmp_path / "gbk.json"
    coded.write_bytes('{"organ": "镇"}'.encode("gbk"))
    assert message_for([coded]) == f"{coded}: byte 11 is not UTF-8."


def test_a_report_stands_in_gold_once(tmp_path: Path) -> None:
    first = written(tmp_path, whole(), "1.json")
    second = written(tmp_path, {**whole(), "sha256": "c" * 64}, "2.json")
    assert message_for([tmp_path]) == f"{second}: id 'x' stands in {first} already."
    written(tmp_path, {**whole(), "id": "y"}, "2.json")
    assert message_for([tmp_path]) == f"{second}: sha256 '{'a' * 64}' stands in {first} already."


def test_fingerprint_knows_a_changed_value_and_no_order(tmp_path: Path) -> None:
    first = written(tmp_path, whole(), "1.json")
    second = written(tmp_path, {**whole(), "id": "y", "sha256": "c" * 64}, "2.json")
    there = fingerprint(load_gold([first, second]))
    assert there == fingerprint(load_gold([second, first]))
    changed = whole()
    changed["cells"][ADDRESS]["value"] = 4
    written(tmp_path, changed, "1.json")
    assert there != fingerprint(load_gold([first, second]))
