"""Text → Spans.  Every tagger follows the protocol `ie.report.Tagger`; `load_tagger` gives one by its name.

`ensemble`, the default, hears both learnt models: `jieba-linear`, which reads every word, and `transformer`, which is asked where that
one is not sure.  `pattern` is the rule-based baseline and gives the second opinion.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ie.report import Tagger
from ie.tag.committee import Committee
from ie.tag.pattern import PatternTagger

if TYPE_CHECKING:
    from ie.tag.jieba_linear.tagger import JiebaLinearTagger
    from ie.tag.transformer import TransformerTagger

TAGGERS: tuple[str, ...] = ("ensemble", "jieba-linear", "transformer", "pattern")
"""By name, the default first; each is what the one before falls back on."""

SECOND = "pattern"
"""Whom the first is checked by: rules err in other places than models do."""

LINEAR_WEIGHTS = "weights.npz"
"""The file that a jieba-linear model has and a transformer has not; named here, since its own module needs numpy."""

_log = logging.getLogger(__name__)


class TaggerError(RuntimeError):
    """A tagger that cannot be had; the message says why and what to do."""


def load_tagger(name: str | None = None) -> Tagger:
    """The tagger of that name, or of the model folder so named, alone.  Without a name the best that loads, with SECOND's opinion.

    A better one that does not load is told once in the log and in the record of every report.  TaggerError where the named
    one cannot be loaded or no tagger has that name.
    """
    if name is not None:
        return load_model(name) if name not in TAGGERS and Path(name).is_dir() else _load(name)
    warnings: list[str] = []
    for candidate, behind in pairwise(TAGGERS):
        try:
            first = _load(candidate)
        except TaggerError as error:
            warnings.append(f"{error}; the tagger {behind} takes its place")
            _log.warning("%s", warnings[-1])
        else:
            return Committee(first, _load(SECOND), tuple(warnings))
    return Committee(_load(TAGGERS[-1]), None, tuple(warnings))


def _load(name: str) -> Tagger:
    """One tagger by name; models are imported late, so that the command line starts without numpy."""
    if name == "pattern":
        return PatternTagger()
    if name not in _LOADERS:
        raise TaggerError(f"there is no tagger and no model folder {name!r}; there are {', '.join(TAGGERS)}")
    # Every error of the loaders' own is one of these: a package, a file or settings that do not fit.
    try:
        return _LOADERS[name]()
    except ImportError as error:
        raise TaggerError(
            f"the tagger {name} cannot be loaded: {error}; install ie with its dependencies, or use --tagger pattern"
        ) from error
    except RuntimeError as error:
        raise TaggerError(f"the tagger {name} cannot be loaded: {error}") from error


def _load_linear() -> JiebaLinearTagger:
    from ie.tag.jieba_linear.tagger import JiebaLinearTagger
    from ie.tag.jieba_linear.words import cutter
    from ie.tag.shipped import shipped_model

    cutter()
    return JiebaLinearTagger.load(shipped_model("jieba_linear"))


def _load_transformer() -> TransformerTagger:
    from ie.tag.shipped import shipped_model
    from ie.tag.transformer import TransformerTagger

    return TransformerTagger.from_folder(shipped_model("transformer"))


def _load_ensemble() -> Tagger:
    from ie.tag.ensemble import EnsembleTagger, Settings
    from ie.tag.shipped import shipped_model

    return EnsembleTagger(_load_linear(), _load_transformer(), Settings.read(shipped_model("ensemble")))


_LOADERS: dict[str, Callable[[], Tagger]] = {
    "ensemble": _load_ensemble,
    "jieba-linear": _load_linear,
    "transformer": _load_transformer,
}


def load_model(folder: str | Path, runtime: Literal["onnx", "torch"] = "onnx") -> Tagger:
    """The tagger of a user's own model folder, of whichever kind it holds; TaggerError where it holds none of ours.

    `training.transformer`, `training.linear` and `training.active` write such folders.  `runtime` is the transformer's: torch needs
    the extra `train`.
    """
    folder = Path(folder)
    try:
        if (folder / LINEAR_WEIGHTS).is_file():
            from ie.tag.jieba_linear.tagger import JiebaLinearTagger
            from ie.tag.shipped import verify

            verify(folder)
            return JiebaLinearTagger.load(folder)
        from ie.tag.transformer import TransformerTagger

        return TransformerTagger.from_folder(folder, runtime)
    except (ImportError, RuntimeError, OSError, ValueError) as error:
        raise TaggerError(f"the model in {str(folder)!r} cannot be loaded: {error}") from error


__all__ = ["TAGGERS", "PatternTagger", "TaggerError", "load_model", "load_tagger"]
