"""The routes.  Every answer is a record, or one sentence on why there is none."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from ie.batch.pool import WorkerFailed
from ie.batch.work import unpack_outcome
from ie.batch.worker import WORK
from ie.editions import editions_told
from ie.read.crawl import json_items
from ie.read.items import Columns, Item
from ie.serve.bodies import HINTS, Held, Refusal, body_to_item, read_body, spool_body
from ie.serve.desk import Desk
from ie.serve.schema import COMPONENTS, Health, Version, add_components, body_of, problem
from ie.serve.settings import ServiceSettings
from ie.version import __version__
from ie.write.jsonl import record_line

NDJSON = "application/x-ndjson"
AHEAD = 2
"""Reports of a batch that are begun or wait, a worker: enough to keep all busy, few enough to let others in between."""
NAME = Annotated[
    str, Query(max_length=4_096, description="the file's name: the record's source, and what says its kind")
]
OWN = Annotated[str | None, Query(max_length=4_096, description="your own, given back in the record")]
RECORD = {"schema": {"$ref": f"{COMPONENTS}Record"}}
Responses = dict[int | str, dict[str, Any]]
REFUSALS: Responses = {
    400: problem("a request that cannot be understood"),
    408: problem("a body that did not come in time"),
    413: problem("a body beyond its limit"),
    503: problem("too much to do: come again", retry=True),
}


def create_app(settings: ServiceSettings, work: str = WORK) -> FastAPI:
    """The service as an ASGI application; its workers start and end with its lifespan."""
    desk = Desk(settings, work)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.taggers = await asyncio.to_thread(desk.open)
        yield
        await asyncio.to_thread(desk.close)

    app = FastAPI(
        title="nianbao-ie", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None,
        description="Annual reports on government information disclosure in, records with proved figures out.",
    )  # fmt: skip
    app.state.desk, app.state.settings = desk, settings
    app.state.held, app.state.batches = Held(settings.max_held), 0
    app.add_middleware(HostCheck, allowed=settings.allowed_hosts)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(WorkerFailed, _refused)
    app.add_exception_handler(Exception, _refused)
    bodies = {kind: {"type": "string", "format": "binary"} for kind in (*HINTS, "application/octet-stream")}
    record: Responses = {
        200: {"description": "the record, whatever its status", "content": {"application/json": RECORD}}
    }
    lines: Responses = {200: {"description": "a record a line, in the order of the batch", "content": {NDJSON: RECORD}}}
    text, row = ({"$ref": f"{COMPONENTS}{name}"} for name in ("Text", "Row"))
    app.post(
        "/extract", responses=record | REFUSALS | {415: problem("a form")},
        openapi_extra=body_of({**bodies, "application/json": text}), response_class=Response,
    )(extract)  # fmt: skip
    app.post(
        "/batch", responses=lines | REFUSALS, openapi_extra=body_of({NDJSON: row}), response_class=Response
    )(batch)  # fmt: skip
    app.get("/health", response_model=Health, responses={503: {"model": Health, "description": "failed"}})(health)
    app.get("/version", response_model=Version)(version)
    describe = app.openapi
    app.openapi = lambda: app.openapi_schema or add_components(describe())  # type: ignore[method-assign]
    return app


async def extract(request: Request, name: NAME = "", id: OWN = None, url: OWN = None) -> Response:
    """One report, a file of any kind that `ie extract` reads or a text → its record."""
    desk, settings = request.app.state.desk, request.app.state.settings
    with request.app.state.held.account() as account:
        _check_room(desk, settings)
        body = await read_body(request, settings.limits.max_bytes, settings.body_seconds, account)
        _check_room(desk, settings)
        item = body_to_item(body, request.headers.get("content-type", ""), name, id or None, url or None)
        packed = await _outcome(desk, item, request)
    line = await asyncio.to_thread(_line, packed)
    return Response(line, media_type="application/json")


async def batch(request: Request, name: NAME = "batch.jsonl") -> Response:
    """JSON Lines, a report a line → JSON Lines, a record a line, as soon as it and those before it are done.

    Give the whole body first; it lies on the service's disk meanwhile.
    """
    state = request.app.state
    settings: ServiceSettings = state.settings
    if state.batches >= settings.max_batches:
        raise Refusal(503, f"{settings.max_batches} batches are under way; come again", state.desk.retry_after())
    state.batches += 1
    file: BinaryIO | None = None

    def ended() -> None:
        state.batches -= 1
        if file is not None:
            file.close()

    try:
        file = await spool_body(request, settings.max_batch, 10 * settings.body_seconds)
        rows = json_items(
            name, Path(), TextIOWrapper(file, "utf-8-sig", "replace", newline=""), Columns(), settings.limits
        )
        return Lines(_lines(state.desk, rows, AHEAD * settings.workers), ended)
    except BaseException:
        ended()
        raise


async def health(request: Request) -> Response:
    """Whether reports are taken."""
    desk, settings = request.app.state.desk, request.app.state.settings
    told = Health(
        status="failed" if desk.failure else "ok", workers=settings.workers, working=desk.working,
        waiting=desk.waiting, batches=request.app.state.batches,
    )  # fmt: skip
    return JSONResponse(told.model_dump(), 503 if desk.failure else 200)


async def version(request: Request) -> Version:
    """What makes the records."""
    limits = {key: value for key, value in asdict(request.app.state.settings.limits).items()}
    return Version(ie_version=__version__, taggers=request.app.state.taggers, editions=editions_told(), limits=limits)


def _check_room(desk: Desk, settings: ServiceSettings) -> None:
    if desk.waiting >= settings.max_waiting:
        raise Refusal(503, f"{desk.waiting} reports are waiting already; come again", desk.retry_after())


async def _outcome(desk: Desk, item: Item, request: Request) -> bytes:
    """The outcome; a report whose client has gone is dropped where it has not been begun."""
    future = asyncio.wrap_future(desk.submit(item))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((future, gone), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            raise Refusal(400, "the connection was closed")
        return future.result()
    finally:
        gone.cancel()
        future.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _lines(desk: Desk, rows: Iterator[Item], ahead: int) -> AsyncIterator[bytes]:
    """The records in order, a few reports begun ahead."""
    begun: deque[asyncio.Future[bytes]] = deque()
    more = True
    try:
        while more or begun:
            while more and len(begun) < ahead:
                item = await asyncio.to_thread(next, rows, None)
                more = item is not None
                if item is not None:
                    begun.append(asyncio.wrap_future(desk.submit(item)))
            if begun:
                yield await asyncio.to_thread(_line, await begun.popleft())
    finally:
        for future in begun:
            future.cancel()


def _line(packed: bytes) -> bytes:
    return record_line(unpack_outcome(packed).record)


class Lines(StreamingResponse):
    """A stream that calls `ended` however it ends, even before its first line."""

    def __init__(self, lines: AsyncIterator[bytes], ended: Callable[[], None]) -> None:
        super().__init__(lines, media_type=NDJSON)
        self._lines, self._ended = lines, ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with suppress(RuntimeError):  # it is being closed already
                await self._lines.aclose()  # type: ignore[attr-defined]
            self._ended()


class HostCheck:
    """Refuses requests that call the service by another name than its own."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._allowed:
            host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
            name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
            if name.lower() not in self._allowed:
                refused = JSONResponse({"error": f"this service is not {name[:100]!r}; name it with --allow-host"}, 421)
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _refused(request: Request, error: Exception) -> Response:
    """One sentence for whatever went wrong."""
    status, headers = 500, {}
    sentence = f"a fault of ours ({type(error).__name__}: {error}); please report it"
    if isinstance(error, Refusal):
        status, sentence = error.status, error.sentence
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    elif isinstance(error, WorkerFailed):
        status, sentence, headers = 503, f"{error}; come again", {"Retry-After": "10"}
    elif isinstance(error, HTTPException):
        status, sentence = error.status_code, f"{error.detail}; see /openapi.json"
    elif isinstance(error, RequestValidationError):
        first = error.errors()[0]
        status, sentence = 400, f"{'.'.join(map(str, first['loc']))}: {first['msg']}; see /openapi.json"
    # What is left of a refused body is not read; the connection ends with the answer.
    return JSONResponse({"error": sentence}, status, headers | {"Connection": "close"})
