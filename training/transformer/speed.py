"""Characters a second of the shipped model, beside a 12-layer BERT of 768 run through transformers' own pipeline.

    python -m training.transformer.speed FOLDER

The large model has random weights, which take as long as trained ones.  One thread; times are those of the processor, so that
another process on the machine counts as little as may be.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from transformers import BertConfig, BertForTokenClassification, pipeline

from ie.normalise import normalise
from ie.report import Text
from ie.tag.shipped import shipped_model
from ie.tag.tagset import TAGS
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.vocabulary import Vocabulary
from training.transformer.tokenizer import tokenizer_of

LARGE_CHARACTERS = 6000
"""Characters the large model is given; it takes half a minute for them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.speed", description=__doc__)
    parser.add_argument("texts", type=Path, help="folder of .txt reports")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    texts = [normalise(p.read_text("utf-8", errors="replace")) for p in sorted(args.texts.glob("*.txt"))]
    folder = shipped_model("transformer")
    out = {"characters": sum(len(t.clean) for t in texts)}
    cold = TransformerTagger.from_folder(folder, cache=0)
    warm = TransformerTagger.from_folder(folder)
    out["no_memory"] = _speed(cold.tag, texts)
    _speed(warm.tag, texts)
    out["second_reading"] = _speed(warm.tag, texts)
    some = [Text(t.clean[:LARGE_CHARACTERS], t.origin[:LARGE_CHARACTERS], "") for t in texts[:1]]
    out["bert_12x768_pipeline"] = _speed(_large(), some)
    out["times_faster"] = round(out["no_memory"] / out["bert_12x768_pipeline"], 1)
    print(json.dumps(out))
    return 0


def _speed(tag: Callable[[Text], object], texts: Sequence[Text]) -> int:
    tag(texts[0])
    begin = time.process_time()
    for text in texts:
        tag(text)
    return round(sum(len(t.clean) for t in texts) / (time.process_time() - begin))


def _large() -> Callable[[Text], object]:
    """A BERT-base with our labels and one token a character, as a user of transformers would run it."""
    vocabulary = Vocabulary.read(shipped_model("transformer"))
    config = BertConfig(vocab_size=21128, num_labels=len(TAGS), max_position_embeddings=512)
    tokenizer = tokenizer_of(vocabulary)
    tokenizer.model_max_length = 512
    run = pipeline(
        "token-classification", model=BertForTokenClassification(config).eval(), tokenizer=tokenizer, device="cpu"
    )

    def tag(text: Text) -> object:
        # One character a token, as BERT's own Chinese tokenizer has it: pieces as long as the model takes.
        return [run(" ".join(text.clean[at : at + 255])) for at in range(0, len(text.clean), 255)]

    return tag


if __name__ == "__main__":
    raise SystemExit(main())
