"""Text → Spans.  Every tagger follows the protocol `ie.report.Tagger`; `load_tagger` gives one by its name.

`ensemble`, the default, hears both learnt models: `jieba-linear`, which reads every word, and `transformer`, which is asked where that
one is not sure.  `pattern` is the rule-based baseline and gives the second opinion.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

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

RuntimeName = Literal["onnx", "torch"]
RUNTIMES: tuple[RuntimeName, ...] = get_args(RuntimeName)
"""What can run the transformer: ONNX Runtime, or torch as the reference that must give the same tags."""
BY_RUNTIME = ("ensemble", "transformer")
"""The taggers that a runtime matters to."""

_log = logging.getLogger(__name__)


class TaggerError(RuntimeError):
    """A tagger that cannot be had; the message says why and what to do."""


def load_tagger(name: str | None = None, runtime: RuntimeName = "onnx") -> Tagger:
    """The tagger of that name, or of the model folder or hub name so given, alone; without one the best that loads, with SECOND's opinion.

    A better one that does not load is told once in the log and in the record of every report.  TaggerError where the named
    one cannot be loaded, no tagger has that name, or the runtime is not to be had: what was asked for is never replaced.
    """
    _check_runtime(runtime)
    if name is not None:
        folder = None if name in TAGGERS else model_folder(name)
        return load_model(folder, runtime) if folder else _load(name, runtime)
    warnings: list[str] = []
    for candidate, behind in pairwise(TAGGERS):
        try:
            first = _load(candidate, runtime if candidate in BY_RUNTIME else "onnx")
        except TaggerError as error:
            warnings.append(f"{error}; the tagger {behind} takes its place")
            _log.warning("%s", warnings[-1])
        else:
            return Committee(first, _load(SECOND), tuple(warnings))
    return Committee(_load(TAGGERS[-1]), None, tuple(warnings))


def model_folder(name: str) -> Path | None:
    """The folder that `--model` names: itself, or that of a hub name, fetched; None where it is neither."""
    if Path(name).is_dir():
        return Path(name)
    from ie.tag.hub import HubError, fetch_model, is_hub_name

    try:
        return fetch_model(name) if is_hub_name(name) else None
    except HubError as error:
        raise TaggerError(str(error)) from error


def _check_runtime(runtime: str) -> None:
    """TaggerError where there is no such runtime or its packages are missing; nothing heavy is imported to find out."""
    if runtime not in RUNTIMES:
        raise TaggerError(f"there is no runtime {runtime!r}; there are {', '.join(RUNTIMES)}")
    if runtime == "torch" and (missing := [p for p in ("torch", "transformers") if find_spec(p) is None]):
        raise TaggerError(
            f"the runtime torch needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed; "
            "run: pip install 'nianbao-ie[train]', or leave out --runtime torch"
        )


def _load(name: str, runtime: RuntimeName = "onnx") -> Tagger:
    """One tagger by name; models are imported late, so that the command line starts without numpy."""
    if runtime != "onnx" and name in TAGGERS and name not in BY_RUNTIME:
        raise TaggerError(f"the tagger {name} holds no transformer, which {runtime} could run; leave out --runtime")
    if name == "pattern":
        return PatternTagger()
    if name not in _LOADERS:
        raise TaggerError(f"there is no tagger and no model folder {name!r}; there are {', '.join(TAGGERS)}")
    # Every error of the loaders' own is one of these: a package, a file or settings that do not fit.
    try:
        return _LOADERS[name](runtime)
    except ImportError as error:
        raise TaggerError(
            f"the tagger {name} cannot be loaded: {error}; install ie with its dependencies, or use --tagger pattern"
        ) from error
    except RuntimeError as error:
        raise TaggerError(f"the tagger {name} cannot be loaded: {error}") from error


def _load_linear(runtime: RuntimeName = "onnx") -> JiebaLinearTagger:
    from ie.tag.jieba_linear.tagger import JiebaLinearTagger
    from ie.tag.shipped import shipped_model
    from ie.tag.words.segmentation import cutter

    cutter()
    return JiebaLinearTagger.load(shipped_model("jieba_linear"))


def _load_transformer(runtime: RuntimeName) -> TransformerTagger:
    from ie.tag.shipped import shipped_model
    from ie.tag.transformer import TransformerTagger

    return TransformerTagger.from_folder(shipped_model("transformer"), runtime)


def _load_ensemble(runtime: RuntimeName) -> Tagger:
    from ie.tag.ensemble import EnsembleTagger, Settings
    from ie.tag.shipped import shipped_model

    return EnsembleTagger(_load_linear(), _load_transformer(runtime), Settings.read(shipped_model("ensemble")))


_LOADERS: dict[str, Callable[[RuntimeName], Tagger]] = {
    "ensemble": _load_ensemble,
    "jieba-linear": _load_linear,
    "transformer": _load_transformer,
}


def load_model(folder: str | Path, runtime: RuntimeName = "onnx") -> Tagger:
    """The tagger of a user's own model folder, of whichever kind it holds; TaggerError where it holds none of ours.

    `training.transformer`, `training.linear` and `training.active` write such folders.  `runtime` is the transformer's: torch needs
    the extra `train`.
    """
    _check_runtime(runtime)
    folder = Path(folder)
    try:
        if (folder / LINEAR_WEIGHTS).is_file():
            from ie.tag.jieba_linear.tagger import JiebaLinearTagger
            from ie.tag.shipped import verify
            from ie.tag.words.segmentation import cutter

            if runtime != "onnx":
                raise TaggerError(
                    f"the model in {str(folder)!r} is a linear one, which {runtime} cannot run; leave out --runtime"
                )
            cutter()
            verify(folder)
            return JiebaLinearTagger.load(folder)
        from ie.tag.transformer import TransformerTagger

        return TransformerTagger.from_folder(folder, runtime)
    except TaggerError:
        raise
    except (ImportError, RuntimeError, OSError, ValueError) as error:
        raise TaggerError(f"the model in {str(folder)!r} cannot be loaded: {error}") from error


__all__ = [
    "RUNTIMES",
    "TAGGERS",
    "PatternTagger",
    "RuntimeName",
    "TaggerError",
    "load_model",
    "load_tagger",
    "model_folder",
]
