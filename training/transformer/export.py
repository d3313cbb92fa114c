"""Weights → a model folder: safetensors and ONNX of the same weights, config, vocabulary, tokenizer.

`AutoModelForTokenClassification` and `AutoTokenizer` load the folder, and so does `ie extract --model FOLDER`.  No file of it is
a pickle.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import torch
from transformers import BertForTokenClassification

from ie.tag.transformer.files import ONNX_FILE, TRANSITIONS_FILE
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import MARGIN, WINDOW
from ie.tag.viterbi import Floats
from ie.tag.words.transitions import write_transitions
from training.transformer.tokenizer import tokenizer_of

OPSET = 17
CARD = "card.json"
UNLISTED = {CARD, "README.md"}
"""Files a card cannot or need not hash: itself, and what only people read."""


def export(
    model: BertForTokenClassification,
    vocabulary: Vocabulary,
    folder: Path,
    window: int = WINDOW,
    margin: int = MARGIN,
    transitions: Floats | None = None,
) -> None:
    """Write every file of the model but its card; what the folder held under the same names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval()
    model.config.tagger = {"window": window, "margin": margin}
    model.save_pretrained(folder)
    vocabulary.write(folder)
    if transitions is not None:
        write_transitions(folder / TRANSITIONS_FILE, transitions)
    tokenizer_of(vocabulary).save_pretrained(folder)
    to_onnx(model, folder / ONNX_FILE)


def to_onnx(model: BertForTokenClassification, path: Path) -> None:
    """The model as ONNX: any number of windows, any length up to the model's positions."""
    model.set_attn_implementation("eager")
    sample = torch.ones(2, 16, dtype=torch.long)
    both = {0: "window", 1: "token"}

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            logits: torch.Tensor = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits
            return logits

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter is chosen on purpose: the newer one needs another package
        torch.onnx.export(
            Logits().eval(),
            (sample, sample, sample),
            str(path),
            input_names=["input_ids", "attention_mask", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes={"input_ids": both, "attention_mask": both, "token_type_ids": both, "logits": both},
            opset_version=OPSET,
            dynamo=False,
        )


def write_card(folder: Path, card: dict[str, Any]) -> None:
    """`card.json`: what is told of the model, and the sha256 of each file that a program reads."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name not in UNLISTED)
    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (folder / CARD).write_text(json.dumps({**card, "files": digests}, ensure_ascii=False, indent=1) + "\n", "utf-8")
