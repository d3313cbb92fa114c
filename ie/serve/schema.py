"""The service's OpenAPI description: the record by its own published schema, the rest by the models below."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ie.write import record_schema

COMPONENTS = "#/components/schemas/"


class Problem(BaseModel):
    """Why a request was not served, and what to do next."""

    error: str = Field(description="one sentence")


class Health(BaseModel):
    """Whether the service takes reports, and how busy it is."""

    status: str = Field(description="ok, or failed where no report can be read any more")
    workers: int = Field(description="processes that read reports")
    working: int = Field(description="reports being read")
    waiting: int = Field(description="reports that wait for a worker")
    batches: int = Field(description="batches under way")


class Version(BaseModel):
    """What makes the records: equal versions, taggers, editions and limits give equal bytes."""

    ie_version: str
    taggers: list[str] = Field(description="name and version of the tagger and of its second opinion")
    editions: str = Field(description="of your own, with the beginning of their sha256; shipped where there are none")
    limits: dict[str, float] = Field(description="what one report may ask for")


class Text(BaseModel):
    """A report's text as JSON."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "云杉县水文局2022年政府信息公开工作年度报告"}]})

    text: str = Field(description="the report's text or its HTML")
    name: str | None = Field(None, description="what the record is to name as its source")
    id: str | None = Field(None, description="your own, given back in the record")
    url: str | None = Field(None, description="your own, given back in the record")


class Row(BaseModel):
    """One line of a batch: what `ie extract` reads from a JSON Lines crawl."""

    model_config = ConfigDict(extra="allow")

    text: str = Field(
        description="the report's text or its HTML; content, html, body, 正文, 内容 and 全文 are read as well"
    )
    id: str | None = None
    url: str | None = None


def problem(description: str, retry: bool = False) -> dict[str, Any]:
    """A response that carries a Problem."""
    out: dict[str, Any] = {"description": description, "model": Problem}
    if retry:
        out["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}
    return out


def body_of(types: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A request body of these content types, for a route that reads it by itself."""
    return {"requestBody": {"required": True, "content": {name: {"schema": s} for name, s in types.items()}}}


def add_components(openapi: dict[str, Any]) -> dict[str, Any]:
    """Put the record's schema and the models that only bodies use among the description's components."""
    schemas = openapi.setdefault("components", {}).setdefault("schemas", {})
    for model in (Text, Row):
        schemas[model.__name__] = model.model_json_schema()
    record = record_schema()
    parts = record.pop("$defs")
    for name in ("$schema", "$id"):
        record.pop(name)
    for name, schema in {"Record": record, **{f"Record.{key}": part for key, part in parts.items()}}.items():
        schemas[name] = json.loads(json.dumps(schema).replace('"#/$defs/', f'"{COMPONENTS}Record.'))
    return openapi
