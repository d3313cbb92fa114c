"""`ie extract`: inputs → records, in processes of their own; a report that fails costs only itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ie.commands.editions import add_editions

if TYPE_CHECKING:
    from ie.read.items import Columns
    from ie.record import Record
    from ie.report import Tagger
    from ie.tag import RuntimeName


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    extract = commands.add_parser("extract", help="read reports and write records, tables and summaries")
    extract.add_argument(
        "inputs",
        nargs="+",
        metavar="FILE|FOLDER",
        help="reports, archives or crawls of them, folders of all these, or URLs",
    )
    extract.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="folder for the results; a run begun there is continued"
    )
    reader = extract.add_mutually_exclusive_group()
    reader.add_argument(
        "--tagger",
        metavar="NAME",
        help="this tagger alone; without it the best that loads, and pattern where it leaves doubt",
    )
    reader.add_argument(
        "--model", metavar="FOLDER|NAME", help="a model of your own, or owner/name on a hub, in place of those shipped"
    )
    extract.add_argument(
        "--runtime", choices=("onnx", "torch"), default="onnx",
        help="what runs the transformer; torch, the reference, needs the extra train",
    )  # fmt: skip
    add_editions(extract)
    extract.add_argument("--workers", type=_workers, metavar="N", help="processes (default: one a core)")
    extract.add_argument("--force", action="store_true", help="read everything again, whatever was done before")
    extract.add_argument(
        "--column", action="append", default=[], type=_column, metavar="WHAT=NAME",
        help="where a CSV or JSON Lines crawl has its text, id, url, or path of a file",
    )  # fmt: skip
    extract.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="processes of this machine, or a Ray cluster's actors",
    )
    extract.add_argument("--address", metavar="HOST:PORT", help="of the Ray cluster to join, or auto for the one here")
    extract.set_defaults(run=run)


def _workers(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 process is needed")
    return number


def _column(words: str) -> str:
    what, equals, name = words.partition("=")
    if what not in ("text", "id", "url", "path") or not equals or not name:
        raise argparse.ArgumentTypeError(f"{words!r} is not WHAT=NAME with WHAT one of text, id, url, path")
    return words


def run(args: argparse.Namespace) -> int:
    """Run the command as its options say."""
    from ie.batch.start import started_early

    with started_early() if args.engine == "local" else nullcontext():
        return run_extract(
            args.inputs,
            Path(args.out),
            tagger=args.model or args.tagger,
            workers=args.workers,
            force=args.force,
            columns=args.column,
            engine=args.engine,
            address=args.address,
            runtime=args.runtime,
        )


def extract_file(path: Path, tagger: Tagger | None = None) -> tuple[Record, dict[str, Any] | None]:
    """The record of one file, and its spans where it was read, in this process.  Never raises for what the file holds."""
    from ie.batch.work import work_item
    from ie.read import Limits
    from ie.read.items import file_item

    outcome = work_item(file_item(path), Limits(), tagger)
    return outcome.record, outcome.spans


def run_extract(
    inputs: Sequence[str],
    out: Path,
    *,
    tagger: str | None = None,
    workers: int | None = None,
    force: bool = False,
    columns: Sequence[str] = (),
    engine: str = "local",
    address: str | None = None,
    runtime: RuntimeName = "onnx",
) -> int:
    """Extract every input into `out` and print a summary; 0 all read, 1 some not, 2 nothing to do."""
    from ie.batch.pool import WorkerFailed
    from ie.batch.progress import Progress, count_reports
    from ie.batch.run import RunSummary, SettingsChanged, run_batch
    from ie.read.remote import RemoteError, as_input
    from ie.settle import LedgerError

    paths = [as_input(p) for p in inputs]
    progress = Progress(count_reports(paths))
    try:
        summary: RunSummary = run_batch(
            paths,
            out,
            columns=_columns(columns),
            tagger=tagger,
            workers=workers,
            force=force,
            engine=engine,
            address=address,
            runtime=runtime,
            tick=progress,
        )
    except (LedgerError, RemoteError, SettingsChanged, WorkerFailed) as error:
        return _refused(str(error))
    except OSError as error:
        cause = error.strerror or error
        return _refused(f"the results cannot be written to {str(out)!r}: {cause}; name another folder with -o")
    except KeyboardInterrupt:
        return _refused("stopped; the same command continues where it was")
    finally:
        progress.close()
    if not summary.total:
        return _refused("no report was found in what you named; give text files or a folder that holds some")
    _print(summary)
    return 0 if summary.statuses["ok"] == summary.total else 1


def _refused(reason: str) -> int:
    print(f"ie: {reason}", file=sys.stderr)
    return 2


def _columns(given: Sequence[str]) -> Columns:
    """`text=正文` and the like; the command line has checked the names."""
    from ie.read.items import Columns

    return Columns(**dict(item.split("=", 1) for item in given))


def _print(summary: Any) -> None:
    total, statuses = summary.total, summary.statuses
    told = sorted(statuses.items(), key=lambda x: (x[0] != "ok", x[0]))
    print(f"{total} reports: " + ", ".join(f"{n} {s}" for s, n in told))
    print("cells: " + ", ".join(f"{summary.cells[s]} {s}" for s in ("read", "blank", "inferred", "absent")))
    settled = f", {summary.settled} of them settled" if summary.settled else ""
    print(f"sums that fail: {summary.failing}{settled}; reports for review: {summary.review}")
    for line in summary.troubles:
        print(f"  {line}")
    more = total - statuses["ok"] - len(summary.troubles)
    if more:
        print(f"  and {more} more, see reports.csv")
    for number, words in (
        (summary.reused, "were done by an earlier run and are as they were"),
        (summary.changed, "have changed since an earlier run and were read again"),
        (summary.unseen, "of an earlier run are not among the inputs any more and were left out"),
        (summary.repeated, "were named twice and read once"),
    ):
        if number:
            print(f"{number} reports {words}")
    if summary.groups:
        print(f"the same report stands in several files {summary.groups} times, see duplicates.csv")
    print("written: " + ", ".join(map(str, summary.paths)))
