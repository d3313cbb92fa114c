"""`ie review`: open the review page over records or a folder of reports, or export what was answered as gold."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from ie.records import RecordsError
from ie.review.events import ReviewError

STORE = "review.sqlite"
RUN_FOLDER = ".review"
"""Where the records of a folder of reports are kept, inside it; hidden, so that it is not read as reports."""
MAX_NAME = 60
NEEDS = "the review page needs Starlette and uvicorn; install them with: pip install 'nianbao-ie[review]'"


def add_parser(commands: Any) -> None:
    """Add the command's options."""
    review = commands.add_parser("review", help="correct records in the browser, and export the answers as gold")
    review.add_argument(
        "records", nargs="?", metavar="RECORDS|FOLDER", help="reports.jsonl, a folder with one, or a folder of reports"
    )
    review.add_argument(
        "--queue", metavar="FILE", help='JSON Lines of {"source": "…", "why": "…"}, in the order to be asked'
    )
    review.add_argument("--store", metavar="FILE", help=f"where answers are kept (default: {STORE} beside the records)")
    review.add_argument("--annotator", metavar="NAME", help="whose answers these are (default: your user name)")
    review.add_argument("--texts", metavar="FOLDER", help="where the reports' texts lie, if not where they were read")
    review.add_argument("--port", type=int, metavar="N", help="port on 127.0.0.1; 0 takes a free one")
    review.add_argument("--no-browser", action="store_true", help="print the address only")
    review.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the page")
    review.add_argument("--blind", action="store_true", help="do not show what the model read")
    review.add_argument("--adjudicate", action="store_true", help="decide where finished annotations differ")
    review.add_argument("--until-done", action="store_true", help="end once the last report of the queue is done")
    review.add_argument("--export", metavar="FOLDER", help="write the answers of --store as gold files, and end")
    review.add_argument("--unfinished", action="store_true", help="export reports that are not finished too")
    review.add_argument(
        "--agreement", action="store_true", help="print how far the annotators of --store agree, and end"
    )
    review.set_defaults(run=run_review)


def run_review(args: argparse.Namespace) -> int:
    """Run the command; 0 done, 1 some reports were not exported or the queue was left before its end, 2 wrong use."""
    try:
        if args.export or args.agreement:
            return _from_store(args)
        if not args.records:
            raise ReviewError("name a reports.jsonl or a folder of reports; or --export FOLDER with --store FILE")
        return _serve(args)
    except (ReviewError, RecordsError) as error:
        print(f"ie: {error}", file=sys.stderr)
    except OSError as error:
        print(f"ie: {error.filename!r} cannot be used: {error.strerror}; check the path", file=sys.stderr)
    return 2


def _from_store(args: argparse.Namespace) -> int:
    store = Path(args.store) if args.store else _records_path(args).with_name(STORE) if args.records else None
    if store is None or not store.is_file():
        raise ReviewError(f"there is no store {str(store or '')!r}; name the one answers were kept in with --store")
    if args.agreement:
        return _agreement(store)
    from ie.review.export import export_store

    out = export_store(store, Path(args.export), unfinished=args.unfinished)
    for name, why in out.left_out:
        print(f"left out  {name}: {why}")
    print(f"{len(out.paths)} reports written to {args.export}, {len(out.left_out)} left out")
    return 1 if out.left_out else 0


def _agreement(path: Path) -> int:
    from ie.review.disputes import annotations_of
    from ie.review.judge import agreement_of
    from ie.review.store import Store

    store = Store(path)
    finished = [[a for a in annotations_of(store, report) if a.state.done] for report in store.reports()]
    told = agreement_of([done for done in finished if len(done) > 1])
    if told is None:
        print("no report has been finished by two annotators yet")
        return 0
    for pair in told["pairs"]:
        print(
            f"{pair['names'][0]} · {pair['names'][1]}: kappa {_share(pair['kappa'])} on {pair['cells']} cells, "
            f"{_share(pair['kappa_answered'])} on the {pair['answered']} somebody answered; "
            f"span F1 {_share(pair['span_f1'])}"
        )
    print(
        f"Krippendorff's alpha {_share(told['alpha'])}, {_share(told['alpha_answered'])} on answered cells; "
        f"{told['reports']} reports"
    )
    return 0


def _share(number: float | None) -> str:
    return "–" if number is None else f"{number:.3f}"


def _serve(args: argparse.Namespace) -> int:
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise ReviewError(NEEDS) from None
    from ie.review.app import Site
    from ie.review.desk import Desk
    from ie.review.guard import token_beside
    from ie.review.judge import Judge
    from ie.review.pool import Pool
    from ie.review.serve import PORT, serve
    from ie.review.store import Store

    records = _records_path(args)
    if records.parent.name == RUN_FOLDER or not records.is_file():
        _extract(Path(args.records), records.parent, Path(args.queue) if args.queue else None)
    pool = Pool.load(records, Path(args.texts) if args.texts else None)
    missing = pool.order_by(Path(args.queue)) if args.queue else []
    for source in missing:
        print(f"ie: {source!r} of the queue is not among the reports and is passed over", file=sys.stderr)
    path = Path(args.store) if args.store else records.with_name(STORE)
    store = Store(path)
    name = annotator_name(args.annotator)
    judge = Judge(pool, store, name) if args.adjudicate else None
    desk = Desk(pool, store, name, args.blind)
    if args.until_done and desk.next_report("") is None:
        print("every report of the queue is done")
        store.close()
        return 0
    site = Site(desk, judge, token_beside(path), args.lang, missing, args.until_done)
    print(f"{len(pool.entries)} reports; answers of {name} go to {path}")
    try:
        return serve(site, PORT if args.port is None else args.port, not args.no_browser)
    finally:
        store.close()


def annotator_name(given: str | None) -> str:
    """A name to sign answers with; ReviewError where it is empty or too long."""
    if given is None:
        try:
            given = getpass.getuser()
        except (OSError, KeyError):
            given = ""
    name = given.strip()
    if not name or len(name) > MAX_NAME:
        raise ReviewError(f"an annotator needs a name of 1 to {MAX_NAME} characters; give one with --annotator")
    return name


def _records_path(args: argparse.Namespace) -> Path:
    given = Path(args.records)
    if not given.is_dir():
        return given
    own = given / "reports.jsonl"
    return own if own.is_file() else given / RUN_FOLDER / "reports.jsonl"


def _extract(folder: Path, out: Path, queue: Path | None) -> None:
    """Read the reports of a folder, or only those a queue names."""
    from ie.commands.extract import run_extract
    from ie.review.pool import names_of, read_queue

    if not folder.is_dir():
        raise ReviewError(f"{str(folder)!r} does not exist; name a reports.jsonl or a folder of reports")
    inputs = [str(path) for path in names_of(read_queue(queue))] if queue else []
    # What was read before is not read again; a run of another version or tagger cannot be continued, so all is read anew.
    named = inputs or [str(folder)]
    if run_extract(named, out) == 2 and run_extract(named, out, force=True) == 2:
        raise ReviewError(f"no report could be read from {str(folder)!r}")
