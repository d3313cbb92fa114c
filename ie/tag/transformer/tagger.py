"""Text → Spans by the transformer: characters collapsed, windows, scores a character, then a word, and the best spans of those."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from ie.report import Span, Text
from ie.tag.tagset import TAGS
from ie.tag.transformer.cache import MOST_WINDOWS, WindowCache
from ie.tag.transformer.collapse import Array, Characters, collapse
from ie.tag.transformer.files import CONFIG_FILE, READ_FILES, TRANSITIONS_FILE
from ie.tag.transformer.hints import hint_count, hints_of
from ie.tag.transformer.probabilities import log_softmax, mask_scores, rows_of, words_of
from ie.tag.transformer.runtime import RUNTIMES, Pair, Runtime
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import (
    MARGIN,
    WINDOW,
    Scores,
    Window,
    closed_up,
    in_cores,
    merge_scores,
    plan_windows,
    windows_near,
)
from ie.tag.viterbi import Floats
from ie.tag.words.numbers import without_rules
from ie.tag.words.segmentation import cutter
from ie.tag.words.spans import best_spans
from ie.tag.words.tokens import Tokens, tokenize
from ie.tag.words.transitions import read_transitions, transition_rules

VERSION_LENGTH: Final = 12
"""Characters of a digest that name a model in a record."""
EXTRA: Final = {"onnx": "onnxruntime", "torch": "'nianbao-ie[train]'"}
"""What to install where a runtime is missing."""


class ModelError(RuntimeError):
    """A folder that holds no model this tagger can run; the message says what is wrong and what to do."""


class TransformerTagger:
    """Spans of a text by a transformers `BertForTokenClassification` over collapsed characters."""

    name = "transformer"

    def __init__(
        self,
        runtime: Runtime,
        vocabulary: Vocabulary,
        version: str,
        *,
        window: int = WINDOW,
        margin: int = MARGIN,
        temperature: float = 1.0,
        knots: Sequence[float] = (0.0, 1.0),
        levels: Sequence[float] = (0.0, 1.0),
        transitions: Floats | None = None,
        cache: int = MOST_WINDOWS,
    ) -> None:
        self.version = version
        self.runtime = runtime
        self.vocabulary = vocabulary
        self.window = window
        self.margin = margin
        self.temperature = temperature
        self.knots, self.levels = knots, levels
        self.transitions = transition_rules() if transitions is None else transitions
        self.cache = WindowCache(cache)

    @classmethod
    def from_folder(
        cls, folder: str | Path, runtime: Literal["onnx", "torch"] = "onnx", cache: int = MOST_WINDOWS
    ) -> TransformerTagger:
        """The tagger of a model folder: shipped, or fine-tuned by the user and exported with training.transformer.export.

        The version is the beginning of a digest of all READ_FILES.  ModelError where one is missing or another model's.
        """
        folder = Path(folder)
        settings = _settings(folder)
        try:
            cutter()
            vocabulary = Vocabulary.read(folder)
            version = _version(folder)
            run = RUNTIMES[runtime](folder)
            stored = folder / TRANSITIONS_FILE
            transitions = read_transitions(stored) if stored.is_file() else None
        except ImportError as error:
            raise ModelError(
                f"the runtime {runtime!r} is not installed ({error}); run: pip install {EXTRA[runtime]}, or use another tagger"
            ) from error
        except (OSError, ValueError) as error:
            raise ModelError(f"the model folder {str(folder)!r} cannot be read: {error}") from error
        except Exception as error:  # ONNX Runtime raises classes of its own for a damaged file
            raise ModelError(f"the model in {str(folder)!r} cannot be loaded: {error}") from error
        return cls(
            run,
            vocabulary,
            version,
            window=int(settings.get("window", WINDOW)),
            margin=int(settings.get("margin", MARGIN)),
            temperature=float(settings.get("temperature", 1.0)),
            knots=settings.get("knots", (0.0, 1.0)),
            levels=settings.get("levels", (0.0, 1.0)),
            transitions=transitions,
            cache=cache,
        )

    def tag(self, text: Text) -> list[Span]:
        """Spans of one text, sorted and not overlapping; the score is the share of spans right whose least certain word is as certain."""
        words = tokenize(text.clean)
        if not len(words):
            return []
        characters = collapse(text.clean)
        logs = self._logs(self.score(characters, hints_of(text.clean, characters)), characters.symbols)
        scores = without_rules(words, words_of(words.start, words.end, rows_of(characters), logs))
        return best_spans(words, scores, self.transitions, lambda least: np.interp(least, self.knots, self.levels))

    def score(self, tokens: Characters, hints: Array) -> Scores:
        """The model's scores, tokens x tags, before the softmax."""
        windows = plan_windows(tokens.symbols, self.window, self.margin)
        return self._score(
            tokens.symbols, hints, windows, lambda pairs: [self.cache.get(i, h, self.runtime) for i, h in pairs]
        )

    def scores_near(self, text: Text, words: Tokens, wanted: Array, context: int) -> tuple[Array, Scores]:
        """Places of words, those at the places `wanted` among them, and their logarithms, a row each.

        The model is given only what stands within `context` tokens of a wanted word; such a window hardly ever recurs, and none is
        remembered.
        """
        characters = collapse(text.clean)
        rows = rows_of(characters)
        first, last = rows[words.start], rows[words.end - 1]
        asked = np.zeros(len(characters) + 1, dtype=np.int64)
        np.add.at(asked, first[wanted], 1)
        np.add.at(asked, last[wanted] + 1, -1)
        windows = windows_near(np.cumsum(asked[:-1]) > 0, context, self.window)
        near, windows = closed_up(windows, len(characters))
        symbols = characters.symbols[near]
        scores = self._score(symbols, hints_of(text.clean, characters, near), windows, self.runtime.batch)
        core = in_cores(windows, len(near))
        logs = self._logs(scores[core], symbols[core])
        # One more row for all that is not heard: where it stands within a word, it counts for nothing.
        heard = np.full(len(characters), len(logs))
        heard[near[core]] = np.arange(len(logs))
        places = np.flatnonzero((heard[first] < len(logs)) & (heard[last] < len(logs)))
        logs = np.concatenate((logs, np.zeros_like(logs, shape=(1, len(TAGS)))))
        return places, words_of(words.start[places], words.end[places], heard[rows], logs)

    def _score(
        self, symbols: Array, hints: Array, windows: Sequence[Window], score: Callable[[list[Pair]], list[Scores]]
    ) -> Scores:
        ids = self.vocabulary.ids_of(symbols)
        cut = [slice(w.start, w.end) for w in windows]
        return merge_scores(windows, score([(ids[c], hints[c]) for c in cut]), len(symbols))

    def _logs(self, scores: Scores, symbols: Array) -> Scores:
        """Logarithms of the probability of each tag at the model's temperature, a row a token."""
        return log_softmax(mask_scores(scores / self.temperature, symbols))


