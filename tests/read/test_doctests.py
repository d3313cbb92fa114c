import doctest
from types import ModuleType

import pytest

from ie.read import kinds, plausible, source


@pytest.mark.parametrize("module", [kinds, plausible, source])
def test_the_examples_of_the_docstrings_run(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0
