"""Windows → weights: AdamW with warm-up, judged every so often on whole reports, resumed where it was killed.

    python -m training.transformer --work FOLDER

The best weights are those with the highest F1 on synthetic reports of an unseen seed and, where there is real gold, on its part
`dev`; the part `test` is only reported.
"""

from __future__ import annotations

import csv
import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BertForTokenClassification

from ie.tag.tagset import TAGS
from ie.tag.transformer.hints import NONE
from ie.tag.transformer.vocabulary import PAD, UNK
from training.transformer.windows import IGNORED, Windows, stretch

TAUGHT = 0.5
"""A teacher's share in the loss; the labels have the rest."""
SOFTNESS = 2.0
"""The temperature under which a student's scores are held against a teacher's: what the teacher thinks of the wrong tags counts too."""
CHARACTERS_FROM = 5
"""Ids below are special tokens, which are never dropped."""


@dataclass(frozen=True)
class Plan:
    """What a run does.  `dropout` is the share of characters replaced by [UNK], `hintless` that of windows without hints,
    `cropped` that of batches cut to a random length from SHORTEST on, `smoothing` that of the labels."""

    steps: int
    batch: int = 32
    rate: float = 1e-3
    warmup: float = 0.05
    decay: float = 0.01
    dropout: float = 0.01
    hintless: float = 0.1
    cropped: float = 0.5
    smoothing: float = 0.0
    seed: int = 0
    every: int = 500
    """Steps between two evaluations, each of which writes a checkpoint."""


Judge = Callable[[BertForTokenClassification], dict[str, float]]
"""Scores of a model by name; `choice` is the one the best weights are chosen by."""


def rate_at(step: int, plan: Plan) -> float:
    """The share of the learning rate: up in a line, down along a half cosine."""
    rise = max(1, int(plan.steps * plan.warmup))
    if step < rise:
        return (step + 1) / rise
    return 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, plan.steps - rise)))


def train(
    model: BertForTokenClassification,
    windows: Windows,
    plan: Plan,
    out: Path,
    judge: Judge | None = None,
    teacher: BertForTokenClassification | None = None,
) -> Path:
    """Train to the plan's end, from `out`'s checkpoint where one is; the path of the best weights' state.

    With a teacher, half the loss is how far the model's scores are from the teacher's.
    """
    out.mkdir(parents=True, exist_ok=True)
    optimiser = torch.optim.AdamW(_groups(model, plan.decay), lr=plan.rate, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, plan))
    done, best = _resume(out, model, optimiser, schedule, plan)
    losses: list[float] = []
    begin = time.perf_counter()
    model.train()
    for step in range(done, plan.steps):
        losses.append(_step(model, windows, plan, step, teacher))
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        if (step + 1) % plan.every == 0 or step + 1 == plan.steps:
            model.eval()
            scores = judge(model) if judge else {}
            model.train()
            if best is None or scores.get("choice", 0.0) >= best:
                best = scores.get("choice", 0.0)
                _save(model.state_dict(), out / "best.pt")
            row = {
                "step": step + 1,
                "loss": sum(losses) / len(losses),
                "seconds": time.perf_counter() - begin,
                **scores,
            }
            _log(out / "curve.csv", row)
            losses = []
            state = {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
            }
            _save({**state, "step": step + 1, "best": best, "plan": asdict(plan)}, out / "last.pt")
    return out / "best.pt"


def _step(
    model: BertForTokenClassification,
    windows: Windows,
    plan: Plan,
    step: int,
    teacher: BertForTokenClassification | None = None,
) -> float:
    """Loss and gradients of one batch; all that is drawn at random depends on seed and step alone."""
    ids, hints, tags = windows.batch(step, plan.batch, plan.seed)
    rng = np.random.default_rng([plan.seed, step])
    cut = stretch(ids.shape[1], plan.cropped, rng)
    ids, hints, tags = ids[:, cut], hints[:, cut], tags[:, cut]
    torch.manual_seed(plan.seed * 1_000_003 + step)
    if plan.dropout:
        ids = np.where((rng.random(ids.shape) < plan.dropout) & (ids >= CHARACTERS_FROM), UNK, ids)
    hints = np.where(rng.random((len(hints), 1)) < plan.hintless, NONE, hints)
    given = torch.from_numpy(ids)
    read = {
        "input_ids": given,
        "attention_mask": (given != PAD).long(),
        "token_type_ids": torch.from_numpy(hints),
    }
    logits = model(**read).logits
    loss = torch.nn.functional.cross_entropy(
        logits.reshape(-1, len(TAGS)),
        torch.from_numpy(tags).reshape(-1),
        ignore_index=IGNORED,
        label_smoothing=plan.smoothing,
    )
    if teacher is not None:
        with torch.no_grad():
            taught = teacher(**read).logits
        real = torch.from_numpy(tags) != IGNORED
        loss = (1 - TAUGHT) * loss + TAUGHT * distance(logits[real], taught[real])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return float(loss.detach())


def distance(student: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """The divergence of a student's scores from a teacher's, tokens x tags, both softened; scaled so that gradients keep their size."""
    said = torch.log_softmax(student / SOFTNESS, -1)
    wanted = torch.softmax(teacher / SOFTNESS, -1)
    return torch.nn.functional.kl_div(said, wanted, reduction="batchmean") * SOFTNESS**2


def _groups(model: BertForTokenClassification, decay: float) -> list[dict[str, Any]]:
    """Weights decay; biases, norms and embeddings do not."""
    plain = [p for n, p in model.named_parameters() if p.ndim < 2 or "embeddings" in n]
    shrunk = [p for n, p in model.named_parameters() if not (p.ndim < 2 or "embeddings" in n)]
    return [{"params": shrunk, "weight_decay": decay}, {"params": plain, "weight_decay": 0.0}]


def _resume(
    out: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer, schedule: Any, plan: Plan
) -> tuple[int, float | None]:
    path = out / "last.pt"
    if not path.is_file():
        return 0, None
    state = torch.load(path, weights_only=True)
    if state["plan"] != asdict(plan):
        raise ValueError(f"{path} belongs to another plan; name an empty folder with --work, or repeat that plan")
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    return state["step"], state["best"]


def _save(state: dict[str, Any], path: Path) -> None:
    """Written aside and moved into place, so that a kill never leaves half a checkpoint."""
    aside = path.with_suffix(".part")
    torch.save(state, aside)
    os.replace(aside, path)


def _log(path: Path, row: dict[str, float]) -> None:
    new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        if new:
            writer.writeheader()
        writer.writerow({k: round(v, 5) if isinstance(v, float) else v for k, v in row.items()})
    print(json.dumps({k: round(float(v), 4) for k, v in row.items()}), flush=True)
