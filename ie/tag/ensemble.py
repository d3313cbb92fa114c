"""Text → Spans by both learnt models: the linear one reads all, the transformer scores what that one is not sure of.

Text ─jieba-linear→ log-probabilities a word ─transformer, where needed→ their weighted mean ─Viterbi and the rules of wholes→ Spans

The linear model knows a word's neighbours, its line and its place in the report; the transformer knows the wording of a hundred
characters around.  They err in different places, and a mean of logarithms is wrong only where one is sure and wrong or both are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ie.report import Span, Text
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.probabilities import LEAST
from ie.tag.viterbi import Floats, row_tops
from ie.tag.words.numbers import without_rules
from ie.tag.words.tokens import Tokens

CONFIG: Final = "config.json"
DIGEST_LENGTH: Final = 6
"""Characters of the settings' digest in a version."""


class EnsembleError(RuntimeError):
    """Settings of an ensemble that do not belong to the models at hand; the message says why and what to do."""


@dataclass(frozen=True)
class Settings:
    """What an ensemble of two given models is run with; `training.ensemble` chooses and measures it on synthetic reports.

    `share`: the linear model's weight, from 0 to 1.  `sure`: the probability of a word's best tag from which on the transformer is not
    asked; above 1 it always is.  `context`: tokens that it is given on either side of a word it is asked about.  `knots` and `levels`:
    a span's least probability against the share of such spans right.
    """

    members: tuple[str, str]
    share: float
    sure: float
    context: int
    knots: Sequence[float] = (0.0, 1.0)
    levels: Sequence[float] = (0.0, 1.0)

    @classmethod
    def read(cls, folder: Path) -> Settings:
        """The settings of a folder; EnsembleError where they are none."""
        path = folder / CONFIG
        try:
            found = json.loads(path.read_text("utf-8"))
            first, second = found["members"]
            return cls(
                (first, second), found["share"], found["sure"], found["context"], found["knots"], found["levels"]
            )
        except OSError as error:
            raise EnsembleError(f"{str(path)!r} cannot be read: {error.strerror}; install ie anew") from error
        except (ValueError, KeyError, TypeError) as error:
            raise EnsembleError(f"{str(path)!r} holds no settings of an ensemble ({error}); install ie anew") from error

    def digest(self) -> str:
        """What tells these settings of the same members from others."""
        held = json.dumps([self.share, self.sure, self.context, list(self.knots), list(self.levels)])
        return hashlib.sha256(held.encode()).hexdigest()[:DIGEST_LENGTH]

    def write(self, folder: Path) -> None:
        """Write `config.json`; the same settings give the same bytes."""
        held = {"members": self.members, "share": self.share, "sure": self.sure, "context": self.context}
        curve = {"knots": list(self.knots), "levels": list(self.levels)}
        (folder / CONFIG).write_text(json.dumps(held | curve, indent=1) + "\n", "utf-8", newline="\n")


class EnsembleTagger:
    """Both models; their settings name the versions they were chosen for, and others are refused."""

    name = "ensemble"

    def __init__(self, linear: JiebaLinearTagger, transformer: TransformerTagger, settings: Settings) -> None:
        versions = (linear.version, transformer.version)
        if versions != tuple(settings.members):
            raise EnsembleError(
                f"the ensemble was measured with the models {' and '.join(settings.members)}, and these are "
                f"{' and '.join(versions)}; run: python -m training.ensemble, or install ie anew"
            )
        self.version = "+".join((*versions, settings.digest()))
        self.linear = linear
        self.transformer = transformer
        self.settings = settings

    def tag(self, text: Text) -> list[Span]:
        """Spans of one normalised text, sorted and not overlapping, each with the share of such spans that are right."""
        tokens, scores = self.scores(text)
        return self.linear.spans(tokens, scores, self._confidence)

    def scores(self, text: Text) -> tuple[Tokens, Floats]:
        """Words, and the logarithms of both models' mean, words x tags."""
        tokens, linear = self.linear.scores(text)
        if not len(tokens):
            return tokens, linear
        unsure = np.flatnonzero(np.exp(row_tops(linear)) < self.settings.sure)
        if not len(unsure):
            return tokens, linear
        places, theirs = self.transformer.scores_near(text, tokens, unsure, self.settings.context)
        share = np.float32(self.settings.share)
        mixed = share * np.maximum(linear.T[:, places], LEAST) + (1 - share) * theirs.T
        mixed -= np.log(np.exp(mixed).sum(0))
        linear[places] = mixed.T
        return tokens, without_rules(tokens, linear)

    def _confidence(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.interp(probability, self.settings.knots, self.settings.levels)
