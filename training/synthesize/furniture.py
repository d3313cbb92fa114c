"""Page litter → runs: the one place that says how far a FURNITURE span reaches; grammar and damage both ask it."""

from __future__ import annotations

import re

from training.synthesize.tracked import Mark, Run

_BARS = re.compile(r"([ \t\u3000]*[|｜][ \t\u3000|｜]*)")


def furniture_runs(words: str) -> list[Run]:
    """The words as runs: a pipe and the blanks round it belong to no span, blanks alone part nothing.

    >>> [text for text, mark in furniture_runs("登录 注册 | 无障碍") if mark]
    ['登录 注册', '无障碍']
    """
    pieces = _BARS.split(words)
    return [(piece, Mark("FURNITURE") if at % 2 == 0 else None) for at, piece in enumerate(pieces) if piece]
