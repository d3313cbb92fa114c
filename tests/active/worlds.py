"""A folder with texts/, gold/ of synthetic reports, and base/, a model of eight: what a loop needs to go round."""

from __future__ import annotations

import json
from pathlib import Path

from tests.active.pools import small_model
from training.active.home import Home
from training.synthesize.stream import synthesize

LAYOUTS = ("pipe-rows", "cell-a-line", "tabs")


def make_world(folder: Path) -> Path:
    """Twelve clean reports of twelve organs in a folder that is empty."""
    for name in ("texts", "gold"):
        (folder / name).mkdir()
    for number, sample in enumerate(synthesize(31, 12, layouts=LAYOUTS, operators=None, split="test")):
        # A file's name tells of an organ too: twelve organs, twelve names.
        name = f"{number:02}_{'abcdefghijkl'[number]}"
        (folder / "texts" / f"{name}.txt").write_bytes(sample.text.encode("utf-8"))
        gold = json.dumps(sample.gold(name), ensure_ascii=False)
        (folder / "gold" / f"{name}.json").write_text(gold, encoding="utf-8")
    Home(folder / "unused", folder / "base").save(folder / "base", small_model(), {})
    return folder
