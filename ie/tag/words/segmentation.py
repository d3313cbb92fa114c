"""Text → words with their parts of speech: jieba's dictionary, as rjieba has it, with the form's labels added as words of their own.

rjieba is jieba in Rust, some twenty times as fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from ie.editions.vocabulary import all_labels

LABEL_FREQUENCY = 100_000
"""Of a label in the dictionary: above any chain of its parts, so that a label printed whole is one word."""
LABEL_PART_OF_SPEECH = "lab"

Cut = Callable[[str], Iterable[tuple[str, str]]]
"""Words with their part of speech; joined again they are the text."""


class WordsError(RuntimeError):
    """rjieba is not installed."""


@cache
def user_words() -> tuple[str, ...]:
    """The form's labels, sorted: the same words in the same order give the same dictionary."""
    return tuple(sorted({label.letters for label in all_labels()}))


@cache
def cutter() -> Cut:
    """The cutter, loaded once a process (0.3 s).  WordsError where rjieba is not installed."""
    try:
        import rjieba
    except ImportError:
        raise WordsError(
            "the learnt taggers need rjieba, which is not installed; run: pip install rjieba, or use --tagger pattern"
        ) from None
    words = rjieba.Jieba()
    for word in user_words():
        words.add_word(word, LABEL_FREQUENCY, LABEL_PART_OF_SPEECH)
    cut: Cut = words.tag
    return cut
