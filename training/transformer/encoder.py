"""The model before training: `BertForTokenClassification` over characters, from the pretrained encoder or at random.

Three starts: `layers`, the first layers of multilingual-e5-small as they are (384 wide); `embeddings`, a smaller model whose
characters begin as the encoder's, turned down to its width by principal components; `random`, the control.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from transformers import BertConfig, BertForTokenClassification

from ie.normalise import normalise
from ie.tag.tagset import TAGS
from ie.tag.transformer.hints import hint_count
from ie.tag.transformer.vocabulary import CLASSES, PAD, SPECIAL, Vocabulary
from training.transformer.e5file import E5File, open_e5

Start = Literal["layers", "embeddings", "random"]
POSITIONS = 256
"""The longest window a model can be given."""
SPREAD = 0.05
"""Standard deviation of embeddings taken from the encoder: near BERT's 0.02 at random, yet large enough to be told apart at once."""
LONGEST_WAVE = 1000.0
"""Of the positions' waves, in tokens over 2 pi."""
E5_BLANK = "▁"
NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True)
class Shape:
    """Layers, width, heads, width of the feed-forward part and its activation."""

    layers: int = 2
    width: int = 128
    heads: int = 2
    inner: int = 512
    activation: str = "relu"


def entries() -> list[str]:
    """The vocabulary: special tokens, classes of runs, ASCII, and what GB 2312 holds, as far as normalising leaves it alone."""
    found = [chr(code) for code in range(0x20, 0x7F)]
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found.append(bytes((high, low)).decode("gb2312", "ignore"))
    single = dict.fromkeys(
        c for c in found if len(c) == 1 and normalise(c).clean == c and not "\u3040" <= c <= "\u312f"
    )
    return [*SPECIAL, *CLASSES, *single]


def new_model(shape: Shape, start: Start, vocabulary: Vocabulary, seed: int) -> BertForTokenClassification:
    """A model ready for training; RuntimeError where the pretrained encoder is asked for and not installed."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        hidden_act=shape.activation,
        hidden_dropout_prob=0.0,  # synthesis never runs out, and nothing is seen often enough to be learnt by heart
        attention_probs_dropout_prob=0.0,
        max_position_embeddings=POSITIONS,
        type_vocab_size=hint_count(),
        pad_token_id=PAD,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: i for i, tag in enumerate(TAGS)},
    )
    model = BertForTokenClassification(config)
    _begin_positions(model)
    if start == "layers":
        _load_layers(model, open_e5(), vocabulary)
    elif start == "embeddings":
        _load_embeddings(model, open_e5(), vocabulary)
    return model


def _begin_positions(model: BertForTokenClassification) -> None:
    """Positions begin as waves, so that a head can find a neighbour from the first step on; 250 steps end at 0.36 for a loss of 0.41."""
    table = model.bert.embeddings.position_embeddings.weight
    rates = torch.exp(torch.arange(0, table.shape[1], 2) * (-math.log(LONGEST_WAVE) / table.shape[1]))
    angles = torch.arange(table.shape[0])[:, None] * rates
    with torch.no_grad():
        table[:, 0::2] = SPREAD * torch.sin(angles)
        table[:, 1::2] = SPREAD * torch.cos(angles)


def _known(e5: E5File, vocabulary: Vocabulary) -> tuple[list[int], list[int]]:
    """Ids of the characters that both have: ours, the encoder's."""
    theirs = {piece: i for i, piece in enumerate(e5.pieces) if len(piece) == 1}
    theirs[" "] = theirs[E5_BLANK]
    pairs = [(i, theirs[entry]) for i, entry in enumerate(vocabulary.entries) if entry in theirs]
    return [a for a, _ in pairs], [b for _, b in pairs]


def _load_embeddings(model: BertForTokenClassification, e5: E5File, vocabulary: Vocabulary) -> None:
    ours, theirs = _known(e5, vocabulary)
    rows = e5.rows("emb.word", theirs)
    rows = rows - rows.mean(axis=0)
    width = model.config.hidden_size
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    small = rows @ axes[:width].T
    small *= SPREAD / small.std()
    with torch.no_grad():
        model.bert.embeddings.word_embeddings.weight[ours] = torch.from_numpy(small)


def _load_layers(model: BertForTokenClassification, e5: E5File, vocabulary: Vocabulary) -> None:
    if model.config.hidden_size != e5.width:
        raise ValueError(f"the encoder is {e5.width} wide, not {model.config.hidden_size}; take the start 'embeddings'")
    state = model.bert.state_dict()
    width = e5.width
    ours, theirs = _known(e5, vocabulary)
    new: dict[str, np.ndarray] = {}
    word = state["embeddings.word_embeddings.weight"].clone().numpy()
    word[ours] = e5.rows("emb.word", theirs)
    new["embeddings.word_embeddings.weight"] = word
    new["embeddings.position_embeddings.weight"] = e5.tensor("emb.pos").reshape(-1, width)[:POSITIONS]
    # The encoder knows one type, which all hints begin as.
    types = e5.tensor("emb.type").reshape(-1, width)[:1]
    new["embeddings.token_type_embeddings.weight"] = np.repeat(types, model.config.type_vocab_size, axis=0)
    new["embeddings.LayerNorm.weight"] = e5.tensor("emb.ln.w")
    new["embeddings.LayerNorm.bias"] = e5.tensor("emb.ln.b")
    for layer in range(model.config.num_hidden_layers):
        for short, name in NAMES.items():
            columns = model.config.intermediate_size if short == "fo" else width
            new[f"encoder.layer.{layer}.{name}.weight"] = e5.tensor(f"l{layer}.{short}.w", columns)
            new[f"encoder.layer.{layer}.{name}.bias"] = e5.tensor(f"l{layer}.{short}.b")
        for short, name in NORMS.items():
            new[f"encoder.layer.{layer}.{name}.weight"] = e5.tensor(f"l{layer}.{short}.w")
            new[f"encoder.layer.{layer}.{name}.bias"] = e5.tensor(f"l{layer}.{short}.b")
    model.bert.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(rows)) for name, rows in new.items()})
