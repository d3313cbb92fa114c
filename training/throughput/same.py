"""Whether a report gives the same figures as text, HTML, DOCX and PDF.

    python -m training.throughput.same --count 100                  # synthetic reports, against what was printed
    python -m training.throughput.same --count 0 --files FOLDER     # files named alike up to their first dot

Ends with 1 where two kinds, or a kind and the print, give different values that nothing marks.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from ie.batch.work import work_item
from ie.read import Limits
from ie.read.inputs import DOCUMENT_SUFFIXES, TEXT_SUFFIXES
from ie.read.items import Item, file_item
from ie.report import Tagger
from ie.tag import load_tagger
from training.synthesize.document import Document
from training.synthesize.grammar.errors import printed_cells
from training.synthesize.layouts import LAYOUTS
from training.throughput.corpus import document_of, to_bytes

KINDS = ("html", "docx", "pdf")
TEXT_LAYOUT = "markdown"
"""The text is printed so that no blank is lost: what is compared is reading, not mending."""

Given = dict[str, tuple[Any, bool]]
"""Value of each cell that has one, by address, and whether it is for review."""


def given_by(item: Item, tagger: Tagger) -> Given:
    """What the whole way gives of one item."""
    record = work_item(item, Limits(), tagger).record
    return {
        f"{table['id']}.{address}": (cell["value"], cell["review"])
        for table in record["tables"]
        for address, cell in table["cells"].items()
        if cell["value"] is not None
    }


def contradictions(kinds: Mapping[str, Given]) -> Iterator[str]:
    """Cells that two kinds give different values of, neither marked."""
    for (first, one), (second, other) in combinations(kinds.items(), 2):
        for address in one.keys() & other.keys():
            (a, doubt), (b, doubtful) = one[address], other[address]
            if a != b and not doubt and not doubtful:
                yield f"{address}: {a} in {first}, {b} in {second}"


def synthetic(seed: int, index: int, tagger: Tagger) -> tuple[dict[str, Given], Document]:
    """One report of the seed as every kind."""
    document = document_of(seed, index, random.Random(index).choice(["2014", "2019", "2021"]))
    tracked = LAYOUTS[TEXT_LAYOUT](document, random.Random(index))
    files = {"txt": tracked.text.encode()} | {kind: to_bytes(document, kind, f"same/{seed}/{index}") for kind in KINDS}
    return {
        kind: given_by(Item(f"{index}.{kind}", None, "", data=data), tagger) for kind, data in files.items()
    }, document


def against_print(given: Given, document: Document) -> tuple[Counter[str], list[str]]:
    """Cells given right, right but marked, missed and wrong; the wrong ones by name."""
    printed = {
        ".".join(address): value for address, value in printed_cells(document.blocks).items() if value is not None
    }
    counts: Counter[str] = Counter()
    wrong = []
    for address, value in printed.items():
        found = given.get(address)
        if found is None:
            counts["missed"] += 1
        elif float(found[0]) == float(value):
            counts["marked" if found[1] else "right"] += 1
        elif not found[1]:
            counts["wrong"] += 1
            wrong.append(f"{address}: {found[0]}, printed {value}")
    return counts, wrong


def groups(folder: Path) -> dict[str, list[Path]]:
    """Files of a kind we read, by their names up to the first dot; only those that are not alone."""
    out: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.lower().endswith(TEXT_SUFFIXES + DOCUMENT_SUFFIXES):
            out.setdefault(path.name.split(".")[0], []).append(path)
    return {name: paths for name, paths in out.items() if len(paths) > 1}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.throughput.same",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=100, help="synthetic reports (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=Path, action="append", default=[], metavar="FOLDER")
    args = parser.parse_args(arguments)
    tagger = load_tagger()
    totals: dict[str, Counter[str]] = {}
    bad: list[str] = []
    for index in range(args.count):
        kinds, document = synthetic(args.seed, index, tagger)
        bad += [f"report {index}: {words}" for words in contradictions(kinds)]
        for kind, given in kinds.items():
            counts, wrong = against_print(given, document)
            totals.setdefault(kind, Counter()).update(counts)
            bad += [f"report {index}, {kind}: {words}" for words in wrong]
    if totals:
        print(f"{args.count} synthetic reports  right  right, marked  missed  wrong")
    for kind, counts in totals.items():
        row = [counts[name] for name in ("right", "marked", "missed", "wrong")]
        print("  {:<20}{:>9}{:>15}{:>8}{:>7}".format(kind, *row))
    for folder in args.files:
        for name, paths in groups(folder).items():
            kinds = {path.name: given_by(file_item(path), tagger) for path in paths}
            found = list(contradictions(kinds))
            bad += [f"{name}: {words}" for words in found]
            told = ", ".join(f"{k} {sum(not doubt for _, doubt in g.values())} of {len(g)}" for k, g in kinds.items())
            print(f"{name}: cells given without a mark: {told}; {len(found)} contradictions")
    print(f"different values that nothing marks: {len(bad)}")
    for words in bad[:20]:
        print(f"  {words}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
