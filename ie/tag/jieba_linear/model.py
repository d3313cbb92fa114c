"""Weights, transitions and calibration: what training writes and the tagger reads.  npz and JSON, no pickle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.features import TEMPLATES
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats
from ie.tag.words.tokens import Hashes

WEIGHTS, CONFIG = "weights.npz", "config.json"
FORMAT = 2
LARGEST = 127
"""Of a weight, so that it is stored in a byte; the sum over all templates stays within two bytes."""
assert LARGEST * len(TEMPLATES) < 1 << 15


CACHE_LINE = 64
"""Bytes that a processor reads from memory at once."""


class ModelError(RuntimeError):
    """A model folder that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Model:
    """`weights` rows x tags, whole numbers up to LARGEST in units of `scale`, one a tag, columns beyond the tags being padding;
    `transitions` groups x tag before x tag, logarithms; `knots` and `levels`: confidence as a tag's probability against the
    share of spans right."""

    bits: int
    version: str
    weights: NDArray[np.int16]
    scale: Floats
    bias: Floats
    transitions: Floats
    knots: Floats
    levels: Floats

    def scores(self, features: Hashes) -> Floats:
        """Logarithms of the probability of each tag for each token; `features` as `hash_features` gives them."""
        # int16 throughout: a gathered row needs no conversion and fits in less of the cache; see LARGEST for why it suffices.
        sums = np.zeros((features.shape[1], self.weights.shape[1]), np.int16)
        row = np.empty_like(sums)
        for places in features:
            np.take(self.weights, places, axis=0, out=row, mode="clip")
            sums += row
        logits = sums[:, : len(self.scale)] * self.scale + self.bias
        logits -= logits.max(1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(1, keepdims=True))
        out: Floats = logits.astype(np.float32)
        return out

    def confidence(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of spans that were right among those as probable as these."""
        return np.interp(probability, self.knots, self.levels)


def save_model(folder: Path, model: Model) -> None:
    """Write weights and configuration; the same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        "weights": model.weights[:, : len(model.scale)].astype(np.int8, order="C"),
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
        weights = _row_a_line(arrays["weights"])
        return Model(config["bits"], config["version"], weights, *(arrays[name] for name in names))


def _row_a_line(weights: NDArray[np.int8]) -> NDArray[np.int16]:
    """The rows widened to a line of the processor's cache each, and laid on it: a gathered row is fetched in one go."""
    width = -(-2 * weights.shape[1] // CACHE_LINE) * CACHE_LINE // 2
    room = np.zeros(len(weights) * width + CACHE_LINE // 2, np.int16)
    first = -room.ctypes.data % CACHE_LINE // 2
    rows = room[first : first + len(weights) * width].reshape(len(weights), width)
    rows[:, : weights.shape[1]] = weights
    return rows
