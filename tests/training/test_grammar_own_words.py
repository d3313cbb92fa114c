"""The grammar's sentences are its own: no long run of characters in common with other people's reports, where those are at hand."""

from __future__ import annotations

import os
import re
from importlib import resources
from pathlib import Path

import pytest

LONGEST = 12
"""Characters two authors may write alike by chance: fixed terms of the field are about that long."""

# Names of laws and the fixed formulas of the field are facts, not prose.
NAMES = ("中华人民共和国政府信息公开条例", "习近平新时代中国特色社会主义思想")
FOLDER = os.environ.get("IE_OTHER_TEXTS", "")


@pytest.mark.skipif(not FOLDER, reason="set IE_OTHER_TEXTS to a folder of reports to compare with")
def test_no_long_run_is_shared_with_other_texts() -> None:
    other = set()
    for path in sorted(Path(FOLDER).rglob("*.txt")):
        text = re.sub(r"\s", "", path.read_bytes().decode("utf-8", "ignore"))
        other |= {text[at : at + LONGEST + 1] for at in range(len(text) - LONGEST)}
    shared = set()
    for entry in (resources.files("training.synthesize.grammar") / "data").iterdir():
        if entry.name.startswith(("prose_", "words")):
            text = entry.read_text(encoding="utf-8")
            for name in NAMES:
                text = text.replace(name, "#")
            for piece in re.split(r"[\"{}|\[\]<>#\n]", text):
                shared |= {p for at in range(len(piece) - LONGEST) if (p := piece[at : at + LONGEST + 1]) in other}
    assert not shared
