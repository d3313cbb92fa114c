"""`ie serve`: the records over HTTP, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import sys
from typing import Any

NOT_INSTALLED = "ie serve needs {}, which is not installed; run: pip install 'nianbao-ie[serve]'"


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    serve = commands.add_parser("serve", help="answer over HTTP: a report in, its record out")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine alone)")
    serve.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    serve.add_argument("--workers", type=int, metavar="N", help="processes that read reports (default: one a core)")
    serve.add_argument("--tagger", metavar="NAME", help="this tagger alone, as of ie extract")
    serve.add_argument("--waiting", type=int, metavar="N", help="reports that may wait for a worker (default: 64)")
    serve.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="answer only to this name; may be repeated"
    )
    serve.set_defaults(run=run_serve)


def run_serve(args: Any) -> int:
    """Serve; 0 after a signal to stop, 2 where the service cannot start."""
    try:
        from ie.serve.server import serve
        from ie.serve.settings import ServiceSettings
    except ModuleNotFoundError as error:
        return _refused(NOT_INSTALLED.format(error.name))
    from ie.batch.pool import WorkerFailed

    given = {"workers": args.workers, "max_waiting": args.waiting}
    if any(value is not None and value < 1 for value in given.values()):
        return _refused("--workers and --waiting must be at least 1")
    settings = ServiceSettings(
        host=args.host, port=args.port, tagger=args.tagger, hosts=tuple(name.lower() for name in args.allow_host),
        **{key: value for key, value in given.items() if value is not None},
    )  # fmt: skip
    try:
        serve(settings)
    except WorkerFailed as error:
        return _refused(str(error))
    except (OSError, OverflowError) as error:
        return _refused(f"cannot listen at {args.host}, port {args.port}: {error}; choose another with --port")
    return 0


def _refused(reason: str) -> int:
    print(f"ie: {reason}", file=sys.stderr)
    return 2
