"""Synthetic gold sets: natural mixtures, each layout alone, each converter alone, each kind of damage alone, and HTML pages."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from training.synthesize.converters import CONVERTERS, UnalignedError
from training.synthesize.converters.html import to_html
from training.synthesize.converters.ink import Ink
from training.synthesize.damage import OPERATORS
from training.synthesize.document import Document, Grid
from training.synthesize.grammar import make_document
from training.synthesize.layouts import LAYOUTS
from training.synthesize.sample import Sample, sample_of
from training.synthesize.stream import make_sample
from training.synthesize.tracked import Run, Tracked

SEED = 20261125
"""Of every synthetic set; the models' cards and the trials use others."""
SPLIT = "test"
FORMS = ("2014", "2019", "2021")
"""Editions with tables; a report in prose says nothing of a layout."""
TRIES = 6
"""Reports drawn for one place before a kind is given up: a damage that finds nothing to damage says nothing."""


@dataclass(frozen=True)
class Made:
    """A gold file's content, the bytes of its report, and what stands printed in the cells that gold calls ambiguous."""

    gold: dict[str, Any]
    data: bytes
    printed: dict[str, float]


def mixed(count: int) -> Iterator[Made]:
    """Layouts and damage as the generator draws them for training: up to four kinds of damage a report."""
    for index in range(count):
        yield _made(f"mixed-{index:04}", make_sample(SEED, index, split=SPLIT))


def laid_out(count: int) -> Iterator[Made]:
    """Each layout alone, undamaged."""
    for layout in sorted(LAYOUTS):
        for index in range(count):
            sample = make_sample(SEED + 1, index, FORMS, [layout], None, SPLIT)
            yield _made(f"layout-{_slug(layout)}-{index:03}", sample)


def converted(count: int) -> Iterator[Made]:
    """Each real converter that runs here, undamaged: the report as HTML, DOCX or PDF, flattened by the program itself."""
    for place, name in enumerate(sorted(CONVERTERS)):
        found = 0
        for index in range(place * 1000, place * 1000 + count * TRIES):
            if found == count:
                break
            seed = f"{SPLIT}/{SEED + 2}/{index}"
            document = make_document(random.Random(f"{seed}/document"), random.Random(seed).choice(FORMS))
            try:
                tracked = CONVERTERS[name](document, random.Random(f"{seed}/{name}"))
            except UnalignedError:  # this page's labels cannot be followed through the program
                continue
            yield _made(f"converter-{_slug(name)}-{found:03}", sample_of(tracked, document, name, (), seed))
            found += 1


def damaged(count: int) -> Iterator[Made]:
    """Each kind of damage alone, in layouts as they are drawn; only reports that it changed."""
    for place, name in enumerate(sorted(OPERATORS)):
        found = 0
        for index in range(place * 1000, place * 1000 + count * TRIES):
            if found == count:
                break
            sample = make_sample(SEED + 3, index, operators=[name], split=SPLIT)
            if sample.text != make_sample(SEED + 3, index, operators=None, split=SPLIT).text:
                yield _made(f"damage-{_slug(name)}-{found:03}", sample)
                found += 1


def pages(count: int) -> Iterator[Made]:
    """Undamaged reports as HTML pages with their tables; the cells are scored, no spans."""
    for index in range(count):
        seed = f"{SPLIT}/{SEED + 4}/{index}"
        document = make_document(random.Random(f"{seed}/document"), random.Random(seed).choice(FORMS))
        page = to_html(document, random.Random(f"{seed}/html"), Ink(coded=False))
        sample = sample_of(Tracked(_cells(document)), document, "html", (), seed)
        made = _made(f"html-{index:03}", sample, page.encode("utf-8"), ".html")
        # Offsets would be those of a text that nobody reads.
        yield Made({**made.gold, "text_sha256": None, "spans": None, "figures": None}, made.data, made.printed)


def _cells(document: Document) -> Iterator[Run]:
    """Every box's runs, apart from each other: the cells as printed, in no layout at all."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            for box in row:
                # A blank cell has its place in the page's table.
                yield from [(text or " ", mark) for text, mark in box.runs]
                yield "\n", None


def _made(name: str, sample: Sample, data: bytes | None = None, suffix: str = ".txt") -> Made:
    gold = sample.gold(name)
    gold["source"] = name + suffix
    data = sample.text.encode("utf-8") if data is None else data
    gold["sha256"] = hashlib.sha256(data).hexdigest()
    printed = {".".join(address): float(value) for address, value in sample.printed.items()}
    unsure = {address for address, cell in gold["cells"].items() if cell["status"] == "ambiguous"}
    return Made(gold, data, {address: value for address, value in printed.items() if address in unsure})


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
