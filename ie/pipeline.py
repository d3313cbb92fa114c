"""The steps in their order.  Reading this file is reading the system.

    file ─read→ Source ─normalise→ Text ─tag→ Spans ─rebuild(edition)→ Tables ─check(edition)→ Checks ⇒ Report ─write→ files

One direction, no way back; everything behind `tag` works from spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ie.check import check_identities, check_text
from ie.editions import Edition, form_of, known_editions
from ie.marked import doubt_merged, mark_furniture
from ie.normalise import normalise
from ie.opinion import better, contradicted, in_doubt
from ie.outline import figures_of, sections_of, year_of
from ie.read.source import Mark
from ie.rebuild import rebuild
from ie.rebuild.edition import edition_of
from ie.rebuild.ground import found_in, tagged_letters
from ie.rebuild.other_years import doubt_other_years
from ie.rebuild.tables import Readings
from ie.report import Report, Span, Tagger, Text
from ie.statements import find_statements
from ie.tag import PatternTagger
from ie.tag.committee import Committee
from ie.tag.prose import organ_in_prose, organ_of

_REPORT_WORDS = re.compile(r"信息公开")
MIN_MENTIONS = 2
"""A text without a label of the form that speaks of disclosure less often than this is another kind of document."""
_REPORT_TITLE = re.compile(r"公开(?:工作|年度|情况)*报告(?:[(].*)?")
"""How the title of a report ends that speaks of 政务公开 alone; that of a notice about reports goes on."""
_OPENING = re.compile(r"(?:信息|政务)公开[^\n。;]{0,12}报告如下")
"""How a report begins that has lost its title and speaks of 政务公开 throughout."""

PROSE_ORGAN_SCORE = 0.6
"""An organ taken from a sentence may be another one that the sentence speaks of."""


def extract_text(source: str, tagger: Tagger | None = None, marks: Sequence[Mark] = ()) -> Report:
    """Run every step on one decoded text; `marks` is what its document said of stretches of it.

    A committee's second member is asked where the first leaves doubt; what the prose says is read once, for the reading kept.
    """
    tagger = tagger or PatternTagger()
    text = normalise(source)
    readings: Readings = []
    report = _read_tables(text, tagger, marks, readings)
    if not isinstance(tagger, Committee):
        return _reviewed(_with_prose(report))
    if tagger.second is None or not in_doubt(report):
        report = _with_prose(report)
    else:
        other = _read_tables(text, tagger.second, marks, readings)
        report, other = better(report, other)
        report = contradicted(_with_prose(report), other)
    return _reviewed(replace(report, warnings=(*report.warnings, *tagger.warnings)))


def _is_report(clean: str, title: Span | None, edition_id: str | None) -> bool:
    """Whether a text without the form's labels is a report of this kind, by its title or by what it speaks of."""
    end = clean.find("\n", title.end) if title else 0
    words = "".join(clean[title.start : end if end >= 0 else len(clean)].split()) if title else ""
    if (opening := words.find("公开")) >= 0 and _REPORT_TITLE.fullmatch(words, opening):
        return True
    known = edition_id is not None or title is not None
    return known and (len(_REPORT_WORDS.findall(clean)) >= MIN_MENTIONS or _OPENING.search(clean) is not None)


def report_from_spans(text: Text, spans: list[Span], tagger: tuple[str, str], marks: Sequence[Mark] = ()) -> Report:
    """The steps behind tagging; needs no model."""
    return _reviewed(_with_prose(_tables_from_spans(text, spans, tagger, marks)))


def _read_tables(text: Text, tagger: Tagger, marks: Sequence[Mark], readings: Readings) -> Report:
    spans = mark_furniture(text, tagger.tag(text), marks)
    return _tables_from_spans(text, spans, (tagger.name, tagger.version), marks, readings)


def _tables_from_spans(
    text: Text, spans: list[Span], tagger: tuple[str, str], marks: Sequence[Mark], readings: Readings | None = None
) -> Report:
    """Year, edition, tables and their sums: all that two readings are compared by."""
    title = next((s for s in spans if s.label == "TITLE"), None)
    year, warnings = year_of(text, title)
    letters = tagged_letters(text, spans)
    edition_id, edition_by = edition_of(found_in(text, letters, known_editions()), year)
    report = Report(text=text, spans=tuple(spans), title=title, year=year, warnings=warnings, tagger=tagger)
    if edition_by != "labels" and not _is_report(text.clean, title, edition_id):
        return replace(report, status="not_a_report")
    form = form_of(edition_id)
    tables = doubt_merged(text, rebuild(text, spans, form, letters, readings), marks) if form else ()
    tables = doubt_other_years(text, tables, title, year)
    checks = check_identities(form, tables) if form else ()
    return replace(report, edition=edition_id, edition_by=edition_by, tables=tables, checks=checks)


def _with_prose(report: Report) -> Report:
    """The report with its organ, sections and figures, what its sentences state, and that held against the tables."""
    if report.status != "ok":
        return report
    text, spans = report.text, list(report.spans)
    figures = figures_of(text, spans)
    statements = find_statements(text.clean, spans, figures, report.edition, report.year)
    return replace(
        report,
        organ=_organ(text, spans, report.title),
        sections=sections_of(text, spans, form_of(report.edition)),
        figures=figures,
        statements=statements,
        checks=report.checks + check_text(text.clean, statements, figures, report.tables, report.year),
    )


def _reviewed(report: Report) -> Report:
    """The report with the reasons for which a person should look at it."""
    if report.status != "ok":
        return report
    return replace(report, reasons=review_reasons(report, form_of(report.edition)))


def _organ(text: Text, spans: list[Span], title: Span | None) -> Span | None:
    """The organ: named in the title, else on a line of its own."""
    if title is not None:
        at = organ_of(text.clean[title.start : title.end])
        if at is not None:
            return Span(title.start + at[0], title.start + at[1], "ORGAN", title.score)
    line = next((s for s in spans if s.label == "ORGAN"), None)
    if line is not None:
        return line
    at = organ_in_prose(text.clean)
    return Span(at[0], at[1], "ORGAN", PROSE_ORGAN_SCORE) if at else None


def review_reasons(report: Report, form: Edition | None) -> tuple[str, ...]:
    """Why a person should look at this report, each reason one sentence; none where nothing is in doubt."""
    out: list[str] = []
    if report.edition is None:
        out.append("no label of the form and no reporting year were found")
    if form is None:
        return (*out, *report.warnings)
    doubtful = sum(c.review for t in report.tables for c in t.cells.values())
    if doubtful:
        out.append(f"{doubtful} cells are in doubt")
    failing = [
        f"{c.id}/{c.where}" if c.where else c.id for c in report.checks if c.status == "fails" and c.kind == "identity"
    ]
    if failing:
        out.append(f"{len(failing)} sums of the form fail: {', '.join(failing[:6])}{' …' if len(failing) > 6 else ''}")
    told = [f"{c.id}.{c.where}" for c in report.checks if c.status == "fails" and c.kind == "text"]
    if told:
        out.append(f"the text says otherwise than the tables: {', '.join(dict.fromkeys(told))}")
    out.extend(note for t in report.tables for note in t.notes)
    lost = [t.id for t in report.tables if t.status == "absent"]
    if lost:
        out.append(f"tables not found: {', '.join(lost)}")
    partial = [t.id for t in report.tables if t.status == "partial"]
    if partial:
        out.append(f"tables not complete: {', '.join(partial)}")
    return (*out, *report.warnings)
