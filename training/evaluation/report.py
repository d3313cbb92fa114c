"""Results → the dated report, one Markdown page."""

from __future__ import annotations

import json
from typing import Any

from training.evaluation import tables as t

Json = dict[str, Any]
BEST = "default"

WORDS = """\
A figure is right when it is given with gold's value and unit; sure when it is right and not marked for review.  A silent error is
a wrong value that nothing marks, or a value read where gold has none.  Exact: every figure of the report right, nothing invented.
At 99.9 %: figures had, most certain first, while no more than one in a thousand given is wrong.  Alarms: failing sums that the
source really has, of those told; and told, of those it has.  As printed: values that gold calls ambiguous, since the text does not
tell them, and that equal what was printed there; they are no errors.  Intervals are of 95 %: drawn anew over reports 1,000 times
for figures and spans, Wilson's for reports.  Span F1 is strict: label and both ends.
"""


def page(results: Json) -> str:
    """The whole report."""
    parts = [
        f"# Benchmark of {results['date']}\n",
        f"`make benchmark` repeats it.\n\n{WORDS}",
        _sets(results),
        _systems(results),
    ]
    parts += ["## Figures\n"]
    for name in results["scores"]:
        found = t.totals(results, name)
        parts.append(f"### {name}\n\n{t.rows_of(found, t.CELLS, 'system')}\n\n{t.rows_of(found, t.TRUST, 'system')}\n")
    parts.append("![right, sure and silent](systems.png)\n")
    parts += ["## By edition and layout\n", "The default taggers.\n"]
    for name, found in results["scores"].items():
        if BEST in found:
            for by in ("edition", "layout"):
                parts.append(
                    f"### {name}, by {_called(name, by)}\n\n{t.rows_of(found[BEST][f'by_{by}'], t.GROUPS, _called(name, by))}\n"
                )
    parts += [
        "![right by layout](layouts.png)\n",
        _labels(results),
        _calibration(results),
        _runtime(results),
        _speed(results),
    ]
    parts += [
        "## The worst reports\n",
        "The default taggers; lines of texts that are not ours are told by number, offsets and sha256.\n",
    ]
    parts += [_worst(name, found) for name, found in results["worst"].items() if found]
    return "\n".join(parts)


def worst_page(worst: Json) -> str:
    """The worst cases alone, with every line."""
    return "\n".join(_worst(name, found) for name, found in worst.items() if found)


def _called(set_name: str, by: str) -> str:
    return "kind of damage" if set_name == "damage" and by == "layout" else by


def _sets(results: Json) -> str:
    rows = [
        [name, str(s["reports"]), str(s["missing"]), f"`{s['gold']}`", s["made"]] for name, s in results["sets"].items()
    ]
    return "## Sets\n\n" + t.markdown(["set", "reports", "not found", "gold", "made"], rows, True) + "\n"


def _systems(results: Json) -> str:
    rows = [[name, s["kind"], s["what"]] for name, s in results["systems"].items()]
    return "## Systems\n\n" + t.markdown(["system", "kind", "what"], rows, True) + "\n"


def _labels(results: Json) -> str:
    parts = ["## Spans by label\n"]
    for name in results["scores"]:
        if table := t.label_table(t.totals(results, name)):
            parts.append(f"### {name}\n\n{table}\n")
    parts.append("## What is taken for what\n\nThe commonest slips of the readings that the default taggers keep.\n")
    for name, found in results["scores"].items():
        if BEST in found and found[BEST]["confusion"]:
            parts.append(f"### {name}\n\n{t.confusion_table(found[BEST]['confusion'])}\n")
    return "\n".join([*parts, "![what is taken for what](confusion.png)\n"])


def _calibration(results: Json) -> str:
    parts = [
        "## Confidence\n\nValues given by the default taggers, by their confidence: how many, the mean, and the share right.\n"
    ]
    for name, found in results["scores"].items():
        if BEST in found:
            bins = found[BEST]["total"]["value_calibration"]["bins"]
            rows = [[f"{low:g}–{high:g}", str(n), f"{mean:.3f}", f"{right:.4f}"] for low, high, n, mean, right in bins]
            parts.append(f"### {name}\n\n{t.markdown(['confidence', 'values', 'mean', 'right'], rows)}\n")
    return "\n".join([*parts, "![reliability](reliability.png)\n"])


def _runtime(results: Json) -> str:
    if not results["agreement"]:
        return ""
    rows = [[name, str(a["reports"]), str(a["same_spans"]), str(a["same_cells"]), f"{a['largest_gap']:g}"]
            for name, a in results["agreement"].items()]  # fmt: skip
    head = ["set", "reports", "same spans", "same cells", "largest gap of scores"]
    return "## ONNX Runtime against torch\n\n" + t.markdown(head, rows) + "\n"


def _speed(results: Json) -> str:
    out = "## Speed and memory\n\nProcessor time of one thread; loading and reading of the files included apart.\n\n"
    out += t.cost_table(results) + "\n"
    if results["speed"]:
        rows = [[name, *(f"{s[key]['ie']:.{digits}f}" for key, digits in
                         (("cold_start_s", 2), ("reports_per_s", 0), ("peak_memory_mb", 0)))]
                for name, s in results["speed"].items()]  # fmt: skip
        out += "\n`python -m ie.bench`, on the project's own texts:\n\n"
        out += t.markdown(["tagger", "cold start, s", "reports a second", "MB"], rows) + "\n"
    return out


def _worst(name: str, found: list[Json]) -> str:
    parts = [f"### {name}\n"]
    for report in found:
        told = f"{report['silent']} silent, {report['wrong']} wrong, {report['missed']} missed"
        parts.append(f"- `{report['report']}` ({report['edition']}, {report['layout']}): {told}")
        for cell in report["cells"]:
            given = "nothing" if cell["given"] is None else f"{cell['given']}, {cell['status']}"
            where = (
                f"line {cell['line']}, {cell['start']}–{cell['end']}, `{cell['line_sha256']}`"
                if "line" in cell
                else "no place"
            )
            mark = " **silent**" if cell["silent"] else ""
            line = f": {json.dumps(cell['text'], ensure_ascii=False)}" if "text" in cell else ""
            parts.append(f"  - `{cell['address']}` gold {cell['gold']}, given {given}{mark}; {where}{line}")
    return "\n".join(parts) + "\n"
