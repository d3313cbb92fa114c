"""Weights, transitions and calibration: what training writes and the tagger reads.  npz and JSON, no pickle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.features import TEMPLATES
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats, log_softmax
from ie.tag.words.tokens import Hashes

WEIGHTS, CONFIG = "weights.npz", "config.json"
FORMAT = 2
LARGEST = 127
"""Of a weight, so that it is stored in a byte; the sum over all templates, even of weights + OFFSET, stays within two bytes."""
OFFSET = 128
"""Added to each weight where they are summed, so that none is negative."""
assert (LARGEST + OFFSET) * len(TEMPLATES) < 1 << 16


CACHE_LINE = 64
"""Bytes that a processor reads from memory at once."""
WIDTH = 32
"""Bytes of a row where rows are summed: half a line, so that none lies across two, and a size that numpy copies in one go."""
assert len(TAGS) <= WIDTH
BLOCK = 512
"""Tokens whose weights are gathered at a time."""


class ModelError(RuntimeError):
    """A model folder that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Model:
    """`weights` rows x tags, whole numbers up to LARGEST in units of `scale`, one a tag; `transitions` groups x tag before
    x tag, logarithms; `knots` and `levels`: confidence as a tag's probability against the share of spans right."""

    bits: int
    version: str
    weights: NDArray[np.int8] | NDArray[np.int16]
    scale: Floats
    bias: Floats
    transitions: Floats
    knots: Floats
    levels: Floats

    def scores(self, features: Hashes) -> Floats:
        """Logarithms of the probability of each tag for each token; `features` as `hash_features` gives them."""
        logits = self._sums(features).astype(np.float32)
        logits *= self.scale[:, None]
        logits += self.bias[:, None]
        return log_softmax(logits)

    def _sums(self, features: Hashes) -> NDArray[np.int16]:
        """The sum of the weights of each token's features, tags x tokens: numpy is at its quickest along long rows.

        Two tags at a time: a row's bytes are read as numbers of two, whose sum is the even tags' plus 256 times the odd ones', with
        what is beyond two bytes lost.  The odd ones' are summed apart and taken off.  So a row is read as the bytes that it is stored in.
        """
        templates, size = features.shape
        sums = np.empty((WIDTH, size), np.int16)
        room = np.empty(templates * min(BLOCK, size) * WIDTH // 2, np.uint16)
        for first in range(0, size, BLOCK):
            places = features[:, first : first + BLOCK]
            pairs = room[: places.size * WIDTH // 2].reshape(*places.shape, WIDTH // 2)
            np.take(self._pairs, places, axis=0, out=pairs, mode="clip")
            even = pairs.sum(0, dtype=np.uint16)
            pairs >>= np.uint16(8)
            odd = pairs.sum(0, dtype=np.uint16)
            even -= odd << np.uint16(8)
            sums[0::2, first : first + BLOCK] = even.T
            sums[1::2, first : first + BLOCK] = odd.T
        sums -= np.int16(OFFSET * templates)
        return sums[: len(self.scale)]

    @cached_property
    def _pairs(self) -> NDArray[np.uint16]:
        """The weights + OFFSET, two bytes as one number, the even tag's being the lower one, laid on the lines of the processor's cache."""
        size = len(self.weights) * WIDTH
        room = np.zeros(size + CACHE_LINE, np.uint8)
        first = -room.ctypes.data % CACHE_LINE
        rows = room[first : first + size].reshape(len(self.weights), WIDTH)
        rows[:, : len(self.scale)] = self.weights.astype(np.int16) + OFFSET
        return rows.view("<u2")

    def confidence(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of spans that were right among those as probable as these."""
        return np.interp(probability, self.knots, self.levels)


def save_model(folder: Path, model: Model) -> None:
    """Write weights and configuration; the same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        "weights": model.weights.astype(np.int8, order="C"),
        "scale": model.scale,
        "bias": model.bias,
        "transitions": model.transitions,
        "knots": model.knots,
        "levels": model.levels,
    }
    np.savez_compressed(folder / WEIGHTS, **arrays)
    config = {"format": FORMAT, "version": model.version, "bits": model.bits, "tags": TAGS, "templates": TEMPLATES}
    text = json.dumps(config, ensure_ascii=False, indent=1) + "\n"
    (folder / CONFIG).write_text(text, encoding="utf-8")


def load_model(folder: Path) -> Model:
    """The model of a folder whose files are known to be whole; ModelError where it was made for other tags or features."""
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    for key, wanted in (("format", FORMAT), ("tags", list(TAGS)), ("templates", list(TEMPLATES))):
        if config.get(key) != wanted:
            raise ModelError(
                f"the model in {str(folder)!r} was made with other {key} than this version of ie has; "
                "take the model of this version, or train one: make train-linear"
            )
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        names = ("scale", "bias", "transitions", "knots", "levels")
        return Model(config["bits"], config["version"], arrays["weights"], *(arrays[name] for name in names))
