"""The new model against the current one, on the hold-out: whether it may take its place, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass

from training.active.measure import Measured


@dataclass(frozen=True)
class Gate:
    """What a new model must not do.

    `f1_loss`: how much lower its micro F1 may be.  `most_silent`: wrong values without a warning, of which one is too many,
    whoever made them before.  `exact_loss`: how many reports fewer may be exact.
    """

    f1_loss: float = 0.0
    most_silent: int = 0
    exact_loss: int = 0


def refusals(gate: Gate, current: Measured, new: Measured) -> list[str]:
    """Why the new model is not kept, a sentence for each threshold it breaks; none where it passes."""
    out = []
    if new.f1 < current.f1 - gate.f1_loss:
        out.append(f"micro F1 falls from {current.f1:.4f} to {new.f1:.4f}")
    if new.silent > gate.most_silent:
        out.append(f"{new.silent} wrong values without a warning, {gate.most_silent} are allowed")
    if new.exact < current.exact - gate.exact_loss:
        out.append(f"{new.exact} reports are exact, {current.exact} were")
    return out
