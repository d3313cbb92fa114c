"""The tags of a character, B-/I- of each label and O, and the way between tags and spans; every learnt tagger shares them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ie.report import LABELS, Span

TAGS: tuple[str, ...] = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in ("B", "I")))
"""Index 0 is O; label k has B at 2k+1 and I at 2k+2.  The order is stored with every model and checked when one is loaded."""

OUTSIDE = 0


def begin(label: str) -> int:
    """The index of the label's B- tag; its I- tag is the next one."""
    return 2 * LABELS.index(label) + 1


def allowed(before: int, tag: int) -> bool:
    """Whether `tag` may follow `before`: I-X stands only behind B-X or I-X."""
    return tag == OUTSIDE or tag % 2 == 1 or before in (tag, tag - 1)


def tags_of(spans: Iterable[Span], length: int) -> list[int]:
    """One tag for each of `length` characters.  Spans must lie inside and not overlap; ValueError names the span that does."""
    tags = [OUTSIDE] * length
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            raise ValueError(f"span {span} lies outside a text of {length} characters")
        if any(tags[span.start : span.end]):
            raise ValueError(f"span {span} overlaps another one")
        first = begin(span.label)
        tags[span.start : span.end] = [first, *([first + 1] * (span.end - span.start - 1))]
    return tags


def spans_of_tags(tags: Sequence[int]) -> list[Span]:
    """The spans that a valid sequence of tags spells, each with the score 1."""
    out: list[Span] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag == OUTSIDE:
            at += 1
            continue
        inside = tag + 1 if tag % 2 else tag
        end = at + 1
        while end < len(tags) and tags[end] == inside:
            end += 1
        out.append(Span(at, end, LABELS[(inside - 2) // 2], 1.0))
        at = end
    return out
