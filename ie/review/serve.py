"""Start the server on this machine, open the browser, and end when told to."""

from __future__ import annotations

import socket
import threading
import webbrowser
from typing import Any

from ie.review.events import ReviewError

HOST = "127.0.0.1"
PORT = 8765


def serve(site: Any, port: int, browser: bool) -> int:
    """Serve a `Site` until it is stopped; the address is printed once requests are taken.

    Returns the exit code: 0, or 1 where it was to run until the queue is done and was stopped before.
    """
    import uvicorn

    from ie.review.app import make_app

    guard = make_app(site)
    server = uvicorn.Server(
        uvicorn.Config(
            guard,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=3,
            h11_max_incomplete_event_size=65_536,
        )
    )

    finished_queue = False

    def finished() -> None:
        nonlocal finished_queue
        finished_queue = True
        server.should_exit = True

    site.on_finished = finished
    listening = listen(port)
    guard.port = listening.getsockname()[1]
    address = f"http://{HOST}:{guard.port}/?token={site.token}"
    try:
        print(f"review: {address}", flush=True)
        print("Ctrl+C ends it; every answer is stored as it is given", flush=True)
        if browser:
            threading.Timer(0.6, webbrowser.open, [address]).start()
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return 1 if site.until_done and not finished_queue else 0


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1 only; port 0 takes a free one."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        raise ReviewError(f"port {port} cannot be used ({error.strerror}); name another one with --port") from None
    listening.listen(64)
    return listening
