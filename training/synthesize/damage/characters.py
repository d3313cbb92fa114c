"""Damage to characters: width forms, line ends, traditional script, glosses, slips, lost characters."""

from __future__ import annotations

import random
import re

from ie.normalise.traditional import CHARACTERS
from training.synthesize.damage.operator import text_operator
from training.synthesize.tracked import Mark, Run, Tracked

TO_TRADITIONAL: dict[str, str] = {}
for _old, _new in CHARACTERS.items():
    # The first of several traditional forms is the commoner one for the words of the form.
    TO_TRADITIONAL.setdefault(_new, chr(_old))
TO_TRADITIONAL |= {"发": "發", "复": "復", "系": "係", "干": "幹", "里": "裡", "后": "後", "制": "製", "只": "只"}
for _same in "制只于占布向念几才术升征采余周郁家苏松卜胡须曲面冬致卷累仆":
    TO_TRADITIONAL.pop(_same, None)
_TRADITIONAL = str.maketrans(TO_TRADITIONAL)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF = str.maketrans("，：；（）！？［］", ",:;()!?[]")


def same_length(tracked: Tracked, text: str) -> Tracked:
    """The same owners under another text of the same length."""
    out = Tracked()
    out.text, out.owners = text, tracked.owners
    return out


@text_operator(21, 19, weight=1)
def wide_digits(tracked: Tracked, rng: random.Random) -> Tracked:
    """Full-width digits everywhere."""
    return same_length(tracked, tracked.text.translate(_WIDE))


@text_operator(16, 21, weight=4)
def half_width_marks(tracked: Tracked, rng: random.Random) -> Tracked:
    """Half-width punctuation and brackets for full-width ones."""
    return same_length(tracked, tracked.text.translate(_HALF))


@text_operator(21, weight=2)
def traditional(tracked: Tracked, rng: random.Random) -> Tracked:
    """A mirror in traditional script."""
    return same_length(tracked, tracked.text.translate(_TRADITIONAL))


@text_operator(21, weight=2)
def windows_lines(tracked: Tracked, rng: random.Random) -> Tracked:
    """CRLF or a lone CR for the line feed."""
    end = rng.choice(("\r\n", "\r\n", "\r"))
    if end == "\r":
        return same_length(tracked, tracked.text.replace("\n", "\r"))
    return tracked.sub(re.compile(r"\n"), lambda match, owners: [(end, owners[0])])


_LABEL_PAIR = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")


@text_operator(14, 21, weight=2)
def blanks_in_labels(tracked: Tracked, rng: random.Random) -> Tracked:
    """`规 章`: blanks inside labels, in some of them or all."""
    share = rng.choice((0.1, 0.3, 1.0))
    owners = tracked.owners
    chosen: dict[int, bool] = {}
    rate = rng.choice((0.3, 1.0))

    def widened(match: re.Match[str], _: list[Mark | None]) -> list[Run] | None:
        left, right = owners[match.start() - 1], owners[match.start()]
        if left is None or left is not right or left.label not in ("ROWHEAD", "COLHEAD", "CAPTION"):
            return None
        if not chosen.setdefault(id(left), rng.random() < share) or rng.random() > rate:
            return None
        return [(" ", left)]

    return tracked.sub(_LABEL_PAIR, widened)
