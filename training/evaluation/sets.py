"""Gold sets on disk: each a list of gold files and the text of each, ready for a process that knows nothing but them.

`own` and `real` are the annotated reports; the others are made here, of split `test` and a seed that no model and no rule saw.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ie.score import Gold, load_gold
from ie.score.texts import texts_of
from training.data.gold import gold_files
from training.evaluation.synthetic import Made, converted, damaged, laid_out, mixed, pages

ROOT = Path(__file__).parents[2]
ANNOTATIONS = ROOT / "annotations"

Told = Callable[[str], None]


@dataclass(frozen=True)
class Sizes:
    """Reports a set; of `layouts`, `converters` and `damage` a kind."""

    mixed: int = 1000
    layouts: int = 20
    converters: int = 6
    damage: int = 8
    html: int = 60

    def scaled(self, share: float) -> Sizes:
        """A share of each, at least one a kind."""
        return Sizes(**{name: max(1, round(share * count)) for name, count in asdict(self).items()})


QUICK = Sizes(mixed=24, layouts=1, converters=0, damage=0, html=4)
"""For development and tests: every step, in a minute."""


@dataclass(frozen=True)
class GoldSet:
    """`texts`: report id → file; `secret` says that no line of these texts may stand in what is committed."""

    name: str
    gold: tuple[str, ...]
    texts: dict[str, str]
    missing: tuple[str, ...] = ()
    secret: bool = False
    printed: dict[str, dict[str, float]] = field(default_factory=dict)
    """Report id → address → what stands printed in a cell that gold calls ambiguous."""

    def golds(self) -> list[Gold]:
        """The gold reports whose text is there, in their order."""
        return [gold for gold in load_gold(self.gold) if gold.id in self.texts]


@dataclass
class Sets:
    """All sets, and how each synthetic one was made."""

    sets: list[GoldSet]
    made: dict[str, str] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """As JSON, for the processes."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Sets:
        """What `save` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        sets = [GoldSet(**{**s, "gold": tuple(s["gold"]), "missing": tuple(s["missing"])}) for s in data["sets"]]
        return cls(sets, data["made"])


def make_sets(folder: Path, texts: Sequence[Path], sizes: Sizes, told: Told) -> Sets:
    """Find the annotated reports and make the synthetic ones below `folder`; an empty set is left out."""
    own = _annotated("own", ANNOTATIONS / "own", [ROOT, *texts], secret=False)
    real = _annotated("real", ANNOTATIONS / "real", texts, secret=True)
    out = Sets([s for s in (own, real) if s.texts])
    if real.missing:
        told(f"real: {len(real.missing)} texts not found; name their folder with --texts")
    makers: dict[str, tuple[int, Callable[[int], Iterable[Made]]]] = {
        "mixed": (sizes.mixed, mixed),
        "layouts": (sizes.layouts, laid_out),
        "converters": (sizes.converters, converted),
        "damage": (sizes.damage, damaged),
        "html": (sizes.html, pages),
    }
    for name, (count, make) in makers.items():
        if count:
            out.sets.append(_written(name, folder / name, make(count)))
            out.made[name] = " ".join((make.__doc__ or "").split())
            told(f"{name}: {len(out.sets[-1].texts)} reports made")
    return out


def _annotated(name: str, gold: Path, texts: Sequence[Path], secret: bool) -> GoldSet:
    files = gold_files([gold])
    found, missing = texts_of(load_gold(files), texts)
    return GoldSet(name, tuple(map(str, files)), {g.id: str(p) for g, p in found}, tuple(missing), secret)


def _written(name: str, folder: Path, made: Iterable[Made]) -> GoldSet:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    gold, texts, printed = [], {}, {}
    known: set[str] = set()
    for report in made:
        # A short part of a report may come out alike in two layouts; gold names a text once.
        if report.gold["sha256"] in known:
            continue
        known.add(report.gold["sha256"])
        path = folder / report.gold["source"]
        path.write_bytes(report.data)
        texts[report.gold["id"]] = str(path)
        printed[report.gold["id"]] = report.printed
        gold.append(folder / f"{report.gold['id']}.json")
        gold[-1].write_text(json.dumps(report.gold, ensure_ascii=False), encoding="utf-8")
    return GoldSet(name, tuple(map(str, gold)), texts, printed=printed)
