"""`ie extract`: inputs → records, one after the other; a report that fails costs only itself."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ie.pipeline import extract_text
from ie.read import Source, Unread, find_inputs, read_file
from ie.record import Record, record_of, record_of_unread, spans_of


def extract_file(path: Path) -> tuple[Record, dict[str, Any] | None]:
    """The record of one file, and its spans where it was read.  Never raises for what the file holds."""
    read = read_file(path)
    if isinstance(read, Unread):
        return record_of_unread(read), None
    return extract_source(read)


def extract_source(source: Source) -> tuple[Record, dict[str, Any] | None]:
    """The record of one decoded source; a fault of ours becomes the status `crashed` with its cause."""
    try:
        report = extract_text(source.text, marks=source.marks)
        return record_of(source, report), spans_of(source, report)
    except Exception as error:
        reason = (
            f"{source.name!r} could not be worked through: {type(error).__name__}: {error}; "
            "please report it with the text, the other reports are not affected"
        )
        return record_of_unread(Unread(source.name, source.part, "crashed", reason, source.sha256)), None


def run_extract(inputs: Sequence[str], out: Path) -> int:
    """Extract every input into `out` and print a summary; 0 all read, 1 some not, 2 nothing to do."""
    from ie.write import Writer
    from ie.write.jsonl import JsonlFile

    statuses: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    failing = review = 0
    troubles: list[str] = []
    try:
        with Writer(out) as writer:
            spans_file = JsonlFile(out / ".spans.jsonl.part")
            for path in find_inputs([Path(p) for p in inputs]):
                record, spans = extract_file(path)
                writer.add(record)
                if spans is not None:
                    spans_file.add(spans)
                statuses[record["status"]] += 1
                review += record["review"]["needed"]
                failing += sum(c["status"] == "fails" for c in record["checks"])
                cells.update(c["status"] for t in record["tables"] for c in t["cells"].values())
                if record["status"] != "ok":
                    troubles.append(f"  {record['status']}: {record['warnings'][-1]}")
            spans_file.close()
            (out / ".spans.jsonl.part").replace(out / "spans.jsonl")
    except OSError as error:
        print(
            f"ie: the results cannot be written to {str(out)!r}: {error.strerror or error}; name another folder with -o",
            file=sys.stderr,
        )
        return 2
    total = sum(statuses.values())
    if not total:
        print("ie: no report was found in what you named; give text files or a folder that holds some", file=sys.stderr)
        return 2
    print(
        f"{total} reports: "
        + ", ".join(f"{n} {s}" for s, n in sorted(statuses.items(), key=lambda x: (x[0] != "ok", x[0])))
    )
    print("cells: " + ", ".join(f"{cells[s]} {s}" for s in ("read", "blank", "inferred", "absent")))
    print(f"sums that fail: {failing}; reports for review: {review}")
    for line in troubles:
        print(line)
    print("written: " + ", ".join(str(p) for p in [*writer.paths.values(), out / "spans.jsonl"]))
    return 0 if statuses["ok"] == total else 1
