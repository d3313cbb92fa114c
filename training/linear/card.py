"""The card of a trained model: what it was made from, and the sha256 of its files, checked whenever it is loaded."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ie.tag.jieba_linear.model import CONFIG, WEIGHTS
from ie.tag.shipped import CARD

MADE_WITH = ("numpy", "scipy", "scikit-learn", "rjieba")


def write_card(folder: Path, facts: dict[str, Any]) -> None:
    """Write card.json; `facts` are seed, counts and fingerprint.  No date is in it: the same training gives the same bytes."""
    card = {
        "name": "jieba-linear",
        "command": "make train-linear",
        **facts,
        "made_with": {name: version(name) for name in MADE_WITH},
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (CONFIG, WEIGHTS)},
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
