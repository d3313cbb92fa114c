"""Which corpus a model was trained on, told in 64 digits: the same on every machine that makes the same texts and tags."""

from __future__ import annotations

import hashlib


class Fingerprint:
    """sha256 over every text (UTF-8) and its tags (a byte each), in order: the digest that the models' cards quote."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, text: str, tags: list[int]) -> None:
        """One more report: clean text and one tag a character.  ValueError where they differ in length."""
        if len(text) != len(tags):
            raise ValueError(f"a text of {len(text)} characters cannot have {len(tags)} tags")
        self._digest.update(text.encode("utf-8"))
        self._digest.update(bytes(tags))

    def hex(self) -> str:
        """The digest so far."""
        return self._digest.hexdigest()
