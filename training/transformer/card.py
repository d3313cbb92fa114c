"""The README of a model folder, written from its card.json, so that the two never tell different things."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from ie.tag.transformer.files import CONFIG_FILE, WEIGHTS_FILE
from training.transformer.variants import newest, told

HEAD = """# transformer

A transformers `BertForTokenClassification` ({shape}) over collapsed characters: runs of
separators are one token, so are the middles of long sentences without a number (`ie/tag/transformer/collapse.py`).  Each token has a
hint, given as its token type: the zone of the report, the form's label it may belong to or stand in a note behind, the outline number and
its depth, a digit's place in its run (`ie/tag/transformer/hints.py`).  A tenth of the windows were trained without, so that a caller of
`AutoTokenizer` alone gets tags too.  Spans are decoded from the mean over each word's characters, with transitions counted on synthetic
reports (`transitions.json`) and the rules of wholes that the linear model has (`ie/tag/words`); those rules were chosen after looking at
errors on annotated reports.

- Data: {reports:,} synthetic reports of `training.synthesize`, split `train`{converted}{also}.
  {steps:,} steps of {batch} windows of {window} tokens{cropped}.
  {pool}
  No gold report was trained on; the checkpoint and the temperature that spans are decoded at were chosen by synthetic reports and by the
  part `dev` of the real gold (about 60 % of the organs).
- The score of a span is the share of spans of synthetic reports right that were as certain.
- Start: {encoder}.
- Command: `{command}`{history}.
- `model.onnx` and `model.safetensors` are the same weights; `AutoModelForTokenClassification` and `AutoTokenizer` load this folder.
- Input is text as `ie.normalise` leaves it, in windows of {window} tokens that overlap by {margin} on each side.
- Licences: the weights are this project's (MIT); the characters' embeddings began as those of multilingual-e5-small (MIT).
- Limits: a window sees about 200 characters; page litter is found less surely than anything else; names of organs in sentences are
  easily missed.  By default it reads with jieba-linear, as the `ensemble`.
"""

ACTIVATIONS = {"relu": "ReLU", "gelu": "GELU"}
POOL = "Paragraphs without figures of a pool of official prose, none of an organ in the gold's part `test`, filled some sections."


def write_readme(folder: Path, window: int, margin: int) -> None:
    """Write README.md from the folder's card.json."""
    card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
    made, plan = card["made"], card["made"]["plan"]
    out = HEAD.format(
        shape=_shape(folder),
        reports=made["reports"],
        converted=f", and {made['converted']:,} more that real converters flattened" if made.get("converted") else "",
        also="".join(f", and {count:,} more in the layout {name}" for name, count in made.get("also", {}).items()),
        pool=POOL if made.get("pool") else "No pool text was trained on.",
        steps=plan["steps"],
        batch=plan["batch"],
        cropped=f"; a share of {plan['cropped']} of the batches is cut shorter, down to what the ensemble asks about"
        if plan.get("cropped")
        else "",
        encoder=card["encoder"],
        command=card["command"],
        history=f" ({made['history']})" if "history" in made else "",
        window=window,
        margin=margin,
    )
    parts = [out, *_compared(folder), *_scores(card["scores"]), *_bins(card)]
    (folder / "README.md").write_text("\n".join(parts) + "\n", "utf-8")


def _shape(folder: Path) -> str:
    """The encoder's measures, from its configuration and its weights."""
    held: dict[str, Any] = json.loads((folder / CONFIG_FILE).read_text("utf-8"))
    activation = ACTIVATIONS.get(held["hidden_act"], held["hidden_act"])
    return (
        f"{held['num_hidden_layers']} layers x {held['hidden_size']}, {held['num_attention_heads']} heads, {activation}, "
        f"{_parameters(folder / WEIGHTS_FILE) / 1e6:.1f} M parameters"
    )


def _parameters(weights: Path) -> int:
    """How many numbers a safetensors file holds."""
    with weights.open("rb") as file:
        header: dict[str, Any] = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return sum(math.prod(entry["shape"]) for name, entry in header.items() if name != "__metadata__")


def _compared(folder: Path) -> list[str]:
    """What helped and what did not, from the newest comparison among the results beside the model; nothing where there is none."""
    path = newest(folder.parent / "results")
    if path is None:
        return []
    found = json.loads(path.read_text("utf-8"))
    page = path.with_suffix(".md").relative_to(folder.parent).as_posix()
    return [
        f"Compared in short runs of {found['steps']:,} steps on {found['date']} ([the table](../{page})), in points of strict span "
        "F1; a difference counts where it is larger than those among three seeds of the base, which is shaped as the shipped model:",
        "",
        *told(found["rows"]),
        *(f"- {line}" for line in found.get("card", [])),
        "",
    ]


def _scores(scores: dict[str, Any]) -> list[str]:
    """A table of labels by corpus, then the layouts and editions of each."""
    names = list(scores)
    lines = ["Strict span F1 (both ends and the label), reports in brackets:", ""]
    lines.append("| label | " + " | ".join(f"{n} ({scores[n]['reports']})" for n in names) + " |")
    lines.append("| --- |" + " --: |" * len(names))
    labels = dict.fromkeys(label for n in names for label in scores[n]["labels"])
    for label in labels:
        lines.append(f"| {label} | " + " | ".join(str(scores[n]["labels"].get(label, "")) for n in names) + " |")
    lines.append("| micro | " + " | ".join(str(scores[n]["micro"]) for n in names) + " |")
    lines.append("")
    for n in names:
        for what in ("editions", "layouts"):
            told = ", ".join(f"{k or 'unknown'} {v}" for k, v in scores[n][what].items())
            lines.append(f"- {n}, by {what[:-1]}: {told}")
    return lines


def _bins(card: dict[str, Any]) -> list[str]:
    """Reliability: what the tagger says of its spans against the share that is right."""
    lines = [
        "",
        f"Reliability (temperature {card['temperature']}): spans by their score, and the share that is right.",
        "",
    ]
    lines += ["| corpus | score above | spans | mean score | right |", "| --- | --: | --: | --: | --: |"]
    for name, bins in card["reliability"].items():
        lines += [f"| {name} | {b['above']} | {b['spans']} | {b['score']} | {b['right']} |" for b in bins]
    return lines
