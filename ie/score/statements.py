"""`python -m ie.score.statements GOLD [--texts FOLDER]`: indicators from prose, and text against table, held against gold.

A statement is right when gold has one of its indicator, value, year and scope (of the whole area, or not) on the same figure;
a zero told in words when the two denials overlap.  Everything else given is false, everything else in gold is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ie.normalise import normalise
from ie.outline import figures_of
from ie.pipeline import extract_text
from ie.report import Figure, Statement, Text
from ie.score.counts import Counts
from ie.score.gold_fields import GoldError
from ie.score.statement_gold import GoldSentences, GoldStatement, load_own, load_real
from ie.statements import find_statements
from ie.tag import PatternTagger

Outcome = Literal["right", "missed", "false"]
Reader = Callable[[GoldSentences], list[GoldStatement]]


@dataclass(frozen=True, slots=True)
class StatementCase:
    """One statement given or wanted, and how it was judged."""

    report: str
    outcome: Outcome
    statement: GoldStatement


def judge_statements(gold: GoldSentences, given: Iterable[GoldStatement]) -> list[StatementCase]:
    """What was given within the annotated stretches against what gold has there."""
    inside = [s for s in given if any(a <= s.start and s.end <= b for a, b in gold.stretches)]
    left = list(gold.statements)
    cases: list[StatementCase] = []
    for statement in inside:
        match = next((g for g in left if _same(g, statement)), None)
        if match is not None:
            left.remove(match)
        cases.append(StatementCase(gold.id, "right" if match else "false", statement))
    return cases + [StatementCase(gold.id, "missed", g) for g in left]


def _same(a: GoldStatement, b: GoldStatement) -> bool:
    if (a.indicator, a.value, a.words, a.period, a.area) != (b.indicator, b.value, b.words, b.period, b.area):
        return False
    return a.start < b.end and b.start < a.end if a.words else (a.start, a.end) == (b.start, b.end)


def counts_of(cases: Iterable[StatementCase]) -> Counts:
    """Right, false and missed added up."""
    outcomes = [case.outcome for case in cases]
    right, missed, false = (outcomes.count(o) for o in ("right", "missed", "false"))
    return Counts(given=right + false, given_right=right, gold=right + missed, gold_found=right)


def read_by_rules(gold: GoldSentences) -> list[GoldStatement]:
    """The statements the library gives for a gold text; a text of one's own is read with its year and edition given."""
    if gold.text is None:
        return []
    if gold.year is None:
        report = extract_text(gold.text)
        return as_gold(report.text, report.statements, report.figures)
    text = normalise(gold.text)
    spans = PatternTagger().tag(text)
    figures = figures_of(text, spans)
    return as_gold(text, find_statements(text.clean, spans, figures, gold.edition, gold.year), figures)


def as_gold(text: Text, statements: Sequence[Statement], figures: Sequence[Figure]) -> list[GoldStatement]:
    """Statements in gold's shape, by source offsets: on their figure, or on the denial."""
    out = []
    for s in statements:
        place = (s.start, s.end) if s.figure is None else (figures[s.figure].start, figures[s.figure].end)
        start, end = text.to_source(*place)
        out.append(GoldStatement(s.indicator, s.value, start, end, s.figure is None, s.period, s.scope == "area"))
    return out


def load(paths: Sequence[Path], texts: Path | None) -> dict[str, list[GoldSentences]]:
    """Gold by file: marked sentences (`own_*.txt`) and annotated real texts (`real*.jsonl`)."""
    files = [f for p in paths for f in (sorted(p.iterdir()) if p.is_dir() else [p])]
    out: dict[str, list[GoldSentences]] = {}
    for file in files:
        if file.name.startswith("own") and file.suffix == ".txt":
            out[file.stem] = load_own(file)
        elif file.name.startswith("real") and file.suffix == ".jsonl":
            out[file.stem] = [g for g in load_real(file, texts) if g.text is not None]
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores; 0, or 2 where gold cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m ie.score.statements", description="Score indicators from prose.")
    parser.add_argument("gold", nargs="+", type=Path, help="annotations/statements, or files of it")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the real texts lie, found by their hash")
    parser.add_argument("--cases", choices=("right", "missed", "false"), help="list the cases of one kind too")
    args = parser.parse_args(argv)
    try:
        groups = load(args.gold, args.texts)
    except (GoldError, OSError) as error:
        print(f"ie.score.statements: {error}", file=sys.stderr)
        return 2
    print(render(groups, read_by_rules, args.cases))
    return 0


def render(groups: dict[str, list[GoldSentences]], reader: Reader, cases: str | None = None) -> str:
    """One line a gold file: sentences, statements, precision, recall; then the cases asked for."""
    lines = [f"{'gold':<14}{'sentences':>10}{'wanted':>8}{'given':>7}{'right':>7}{'precision':>11}{'recall':>8}"]
    listed: list[Any] = []
    for name, golds in groups.items():
        judged = [case for gold in golds for case in judge_statements(gold, reader(gold))]
        counts = counts_of(judged)
        sentences = sum(len(g.stretches) for g in golds)
        share = [
            f"{a / b:.3f}" if b else "-"
            for a, b in ((counts.given_right, counts.given), (counts.gold_found, counts.gold))
        ]
        lines.append(
            f"{name:<14}{sentences:>10}{counts.gold:>8}{counts.given:>7}{counts.given_right:>7}{share[0]:>11}{share[1]:>8}"
        )
        listed += [case for case in judged if case.outcome == cases]
    for case in listed:
        s = case.statement
        when = "since the start" if s.period is None else s.period
        lines.append(
            f"{case.outcome} {case.report} [{s.start}, {s.end}) {s.indicator} = {s.value}, {when}{', area' if s.area else ''}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
