"""The shipped ONNX model with its weights as bytes (dynamic quantisation): what it loses on gold, and whether it is faster.

    python -m training.transformer.quantise --texts FOLDER

Weights become 8-bit integers once, activations as they come; never by ranges fixed beforehand.  It is worth shipping only where it loses
less than MOST_LOST on each gold and is faster on one core; and whoever ships it gives up that torch, the reference, has the same tags.
Its scores also depend on what the processor can multiply.  The model folder is not changed; `--write` makes one for `--model`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ie.tag.shipped import shipped_model
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.files import ONNX_FILE
from training.data.examples import Example, gold_examples
from training.transformer.evaluate import count_spans
from training.transformer.export import CARD, write_card
from training.transformer.finish import FINAL, FINAL_SEED, ROOT
from training.transformer.windows import synthetic_examples

MOST_LOST = 0.001
"""F1 on gold that the smaller model may lose."""
KINDS = {"fp32": (), "int8": ("MatMul", "Gather"), "int8, embeddings in fp32": ("MatMul",)}
"""What is measured: the operators whose weights become bytes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a Markdown table and the verdict."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.quantise", description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--model", type=Path, help="a model folder; the shipped one without it")
    parser.add_argument("--rounds", type=int, default=3, help="times that speed is measured, in turn; the best counts")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write the model with int8 weights here, and measure nothing"
    )
    args = parser.parse_args(argv)
    source = args.model or shipped_model("transformer")
    if args.write:
        if args.write.exists():
            parser.error(f"{str(args.write)!r} is there already; name a new folder")
        quantised(source, args.write, KINDS["int8"])
        card = json.loads((args.write / CARD).read_text("utf-8"))
        write_card(args.write, {**card, "weights": "int8 in model.onnx, by dynamic quantisation"})
        return 0
    sets = {
        "synthetic": list(synthetic_examples(FINAL_SEED, FINAL, "test")),
        "own": list(gold_examples([ROOT / "annotations" / "own"], [ROOT / "annotations" / "own"])),
        "real": list(gold_examples([ROOT / "annotations" / "real"], args.texts)),
    }
    with tempfile.TemporaryDirectory() as name:
        taggers = {kind: quantised(source, Path(name) / str(i), ops) for i, (kind, ops) in enumerate(KINDS.items())}
        sizes = {kind: (Path(name) / str(i) / ONNX_FILE).stat().st_size for i, kind in enumerate(KINDS)}
    rows = {kind: {n: count_spans(tagger, found).f1() for n, found in sets.items()} for kind, tagger in taggers.items()}
    other = {kind: differing(taggers["fp32"], tagger, sets["own"]) for kind, tagger in taggers.items()}
    speeds: dict[str, float] = dict.fromkeys(taggers, 0.0)
    for _ in range(args.rounds):
        for kind, tagger in taggers.items():
            speeds[kind] = max(speeds[kind], speed(tagger, sets["synthetic"]))
    head = " | ".join(("weights", "MB", "characters/s", *sets, "other spans on own"))
    print(f"| {head} |\n| --- |{' --: |' * (3 + len(sets))}")
    for kind, scores in rows.items():
        f1 = " | ".join(f"{scores[n]:.4f}" for n in sets)
        print(f"| {kind} | {sizes[kind] / 1e6:.1f} | {speeds[kind]:,.0f} | {f1} | {other[kind]} |")
    for kind in list(KINDS)[1:]:
        lost = max(rows["fp32"][n] - rows[kind][n] for n in ("own", "real"))
        faster = speeds[kind] / speeds["fp32"]
        verdict = "loses little and is faster" if lost < MOST_LOST and faster > 1 else "is not worth shipping"
        print(f"{kind} {verdict}: up to {100 * lost:.2f} points on gold, {faster:.2f} times as fast")
    return 0


def quantised(source: Path, folder: Path, operators: Sequence[str]) -> TransformerTagger:
    """A copy of a model folder in `folder` with the weights of these operators as bytes; its tagger, which remembers no window."""
    shutil.copytree(source, folder)
    if operators:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(
            source / ONNX_FILE, folder / ONNX_FILE, op_types_to_quantize=list(operators), weight_type=QuantType.QInt8
        )
    return TransformerTagger.from_folder(folder, cache=0)


def differing(one: TransformerTagger, other: TransformerTagger, examples: Sequence[Example]) -> int:
    """Spans that only one of two taggers gives."""
    both = [[{(s.start, s.end, s.label) for s in t.tag(e.text)} for t in (one, other)] for e in examples]
    return sum(len(a ^ b) for a, b in both)


def speed(tagger: TransformerTagger, examples: Sequence[Example]) -> float:
    """Characters a second of the processor, for tagging alone."""
    begin = time.process_time()
    for example in examples:
        tagger.tag(example.text)
    return sum(len(e.text.clean) for e in examples) / (time.process_time() - begin)


if __name__ == "__main__":
    raise SystemExit(main())
