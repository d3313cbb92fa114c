"""All output files at once, published only when every one of them is whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from ie.write.cells import CellsFile
from ie.write.jsonl import JsonlFile
from ie.write.reports import ReportsFile
from ie.write.text import Record
from ie.write.xlsx import TablesFile


class Sink(Protocol):
    """A file in the making: it takes records, and is then either closed or thrown away."""

    def add(self, record: Record) -> None: ...
    def close(self) -> None: ...
    def discard(self) -> None: ...


FORMATS: dict[str, tuple[str, Callable[[Path], Sink]]] = {
    "jsonl": ("reports.jsonl", JsonlFile),
    "cells": ("cells.csv", CellsFile),
    "reports": ("reports.csv", ReportsFile),
    "xlsx": ("tables.xlsx", TablesFile),
}
"""Format → the file's name and what writes it."""


class Writer:
    """Writes records to files in `out_dir`, which is made if it is not there; memory does not grow with their number.

    `formats` are keys of `FORMATS`; by default all, without xlsx where XlsxWriter is not installed.  The files get
    their final names when the `with` block ends without an error: until then, and after an error, older files of these
    names stay as they are.  Raises ValueError for an unknown format, OSError where the folder cannot be written to,
    and ModuleNotFoundError where xlsx is asked for by name and XlsxWriter is not installed.
    """

    def __init__(self, out_dir: str | os.PathLike[str], formats: Iterable[str] | None = None) -> None:
        if formats is None:
            formats = [name for name in FORMATS if name != "xlsx" or find_spec("xlsxwriter")]
        self._formats = list(dict.fromkeys(formats))
        unknown = next((name for name in self._formats if name not in FORMATS), None)
        if unknown is not None:
            raise ValueError(f"no output format {unknown!r} is known; known are {', '.join(FORMATS)}")
        self._out = Path(out_dir)
        self._sinks: dict[str, tuple[Path, Sink]] = {}
        self._state = "new"

    @property
    def paths(self) -> dict[str, Path]:
        """Format → the file's final path, in the order asked for."""
        return {name: self._out / FORMATS[name][0] for name in self._formats}

    def __enter__(self) -> Self:
        if self._state != "new":
            raise RuntimeError("a Writer writes once; make a new one for a second run")
        self._out.mkdir(parents=True, exist_ok=True)
        token = secrets.token_hex(4)
        try:
            for name in self._formats:
                file_name, make = FORMATS[name]
                # Beside the final file, because a rename is atomic only within one file system.
                part = self._out / f".{file_name}.{token}.part"
                self._sinks[name] = (part, make(part))
        except BaseException:
            self._discard()
            raise
        self._state = "open"
        return self

    def add(self, record: Record) -> None:
        """Write one record to every file.

        After a record that failed nothing more can be added and nothing is published: some files would hold part of it.
        """
        if self._state != "open":
            raise RuntimeError(f"this Writer is {self._state}; records are added inside its `with` block")
        self._state = "broken by a record that could not be written"
        for _, sink in self._sinks.values():
            sink.add(record)
        self._state = "open"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        if self._state != "open":
            state = self._state
            self._discard()
            raise RuntimeError(f"nothing was written to {self._out}: this Writer is {state}")
        try:
            for _, sink in self._sinks.values():
                sink.close()
            for name, (part, _) in self._sinks.items():
                part.replace(self.paths[name])
        except BaseException:
            self._discard()
            raise
        self._state = "closed"

    def _discard(self) -> None:
        self._state = "closed"
        for part, sink in self._sinks.values():
            # What went wrong first is what the user has to know; a full disk, say, fails again at closing.
            with suppress(OSError):
                sink.discard()
            with suppress(OSError):
                part.unlink(missing_ok=True)
