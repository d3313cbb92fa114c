"""The loop that a user would write with transformers: BERT-base over every text, `pipeline("token-classification")`.

Its weights are random, which take as long as trained ones.  It only tags: no reading, no tables, no sums.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ie.normalise import normalise
from ie.read import Source, read_file
from training.throughput.jobs import Numbers, peak_mb

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

PIECE = 510
"""Characters a call: what the model takes, less its two marks."""
VOCABULARY = 21_128
"""Entries of BERT's Chinese vocabulary."""
CHARACTERS = 8_000
"""Characters that are timed; the time of a corpus follows by their number."""


def run(paths: Sequence[Path], characters: int = CHARACTERS) -> Numbers:
    """Time the pipeline on the first texts, in pieces as long as the model takes, one after another."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, pipeline

    from ie.tag.tagset import TAGS

    torch.set_num_threads(1)
    pieces = list(_pieces(paths, characters))
    model = BertForTokenClassification(BertConfig(vocab_size=VOCABULARY, num_labels=len(TAGS))).eval()
    tag = pipeline("token-classification", model=model, tokenizer=character_tokenizer(pieces), device="cpu")
    tag(pieces[0])
    begin = time.process_time()
    for piece in pieces:
        tag(piece)
    return {"characters": sum(map(len, pieces)), "seconds": time.process_time() - begin, "peak_mb": peak_mb()}


def _pieces(paths: Sequence[Path], characters: int):  # type: ignore[no-untyped-def]
    for path in paths:
        read = read_file(path)
        text = normalise(read.text).clean if isinstance(read, Source) else ""
        for at in range(0, len(text), PIECE):
            if characters <= 0:
                return
            yield text[at : at + PIECE]
            characters -= len(text[at : at + PIECE])


def character_tokenizer(texts: Sequence[str]) -> PreTrainedTokenizerFast:
    """One token a character and none for blanks, as BERT's own Chinese tokenizer has it, over the characters of these texts."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    entries = ["[UNK]", "[PAD]", *sorted(set("".join(texts)))]
    tokenizer = Tokenizer(models.WordLevel({entry: i for i, entry in enumerate(entries)}, unk_token="[UNK]"))
    each = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), each])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=PIECE + 2
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(arguments)
    print(json.dumps(run(sorted(args.folder.iterdir()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
