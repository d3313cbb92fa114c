"""Text → Spans by the linear model: the tagger that runs where numpy and rjieba do."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ie.report import Span, Text
from ie.tag.jieba_linear.features import features_of
from ie.tag.jieba_linear.model import Model, load_model
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats
from ie.tag.words.numbers import without_rules
from ie.tag.words.spans import Confidence, best_spans
from ie.tag.words.tokens import Hashes, Tokens


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
        """The best spans that this model's transitions allow."""
        return best_spans(tokens, scores, self._model.transitions, confidence)
