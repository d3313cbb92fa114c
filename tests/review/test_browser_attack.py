"""Reports whose every word is an attack, on every page, in a real Chromium."""

from __future__ import annotations

import copy
import json
import uuid
from pathlib import Path
from typing import Any

from tests.review.page import ready, stored, tab_of
from tests.review.payloads import PAYLOADS
from tests.review.server import serving, write_lines


def attacked(
    record: dict[str, Any], text: str, payloads: tuple[str, ...], folder: Path, n: int
) -> tuple[Any, Any, Any]:
    """A record whose every word that a stranger writes is a payload; eight of them."""
    name, organ, title, unit, reason, raw, ids, body = payloads
    hostile = copy.deepcopy(record)
    text = f"{body}\n{title}\n{text}"
    sha = uuid.uuid5(uuid.NAMESPACE_URL, str(n)).hex * 2
    hostile.update(source=f"{folder}/{name}.txt", sha256=sha, text_sha256=sha, year=2020 + n % 3)
    hostile["organ"] = {"text": organ, "start": 0, "end": 3}
    hostile["title"] = {"text": title, "start": 0, "end": 3}
    hostile["review"]["reasons"] = [reason]
    for table in hostile["tables"]:
        for cell in table["cells"].values():
            cell["unit"], cell["raw"] = unit, raw
    first = hostile["tables"][0]["cells"]
    first[next(iter(first))].update(status=reason, value=raw)
    hostile["checks"].append(
        {
            "kind": "text",
            "id": ids,
            "where": ids,
            "status": "fails",
            "left": 1,
            "right": 2,
            "cells": [ids],
            "statements": [],
        }
    )
    spans = {"sha256": sha, "spans": [[0, len(body), "TITLE", 1.0], [0, 2, ids, 1.0]]}
    return hostile, spans, {"sha256": sha, "text_sha256": sha, "text": text}


def test_two_hundred_payloads_stay_text(made_run: Path, tmp_path: Path, browser: Any) -> None:
    assert len(set(PAYLOADS)) == 200
    plain = [json.loads(line) for line in (made_run / "reports.jsonl").read_text("utf-8").splitlines()]
    record = next(r for r in plain if "/03_" in r["source"])
    text = Path(record["source"]).read_text("utf-8")
    rows = [attacked(record, text, PAYLOADS[i : i + 8], tmp_path, i) for i in range(0, 200, 8)]
    for name, part in (("reports", 0), ("spans", 1), ("texts", 2)):
        write_lines(tmp_path / f"{name}.jsonl", [row[part] for row in rows])
    queue = [{"source": row[0]["source"], "why": payload} for row, payload in zip(rows, PAYLOADS, strict=False)]
    write_lines(tmp_path / "queue.jsonl", queue)
    records, annotator = tmp_path / "reports.jsonl", "<img src=x onerror=pwned()>"
    with serving(records, annotator, "--queue", str(tmp_path / "queue.jsonl")) as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        told = tab.locator("body").text_content()
        assert annotator in told
        keys = tab.locator("td.organ a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert len(keys) == 25
        for row, payload, path in zip(rows, PAYLOADS, keys, strict=False):
            tab.goto(f"http://127.0.0.1:{server.port}{path}")
            ready(tab, "body.work")
            body = row[2]["text"].split("\n")[0].replace("\u2028", "")
            shown = tab.inner_text("#lines").replace("\n", "")
            assert body in shown and payload.replace("\u2028", "") in tab.text_content("#facts .why").replace(
                "\u2028", ""
            )
            assert (
                tab.evaluate(
                    "document.querySelectorAll('main script, #lines *:not(div):not(span), base, iframe').length"
                )
                == 0
            )
        tab.keyboard.press("A")
        stored(tab)
        tab.keyboard.press("f")
        tab.keyboard.type(PAYLOADS[20])
        tab.keyboard.press("Enter")
        stored(tab)
        tab.reload()
        ready(tab)
        for place in ("/causes", "/cause/unread/art20_1"):
            tab.goto(f"http://127.0.0.1:{server.port}{place}")
            ready(tab)
    for name in (annotator, PAYLOADS[3]):
        with serving(records, name) as server:
            key = keys[0].split("/")[-1]
            server.act(key, "fact", name="organ", value=PAYLOADS[5] if name == annotator else PAYLOADS[6])
            data = server.ask("GET", f"/r/{key}")[1].split('id="data">')[1].split("</script>")[0]
            server.act(key, "accept", targets=[d["target"] for d in json.loads(data)["doubts"]])
            assert server.act(key, "done")["done"]
    with serving(records, PAYLOADS[7], "--adjudicate") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        assert annotator in tab.text_content("main")
        tab.goto(f"http://127.0.0.1:{server.port}{keys[0]}")
        ready(tab)
        assert PAYLOADS[5] in tab.text_content("#disputes") and annotator in tab.text_content("#disputes")
