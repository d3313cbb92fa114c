"""Token symbols → ids of the model's vocabulary, and the folder's `vocab.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from ie.tag.transformer.collapse import ELIDED, LAST_CLASS, Array, Characters
from ie.tag.transformer.files import VOCABULARY_FILE

SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, UNK, MASK = 0, 1, 4
CLASSES: Final = tuple(chr(code) for code in range(ELIDED, LAST_CLASS + 1))


class Vocabulary:
    """One id a line of `vocab.txt`: the special tokens, then single characters and the classes of runs."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.entries = tuple(entries)
        if self.entries[: len(SPECIAL)] != SPECIAL or len(set(self.entries)) != len(self.entries):
            raise ValueError(f"a vocabulary begins with {' '.join(SPECIAL)} and names no token twice")
        if missing := [hex(ord(c)) for c in CLASSES if c not in self.entries]:
            raise ValueError(f"the vocabulary lacks the classes of runs {', '.join(missing)}; it is of another version")
        self._ids = np.full(0x10000, UNK, dtype=np.int64)
        for i, entry in enumerate(self.entries[len(SPECIAL) :], len(SPECIAL)):
            if len(entry) != 1 or ord(entry) > 0xFFFF:
                raise ValueError(f"entry {i} of the vocabulary, {entry!r}, is not one character")
            self._ids[ord(entry)] = i

    def __len__(self) -> int:
        return len(self.entries)

    @classmethod
    def read(cls, folder: Path) -> Vocabulary:
        """The vocabulary of a model folder; ValueError where it is none of ours."""
        return cls((folder / VOCABULARY_FILE).read_text("utf-8").removesuffix("\n").split("\n"))

    def write(self, folder: Path) -> None:
        """Write `vocab.txt`."""
        (folder / VOCABULARY_FILE).write_text("\n".join(self.entries) + "\n", "utf-8", newline="\n")

    def ids(self, tokens: Characters) -> Array:
        """One id a token; characters the vocabulary lacks are [UNK]."""
        return self.ids_of(tokens.symbols)

    def ids_of(self, symbols: Array) -> Array:
        """One id a symbol."""
        return self._ids[symbols]
