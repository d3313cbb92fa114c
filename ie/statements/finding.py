"""The steps in their order: sentences, then the figures of each linked to indicators, then the zeros told in words."""

from __future__ import annotations

import re
from decimal import Decimal

from ie.report import Figure, Span, Statement
from ie.statements.linking import Link, Quantity, link_figures
from ie.statements.passages import Sentence, sentences_of
from ie.statements.zeros import Zero, zeros_in

_WORTH = re.compile(
    r"公开|申请|信息|规范性文件|复议|诉讼|投诉|收费|费|发布会|解读|访谈|回应|人员|培训|会议|查阅|经费|办结|答复|受理|结转|决定|规章"
)


def find_statements(
    clean: str, spans: list[Span], figures: tuple[Figure, ...], edition: str | None, year: int | None
) -> tuple[Statement, ...]:
    """What the prose states, in text order.  `figures` are the report's, by whose index a statement names its own."""
    out: list[Statement] = []
    place = 0
    for sentence in sentences_of(clean, spans):
        first = place
        last = sentence.at[-1]
        while place < len(figures) and figures[place].start <= last:
            place += 1
        if not _WORTH.search(sentence.text) and not _WORTH.search(sentence.heading):
            continue
        quantities: list[Quantity] = []
        for index in range(first, place):
            figure = figures[index]
            start, end = sentence.index_of(figure.start), sentence.index_of(figure.end - 1)
            if start is not None and end is not None:
                quantities.append(Quantity(figure, index, start, end + 1))
        links = list(link_figures(sentence, quantities, year)) if quantities else []
        zeros = list(zeros_in(sentence, year))
        if not links and not zeros:
            continue
        # All cases of the organ, of which none is about disclosure: `复议12起,诉讼5起,没有因政府信息公开…`.
        denied = {z.indicator.key for z in zeros}
        found = [_stated(sentence, link, edition) for link in links if link.indicator.key not in denied]
        found += [_denied(sentence, zero, edition) for zero in zeros]
        out.extend(sorted((s for s in found if s is not None), key=lambda s: (s.start, s.end, s.indicator)))
    return tuple(out)


def _stated(sentence: Sentence, link: Link, edition: str | None) -> Statement | None:
    address = link.indicator.address(edition)
    if address is None:
        return None
    figure = link.quantity.figure
    unit = figure.unit
    behind = (
        link.quantity.end
        - 1
        + len(unit or "")
        + (1 if link.rounded and sentence.text[link.quantity.end : link.quantity.end + 1] in "余多" else 0)
    )
    end = sentence.at[min(behind, len(sentence.at) - 1)] + 1
    return Statement(
        address, figure.value, unit, sentence.at[link.begin], end, link.quantity.index, link.scope, link.period,
        link.confidence, link.rounded,
    )  # fmt: skip


def _denied(sentence: Sentence, zero: Zero, edition: str | None) -> Statement | None:
    address = zero.indicator.address(edition)
    if address is None:
        return None
    start, end = sentence.at[zero.start], sentence.at[zero.end - 1] + 1
    return Statement(address, Decimal(0), None, start, end, None, zero.scope, zero.period, zero.confidence)
