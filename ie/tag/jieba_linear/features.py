"""Attributes → features: combinations of attributes of a token and its neighbours, hashed into the rows of the weight table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.attributes import Attributes, attributes_of
from ie.tag.words.tokens import Hashes, Tokens, tokenize

TEMPLATES: tuple[str, ...] = (
    # The word, its neighbours, and the gaps between them.
    "word", "word-1 gap", "word+1 after", "word-2", "word+2",
    "word-1 word", "word word+1", "word-2 word-1", "word+1 word+2", "word-1 word word+1",
   
    "first gap", "last after", "first-1 first", "last last+1", "first+1", "last-1", "last-1 gap first",
    "pos", "pos-1 pos", "pos pos+1", "pos-1 pos pos+1",
    "shape gap after", "shape-1 gap shape", "shape after shape+1", "shape-2 shape-1 shape", "shape shape+1 shape+2",
   
    # Numbers.
    "run where gap", "run where before since", "run where f2", "run where word+1 after",
    "run where zone", "where gap word-1", "run-1 gap run", "run f1 f3", "run where next until", "where lastlabel figures",
    "run where pos+1", "run where closer", "run+1 after lnumber",
    # The form's labels.
    "lab gap", "label", "label lplace f2", "lab f2", "lab f1 f3", "lab zone", "lab ahead", "lab before", "label gap after",
    "lab lab+1 after", "label lastlabel", "label nextlabel", "lab l2", "lab fplace",
    "before since gap", "next until after", "before next gap", "lnumber shape lnumber+1", "lab lnumber-1 gap", "lab run-1 run+1",
   
    # Field and line.
    "f2 fplace", "f1 f2 gap", "f2 f3 after", "f1 f2 f3", "l2 fplace", "l1 l2", "l2 l3", "lfield l2",
    "l2 word", "f2 word", "f2 shape gap", "fword shape", "fword f2 fplace", "lword l2 lfield", "lineend f2",
    "zone ahead", "zone shape gap", "ahead shape after", "position shape f2",
    # Sentences and headings.
    "opened shape", "closes shape", "opened closes", "outline shape", "outline closes", "head behind", "head behind closes",
    "head behind word", "head closer f2", "head zone", "head behind gap pos", "head lab", "head behind lab closer", "outline word+1",
    "title gap", "title f2 fplace", "title word", "title position", "opened word", "closes word",
)  # fmt: skip
"""Each line one idea; `word-1` is the attribute of the token before, `gap` what stands before a token, `after` what stands behind."""

REACH = 3
"""Tokens beyond which no template looks."""
_TERM = re.compile(r"([a-z]+\d?)([+-]\d)?$")
_EDGE = 0x7FFF
_MULTIPLY = np.uint32(0x9E3779B1)
_STIR = np.uint32(0x85EBCA77)
_SPREAD = 0x51ED2701


@dataclass(frozen=True)
class _Plan:
    """`views`: attribute and offset of each term; `slots`: of the templates with so many terms the view of each first, second … one.

    The templates of most terms stand first there; `places`: where each of TEMPLATES stands.
    """

    attributes: tuple[str, ...]
    views: tuple[tuple[int, int], ...]
    slots: tuple[NDArray[np.intp], ...]
    places: NDArray[np.intp]
    view_seeds: Hashes
    template_seeds: Hashes


@cache
def _plan() -> _Plan:
    views: dict[tuple[str, int], int] = {}
    rows: list[list[int]] = []
    for template in TEMPLATES:
        rows.append([])
        for term in template.split():
            match = _TERM.match(term)
            if match is None:
                raise ValueError(f"{term!r} of the template {template!r} is no attribute with an offset")
            rows[-1].append(views.setdefault((match[1], int(match[2] or 0)), len(views)))
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
    slots = [[rows[i][term] for i in order if len(rows[i]) > term] for term in range(len(rows[order[0]]))]
    names = tuple(sorted({name for name, _ in views}))
    return _Plan(
        names,
        tuple((names.index(name), offset) for name, offset in views),
        tuple(np.array(slot, np.intp) for slot in slots),
        np.argsort(order),
        _seeds(len(views), 1),
        _seeds(len(TEMPLATES), 2)[order],
    )


def _seeds(count: int, start: int) -> Hashes:
    """Odd numbers, one a line."""
    return np.array([(_SPREAD * (2 * i + start) & 0xFFFFFFFF) | 1 for i in range(count)], np.uint32)[:, None]


def hash_features(attributes: Attributes, size: int, bits: int) -> Hashes:
    """One row a template, one column a token: which of the 2^bits rows of the weight table each feature has."""
    plan = _plan()
    values = np.full((len(plan.attributes), size + 2 * REACH), _EDGE, np.uint32)
    for row, name in enumerate(plan.attributes):
        values[row, REACH : REACH + size] = attributes[name]
    values *= _MULTIPLY
    values ^= values >> np.uint32(15)
    terms = np.empty((len(plan.views), size), np.uint32)
    for row, (attribute, offset) in enumerate(plan.views):
        terms[row] = values[attribute, REACH + offset : REACH + offset + size]
    terms *= plan.view_seeds
    terms ^= terms >> np.uint32(16)
    terms *= _STIR
    mixed = terms[plan.slots[0]]
    mixed += plan.template_seeds
    for slot in plan.slots[1:]:
        mixed[: len(slot)] += terms[slot]
    mixed ^= mixed >> np.uint32(15)
    mixed *= _MULTIPLY
    mixed >>= np.uint32(32 - bits)
    out: Hashes = mixed[plan.places]
    return out


def features_of(text: str, bits: int) -> tuple[Tokens, Hashes]:
    """The tokens of a normalised text and the hashed features of each."""
    tokens = tokenize(text)
    if not len(tokens):
        return tokens, np.zeros((len(TEMPLATES), 0), np.uint32)
    return tokens, hash_features(attributes_of(tokens), len(tokens), bits)
