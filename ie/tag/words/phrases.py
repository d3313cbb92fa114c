"""Text → the phrases that titles of reports end in: `…政府信息公开工作年度报告`."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from ie.tag.words.tokens import TEXTS_KEPT

MOST = 9
"""Phrases looked at: a report's title stands among the first ones."""
REACH = 60
"""Characters of a line before such a phrase that may belong to the title."""
_PHRASE = re.compile(r"(?:信息公开|政务公开)[^\n|。;,]{0,16}?(?:报告|年报|总结)")


@lru_cache(maxsize=TEXTS_KEPT)
def title_phrases(text: str) -> tuple[tuple[int, int, int], ...]:
    """The first MOST phrases: where a title that ends in it may begin, and the phrase itself."""
    found = []
    for match in islice(_PHRASE.finditer(text), MOST):
        line = text.rfind("\n", 0, match.start()) + 1
        found.append((max(line, match.start() - REACH), match.start(), match.end()))
    return tuple(found)
