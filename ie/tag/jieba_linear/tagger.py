"""Text → Spans by the linear model: the tagger that runs where numpy and rjieba do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ie.report import LABELS, Span, Text
from ie.tag.jieba_linear.features import features_of
from ie.tag.jieba_linear.headings import whole_headings
from ie.tag.jieba_linear.model import Model, load_model, transition_groups
from ie.tag.jieba_linear.notes import whole_notes
from ie.tag.jieba_linear.numbers import whole_numbers, without_rules
from ie.tag.jieba_linear.tokens import Hashes, Tokens
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats, viterbi

Confidence = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class JiebaLinearTagger:
    """Words and layout into a linear model.  `tag` is safe to call from several threads."""

    name = "jieba-linear"

    def __init__(self, model: Model) -> None:
        self._model = model
        self.version = model.version

    @classmethod
    def load(cls, folder: Path) -> JiebaLinearTagger:
        """The tagger of a model folder whose files are known to be whole (see `ie.tag.shipped`)."""
        return cls(load_model(folder))

    def tag(self, text: Text) -> list[Span]:
        """Spans of one normalised text, sorted and not overlapping, each with the share of such spans that are right."""
        return self.tag_tokens(*features_of(text.clean, self._model.bits))

    def tag_tokens(self, tokens: Tokens, features: Hashes) -> list[Span]:
        """The same from what `features_of` gave for the text, for whoever tags one text with model after model."""
        return self.spans(tokens, self._scores(tokens, features), self._model.confidence)

    def scores(self, text: Text) -> tuple[Tokens, Floats]:
        """Words, and the logarithms of the probability of each tag for each, words x tags."""
        tokens, features = features_of(text.clean, self._model.bits)
        return tokens, self._scores(tokens, features)

    def _scores(self, tokens: Tokens, features: Hashes) -> Floats:
        if not len(tokens):
            return np.zeros((0, len(TAGS)), np.float32)
        return without_rules(tokens, self._model.scores(features))

    def spans(self, tokens: Tokens, scores: Floats, confidence: Confidence) -> list[Span]:
        """The best spans that the rules allow; `confidence` says how often a span is right whose least word has a probability."""
        if not len(tokens):
            return []
        tags = viterbi(scores, self._model.transitions, transition_groups(tokens.gap))
        tags = whole_headings(tokens, whole_notes(tokens, whole_numbers(tokens, tags, scores)))
        begins = np.flatnonzero(tags % 2 == 1)
        if not len(begins):
            return []
        # A span ends before the next token that is not inside it.
        outside = np.append(np.flatnonzero((tags == 0) | (tags % 2 == 1)), len(tags))
        stops = outside[np.searchsorted(outside, begins, side="right")]
        chosen = scores[np.arange(len(tags)), tags].astype(np.float64)
        least = np.minimum.reduceat(np.where(tags == 0, 0.0, chosen), begins)
        score = confidence(np.exp(least))
        return [
            Span(start, end, LABELS[label], round(level, 4))
            for start, end, label, level in zip(
                tokens.start[begins].tolist(),
                tokens.end[stops - 1].tolist(),
                (tags[begins] // 2).tolist(),
                score.tolist(),
                strict=True,
            )
        ]
