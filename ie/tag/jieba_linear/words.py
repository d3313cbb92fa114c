"""Text → word starts and parts of speech: jieba's dictionary with the form's labels added as words of their own.

rjieba (jieba in Rust) cuts some twenty times as fast as jieba and agrees with it; jieba is taken where no rjieba is to be had.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from ie.editions.vocabulary import all_labels

LABEL_FREQUENCY = 100_000
"""Of a label in the dictionary: above any chain of its parts, so that a label printed whole is one word."""
LABEL_PART_OF_SPEECH = "lab"

Cut = Callable[[str], Iterable[tuple[str, str]]]
"""Words with their part of speech; joined again they are the text."""


class WordsError(RuntimeError):
    """Neither rjieba nor jieba is installed."""


@cache
def user_words() -> tuple[str, ...]:
    """The form's labels, sorted: the same words in the same order give the same dictionary."""
    return tuple(sorted({label.letters for label in all_labels()}))


@cache
def cutter() -> Cut:
    """The cutter in use, loaded once a process (0.3 s with rjieba).  WordsError where there is none."""
    try:
        return rjieba_cutter()
    except ImportError:
        pass
    try:
        return jieba_cutter()
    except ImportError:
        raise WordsError(
            "the jieba-linear tagger needs rjieba, which is not installed; run: pip install rjieba, or use --tagger pattern"
        ) from None


def rjieba_cutter() -> Cut:
    """jieba's dictionary and hidden Markov model as compiled code."""
    import rjieba

    words = rjieba.Jieba()
    for word in user_words():
        words.add_word(word, LABEL_FREQUENCY, LABEL_PART_OF_SPEECH)
    cut: Cut = words.tag
    return cut


def jieba_cutter() -> Cut:
    """jieba itself; its dictionary's cache lies in a folder of this process, since the shared one can be written by anyone."""
    import jieba
    import jieba.posseg

    with tempfile.TemporaryDirectory(prefix="ie-jieba-") as folder:
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = folder
        tokenizer.cache_file = str(Path(folder) / "words.cache")
        tokenizer.initialize()
    for word in user_words():
        tokenizer.add_word(word, LABEL_FREQUENCY, LABEL_PART_OF_SPEECH)
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    return lambda text: ((pair.word, pair.flag) for pair in tagger.cut(text))
