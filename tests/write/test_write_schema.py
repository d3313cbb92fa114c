import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from ie.editions import EDITIONS, NARRATIVE
from ie.write import record_line, record_schema

VALIDATOR = jsonschema.Draft202012Validator(record_schema())
CELL = ("tables", 2, "cells", "received.natural_person")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema())


OWN_NAMES = {"id", "url", "edition_sha256"}
"""What a record holds only where its input carries it."""


def test_the_editions_shipped_are_those_of_the_schema() -> None:
    (rule,) = record_schema()["allOf"]
    assert rule["if"]["properties"]["edition"]["enum"] == [*EDITIONS, NARRATIVE, None]


def test_every_object_is_closed() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            # What stands under if/then only adds to an object that is closed elsewhere.
            if "properties" in node and "required" in node:
                assert node["additionalProperties"] is False
                assert set(node["required"]) <= set(node["properties"])
                assert set(node["properties"]) - set(node["required"]) <= OWN_NAMES
            for key, value in node.items():
                if key not in ("if", "then"):
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(record_schema())


def test_a_full_record_and_one_of_a_file_not_read(make_record: Callable[..., dict[str, Any]], unread) -> None:
    for record in (make_record(), unread):
        assert list(VALIDATOR.iter_errors(json.loads(record_line(record)))) == []


@pytest.mark.parametrize(
    "status",
    ["ok", "empty", "not_text", "too_large", "unreadable", "not_a_report", "timed_out", "out_of_memory", "crashed"],
)
def test_every_status(make_record, status: str) -> None:
    assert list(VALIDATOR.iter_errors(make_record(status=status))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "fine"),
        (("surprise",), 1),
        (("sha256",), "abc"),
        (("sha256",), None),
        (("tagger",), None),
        (("year",), "2022"),
        (("edition",), "2020"),
        (("organ", "start"), -1),
        (("organ", "score"), 1.0),
        (("sections", 0, "level"), 0),
        (("tables", 0, "status"), "missing"),
        (("tables", 1, "cells", "fees"), {}),
        ((*CELL, "status"), "guessed"),
        ((*CELL, "value"), "3"),
        ((*CELL, "value"), None),
        ((*CELL, "raw"), None),
        ((*CELL, "start"), None),
        ((*CELL, "confidence"), 1.5),
        ((*CELL, "note"), ""),
        (("tables", 2, "cells", "received.commercial", "value"), 0),
        (("tables", 2, "cells", "received.public_interest", "value"), 0),
        (("tables", 2, "cells", "received.legal_services", "review"), False),
        (("figures", 0, "value"), None),
        (("statements", 0, "value"), 4),
        (("statements", 0, "indicator"), "received"),
        (("statements", 0, "scope"), "other"),
        (("checks", 0, "status"), "fail"),
        (("review", "needed"), "yes"),
        (("taggers",), ["pattern"]),
    ],
)
def test_broken_records_are_refused(make_record, path: tuple[str | int, ...], value: object) -> None:
    record: Any = make_record()
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(record)


def test_every_key_is_required(make_record) -> None:
    for key in make_record():
        record = make_record()
        del record[key]
        assert not VALIDATOR.is_valid(record), key
