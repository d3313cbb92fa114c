"""The card of a trained model, for the program (card.json: sha256 of its files) and for the reader (README.md)."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ie.tag.jieba_linear.model import CONFIG, WEIGHTS
from ie.tag.shipped import CARD
from training.linear.evaluate import Scores, f1, layout_lines, table

MADE_WITH = ("numpy", "scipy", "scikit-learn", "rjieba")
README = "README.md"


@dataclass(frozen=True)
class Facts:
    """What a model was made from; `corpus` is the fingerprint of every text and its tags."""

    seed: int
    reports: int
    characters: int
    tokens: int
    corpus: str
    held_out: int
    epochs: int
    alpha: float
    bits: int


def date_of_source() -> str | None:
    """The day of SOURCE_DATE_EPOCH, since the clock's day would make other bytes of the same training."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else None


def write_card(folder: Path, facts: Facts, scores: Scores | None = None, date: str | None = None) -> None:
    """Write card.json: facts, micro F1 by set and tagger, and the sha256 by which the files are checked when they are loaded."""
    card = {
        "name": "jieba-linear",
        "command": "make train-linear",
        **({"date": date} if date else {}),
        **asdict(facts),
        "micro_f1": {name: round(f1(counts["micro"]), 4) for name, counts in scores.labels.items()} if scores else {},
        "made_with": {name: version(name) for name in MADE_WITH},
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (CONFIG, WEIGHTS)},
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_readme(folder: Path, facts: Facts, scores: Scores, date: str | None = None) -> None:
    """Write README.md: what the model is, what it was made from, what it scores and where it fails."""
    size = sum((folder / name).stat().st_size for name in (CONFIG, WEIGHTS))
    text = f"""# jieba_linear

The linear tagger shipped with `ie`: jieba's words and layout features, one linear classifier a tag (scikit-learn), Viterbi decoding.
{size:,} bytes{f", made {date}" if date else ""}.

- Made from {facts.reports:,} synthetic reports of `training.synthesize` (seed {facts.seed}, split `train`; {facts.characters:,} characters,
  {facts.tokens:,} tokens), each met {facts.epochs} times; confidence calibrated on {facts.held_out} of split `dev`.
  No annotated report was trained on.
- Fingerprint of the corpus: `{facts.corpus}`.
- Command: `make train-linear`; the same code and package versions (card.json) give the same bytes.  The column `real` stands here only
  where the folders of those texts were given (`--texts`), since the texts themselves are not passed on.
- Scores: strict F1 of spans (gold spans in brackets).  The synthetic reports are of split `test`.  The decoding rules
  (`numbers.py`, `notes.py`, `headings.py`, `organs.py`,
  `titles.py` of `ie/tag/words`) and the list of features were chosen after looking at errors on annotated reports, so those
  columns are not blind.
- Limits: {_limits(scores)}

{table(scores.labels)}

Micro F1 by layout:

{layout_lines(scores)}
"""
    (folder / README).write_text(text, encoding="utf-8")


WANTED = 0.85
"""F1 below which a label is told among the limits."""


def _limits(scores: Scores) -> str:
    weak = [
        f"{label} {f1(counts):.2f} ({name.partition(',')[0]})"
        for name, found in scores.labels.items()
        if name.endswith("jieba-linear")
        for label, counts in found.items()
        if counts[2] and f1(counts) < WANTED
    ]
    return (
        ", ".join(weak) if weak else "no label"
    ) + f" below {WANTED}; confidence is calibrated on synthetic reports alone."
