"""Text → Spans.  Every tagger follows the protocol `ie.report.Tagger`; `load_tagger` gives one by its name.

`pattern` is the rule-based baseline, `jieba-linear` the linear model that is shipped.
"""

from __future__ import annotations

import logging
from pathlib import Path

from ie.report import Tagger
from ie.tag.committee import Committee
from ie.tag.pattern import PatternTagger

TAGGERS: tuple[str, ...] = ("jieba-linear", "pattern")
"""By name, the default first; each later one is what the one before falls back on."""

MEMBERS = 2
"""Taggers that may read one report: the best, and one for a second opinion."""

LINEAR_WEIGHTS = "weights.npz"
"""The file that a jieba-linear model has and a transformer has not; named here, since its own module needs numpy."""

_log = logging.getLogger(__name__)


class TaggerError(RuntimeError):
    """A tagger that cannot be had; the message says why and what to do."""


def load_tagger(name: str | None = None) -> Tagger:
    """The tagger of that name, alone; a folder's name is that of the model in it (see `load_model`).  Without a name the best that
    loads, with the next one as its second opinion.

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
    if name == "transformer":
        return _load_transformer(None)
    if name != "jieba-linear":
        if Path(name).is_dir():
            return load_model(name)
        raise TaggerError(f"there is no tagger {name!r}; there are {', '.join(TAGGERS)}")
    return _load_linear(None)


def _load_linear(folder: Path | None) -> Tagger:
    """The shipped model, or that of `folder`; either is checked against its card."""
    # Imported late: the command line starts without numpy.
    from ie.tag.shipped import ShippedModelError, shipped_model, verify

    try:
        from ie.tag.jieba_linear.model import ModelError
        from ie.tag.jieba_linear.tagger import JiebaLinearTagger
        from ie.tag.jieba_linear.words import WordsError, cutter
    except ImportError as error:
        raise TaggerError(
            f"the tagger jieba-linear cannot be loaded: {error}; install ie with its dependencies, or use --tagger pattern"
        ) from error
    try:
        cutter()
        if folder is not None:
            verify(folder)
        return JiebaLinearTagger.load(folder or shipped_model("jieba_linear"))
    except (ShippedModelError, ModelError, WordsError) as error:
        raise TaggerError(f"the tagger jieba-linear cannot be loaded: {error}") from error


def load_model(folder: str | Path) -> Tagger:
    """The tagger of a user's own model folder, whichever kind it holds; TaggerError where it holds none of ours.

    `training.transformer.export` and `training.active` write such folders.
    """
    path = Path(folder)
    return _load_linear(path) if (path / LINEAR_WEIGHTS).is_file() else _load_transformer(path)


def _load_transformer(folder: Path | None) -> Tagger:
    """The shipped model, checked against its card, or that of `folder`."""
    from ie.tag.shipped import ShippedModelError, shipped_model

    try:
        from ie.tag.transformer import ModelError, TransformerTagger
    except ImportError as error:
        raise TaggerError(
            f"the tagger transformer cannot be loaded: {error}; install ie with its dependencies, or use --tagger pattern"
        ) from error
    try:
        return TransformerTagger.from_folder(folder or shipped_model("transformer"))
    except (ShippedModelError, ModelError) as error:
        raise TaggerError(f"the tagger transformer cannot be loaded: {error}") from error


__all__ = ["TAGGERS", "PatternTagger", "TaggerError", "load_model", "load_tagger"]
