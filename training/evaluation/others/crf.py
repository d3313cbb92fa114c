"""A rival learner: python-crfsuite on the features of jieba-linear, beside jieba-linear itself on the same few reports.

Both see the same tokens, features and training reports, and both go through the same rules of decoding; only what is learnt
differs.  The models are made once and kept outside the repository.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ie.report import Tagger
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats
from ie.tag.words.tokens import Hashes
from ie.tag.words.transitions import GROUPS, transition_rules
from training.linear.corpus import synthetic_examples, tokenized
from training.linear.train import ALPHA, BITS, EPOCHS, SEED, train

REPORTS = 200
HELD_OUT = 50
SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 40, "feature.possible_transitions": False}
"""L-BFGS with the penalties of python-crfsuite's own tutorial; more rounds change little and cost minutes."""
LEAST = 1e-12
"""A marginal of 0 as a logarithm."""


class CrfModel:
    """A CRF behind the interface of `ie.tag.jieba_linear.model.Model`: `scores` are the logarithms of its marginals."""

    bits = BITS
    version = f"crfsuite-{REPORTS}"

    def __init__(self, path: Path) -> None:
        import pycrfsuite

        self._crf: Any = pycrfsuite.Tagger()
        self._crf.open(str(path))
        self._labels = [(int(label), label) for label in self._crf.labels()]
        self._names = _names(BITS)
        # The CRF's own transitions are in the marginals; only the B/I rules are left to keep.
        self.transitions: Floats = transition_rules()
        assert len(self.transitions) == GROUPS

    def scores(self, features: Hashes) -> Floats:
        """One row a token, one column a tag."""
        self._crf.set([[self._names[f] for f in column] for column in features.T.tolist()])
        out = np.full((features.shape[1], len(TAGS)), LEAST)
        for tag, label in self._labels:
            out[:, tag] = [self._crf.marginal(label, at) for at in range(features.shape[1])]
        return np.log(np.maximum(out, LEAST)).astype(np.float32)

    def confidence(self, probability: np.ndarray) -> np.ndarray:
        """As it is: a CRF's marginal is a probability already."""
        return probability


def crf_tagger(folder: Path, told: Callable[[str], None] = print) -> Tagger:
    """The CRF, trained into `folder` where it is not there yet."""
    path = folder / f"crfsuite-{SEED}-{REPORTS}.model"
    if not path.exists():
        _train_crf(path, told)
    tagger = JiebaLinearTagger(CrfModel(path))  # type: ignore[arg-type]
    tagger.name = "crfsuite"
    return tagger


def linear_tagger(folder: Path, told: Callable[[str], None] = print) -> Tagger:
    """jieba-linear trained on as few reports as the CRF."""
    out = folder / f"jieba-linear-{SEED}-{REPORTS}"
    if not (out / "card.json").exists():
        train(out, SEED, REPORTS, HELD_OUT, EPOCHS, ALPHA, told)
    tagger = JiebaLinearTagger.load(out)
    tagger.name = f"jieba-linear-{REPORTS}"
    return tagger


def _train_crf(path: Path, told: Callable[[str], None]) -> None:
    import pycrfsuite

    trainer: Any = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    names = _names(BITS)
    for report in tokenized(synthetic_examples(SEED, REPORTS, "train"), BITS):
        trainer.append(
            [[names[f] for f in column] for column in report.features.T.tolist()], list(map(str, report.tags))
        )
    told(f"crfsuite: {REPORTS} reports appended")
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    trainer.train(str(half))
    half.replace(path)
    told("crfsuite: trained")


def _names(bits: int) -> list[str]:
    return [str(i) for i in range(1 << bits)]
