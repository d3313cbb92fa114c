"""The last step of a training: the temperature of decoding, the curve of confidence, and what is said where there is no model."""

from pathlib import Path

import pytest

from ie.report import Span, Text
from ie.tag.shipped import shipped_model
from ie.tag.tagset import spans_of_tags
from ie.tag.transformer import TransformerTagger
from training.calibration import confidence_curve
from training.data.examples import Example, gold_examples
from training.transformer.calibrate import TEMPERATURES, best_temperature
from training.transformer.finish import main

OWN = Path(__file__).parents[2] / "annotations" / "own"


def own_examples(count: int) -> list[Example]:
    return list(gold_examples([OWN], [OWN]))[:count]


@pytest.mark.parametrize("best", TEMPERATURES)
def test_the_temperature_that_scores_best_is_kept(best: float) -> None:
    tagger = TransformerTagger.from_folder(shipped_model("transformer"))
    assert best_temperature(tagger, lambda t: -abs(t.temperature - best)) == best
    assert tagger.temperature == best


def test_of_equal_temperatures_the_lowest_is_kept() -> None:
    tagger = TransformerTagger.from_folder(shipped_model("transformer"))
    assert best_temperature(tagger, lambda t: 0.5) == min(TEMPERATURES)


class Boaster:
    """A tagger that is sure of every second annotated span and less so of the others, which it gets wrong."""

    name, version = "boaster", "1"

    def __init__(self, examples: list[Example]) -> None:
        self.spans = {e.text.clean: _spans(e) for e in examples}

    def tag(self, text: Text) -> list[Span]:
        return [
            span._replace(score=0.99) if i % 2 else span._replace(end=span.end + 1, score=0.6)
            for i, span in enumerate(self.spans[text.clean])
        ]


def _spans(example: Example) -> list[Span]:
    return [Span(s.start, s.end, s.label, 1.0) for s in spans_of_tags(example.tags)]


def test_the_curve_says_how_many_spans_so_sure_are_right() -> None:
    examples = own_examples(3)
    knots, levels = confidence_curve(Boaster(examples), examples)
    said = dict(zip(knots, levels, strict=True))
    assert knots == sorted(knots) and levels == sorted(levels)
    assert said[1.0] == 1.0 and levels[0] == 0.0


def test_a_tagger_that_finds_nothing_keeps_its_scores() -> None:
    assert confidence_curve(Boaster([]), []) == ([0.0, 1.0], [0.0, 1.0])


def test_a_folder_without_a_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "name a folder that training.transformer wrote" in capsys.readouterr().err
