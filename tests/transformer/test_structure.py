"""The experiment in structure learns from the addresses that synthesis knows, and is held against texts as readers get them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from ie.normalise import normalise
from ie.tag.tagset import TAGS
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.vocabulary import PAD, Vocabulary
from training.synthesize import synthesize
from training.transformer.encoder import Shape, entries, new_model
from training.transformer.structure import COLUMNS, ROWS, Addresses, WithAddresses, token_at, windows_of
from training.transformer.windows import IGNORED

CELLS = (TAGS.index("B-CELL"), TAGS.index("I-CELL"))


def test_every_cell_that_can_be_placed_has_its_row_and_column() -> None:
    vocabulary = Vocabulary(entries())
    for sample in synthesize(11, 6, editions=("2019", "2021", "2014"), split="test"):
        windows = np.concatenate([w for w in windows_of(sample, vocabulary, 64)], axis=1)
        ids, _, tags, rows, columns = windows
        assert (rows == IGNORED)[ids == PAD].all() and ((rows == IGNORED) == (columns == IGNORED)).all()
        assert np.isin(tags[rows != IGNORED], CELLS).all()
        text = normalise(sample.text)
        tokens = collapse(text.clean)
        assert len(sample.places) > 20
        for start, _, (table, row, column) in sample.places:
            at = token_at(tokens.starts, text, start)
            assert (ROWS[rows[at]], COLUMNS[columns[at]]) == (f"{table}.{row}", column)


def test_the_heads_name_an_address_of_the_form() -> None:
    vocabulary = Vocabulary(entries())
    model = WithAddresses(new_model(Shape(layers=1, width=32, heads=2, inner=64), "random", vocabulary, 0)).eval()
    sample = next(synthesize(12, 1, editions=("2021",), split="test"))
    places = [(start, end) for start, end, _ in sample.places]
    given = Addresses(model, vocabulary).of(normalise(sample.text), places)
    assert len(given) == len(places)
    assert all(a.rpartition(".")[0] in ROWS and a.rpartition(".")[2] in COLUMNS for a in given)
