"""A whole batch: items through journal and pool into the output files, continued where an earlier run was stopped."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ie.batch.duplicates import Duplicates
from ie.batch.engine import open_engine
from ie.batch.journal import Journal
from ie.batch.work import Outcome, unpack_outcome
from ie.batch.worker import WORK
from ie.editions import editions_told
from ie.read import Limits
from ie.read.items import Columns, Item, expand
from ie.read.remote import Url
from ie.settle import LEDGER, Ledger, cases_of
from ie.tag import RuntimeName
from ie.version import __version__
from ie.write import Writer
from ie.write.jsonl import JsonlFile

MANIFEST = "run.json"
DUPLICATES = "duplicates.csv"
MAX_TROUBLES = 50
"""Reports without a record that the summary names; the others are counted, and stand in reports.csv."""


class SettingsChanged(ValueError):
    """The output folder was begun by another version, tagger or with other settings."""


@dataclass
class RunSummary:
    """What a run came to."""

    paths: list[Path] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    failing: int = 0
    review: int = 0
    troubles: list[str] = field(default_factory=list)
    reused: int = 0
    changed: int = 0
    unseen: int = 0
    repeated: int = 0
    groups: int = 0
    settled: int = 0
    ledger: Ledger | None = None
    """Which failing sums a person has settled."""

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    def add(self, record: dict[str, Any]) -> None:
        """Count one record."""
        self.statuses[record["status"]] += 1
        self.review += record["review"]["needed"]
        cases = list(cases_of(record))
        self.failing += len(cases)
        if self.ledger is not None:
            self.settled += sum(self.ledger.decision(case) is not None for case in cases)
        self.cells.update(c["status"] for t in record["tables"] for c in t["cells"].values())
        if record["status"] != "ok" and len(self.troubles) < MAX_TROUBLES:
            self.troubles.append(f"{record['status']}: {record['warnings'][-1]}")


def run_batch(
    paths: Sequence[Path | Url],
    out: Path,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    tagger: str | None = None,
    workers: int | None = None,
    force: bool = False,
    engine: str = "local",
    address: str | None = None,
    runtime: RuntimeName = "onnx",
    work: str = WORK,
    tick: Callable[[RunSummary], None] = lambda summary: None,
) -> RunSummary:
    """Extract every item of `paths` into `out`; `tick` hears of each report, `engine` and `address` are those of `open_engine`.

    An output folder with a run in it is continued: what was done and has not changed since is not read again.  Raises
    SettingsChanged where it was begun with another version, tagger or settings and `force` is not given, OSError where
    the folder cannot be written, WorkerFailed where no worker can start.
    """
    columns, limits = columns or Columns(), limits or Limits()
    out.mkdir(parents=True, exist_ok=True)
    journal = Journal(out)
    try:
        _remove_leftovers(out)
        opened = open_engine(
            engine, limits, tagger=tagger, workers=workers, work=work, address=address, runtime=runtime
        )
        with opened as pool:
            settings = _settings(pool.taggers, runtime, limits, columns)
            _check_settings(journal, settings, out, force)
            summary = RunSummary(ledger=Ledger(out / LEDGER))
            duplicates = Duplicates()
            tasks = _tasks(expand(paths, columns, limits), journal, summary)
            with Writer(out) as writer, _Sidecars(out) as sidecars:
                for item, packed, new in pool.run(tasks):
                    if new:
                        journal.add(item, packed)
                    outcome = unpack_outcome(packed)
                    writer.add(outcome.record)
                    sidecars.add(outcome)
                    duplicates.add(outcome.record)
                    summary.add(outcome.record)
                    tick(summary)
                journal.commit()
            summary.unseen = journal.unseen()
            summary.groups = duplicates.write(out / DUPLICATES)
            summary.paths = [*writer.paths.values(), *sidecars.publish(), out / DUPLICATES, out / MANIFEST]
            _write_manifest(out / MANIFEST, settings, paths, summary)
            return summary
    finally:
        journal.close()


def _tasks(items: Iterator[Item], journal: Journal, summary: RunSummary) -> Iterator[tuple[Item, bytes | None]]:
    """The items with their outcome where it is in the journal; an item named twice is done once."""
    for item in items:
        if not journal.first_time(item):
            summary.repeated += 1
            continue
        packed, changed = journal.find(item)
        summary.reused += packed is not None
        summary.changed += changed
        yield item, packed


def _settings(taggers: list[str], runtime: RuntimeName, limits: Limits, columns: Columns) -> dict[str, object]:
    """All that a record depends on beside its input."""
    return {
        "ie_version": __version__,
        "editions": editions_told(),
        "tagger": ", ".join(taggers),
        "runtime": runtime,
        **{f"limit {k[4:]}": v for k, v in asdict(limits).items()},
        **{f"column {k}": v for k, v in asdict(columns).items()},
    }


def _check_settings(journal: Journal, settings: dict[str, object], out: Path, force: bool) -> None:
    before = journal.settings
    if before is None or force:
        journal.begin(settings)
        return
    differing = [k for k in settings if before.get(k) != settings[k]]
    if differing:
        told = "; ".join(f"{k} was {before.get(k)}, is now {settings[k]}" for k in differing)
        raise SettingsChanged(
            f"{str(out)!r} was begun otherwise ({told}); read all again with --force, or name another folder with -o"
        )


def _remove_leftovers(out: Path) -> None:
    """The unfinished files of a killed run; the journal's lock says that no one is writing them."""
    for path in out.glob(".*.part*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


class _Sidecars:
    """`spans.jsonl`, and `texts.jsonl` where a document was rendered."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._files: dict[str, JsonlFile] = {}

    def __enter__(self) -> _Sidecars:
        for name in ("spans.jsonl", "texts.jsonl"):
            self._part(name).unlink(missing_ok=True)
        self._files["spans.jsonl"] = JsonlFile(self._part("spans.jsonl"))
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for name, file in self._files.items():
            if kind is None:
                file.close()
                continue
            with suppress(OSError):  # the first error is the one to tell
                file.close()
            with suppress(OSError):
                self._part(name).unlink(missing_ok=True)

    def add(self, outcome: Outcome) -> None:
        if outcome.spans is not None:
            self._files["spans.jsonl"].add(outcome.spans)
        if outcome.text is not None:
            if "texts.jsonl" not in self._files:
                self._files["texts.jsonl"] = JsonlFile(self._part("texts.jsonl"))
            self._files["texts.jsonl"].add(outcome.text)

    def publish(self) -> list[Path]:
        """Give the closed files their names."""
        if "texts.jsonl" not in self._files:
            (self._out / "texts.jsonl").unlink(missing_ok=True)
        for name in self._files:
            self._part(name).replace(self._out / name)
        return [self._out / name for name in self._files]

    def _part(self, name: str) -> Path:
        return self._out / f".{name}.part"


def _write_manifest(path: Path, settings: dict[str, object], paths: Sequence[Path | Url], summary: RunSummary) -> None:
    """What made these files; it holds no time, so that equal runs give equal bytes."""
    manifest = {
        "format": 1,
        "settings": settings,
        "inputs": [os.fspath(p) for p in paths],
        "reports": summary.total,
        "statuses": dict(sorted(summary.statuses.items())),
    }
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(manifest, indent=1) + "\n", encoding="ascii")
    part.replace(path)
