"""An experiment in structure: two more heads that say of each value cell which row and which column of the form it belongs to.

    python -m training.transformer.structure --texts FOLDER

Synthesis knows every cell's address.  The heads are trained beside the tags, and held against the alignment of `ie.rebuild`: on how many
of the cells that it places rightly do they agree, and what would they give where it gives nothing.  Nothing of it is shipped.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from transformers import BertForTokenClassification

from ie.batch.work import work_source
from ie.editions import EDITIONS, load_edition
from ie.normalise import normalise
from ie.read import Source, read_text
from ie.report import Text
from ie.score.gold import Gold, load_gold
from ie.score.texts import text_path
from ie.tag import load_tagger
from ie.tag.tagset import TAGS
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.collapse import Array, collapse, collapse_tags
from ie.tag.transformer.hints import NONE, hints_of
from ie.tag.transformer.runtime import Runtime
from ie.tag.transformer.vocabulary import PAD, Vocabulary
from ie.tag.transformer.windows import WINDOW, Scores
from training.data.examples import example_of
from training.data.gold import gold_files
from training.synthesize import Sample, synthesize
from training.transformer.__main__ import ROOT, SEED
from training.transformer.encoder import Shape, entries, new_model
from training.transformer.finish import JUDGED, JUDGED_SEED
from training.transformer.train import Plan, rate_at
from training.transformer.windows import IGNORED

ROWS = sorted({f"{t.id}.{r.id}" for e in EDITIONS for t in load_edition(e).tables for r in t.rows})
COLUMNS = sorted({c.id for e in EDITIONS for t in load_edition(e).tables for c in t.columns})
SHARE = 0.5
"""Of the two heads' losses beside the tags'."""

Windows = npt.NDArray[np.int64]
"""Windows x 5 x tokens: ids, hints, tags, rows, columns."""


class WithAddresses(torch.nn.Module):
    """The tagger's model with a head for rows and one for columns; scores of all three side by side."""

    def __init__(self, model: BertForTokenClassification) -> None:
        super().__init__()
        self.model = model
        width = model.config.hidden_size
        self.heads = torch.nn.ModuleList([torch.nn.Linear(width, len(ROWS)), torch.nn.Linear(width, len(COLUMNS))])

    def forward(self, ids: torch.Tensor, hints: torch.Tensor) -> list[torch.Tensor]:
        """Scores of tags, rows and columns, each windows x tokens x classes."""
        states = self.model.bert(
            input_ids=ids, attention_mask=(ids != PAD).long(), token_type_ids=hints
        ).last_hidden_state
        return [self.model.classifier(states), *(head(states) for head in self.heads)]


def windows_of(sample: Sample, vocabulary: Vocabulary, length: int = WINDOW) -> Iterator[Windows]:
    """A report's windows, one behind the other; a cell's tokens have the classes of its row and column, all others none."""
    example = example_of(sample.seed, "", sample.layout, sample.edition, sample.text, sample.spans)
    tokens = collapse(example.text.clean)
    rows, columns = (np.full(len(tokens), IGNORED) for _ in range(2))
    for start, end, (table, row, column) in sample.places:
        first, last = token_at(tokens.starts, example.text, start), token_at(tokens.starts, example.text, end - 1)
        if f"{table}.{row}" in ROWS and column in COLUMNS:
            rows[first : last + 1] = ROWS.index(f"{table}.{row}")
            columns[first : last + 1] = COLUMNS.index(column)
    tags = collapse_tags(example.tags, tokens)
    all_ = np.stack((vocabulary.ids(tokens), hints_of(example.text.clean, tokens), tags, rows, columns))
    for at in range(0, len(tokens), length):
        piece = all_[:, at : at + length]
        short = ((0, 0), (0, length - piece.shape[1]))
        window = np.pad(piece, short, constant_values=IGNORED)
        window[0, piece.shape[1] :], window[1, piece.shape[1] :] = PAD, NONE
        yield window


def token_at(starts: Array, text: Text, at: int) -> int:
    """The token that holds a character of the source."""
    return int(np.searchsorted(starts, bisect_left(text.origin, at), side="right")) - 1


