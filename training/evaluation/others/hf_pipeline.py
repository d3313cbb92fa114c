"""A rival runtime: transformers' own token-classification pipeline over the shipped model folder, with its default grouping.

What a user gets who loads the folder without `ie`: windows by the pipeline's stride, B-/I- tags grouped as they come.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ie.report import LABELS, Span, Text

NAME = "transformers-pipeline"
STRIDE = 32


class PipelineTagger:
    """The pipeline as a tagger, so that its spans are rebuilt into tables as all others' are."""

    name = NAME
    version = "transformers"

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import pipeline

        torch.set_num_threads(1)
        self._run: Any = pipeline(
            "token-classification", model=str(folder), stride=STRIDE, aggregation_strategy="simple", device="cpu"
        )

    def tag(self, text: Text) -> list[Span]:
        """Its groups as spans, without blanks at their ends; one that overlaps the one before is left out."""
        if not text.clean.strip():
            return []
        spans: list[Span] = []
        for group in sorted(self._run(text.clean), key=lambda g: (g["start"], -g["end"])):
            words = text.clean[group["start"] : group["end"]]
            start = group["start"] + len(words) - len(words.lstrip())
            end = group["end"] - len(words) + len(words.rstrip())
            if start < end and group["entity_group"] in LABELS and not (spans and start < spans[-1].end):
                spans.append(Span(start, end, group["entity_group"], round(float(group["score"]), 4)))
        return spans
