"""One labelled report as a tagger sees it: the normalised text and one tag a character.

Sample or gold file → Example → windows (transformer) or words (jieba_linear)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ie.normalise import normalise
from ie.read import Source, read_text
from ie.report import Span, Text
from ie.score.gold import Gold, GoldError, load_gold
from ie.tag.tagset import tags_of


@dataclass(frozen=True)
class Example:
    """`tags` are indices into `ie.tag.tagset.TAGS`, one for each character of `text.clean`."""

    id: str
    organ: str
    layout: str
    edition: str
    text: Text
    tags: list[int]


def example_of(
    id: str, organ: str, layout: str, edition: str, source: str, spans: Iterable[tuple[int, int, str]]
) -> Example:
    """An example from a source text and spans in its offsets; what normalising drops of a span is dropped here too."""
    text = normalise(source)
    clean: list[Span] = []
    for start, end, label in spans:
        first = bisect_left(text.origin, start)
        last = bisect_left(text.origin, end)
        while first < last and text.clean[first].isspace():
            first += 1
        while last > first and text.clean[last - 1].isspace():
            last -= 1
        if first < last:
            clean.append(Span(first, last, label))
    return Example(id, organ, layout, edition, text, tags_of(clean, len(text.clean)))


def gold_examples(gold: Iterable[Path], texts: Iterable[Path]) -> Iterator[Example]:
    """The annotated reports whose text lies in one of the folders `texts` (or is named from the working folder).

    Gold without spans, or whose text is nowhere to be found, is left out; a text that has changed since it was annotated
    is refused with GoldError, since its offsets would point at other characters.
    """
    folders = [Path("."), *texts]
    for report in load_gold(gold):
        if report.spans is None:
            continue
        path = next((p for p in _places(report.source, folders) if p.is_file()), None)
        if path is not None:
            yield _gold_example(report, path)


def _places(source: str, folders: list[Path]) -> Iterator[Path]:
    name = Path(source)
    for folder in folders:
        yield folder / name
        yield folder / name.name


def _gold_example(report: Gold, path: Path) -> Example:
    read = read_text(path)
    if not isinstance(read, Source) or read.sha256 != report.sha256:
        raise GoldError(path, "sha256", "is another file than the one annotated; take the text the gold was made from")
    spans = [(s.start, s.end, s.label) for s in report.spans or ()]
    return example_of(report.id, report.organ or "", report.layout, report.edition or "", read.text, spans)
