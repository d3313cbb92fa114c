"""Masked-language training of the encoder on unlabelled official prose, before it sees a label: an experiment of `compare`.

Pool → windows of ids → the model's body.  Characters are guessed by the embeddings they are read with.  Windows carry no hints, since
those tell of the form's labels what was masked.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from transformers import BertForTokenClassification

from ie.normalise import normalise
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.hints import NONE
from ie.tag.transformer.vocabulary import MASK, Vocabulary
from training.data.pool import pool_texts
from training.transformer.train import CHARACTERS_FROM, Plan, rate_at

MASKED: Final = 0.15
"""Share of tokens to be guessed; of these 8 in 10 are masked, 1 replaced by another, 1 left, as is the custom."""
IGNORED: Final = -100

Ids = npt.NDArray[np.int64]


def pool_windows(pool: Path, vocabulary: Vocabulary, length: int, without: Collection[str] = (), seed: int = 0) -> Ids:
    """The pool's texts as full windows of ids, one behind the other, in random order; `without` as in `training.data.pool`."""
    rng = random.Random(seed)
    rows = []
    for place, _, text in pool_texts(pool):
        ids = vocabulary.ids(collapse(normalise(text).clean)) if place not in without else np.empty(0, np.int64)
        begin = rng.randrange(max(1, min(length, len(ids) - length)))
        rows += [ids[at : at + length] for at in range(begin, len(ids) - length + 1, length)]
    if not rows:
        raise ValueError(
            f"{str(pool)!r} holds no text as long as a window; name a folder of official prose with --pool"
        )
    return np.stack(rows)[np.random.default_rng(seed).permutation(len(rows))]


def mask(ids: Ids, size: int, rng: np.random.Generator) -> tuple[Ids, Ids]:
    """Windows with tokens hidden, and what stood there (IGNORED elsewhere); `size` is the vocabulary's."""
    drawn = rng.random(ids.shape)
    guessed = (drawn < MASKED) & (ids >= CHARACTERS_FROM)
    given = np.where(guessed & (drawn < 0.8 * MASKED), MASK, ids)
    other = guessed & (drawn >= 0.9 * MASKED)
    return np.where(other, rng.integers(CHARACTERS_FROM, size, ids.shape), given), np.where(guessed, ids, IGNORED)


def pretrain(model: BertForTokenClassification, windows: Ids, plan: Plan) -> list[float]:
    """Train the body in place for the plan's steps; the loss of each.  What is drawn depends on seed and step alone."""
    table = model.bert.embeddings.word_embeddings
    bias = torch.nn.Parameter(torch.zeros(table.num_embeddings))
    optimiser = torch.optim.AdamW([*model.bert.parameters(), bias], lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, plan))
    losses = []
    model.train()
    for step in range(plan.steps):
        rng = np.random.default_rng([plan.seed, step])
        given, wanted = mask(windows[rng.integers(len(windows), size=plan.batch)], table.num_embeddings, rng)
        read = torch.from_numpy(given)
        states = model.bert(input_ids=read, token_type_ids=torch.full_like(read, NONE)).last_hidden_state
        target = torch.from_numpy(wanted)
        guessed = target != IGNORED
        loss = torch.nn.functional.cross_entropy(states[guessed] @ table.weight.T + bias, target[guessed])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.bert.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        losses.append(float(loss.detach()))
    return losses
