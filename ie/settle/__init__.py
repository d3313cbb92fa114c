"""Alarms that a person has looked at: which failing checks are settled, and how they stay so.

    Check + the cells it rests on ─fingerprint→ Case ─ledger→ settled.jsonl beside the records ⇒ open or settled, with the note

A case is known by what it rests on, not by when it was found: when a report is extracted again and those cells are unchanged, it
stays settled; when one of them changed, it is open again.
"""

from ie.settle.cases import Case, case_of_check, case_of_year, cases_of
from ie.settle.ledger import LEDGER, Decision, Ledger, LedgerError

__all__ = ["LEDGER", "Case", "Decision", "Ledger", "LedgerError", "case_of_check", "case_of_year", "cases_of"]
