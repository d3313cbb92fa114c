"""The service under uvicorn, from its socket to its last request."""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import suppress

import uvicorn

from ie.batch.worker import WORK
from ie.serve.app import create_app
from ie.serve.settings import ServiceSettings

MOST_CONNECTIONS = 1_000
"""Connections at once; the server itself answers 503 to those beyond."""
BACKLOG = 512
"""Connections that the system holds until they are taken."""


def serve(settings: ServiceSettings, work: str = WORK) -> None:
    """Serve until SIGTERM or Ctrl-C; requests in work are then finished.

    OSError where the address cannot be listened at, WorkerFailed where no worker can start.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG) as listening:
        app = create_app(settings, work)
        app.state.desk.open()
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="on", ws="none",
            limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=int(settings.stop_seconds),
        )  # fmt: skip
        # uvicorn gives the signal on once it has stopped; by then there is nothing left to end.
        signal.signal(signal.SIGTERM, lambda *_: None)
        host = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
        port = listening.getsockname()[1]
        print(f"serving at http://{host}:{port}, OpenAPI at /openapi.json", file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
