"""One world, one strategy → a curve: ask, answer from gold, refit, score, over and over."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ie.report import Span
from ie.tag import PatternTagger
from ie.tag.jieba_linear.model import Model
from training.active.annotated import Scored
from training.active.batches import choose
from training.active.measure import Measured, Reader, measure
from training.active.refit import Recipe, refit
from training.active.simulate.world import World
from training.active.situation import Situation


@dataclass(frozen=True)
class Plan:
    """How a strategy is played: reports a round, rounds, and how each refit is done."""

    batch: int = 5
    rounds: int = 6
    recipe: Recipe = field(default_factory=lambda: Recipe(epochs=1, weight=2))


class Point(NamedTuple):
    """One model on one set; `annotated` reports were asked for, of `characters` in all."""

    strategy: str
    seed: int
    annotated: int
    characters: int
    set: str
    f1: float
    exact: int
    silent: int
    right: int
    figures: int
    reports: int


class Table:
    """The points in a CSV file, each curve appended when it is whole, so that a run that was stopped goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow(Point._fields)

    def points(self) -> list[Point]:
        """Every point so far."""
        with self.path.open(encoding="utf-8", newline="") as file:
            return [_point(row) for row in csv.DictReader(file)]

    def add(self, points: list[Point]) -> None:
        """Append one curve."""
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(points)


def _point(row: Mapping[str, str]) -> Point:
    whole = {key: int(row[key]) for key in Point._fields if key not in ("strategy", "set", "f1")}
    return Point(**{**whole, "strategy": row["strategy"], "set": row["set"], "f1": float(row["f1"])})


def opinions_on(world: World) -> dict[str, dict[str, list[Span]]]:
    """The second member of the committee, which learns nothing: the rules of the baseline."""
    pattern = PatternTagger()
    return {pattern.name: {r.candidate.name: pattern.tag(r.candidate.text) for r in world.pool}}


def play(
    world: World, strategy: str, seed: int, plan: Plan, opinions: dict[str, dict[str, list[Span]]], reader: Reader
) -> Iterator[Point]:
    """The curve of one strategy; its first points are those of the base model, with nothing annotated."""
    rng = random.Random(f"{strategy}/{seed}")
    answers = {report.candidate.name: report for report in world.pool}
    asked: list[Scored] = []
    strings: Counter[str] = Counter()
    model = world.base
    yield from _points(world, model, strategy, seed, asked, reader)
    for number in range(plan.rounds):
        taken = {report.candidate.name for report in asked}
        left = [report.candidate for report in world.pool if report.candidate.name not in taken]
        known = [report.candidate for report in asked]
        situation = Situation(left, model, rng, known, opinions, strings, reader.report)
        asked += [answers[pick.candidate.name] for pick in choose(situation, strategy, plan.batch)]
        recipe = replace(plan.recipe, seed=1_000 * seed + number)
        model = refit(world.base, world.replay, [report.arrays for report in asked], recipe)
        yield from _points(world, model, strategy, seed, asked, reader)


def _points(
    world: World, model: Model, strategy: str, seed: int, asked: list[Scored], reader: Reader
) -> Iterator[Point]:
    size = sum(len(report.example.tags) for report in asked)
    for name, reports in world.tests.items():
        found: Measured = measure(model, ((r.candidate, r.example.tags, r.gold) for r in reports), reader)
        yield Point(strategy, seed, len(asked), size, name, round(found.f1, 5), *found[1:])
