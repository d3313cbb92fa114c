"""`settled.jsonl` beside the records: every decision as one line, added and never changed, so that a crash costs at most the
line that was being written."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from ie.settle.cases import Case, Document
from ie.write.jsonl import record_line

LEDGER = "settled.jsonl"
Verdict = Literal["confirmed", "dismissed", "reopened"]
VERDICTS = ("confirmed", "dismissed", "reopened")


class LedgerError(ValueError):
    """A decision that cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Decision:
    """What a person said of a case.

    `confirmed`: the source truly does not add up.  `dismissed`: the alarm is none (another scope, a misreading that was looked
    into).  `reopened` takes the decision before it back.
    """

    verdict: Verdict
    note: str
    by: str | None
    at: str
    handle: str
    fingerprint: str
    kind: str
    id: str
    where: str | None
    documents: tuple[Document, ...]


class Ledger:
    """The decisions of one folder of records.  `warnings` names lines that could not be read; the others count."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._by_document: dict[tuple[str, tuple[object, ...]], Decision] = {}
        self.count = 0
        if path.exists():
            self._read()

    @classmethod
    def beside(cls, records: Path) -> Ledger:
        """The ledger of a `reports.jsonl`, in the same folder."""
        return cls(records.parent / LEDGER)

    def decision(self, case: Case) -> Decision | None:
        """The decision that still stands for a case: same fingerprint, and every document the same file or the same text."""
        for key in _keys(case.fingerprint, case.documents):
            found = self._by_document.get(key)
            if found is not None:
                return None if found.verdict == "reopened" else found
        return None

    def settle(self, case: Case, verdict: Verdict, note: str, by: str | None = None) -> Decision:
        """Add a decision to the file; it is on the disk when this returns.  OSError where it cannot be written."""
        if not note.strip():
            raise LedgerError('a decision needs a reason for those who come later; add --note "…"')
        if verdict == "reopened" and self.decision(case) is None:
            raise LedgerError(f"{case.handle} is not settled, so there is nothing to reopen")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        decision = Decision(
            verdict,
            note.strip(),
            by,
            now,
            case.handle,
            case.fingerprint,
            case.kind,
            case.id,
            case.where,
            case.documents,
        )
        self._append(record_line(asdict(decision)))
        self._take(decision)
        return decision

    def _append(self, line: bytes) -> None:
        # A line torn by a crash stays a line of its own, so that it spoils none of those behind it.
        torn = self.path.exists() and self.path.stat().st_size > 0 and not self.path.read_bytes().endswith(b"\n")
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            data = b"\n" + line if torn else line
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def _read(self) -> None:
        for number, line in enumerate(self.path.read_bytes().split(b"\n"), start=1):
            if not line.strip():
                continue
            try:
                self._take(_decision(line))
            except (ValueError, KeyError, TypeError) as error:
                self.warnings.append(
                    f"line {number} of {str(self.path)!r} is no decision ({error}) and was passed over; "
                    "settle that check again if it is listed as open"
                )

    def _take(self, decision: Decision) -> None:
        self.count += 1
        for key in _keys(decision.fingerprint, decision.documents):
            self._by_document[key] = decision


def _keys(fingerprint: str, documents: tuple[Document, ...]) -> list[tuple[str, tuple[object, ...]]]:
    """How a decision is found again: by the files, and by the texts where all are known."""
    keys: list[tuple[str, tuple[object, ...]]] = [(fingerprint, tuple((s, p) for s, p, _ in documents))]
    if all(text for _, _, text in documents):
        keys.append((fingerprint, tuple(text for _, _, text in documents)))
    return keys


def _decision(line: bytes) -> Decision:
    data = json.loads(line)
    if data["verdict"] not in VERDICTS:
        raise ValueError(f"unknown verdict {data['verdict']!r}")
    data["documents"] = tuple((str(s), p, t) for s, p, t in data["documents"])
    return Decision(**data)
