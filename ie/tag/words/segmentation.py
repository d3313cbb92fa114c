"""Text → words with their parts of speech: jieba's dictionary, as rjieba has it, with the form's labels added as words of their own.

rjieba is jieba in Rust, some twenty times as fast.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from itertools import islice, repeat
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ie.editions.vocabulary import all_labels

LABEL_FREQUENCY = 100_000
"""Of a label in the dictionary: above any chain of its parts, so that a label printed whole is one word."""
LABEL_PART_OF_SPEECH = "lab"
MOST_WORDS = 8_000
"""Whose parts of speech are remembered, so that a worker stays flat; a thousand reports have 16,000, most of them once."""
_UNKNOWN = 0


class WordsError(RuntimeError):
    """rjieba is not installed."""


class _Jieba(Protocol):
    def cut(self, text: str) -> Sequence[str]: ...
    def tag(self, text: str) -> Sequence[tuple[str, str]]: ...


class Cutter:
    """Cuts texts into words; joined again they are the text.

    jieba gives a word's part of speech by the word alone, never by what stands around it, so that each is asked for once: a pair of
    strings for every word of a text takes longer than cutting it.
    """

    def __init__(self, jieba: _Jieba) -> None:
        self._jieba = jieba
        # The length above the part of speech, so that one look is enough.
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The length of each word of one text, and the number of its part of speech."""
        words = self._jieba.cut(text)
        known = np.fromiter(map(self._known.get, words, repeat(_UNKNOWN)), np.int64, len(words))
        new = np.flatnonzero(known == _UNKNOWN).tolist()
        if new:
            found = self._look_up(text, {words[at] for at in new})
            known[new] = [found[words[at]] for at in new]
        return known >> 32, known.astype(np.uint32)

    def _look_up(self, text: str, words: set[str]) -> dict[str, int]:
        """Length and part of speech of words of one text that are not remembered; they are from now on."""
        # A line end is a word by itself and parts those beside it: one call for all of them.
        found = self._tagged("\n".join(words), words)
        if left := words - found.keys():
            # Words only between their neighbours here, of which a line has all.
            lines = [line for line in text.split("\n") if any(word in line for word in left)]
            found |= self._tagged("\n".join(lines), left)
        if len(self._known) + len(found) > MOST_WORDS:
            self._known.clear()
        self._known.update(islice(found.items(), MOST_WORDS))
        return found

    def _tagged(self, text: str, wanted: set[str]) -> dict[str, int]:
        pairs = self._jieba.tag(text)
        return {word: len(word) << 32 | part_of_speech(flag) for word, flag in pairs if word in wanted}


@cache
def part_of_speech(flag: str) -> int:
    """A stable number of a part of speech."""
    code = 1
    for character in flag:
        code = (code * 31 + ord(character)) & 0xFFFFFFFF
    return code


@cache
def user_words() -> tuple[str, ...]:
    """The form's labels, sorted: the same words in the same order give the same dictionary."""
    return tuple(sorted({label.letters for label in all_labels()}))


@cache
def cutter() -> Cutter:
    """The cutter, loaded once a process (0.15 s).  WordsError where rjieba is not installed."""
    words = _own_jieba()
    for word in user_words():
        words.add_word(word, LABEL_FREQUENCY, LABEL_PART_OF_SPEECH)
    return Cutter(words)


def _own_jieba() -> Any:
    """A dictionary that nobody else in this process uses, since labels are added to it.

    rjieba's import builds one.  Where it was imported for this, that one is taken and the package forgotten, so that whoever imports it
    next builds another: two would take twice the time and memory of one.
    """
    theirs = "rjieba" in sys.modules
    try:
        import rjieba
    except ImportError:
        raise WordsError(
            "the learnt taggers need rjieba, which is not installed; run: pip install rjieba, or use --tagger pattern"
        ) from None
    if theirs:
        return rjieba.Jieba()
    del sys.modules["rjieba"]
    cut: Any = rjieba.cut
    return cut.__self__
