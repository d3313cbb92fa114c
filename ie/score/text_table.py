"""`python -m ie.score.text_table FILE`: alarms of text against table, on sentences with the cells they are held against."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ie.check import check_text
from ie.editions import load_edition
from ie.normalise import normalise
from ie.outline import figures_of
from ie.report import Cell, Table
from ie.score.gold_fields import GoldError
from ie.score.statement_gold import full_name
from ie.statements import find_statements
from ie.tag import PatternTagger

SHORTER = {"p.direct": "disputes.litigation_direct.total", "p.after": "disputes.litigation_after_review.total"}


@dataclass(frozen=True)
class TextCase:
    """A sentence, the cells of its report, and the alarms that are right."""

    id: str
    year: int
    edition: str
    cells: dict[str, Decimal]
    alarms: frozenset[str]
    text: str


def load_cases(path: Path) -> list[TextCase]:
    """The cases of a file: year, edition, cells, alarms and text, parted by tabs."""
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 5:
            raise GoldError(
                path, f"line {number}", "is not YEAR, EDITION, CELLS, ALARMS and TEXT parted by tabs; mend the line"
            )
        year, edition, given, alarms, text = fields
        pairs = (pair.split("=") for pair in given.split(","))
        cells = {SHORTER.get(name) or full_name(name): Decimal(value) for name, value in pairs}
        wanted: frozenset[str] = frozenset() if alarms == "-" else frozenset(alarms.split(";"))
        out.append(TextCase(f"{path.stem}:{number}", int(year), edition, cells, wanted, text.replace("⏎", "\n")))
    return out


def alarms_of(case: TextCase) -> set[str]:
    """The alarms the library gives for a case: `received.total`, or the row's name alone, or `share`."""
    text = normalise(case.text)
    spans = PatternTagger().tag(text)
    figures = figures_of(text, spans)
    statements = find_statements(text.clean, spans, figures, case.edition, case.year)
    tables = []
    for form in load_edition(case.edition).tables:
        cells = {
            (r.id, c.id): Cell("read", case.cells.get(f"{form.id}.{r.id}.{c.id}", Decimal(0)))
            for r, c in form.addresses()
        }
        tables.append(Table(form.id, "complete", cells))
    checks = check_text(text.clean, statements, figures, tuple(tables), case.year)
    return {"share" if c.id == "share" else f"{c.id}.{c.where}" for c in checks if c.status == "fails"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print alarms' precision and recall and every case that went wrong; 0, or 2 where the file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m ie.score.text_table", description="Score text against table.")
    parser.add_argument("cases", type=Path, help="annotations/statements/text_table.txt")
    args = parser.parse_args(argv)
    try:
        cases = load_cases(args.cases)
    except (GoldError, OSError) as error:
        print(f"ie.score.text_table: {error}", file=sys.stderr)
        return 2
    given = right = wanted = 0
    for case in cases:
        alarms = alarms_of(case)
        good = {
            a for a in alarms if a in case.alarms or a.split(".")[0] in case.alarms or a.split(".")[-1] in case.alarms
        }
        given, right, wanted = given + len(alarms), right + len(good), wanted + len(case.alarms)
        if alarms != good or len(good) < len(case.alarms):
            print(f"{case.id}: wanted {sorted(case.alarms) or 'none'}, given {sorted(alarms) or 'none'}")
    shares = [f"{a / b:.3f}" if b else "-" for a, b in ((right, given), (right, wanted))]
    print(
        f"{len(cases)} cases, {wanted} alarms wanted, {given} given, {right} right: precision {shares[0]}, recall {shares[1]}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
