"""Files → lines and JSON values, with the place told where one cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ie.interchange.labelled import InterchangeError


def text_of_file(path: Path) -> str:
    """A UTF-8 file, its line ends untouched, without byte-order mark."""
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise InterchangeError(path, "the file", "does not exist") from None
    except IsADirectoryError:
        raise InterchangeError(
            path, "the file", "is a folder; name the files in it, or give its format with --from"
        ) from None
    except UnicodeDecodeError as error:
        raise InterchangeError(path, f"byte {error.start}", "is not UTF-8") from None


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file, from 1 on.  Only a line feed ends one: the other line ends may be characters of a report."""
    yield from enumerate(text_of_file(path).split("\n"), start=1)


def json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The values of a JSON Lines file with their line's number; empty lines are passed over, a file without a value is refused."""
    found = False
    for number, line in numbered_lines(path):
        if line.strip():
            found = True
            yield number, _value(path, line, f"line {number} ")
    if not found:
        raise InterchangeError(path, "the file", "holds no report")


def json_value(path: Path) -> Any:
    """The one value of a JSON file."""
    return _value(path, text_of_file(path), "")


def _value(path: Path, words: str, where: str) -> Any:
    try:
        return json.loads(words, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"{where}column {error.colno}" if where else f"line {error.lineno} column {error.colno}"
        raise InterchangeError(path, place, f"is not JSON ({error.msg})") from None
    except KeyError as error:
        raise InterchangeError(path, f"{where}{error.args[0]!r}", "stands twice in one object") from None
    except _NoNumberError as error:
        raise InterchangeError(
            path, where.strip() or "the file", f"holds {error}, which is no number of JSON"
        ) from None
    except RecursionError:
        raise InterchangeError(
            path, where.strip() or "the file", "is nested too deeply to be a labelled text"
        ) from None


class _NoNumberError(Exception):
    """NaN or an infinity, which Python's reader would take."""


def _no_number(word: str) -> float:
    raise _NoNumberError(word)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise KeyError(key)
        found[key] = value
    return found


def dump(value: Any) -> str:
    """One line of JSON; characters beyond ASCII stay readable."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
