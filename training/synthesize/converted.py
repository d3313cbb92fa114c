"""Reports flattened by real converters instead of our own layouts: grammar → damage → document → converter → Sample.

Slower than the operator path by a factor of ten to a hundred, and only as reproducible as the converters installed here: nothing that must
come out to the byte may be trained on it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count as counting

from training.synthesize.converters import CONVERTERS, UnalignedError
from training.synthesize.grammar import make_document
from training.synthesize.sample import Sample, sample_of
from training.synthesize.stream import COMMON, COMMON_OF_PARTS, draw_chain

OF_TEXT = (*COMMON, "page_litter", "traditional", "windows_lines", "lose_characters")
"""Damage of the printed text that also meets a converter's: what else there is, converters do themselves."""


def converted(
    seed: int,
    count: int,
    split: str = "train",
    converters: Sequence[str] | None = None,
    paragraphs: Sequence[str] | None = None,
) -> Iterator[Sample]:
    """`count` reports of a split, each by one of the converters that run here (or of those named); none is a text of `synthesize`.

    A report whose labels cannot be followed through its converter is left out and another one drawn.  ValueError for a converter
    that is unknown or cannot run here, or where none can.
    """
    names = sorted(converters or CONVERTERS)
    missing = [name for name in names if name not in CONVERTERS]
    if missing or not names:
        known = ", ".join(CONVERTERS) or "none"
        raise ValueError(
            f"the converter {missing[0] if missing else 'any'!r} cannot run here ({known} can); install the extra `train`"
        )
    made = 0
    for index in counting():
        if made == count:
            return
        sample = _sample(f"{split}/converted/{seed}/{index}", names, paragraphs)
        if sample is not None:
            made += 1
            yield sample


def _sample(name: str, names: Sequence[str], paragraphs: Sequence[str] | None) -> Sample | None:
    rng = random.Random(name)
    document = make_document(random.Random(f"{name}/document"), paragraphs=paragraphs)
    layout = rng.choice(names)
    drawn = draw_chain("auto", rng, COMMON_OF_PARTS if document.part else COMMON)
    chain = [o for o in drawn if o.document is not None or o.name in OF_TEXT]
    for operator in chain:
        if operator.document is not None:
            document = operator.document(document, random.Random(f"{name}/{operator.name}"))
    try:
        tracked = CONVERTERS[layout](document, random.Random(f"{name}/{layout}"))
    except UnalignedError:
        return None
    for operator in chain:
        if operator.text is not None:
            tracked = operator.text(tracked, random.Random(f"{name}/{operator.name}"))
    return sample_of(tracked, document, layout, [o.name for o in chain], name)
