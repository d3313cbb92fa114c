"""A request's bytes within limits, and the item that they are."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import BinaryIO, cast

from starlette.requests import ClientDisconnect, Request

from ie.read.html import looks_like_html
from ie.read.items import Item
from ie.read.source import bytes_to_sha256

HINTS = {
    "text/plain": "report.txt",
    "text/html": "report.html",
    "application/xhtml+xml": "report.html",
    "text/csv": "report.csv",
    "text/tab-separated-values": "report.tsv",
    "application/pdf": "report.pdf",
    "application/msword": "report.doc",
    "application/rtf": "report.rtf",
    "application/vnd.ms-excel": "report.xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "report.docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "report.xlsx",
}
"""The file name that stands for a Content-Type; most kinds are known by their first bytes, whatever it says."""
SPOOL = 1_000_000
"""Bytes of a batch from which on it lies on the disk."""

DRAIN_SECONDS = 2.0
"""How long a client may go on sending a body that is refused."""


class Refusal(Exception):
    """A request that is not served: its status, one sentence, and perhaps in how many seconds to come again."""

    def __init__(self, status: int, sentence: str, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = retry_after


class Held:
    """Bytes of all bodies in memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._now = 0

    @contextmanager
    def account(self) -> Iterator[Account]:
        """Gives back at its end what was taken."""
        account = Account(self)
        try:
            yield account
        finally:
            self._now -= account.taken

    def take(self, size: int) -> bool:
        if self._now + size > self._most:
            return False
        self._now += size
        return True


class Account:
    """What one request holds."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self.taken = 0

    def take(self, size: int) -> None:
        if not self._held.take(size):
            raise Refusal(503, "the service holds as many bytes as it may; come again", 5)
        self.taken += size


async def read_body(request: Request, most: int, seconds: float, account: Account) -> bytes:
    """The whole body; Refusal where it is too large or does not come."""
    pieces = []
    async with pieces_of(request, most, seconds) as stream:
        async for piece in stream:
            account.take(len(piece))
            pieces.append(piece)
    return b"".join(pieces)


async def spool_body(request: Request, most: int, seconds: float) -> BinaryIO:
    """The whole body as a temporary file without a name, at its beginning."""
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(SPOOL))
    try:
        async with pieces_of(request, most, seconds) as stream:
            async for piece in stream:
                file.write(piece)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


@asynccontextmanager
async def pieces_of(request: Request, most: int, seconds: float) -> AsyncIterator[AsyncIterator[bytes]]:
    """The body's pieces; Refusal once they are too many or too slow."""
    large = Refusal(413, f"the body holds more than {most:,} bytes; split it into one request a report")

    async def pieces() -> AsyncIterator[bytes]:
        told = request.headers.get("content-length", "")
        size = int(told[:20]) if told.isascii() and told.isdigit() else 0
        if size > most:
            raise large
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise large
            yield piece

    try:
        async with asyncio.timeout(seconds):
            yield pieces()
    except TimeoutError as error:
        raise Refusal(408, f"the body did not come within {seconds:g} s; send it faster, or a smaller one") from error
    except ClientDisconnect as error:
        raise Refusal(400, "the connection was closed before the body had come") from error
    except Refusal:
        await _drain(request)
        raise


async def _drain(request: Request) -> None:
    """Let go of what still comes of a refused body: many clients hear no answer before they have sent all."""
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while (await request.receive()).get("more_body"):
                pass


def body_to_item(body: bytes, content_type: str, name: str, id: str | None, url: str | None) -> Item:
    """The item that `ie extract` would make of a file of that name, or of a row of a crawl for a JSON object."""
    kind = content_type.split(";", 1)[0].strip().lower()
    if kind == "multipart/form-data":
        raise Refusal(415, "a form is not read; send the file itself as the body, its name as ?name=")
    if kind == "application/json":
        return _json_item(body, name, id, url)
    return Item(name, None, "", data=body, hint=name or HINTS.get(kind, ""), id=id, url=url)


def _json_item(body: bytes, name: str, id: str | None, url: str | None) -> Item:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, f"the body is no JSON ({type(error).__name__}); send an object with the key text") from error
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise Refusal(400, "the body has no text; send a JSON object with the key text, or the file itself")
    named = {key: given.get(key) for key in ("name", "id", "url")}
    wrong = next((key for key, value in named.items() if value is not None and not isinstance(value, str)), None)
    if wrong:
        raise Refusal(400, f"{wrong} is no string; send it in quotes")
    data = text.encode("utf-8", "surrogatepass")
    hint = "row.html" if looks_like_html(data) else "row.txt"
    return Item(
        named["name"] or name, None, bytes_to_sha256(data), data=data, hint=hint,
        id=named["id"] or id, url=named["url"] or url,
    )  # fmt: skip
