"""Texts that break offsets, and spans over them: astral characters, CRLF, full width, zero width, combining marks, controls."""

from __future__ import annotations

import random

from ie.interchange import Labelled
from ie.report import LABELS, Span

PIECES = (
    "政府信息公开", "０１２", "0", "7", "𠮷", "😀", "👨‍👩‍👧", "\u200b", "\ufeff", "\u3000", " ", "\t", "\r\n", "\n", "\r", "|", "#",
    "U+000A", "é", "e\u0301", "\x85", "\u2028", "\x0b", "\x00", "\u202e", '"', "\\n", "\\", "<b>&amp;", "㎡", "﷽",
    "\U0010ffff", "\ue000", "無", "万",
)  # fmt: skip
FACTS = {"organ": "柳溪县\r\n𠮷局", "edition": "2021", "layout": "pipe-rows"}


def labelled(rng: random.Random, number: int) -> Labelled:
    """A text of up to 60 pieces with spans anywhere, of a person, of a tagger, of both, or of nobody."""
    text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 60)))
    spans, predicted = _spans(rng, text, 1), _spans(rng, text, 2)
    kind = rng.choice(("person", "tagger", "both", "nobody"))
    return Labelled(
        f"报告{number}",
        text,
        spans if kind in ("person", "both") else None,
        predicted if kind in ("tagger", "both") else None,
        "jieba-linear" if kind in ("tagger", "both") else "",
        {key: FACTS[key] for key in FACTS if rng.random() < 0.5},
    )


def _spans(rng: random.Random, text: str, scored: int) -> tuple[Span, ...]:
    marks = sorted(rng.sample(range(len(text) + 1), min(len(text) + 1, 2 * rng.randint(0, 6))))
    score = (lambda: 1.0) if scored == 1 else (lambda: round(rng.random(), 4))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(Span(start, end, rng.choice(LABELS), score()) for start, end in pairs)