def train(model: WithAddresses, windows: Windows, plan: Plan) -> None:
    """As `training.transformer.train`, with both losses; nothing is kept but the last weights."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=plan.decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, plan))
    order = np.random.default_rng(plan.seed).permutation(len(windows))
    for step in range(plan.steps):
        chosen = order[np.arange(step * plan.batch, (step + 1) * plan.batch) % len(order)]
        ids, hints, *wanted = (torch.from_numpy(np.ascontiguousarray(windows[chosen, i])) for i in range(5))
        parts = [
            torch.nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORED)
            for scores, target in zip(model(ids, hints), wanted, strict=True)
        ]
        # A batch without a cell has no rows to be right about.
        loss = parts[0] + SHARE * sum(part for part in parts[1:] if not part.isnan())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()


class Addresses:
    """Text → the address that the heads give each stretch; they choose row and column each by itself."""

    def __init__(self, model: WithAddresses, vocabulary: Vocabulary) -> None:
        class WithHeads(Runtime):
            name = "torch"

            def __call__(self, ids: Array, hints: Array) -> Scores:
                with torch.inference_mode():
                    found = model(torch.from_numpy(np.array(ids))[None], torch.from_numpy(np.array(hints))[None])
                    scores: Scores = torch.cat(found, -1)[0].numpy()
                    return scores

        self._tagger = TransformerTagger(WithHeads(), vocabulary, "structure", cache=0)

    def of(self, text: Text, places: Sequence[tuple[int, int]]) -> list[str]:
        """`table.row.column` for stretches of the source; the mean over a stretch's tokens decides."""
        tokens = collapse(text.clean)
        scores = self._tagger.score(tokens, hints_of(text.clean, tokens))[:, len(TAGS) :]
        out = []
        for start, end in places:
            first, last = token_at(tokens.starts, text, start), token_at(tokens.starts, text, end - 1)
            mean = scores[first : last + 1].mean(0)
            row, column = ROWS[int(mean[: len(ROWS)].argmax())], COLUMNS[int(mean[len(ROWS) :].argmax())]
            out.append(f"{row}.{column}")
        return out


def on_synthetic(addresses: Addresses, samples: Iterable[Sample]) -> dict[str, str]:
    """The share of cells whose address the heads tell, by layout and in all."""
    right: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for sample in samples:
        given = addresses.of(normalise(sample.text), [(s, e) for s, e, _ in sample.places])
        for found, (_, _, wanted) in zip(given, sample.places, strict=True):
            for name in ("all", sample.layout):
                cells[name] += 1
                right[name] += found == ".".join(wanted)
    return {name: f"{right[name] / n:.4f} of {n}" for name, n in sorted(cells.items())}


def on_gold(addresses: Addresses, golds: Iterable[Gold], folders: Sequence[Path]) -> dict[str, object]:
    """Beside the alignment: the share of the cells it reads rightly that the heads place alike, and what they say of what it leaves out."""
    tagger = load_tagger()
    counts: Counter[str] = Counter()
    by_layout: dict[str, Counter[str]] = {}
    for gold in golds:
        path = text_path(gold, folders)
        read = read_text(path) if path is not None and gold.spans is not None else None
        if not isinstance(read, Source):
            continue
        record = work_source(read, tagger).record
        placed = {
            (c["start"], c["end"]): f"{t['id']}.{name}"
            for t in record["tables"]
            for name, c in t["cells"].items()
            if c["status"] == "read" and not c["review"] and f"{t['id']}.{name}" in gold.cells
            and gold.cells[f"{t['id']}.{name}"].value == c["value"]
        }  # fmt: skip
        text = normalise(read.text)
        given = addresses.of(text, list(placed))
        agree = sum(a == b for a, b in zip(given, placed.values(), strict=True))
        here = by_layout.setdefault(gold.layout, Counter())
        for count in (counts, here):
            count.update(cells=len(placed), agree=agree)
        known = set(placed.values())
        missed = {a for a, c in gold.cells.items() if c.status == "read" and a not in known}
        loose = [(s.start, s.end) for s in gold.spans or () if s.label == "CELL" and (s.start, s.end) not in placed]
        for address, (start, end) in zip(addresses.of(text, loose), loose, strict=True):
            words = read.text[start:end].strip()
            if address in missed and words.lstrip("-").isdigit():
                counts["of these told rightly"] += int(words) == gold.cells[address].value
                counts["of these told wrongly"] += int(words) != gold.cells[address].value
        counts["cells not surely read"] += len(missed)
    share = {name: f"{c['agree'] / max(1, c['cells']):.4f} of {c['cells']}" for name, c in sorted(by_layout.items())}
    rest = {name: counts[name] for name in ("cells not surely read", "of these told rightly", "of these told wrongly")}
    return {"agree": f"{counts['agree'] / max(1, counts['cells']):.4f} of {counts['cells']}", **rest, "layouts": share}


def main(argv: Sequence[str] | None = None) -> int:
    """Train and print JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.structure", description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--steps", type=int, default=1500)
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    vocabulary = Vocabulary(entries())
    samples = synthesize(SEED, args.reports, split="train")
    windows = np.stack([window for sample in samples for window in windows_of(sample, vocabulary)])
    model = WithAddresses(new_model(Shape(), "embeddings", vocabulary, 0))
    train(model, windows, Plan(args.steps, batch=16, rate=3e-3))
    addresses = Addresses(model.eval(), vocabulary)
    print(json.dumps({"synthetic": on_synthetic(addresses, synthesize(JUDGED_SEED, JUDGED, split="test"))}))
    for name, folders in (("own", [ROOT / "annotations" / "own"]), ("real", args.texts)):
        golds = load_gold(gold_files([ROOT / "annotations" / name]))
        print(json.dumps({name: on_gold(addresses, golds, folders)}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
