"""The server's routes.  Pages are rendered here and worked on by the modules under `static/`; every answer is one small POST."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ie.review.desk import Desk
from ie.review.doubts import CAUSES
from ie.review.events import Refusal, ReviewError
from ie.review.files import KEEP, KINDS, static_files, static_path
from ie.review.guard import Guard
from ie.review.judge import Judge
from ie.review.names import group_name
from ie.review.pages import FILTER_STATES, Filter, cause_view, causes_view, queue_view, report_view
from ie.review.words import Lang, words
from ie.write.text import encodable

MAX_DRAFT = 200
MAX_SEARCH = 200
"""Characters of what is looked for in the queue."""


class Site:
    """One server: whose it is, what it shows, and what happens when the queue is finished."""

    def __init__(
        self, desk: Desk, judge: Judge | None, token: str, lang: Lang, missing: list[str], until_done: bool
    ) -> None:
        self.desk, self.judge, self.token, self.lang = desk, judge, token, lang
        self.missing, self.until_done = missing, until_done
        self.on_finished: Callable[[], None] = lambda: None
        self.templates = Environment(
            loader=PackageLoader("ie.review", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, template: str, **values: Any) -> Response:
        """A page of the interface."""
        text = words(self.lang)
        html = self.templates.get_template(template).render(
            w=text,
            lang={"zh": "zh-CN", "en": "en"}[self.lang],
            token=self.token,
            annotator=self.desk.annotator,
            judging=self.judge is not None,
            group_name=group_name,
            static=static_path(),
            script_words={k: v for k, v in text.items()},
            **values,
        )
        return HTMLResponse(encodable(html))

    def queue(self, request: Request) -> Response:
        if self.judge is not None:
            return self.page("judge_list.html.j2", view=self.judge.list_view())
        asked = request.query_params
        order = "doubts" if asked.get("order", "given" if self.given_order else "doubts") == "doubts" else "given"
        page = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
        state, cause = asked.get("state", ""), asked.get("cause", "")
        wanted = Filter(
            asked.get("q", "")[:MAX_SEARCH], state if state in FILTER_STATES else "", cause if cause in CAUSES else ""
        )
        view = queue_view(self.desk, order, max(1, page), wanted)
        return self.page("queue.html.j2", view=view, missing=self.missing)

    @property
    def given_order(self) -> bool:
        """A queue that somebody has ordered, with reasons, is kept in its order."""
        return any(entry.why for entry in self.desk.pool.entries) or self.until_done

    def report(self, request: Request) -> Response:
        if self.judge is not None:
            return self.page("judge.html.j2", view=self.judge.report_view(self.key(request)))
        return self.page("report.html.j2", view=report_view(self.desk, self.desk.sheet(self.key(request))))

    def next(self, request: Request) -> Response:
        after = request.query_params.get("after", "")
        key = self.desk.next_report(after)
        return RedirectResponse("/" if key is None else f"/r/{key}", status_code=303)

    def causes(self, request: Request) -> Response:
        self.annotating()
        return self.page("causes.html.j2", groups=causes_view(self.desk))

    def cause(self, request: Request) -> Response:
        self.annotating()
        cause, detail = request.path_params["cause"], request.path_params["detail"]
        if cause not in CAUSES:
            raise HTTPException(404, "there is no such cause")
        return self.page("cause.html.j2", view=cause_view(self.desk, cause, detail))

    async def act(self, request: Request) -> Response:
        wish = await _json(request)
        key = self.key(request)
        if self.judge is not None:
            return JSONResponse(self.judge.act(key, wish))
        told = self.desk.act(key, wish)
        if wish.get("do") == "done":
            told["next"] = self.desk.next_report(key)
            told["stopped"] = self.until_done and told["next"] is None
            if told["stopped"]:
                self.on_finished()
        return JSONResponse(told)

    async def draft(self, request: Request) -> Response:
        self.annotating()
        wish = await _json(request)
        said = wish.get("words")
        kept = None if said is None else str(said)[:MAX_DRAFT]
        return JSONResponse(self.desk.draft(self.key(request), str(wish.get("address")), kept, self.lang))

    def refused(self, request: Request, error: Exception) -> Response:
        """An answer that was not taken, in the annotator's language."""
        return JSONResponse(
            {"error": error.told(self.lang) if isinstance(error, Refusal) else str(error)}, status_code=409
        )

    def key(self, request: Request) -> str:
        key = str(request.path_params["key"])
        known = self.desk.pool.by_key if self.judge is None else self.judge.keys()
        if key not in known:
            raise HTTPException(404, "there is no such report here")
        return key

    def annotating(self) -> None:
        if self.judge is not None:
            raise HTTPException(404, "this server is for adjudication")


async def _json(request: Request) -> dict[str, Any]:
    try:
        wish = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "the request is no JSON") from None
    if not isinstance(wish, dict):
        raise HTTPException(400, "the request is no JSON object")
    return wish


def _static(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in KINDS or request.url.path != f"{static_path()}/{name}":
        raise HTTPException(404, "there is no such file")
    return Response(static_files()[name], media_type=KINDS[name], headers={"cache-control": KEEP})


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"ie review: {error.detail}.\n", status_code=error.status_code)


def make_app(site: Site) -> Guard:
    """The ASGI application behind its guard."""
    app = Starlette(
        routes=[
            Route("/", site.queue),
            Route("/next", site.next),
            Route("/causes", site.causes),
            Route("/cause/{cause}/{detail}", site.cause),
            Route("/r/{key}", site.report),
            Route("/api/r/{key}/act", site.act, methods=["POST"]),
            Route("/api/r/{key}/draft", site.draft, methods=["POST"]),
            Route("/static/{folder}/{name}", _static),
        ],
        exception_handlers={ReviewError: site.refused, HTTPException: _failed},
    )
    return Guard(app, site.token)
