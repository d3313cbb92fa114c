"""Text → Spans by the transformer: characters collapsed, windows, scores a character, then a word, and the best spans of those."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from ie.report import Span, Text
from ie.tag.tagset import TAGS
from ie.tag.transformer.cache import MOST_WINDOWS, WindowCache
from ie.tag.transformer.collapse import Array, Tokens, collapse
from ie.tag.transformer.hints import hints_of
from ie.tag.transformer.probabilities import log_softmax, mask_scores, rows_of, words_of
from ie.tag.transformer.runtime import ONNX_FILE, RUNTIMES, WEIGHTS_FILE, Runtime
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import MARGIN, WINDOW, Scores, merge_scores, plan_windows
from ie.tag.viterbi import Floats
from ie.tag.words.numbers import without_rules
from ie.tag.words.spans import best_spans
from ie.tag.words.tokens import tokenize
from ie.tag.words.transitions import read_transitions, transition_rules

CONFIG_FILE: Final = "config.json"
TRANSITIONS_FILE: Final = "transitions.json"
"""Which tag speaks for which next one; a model without it obeys the B/I rules alone."""
VERSION_LENGTH: Final = 12
"""Characters of the weights' sha256 that name a model in a record."""


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
        transitions: Floats | None = None,
        cache: int = MOST_WINDOWS,
    ) -> None:
        self.version = version
        self.runtime = runtime
        self.vocabulary = vocabulary
        self.window = window
        self.margin = margin
        self.temperature = temperature
        self.transitions = transition_rules() if transitions is None else transitions
        self.cache = WindowCache(cache)

    @classmethod
    def from_folder(
        cls, folder: str | Path, runtime: Literal["onnx", "torch"] = "onnx", cache: int = MOST_WINDOWS
    ) -> TransformerTagger:
        """The tagger of a model folder: shipped, or fine-tuned by the user and exported with training.transformer.export.

        The version is the beginning of the weights' sha256.  ModelError where a file is missing or another model's.
        """
        folder = Path(folder)
        settings = _settings(folder)
        weights = WEIGHTS_FILE if (folder / WEIGHTS_FILE).is_file() else ONNX_FILE
        try:
            vocabulary = Vocabulary.read(folder)
            version = hashlib.sha256((folder / weights).read_bytes()).hexdigest()[:VERSION_LENGTH]
            run = RUNTIMES[runtime](folder)
            stored = folder / TRANSITIONS_FILE
            transitions = read_transitions(stored) if stored.is_file() else None
        except ImportError as error:
            raise ModelError(
                f"the runtime {runtime!r} is not installed ({error}); install it, or use another tagger"
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
            transitions=transitions,
            cache=cache,
        )

    def tag(self, text: Text) -> list[Span]:
        """Spans of one text, sorted and not overlapping; the score is the probability of the span's least certain word."""
        words = tokenize(text.clean)
        if not len(words):
            return []
        tokens = collapse(text.clean)
        logs, _ = self.log_probabilities(tokens, hints_of(text.clean, tokens), np.ones(len(tokens), dtype=bool))
        scores = without_rules(words, words_of(words, rows_of(tokens), logs))
        return best_spans(words, scores, self.transitions, lambda probability: probability)

    def log_probabilities(
        self, tokens: Tokens, hints: Array, wanted: npt.NDArray[np.bool_]
    ) -> tuple[Scores, npt.NDArray[np.bool_]]:
        """Calibrated logarithms, tokens x tags, and which tokens have them: those of every window whose core holds a wanted one."""
        scores, seen = self._score(tokens, hints, wanted)
        return log_softmax(mask_scores(scores / self.temperature, tokens)), seen

    def score(self, tokens: Tokens, hints: Array) -> Scores:
        """The model's scores, tokens x tags, before the softmax."""
        return self._score(tokens, hints, np.ones(len(tokens), dtype=bool))[0]

    def _score(
        self, tokens: Tokens, hints: Array, wanted: npt.NDArray[np.bool_]
    ) -> tuple[Scores, npt.NDArray[np.bool_]]:
        ids = self.vocabulary.ids(tokens)
        windows = plan_windows(tokens.symbols, self.window, self.margin)
        chosen = [w for w in windows if wanted[w.first : w.last].any()]
        seen = np.zeros(len(tokens), dtype=bool)
        for w in chosen:
            seen[w.first : w.last] = True
        cut = [slice(w.start, w.end) for w in chosen]
        return merge_scores(chosen, [self.cache.get(ids[c], hints[c], self.runtime) for c in cut], len(tokens)), seen


def _settings(folder: Path) -> dict[str, Any]:
    """The tagger's own settings in config.json; refuses a model with other labels than ours."""
    path = folder / CONFIG_FILE
    try:
        config = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"the model's {str(path)!r} cannot be read: {error.strerror}; name a model folder") from error
    except ValueError as error:
        raise ModelError(f"the model's {str(path)!r} is no JSON: {error}; export the model anew") from error
    labels = config.get("id2label") or {}
    if [labels.get(str(i)) for i in range(len(labels))] != list(TAGS):
        raise ModelError(f"the model in {str(folder)!r} has other labels than ie.tag.tagset.TAGS; train it on those")
    settings: dict[str, Any] = config.get("tagger") or {}
    return settings
