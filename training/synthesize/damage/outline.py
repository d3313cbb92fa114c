"""Damage to the outline: headings misnumbered, without number, lost, with a stray sign, or counted anew."""

from __future__ import annotations

import random
import re

from training.synthesize.damage.boxes import lines
from training.synthesize.damage.operator import document_operator
from training.synthesize.document import Document, Line

NUMBERS = "一二三四五六七八九十"
_NUMBER = re.compile(rf"^[{NUMBERS}]+(?=、)")


def _first_level(document: Document) -> list[Line]:
    return [line for line in lines(document, "heading") if line.runs and _NUMBER.match(line.runs[0][0])]


def _renumber(line: Line, number: str) -> None:
    text, mark = line.runs[0]
    line.runs[0] = (_NUMBER.sub(number, text), mark)


@document_operator(16, weight=2)
def misnumber_headings(document: Document, rng: random.Random) -> Document:
    """A heading or two carry another's number."""
    headings = _first_level(document)
    for line in rng.sample(headings, min(len(headings), rng.choice((1, 2)))):
        _renumber(line, rng.choice(NUMBERS[:7]))
    return document


@document_operator(16, weight=1)
def second_outline(document: Document, rng: random.Random) -> Document:
    """From some heading on the numbers start again at 一."""
    headings = _first_level(document)
    if len(headings) > 2:
        start = rng.randrange(1, len(headings) - 1)
        for number, line in zip(NUMBERS, headings[start:], strict=False):
            _renumber(line, number)
    return document


@document_operator(16, weight=1)
def stray_sign_before_heading(document: Document, rng: random.Random) -> Document:
    """`l六、`: a sign that belongs to nothing stands before a heading."""
    for line in _first_level(document):
        if rng.random() < 0.2:
            line.runs.insert(0, (rng.choice(("l", "·", "*", "■", "")), None))
    return document


@document_operator(16, weight=1)
def lose_headings(document: Document, rng: random.Random) -> Document:
    """A heading or all of them are lost."""
    share = rng.choice((0.15, 0.3, 1.0))
    headings = {id(line) for line in _first_level(document) if rng.random() < share}
    document.blocks = [block for block in document.blocks if id(block) not in headings]
    return document
