"""The fields of one gold object, each asked for by name and kind; what is not as asked is a GoldError."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

Number = int | float
Word = TypeVar("Word", bound=str)


class GoldError(ValueError):
    """A gold file that cannot be trusted.  The message is one sentence: file, place, cause."""

    def __init__(self, path: Path, place: str, cause: str) -> None:
        super().__init__(f"{path}: {place} {cause}.")
        self.path, self.place, self.cause = path, place, cause


def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object's pairs as a dict; a key twice (a cell told twice) is a KeyError; json would keep the last."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise KeyError(key)
        found[key] = value
    return found


class Fields:
    """A JSON object with its place in the file; `start` and `end` are those of a stretch."""

    start: int = 0
    end: int = 0

    def __init__(
        self, path: Path, place: str, data: object, required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        self._path, self._place = path, place
        if not isinstance(data, dict):
            raise GoldError(path, place, f"must be an object, not {_shown(data)}")
        self._data: Mapping[str, object] = data
        for key in required:
            if key not in data:
                raise GoldError(path, place, f"has no {key!r}")
        for key in data:
            if key not in required and key not in optional:
                raise GoldError(
                    path, place, f"has an unknown key {key!r}; known are {', '.join((*required, *optional))}"
                )

    def error(self, key: str, cause: str) -> GoldError:
        return GoldError(self._path, self._within(key), cause)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def get(self, key: str) -> object:
        return self._data.get(key)

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"must be a text that is not empty, not {_shown(value)}")
        return value

    def text_or_none(self, key: str) -> str | None:
        value = self.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(key, f"must be a text or null, not {_shown(value)}")
        return value

    def matching(self, key: str, pattern: str, wanted: str) -> str:
        value = self.text(key)
        if not re.fullmatch(pattern, value):
            raise self.error(key, f"must be {wanted}, not {_shown(value)}")
        return value

    def check_name(self, name: str, pattern: str, wanted: str) -> None:
        if not re.fullmatch(pattern, name):
            raise GoldError(self._path, self._place, f"must be named by {wanted}")

    def one_of(self, key: str, known: Sequence[Word]) -> Word:
        value = self.get(key)
        for word in known:
            if word == value:
                return word
        raise self.error(key, f"must be one of {', '.join(known)}, not {_shown(value)}")

    def whole(self, key: str) -> int:
        value = self.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(key, f"must be a whole number, not {_shown(value)}")
        return value

    def number(self, key: str) -> Number:
        value = self.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.error(key, f"must be a number, not {_shown(value)}")
        return value

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self.get(key)
        if not isinstance(value, dict):
            raise self.error(key, f"must be an object, not {_shown(value)}")
        return value

    def distinct(self, key: str, pattern: str, wanted: str) -> tuple[str, ...]:
        names: list[str] = []
        for place, name in enumerate(self._rows(key)):
            if not isinstance(name, str) or not re.fullmatch(pattern, name):
                raise self.error(f"{key}[{place}]", f"must be {wanted}, not {_shown(name)}")
            if name in names:
                raise self.error(f"{key}[{place}]", f"repeats {name!r}")
            names.append(name)
        return tuple(names)

    def stretches(self, key: str, columns: Sequence[str]) -> tuple[Fields, ...] | None:
        """Rows that begin with start and end, sorted and apart; None where the key is null or missing."""
        if self.get(key) is None:
            return None
        rows: list[Fields] = []
        for place, row in enumerate(self._rows(key)):
            if not isinstance(row, list) or len(row) != len(columns):
                raise self.error(f"{key}[{place}]", f"must be [{', '.join(columns)}], not {_shown(row)}")
            where = self._within(f"{key}[{place}]")
            fields = Fields(self._path, where, dict(zip(columns, row, strict=True)), columns)
            fields.start, fields.end = fields.whole("start"), fields.whole("end")
            here, above = (fields.start, fields.end), rows[-1].end if rows else 0
            if not 0 <= here[0] < here[1]:
                raise self.error(f"{key}[{place}]", f"must run forward from 0 on, not from {here[0]} to {here[1]}")
            if here[0] < above:
                raise self.error(f"{key}[{place}]", f"begins at {here[0]}, before the one above ends at {above}")
            rows.append(fields)
        return tuple(rows)

    def _within(self, key: str) -> str:
        return key if self._place == "the file" else f"{self._place}.{key}"

    def _rows(self, key: str) -> list[object]:
        value = self.get(key)
        if not isinstance(value, list):
            raise self.error(key, f"must be a list, not {_shown(value)}")
        return value


def _shown(value: object) -> str:
    return "null" if value is None else repr(value)
