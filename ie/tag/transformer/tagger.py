"""Text → Spans by the transformer: collapse, windows, scores, the best allowed tags, spans with calibrated scores."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from ie.report import LABELS, Span, Text
from ie.tag.tagset import TAGS
from ie.tag.transformer.cache import MOST_WINDOWS, WindowCache
from ie.tag.transformer.collapse import Array, Tokens, collapse
from ie.tag.transformer.decode import best_tags, log_softmax, mask_scores
from ie.tag.transformer.hints import hints_of
from ie.tag.transformer.numbers import whole_numbers
from ie.tag.transformer.runtime import ONNX_FILE, RUNTIMES, WEIGHTS_FILE, Runtime
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import MARGIN, WINDOW, Scores, merge_scores, plan_windows

CONFIG_FILE: Final = "config.json"
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
        cache: int = MOST_WINDOWS,
    ) -> None:
        self.version = version
        self.runtime = runtime
        self.vocabulary = vocabulary
        self.window = window
        self.margin = margin
        self.temperature = temperature
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
            cache=cache,
        )

    def tag(self, text: Text) -> list[Span]:
        """Spans of one text, sorted and not overlapping; the score is the probability of the span's least certain character."""
        tokens = collapse(text.clean)
        if not len(tokens):
            return []
        tags, scores = self.decode(tokens, hints_of(text.clean, tokens))
        return _spans(text.clean, tokens, tags, scores)

    def decode(self, tokens: Tokens, hints: Array) -> tuple[Array, Scores]:
        """One tag and its probability for each token."""
        logs = log_softmax(mask_scores(self.score(tokens, hints) / self.temperature, tokens))
        tags = best_tags(logs, tokens.closed)
        scores: Scores = np.exp(logs[np.arange(len(tags)), tags])
        return whole_numbers(tokens, tags, scores), scores

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


def _spans(clean: str, tokens: Tokens, tags: Array, scores: Scores) -> list[Span]:
    """The spans of a valid sequence of tags; blanks at their ends are cut off."""
    out: list[Span] = []
    heads = np.flatnonzero(tags % 2 == 1)
    starts = tokens.starts.tolist()
    starts.append(tokens.length)
    for head in heads.tolist():
        tail = head + 1
        inside = tags[head] + 1
        while tail < len(tags) and tags[tail] == inside:
            tail += 1
        start, end = starts[head], starts[tail]
        words = clean[start:end]
        end -= len(words) - len(words.rstrip())
        start += len(words) - len(words.lstrip())
        if start < end:
            out.append(Span(start, end, LABELS[int(tags[head]) // 2], round(float(scores[head:tail].min()), 4)))
    return out


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
