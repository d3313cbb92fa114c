"""Text → Spans.  Every tagger follows the protocol `ie.report.Tagger`; `load_tagger` gives one by its name.

`pattern` is the rule-based baseline, `jieba-linear` the linear model that is shipped.
"""

from __future__ import annotations

import logging

from ie.report import Tagger
from ie.tag.committee import Committee
from ie.tag.pattern import PatternTagger

TAGGERS: tuple[str, ...] = ("jieba-linear", "pattern")
"""By name, the default first; each later one is what the one before falls back on."""

MEMBERS = 2
"""Taggers that may read one report: the best, and one for a second opinion."""

_log = logging.getLogger(__name__)


class TaggerError(RuntimeError):
    """A tagger that cannot be had; the message says why and what to do."""


def load_tagger(name: str | None = None) -> Tagger:
    """The tagger of that name, alone.  Without a name the best that loads, with the next one as its second opinion.

    A better one that does not load is told once in the log and in the record of every report.  TaggerError where the named
    one cannot be loaded or no tagger has that name.
    """
    if name is not None:
        return _load(name)
    loaded: list[Tagger] = []
    warnings: list[str] = []
    for candidate in TAGGERS:
        if len(loaded) == MEMBERS:
            break
        try:
            loaded.append(_load(candidate))
        except TaggerError as error:
            warnings.append(f"{error}; the tagger {TAGGERS[TAGGERS.index(candidate) + 1]} takes its place")
            _log.warning("%s", warnings[-1])
    return Committee(loaded[0], loaded[1] if len(loaded) > 1 else None, tuple(warnings))


def _load(name: str) -> Tagger:
    if name == "pattern":
        return PatternTagger()
    if name != "jieba-linear":
        raise TaggerError(f"there is no tagger {name!r}; there are {', '.join(TAGGERS)}")
    # Imported late: the command line starts without numpy.
    from ie.tag.shipped import ShippedModelError, shipped_model

    try:
        from ie.tag.jieba_linear.model import ModelError
        from ie.tag.jieba_linear.tagger import JiebaLinearTagger
        from ie.tag.jieba_linear.words import WordsError, cutter
    except ImportError as error:
        raise TaggerError(
            f"the tagger {name} cannot be loaded: {error}; install ie with its dependencies, or use --tagger pattern"
        ) from error
    try:
        cutter()
        return JiebaLinearTagger.load(shipped_model("jieba_linear"))
    except (ShippedModelError, ModelError, WordsError) as error:
        raise TaggerError(f"the tagger {name} cannot be loaded: {error}") from error


__all__ = ["TAGGERS", "PatternTagger", "TaggerError", "load_tagger"]
