"""Synthetic reports through the whole pipeline: which layouts and which damage make it miss figures, and which make it err.

    python -m training.synthesize.trial --count 500 --seed 1 [--operator O] [--layout L] [--edition E] [--tagger T] [--show 5]
    python -m training.synthesize.trial --count 2500 --seed 1 --start 2500 --json part2.json    # for training.synthesize.trial_table

A silent error is the scorer's: another value than gold's with no review, or a value read where gold has none.  A value given
for a cell that gold calls ambiguous, and equal to what was printed there, is counted apart as `lucky`: the text does not
tell it, though it is true.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from ie.pipeline import extract_text
from ie.read import Source
from ie.record import record_of
from ie.report import Report, Tagger
from ie.score.cells import Case, judge_cells
from ie.score.gold import Gold, GoldCell
from ie.tag import TAGGERS, load_tagger
from training.synthesize.sample import Sample
from training.synthesize.stream import synthesize

DEFAULT = "default"
LONG_CHAIN = 4
"""Chains of so many kinds of damage and longer ones are one group."""
AROUND = 160
"""Characters of the text shown before and behind a wrong cell."""


def gold_of(sample: Sample) -> Gold:
    """The sample's gold as the scorer wants it."""
    given = sample.gold()
    cells = {a: GoldCell(c["value"], c["status"], c.get("unit")) for a, c in given["cells"].items()}
    return Gold(
        "x", "x.txt", given["sha256"], given["text_sha256"], sample.edition, sample.year, sample.organ, "x", cells
    )


def judge(sample: Sample, tagger: Tagger | None = None) -> tuple[Report, list[Case]]:
    """One sample read end to end, without a tagger by the pattern tagger, and a verdict on each of its cells."""
    gold = gold_of(sample)
    source = Source("x.txt", None, sample.text, gold.sha256, gold.sha256, "utf-8")
    report = extract_text(sample.text, tagger)
    return report, list(judge_cells(gold, record_of(source, report)))


def is_lucky(case: Case, sample: Sample) -> bool:
    """The value given is the one printed, though no reader could place or split it for certain."""
    table, row, column = case.address.split(".")
    printed = sample.printed.get((table, row, column))
    return case.gold_status == "ambiguous" and printed is not None and float(printed) == case.given_value


def count(sample: Sample, cases: Iterable[Case]) -> Counter[str]:
    """Cells, figures, right and sure ones, silent errors and lucky values of one sample."""
    out: Counter[str] = Counter(reports=1)
    for case in cases:
        out["cells"] += 1
        out["figures"] += case.is_figure
        out["right"] += case.is_right
        out["sure"] += case.is_sure
        if case.silent_error:
            out["lucky" if is_lucky(case, sample) else "silent"] += 1
    return out


def groups_of(sample: Sample) -> list[str]:
    """The groups that a sample counts in: its layout, edition, kinds of damage, how many they are, and all."""
    kinds = sample.operators or ("none",)
    chain = f"chain {len(sample.operators)}" if len(sample.operators) < LONG_CHAIN else f"chain {LONG_CHAIN} or more"
    named = [f"operator {o}" for o in dict.fromkeys(kinds)]
    return [f"layout {sample.layout}", f"edition {sample.edition}", chain, *named, "all"]


def show(sample: Sample, report: Report, case: Case) -> None:
    """One silent error: where, what, why, and the text around it."""
    table, row, column = case.address.split(".")
    cell = next(t for t in report.tables if t.id == table).cells[row, column]
    wanted = f"{case.gold_status} {case.gold_value if case.gold_value is not None else ''}".strip()
    given = f"{case.given_status} {case.given_value}"
    print(f"\n### {sample.seed}  {sample.layout}  {' '.join(sample.operators) or 'clean'}")
    print(f"{case.address}: gold {wanted}; given {given}\nwhy: {cell.why}")
    if case.start is not None and case.end is not None:
        before, behind = (
            sample.text[max(0, case.start - AROUND) : case.start],
            sample.text[case.end : case.end + AROUND],
        )
        print(f"{before}⟦{sample.text[case.start : case.end]}⟧{behind}")


def line(name: str, counts: Counter[str]) -> str:
    """One row of the printed table."""
    figures, cells = max(1, counts["figures"]), max(1, counts["cells"])
    return (
        f"{name:<28}{counts['reports']:>8}{counts['cells']:>9}{100 * counts['right'] / figures:>8.2f}"
        f"{100 * counts['sure'] / figures:>8.2f}{counts['silent']:>8}{100_000 * counts['silent'] / cells:>10.1f}{counts['lucky']:>8}"
    )


def main(arguments: list[str] | None = None) -> None:
    """Run the samples and print a row for each layout, operator and edition, then one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="index of the first report")
    parser.add_argument("--layout", action="append")
    parser.add_argument("--operator", action="append", help="apply these in this order; `none` for clean reports")
    parser.add_argument("--edition", action="append")
    parser.add_argument(
        "--tagger", choices=(DEFAULT, *TAGGERS), default="pattern", help="`default` is what ie extract takes"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts of each group to this file as well")
    parser.add_argument("--show", type=int, default=0, metavar="K", help="print the first K silent errors")
    options = parser.parse_args(arguments)
    operators = [o for o in options.operator if o != "none"] if options.operator else "auto"
    tagger = None if options.tagger == "pattern" else load_tagger(None if options.tagger == DEFAULT else options.tagger)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    began, shown = time.perf_counter(), 0
    stop = options.start + options.count
    for sample in synthesize(
        options.seed, stop, options.edition, options.layout, operators, split="trial", start=options.start
    ):
        report, cases = judge(sample, tagger)
        counts = count(sample, cases)
        for key in groups_of(sample):
            groups[key].update(counts)
        for case in cases:
            if shown < options.show and case.silent_error and not is_lucky(case, sample):
                show(sample, report, case)
                shown += 1
    if options.json:
        made = {"seed": options.seed, "start": options.start, "count": options.count, "tagger": options.tagger}
        made |= {"operators": operators} if options.operator else {}
        options.json.write_text(json.dumps({**made, "groups": groups}, indent=1), encoding="utf-8")
    print(f"\n{'':<28}{'reports':>8}{'cells':>9}{'right%':>8}{'sure%':>8}{'silent':>8}{'/100,000':>10}{'lucky':>8}")
    for key in sorted(groups, key=lambda k: (k == "all", k)):
        print(line(key, groups[key]))
    print(f"{options.count / (time.perf_counter() - began):.1f} reports a second")


if __name__ == "__main__":
    main()