def _settings(folder: Path) -> dict[str, Any]:
    """The tagger's own settings in config.json; refuses a model with other labels than ours."""
    path = folder / CONFIG_FILE
    try:
        config = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"the model's {str(path)!r} cannot be read: {error.strerror}; name a model folder") from error
    except ValueError as error:
        raise ModelError(f"the model's {str(path)!r} is no JSON: {error}; export the model anew") from error
    labels = config.get("id2label") if isinstance(config, dict) else None
    if not isinstance(labels, dict) or [labels.get(str(i)) for i in range(len(labels))] != list(TAGS):
        raise ModelError(
            f"the model in {str(folder)!r} was made for other labels than this version of ie has; name a folder that "
            "training.transformer wrote"
        )
    if config.get("type_vocab_size") != hint_count():
        raise ModelError(
            f"the model in {str(folder)!r} was made for other hints than this version of ie gives; train it anew with "
            "training.transformer"
        )
    settings: dict[str, Any] = config.get("tagger") or {}
    if not isinstance(settings, dict) or not all(map(_is_setting, settings.values())):
        raise ModelError(
            f"the settings `tagger` in {str(path)!r} are no numbers; name a folder that training.transformer wrote"
        )
    return settings


def _is_setting(value: object) -> bool:
    """A number, or a curve's several."""
    return all(isinstance(v, int | float) for v in (value if isinstance(value, list) and value else [value]))


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in READ_FILES:
        path = folder / name
        if path.is_file():
            digest.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:VERSION_LENGTH]
