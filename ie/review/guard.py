"""The door of the server: who may come in, with what, and what a page may do.

Bound to this machine, a page still has to fear every other site open in the same browser (which can send requests here, by a foreign
name that resolves to 127.0.0.1 too) and every other user of the machine.  So: own Host and Origin only, no request that a browser marks
as begun elsewhere, a token in a cookie for everything and again in a header for what writes, small bodies, plain paths.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 262_144
"""Bytes of a request; the longest one names a form's cells."""
MAX_URL = 2_048
TOKEN_HEADER = "x-review-token"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware; everything it refuses gets a plain sentence and the same headers."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token
        self.port = 0
        """Set once the server knows it."""

    @property
    def cookie(self) -> str:
        """Cookies are shared between the ports of a host, so each port has its own."""
        return f"ie_review_{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    # Only the interface's own files say that they may be kept.
                    if name != "cache-control" or name not in headers:
                        headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        body = await _body(receive)
        if body is None:
            await _no(413, "the request is too large")(scope, receive, send_guarded)
            return
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def replay() -> Message:
            return next(messages, None) or await receive()

        await self.app(scope, replay, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        own = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        if headers.get("host") not in own:
            return _no(421, "this server answers to 127.0.0.1 only")
        if method not in ("GET", "HEAD", "POST"):
            return _no(405, "this method is not used here")
        raw = scope.get("raw_path", b"") + scope.get("query_string", b"")
        if len(raw) > MAX_URL or _tricky(scope):
            return _no(400, "this path is not used here")
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in own}:
            return _no(403, "requests of other sites are refused")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _no(403, "requests that another site began are refused; paste the address into the browser")
        if method == "POST" and origin is None:
            return _no(403, "a request that writes must say where it comes from")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return _no(413, "the request is too large")
        return self._token_refusal(scope, headers)

    def _token_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and scope["path"] == "/" and given:
            if not self._is_token(given):
                return _no(403, "the token is not this server's; use the address it printed")
            response = RedirectResponse("/", status_code=303)
            response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            return response
        if not self._is_token(_cookie(headers, self.cookie)):
            return _no(403, "open the address that ie review printed; it holds the token this page needs")
        if scope["method"] == "POST":
            if not self._is_token(headers.get(TOKEN_HEADER, "")):
                return _no(403, "the page's token is missing or old; load the page again")
            if headers.get("content-type", "").split(";")[0].strip() != "application/json":
                return _no(415, "only JSON is taken")
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())


def _cookie(headers: Headers, name: str) -> str:
    for part in headers.get("cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


def _tricky(scope: Scope) -> bool:
    """Dots, backslashes, empty or encoded parts: no address of ours has them."""
    raw = scope.get("raw_path", scope["path"].encode("utf-8", "replace"))
    return b"%" in raw or b"\\" in raw or b"//" in raw or b".." in raw or b"\x00" in raw


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None once it is longer than it may be, whatever its header said."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body"):
            return body


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"ie review: {why}.\n", status_code=status)


def token_beside(store: Path) -> str:
    """The token of a store's server, kept in a file only its owner can read, so that open pages outlive a restart."""
    path = store.with_name(store.name + ".token")
    try:
        known = path.read_text(encoding="ascii").strip()
        if len(known) >= 32:
            return known
    except (OSError, UnicodeDecodeError):
        pass
    token = secrets.token_urlsafe(32)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(token)
    return token
