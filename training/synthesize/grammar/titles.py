"""The report's title in the wordings of real ones, and its setting: one line or two, in brackets, behind a Markdown sign.

scene → title words → lines with TITLE marks; a repetition of the title has no label
"""

from __future__ import annotations

from training.synthesize.document import Block, Line
from training.synthesize.grammar.draw import chance, pick, weighted
from training.synthesize.grammar.figures import chinese
from training.synthesize.grammar.scene import Scene
from training.synthesize.tracked import Mark, Run

TITLES = (
    ("{y}政府信息公开工作年度报告", 0.42),
    ("{y}政府信息公开工作报告", 0.07),
    ("{y}政府信息公开年度报告", 0.12),
    ("{y}政府信息公开工作年度报告", 0.06),
    ("{y}信息公开年度报告", 0.03),
    ("{y}信息公开工作年度报告", 0.02),
    ("{y}政府信息公开年报", 0.02),
    ("{y}政府信息公开工作情况报告", 0.02),
    ("{y}政府信息公开工作总结", 0.02),
    ("{y}法治政府信息公开工作年度报告", 0.004),
    ("关于{y}政府信息公开工作情况的报告", 0.04),
    ("关于{y}政府信息公开工作年度报告", 0.02),
    ("关于{y}政府信息公开情况的报告", 0.02),
    ("关于{y}政府信息公开工作的总结", 0.015),
    ("关于报送{y}政府信息公开工作年度报告的函", 0.005),
    ("政府信息公开工作{y}报告", 0.03),
    ("政府信息公开工作{y}情况的报告", 0.02),
    ("{y}政务公开工作年度报告", 0.03),
    ("{y}政务公开工作总结报告", 0.01),
    ("政府信息公开年度报告（{y}）", 0.02),
    ("政府信息公开工作年度报告({y})", 0.02),
)
_YEARS = (("{n}年", 0.6), ("{n}年度", 0.3), ("{n} 年", 0.06), ("{w}年", 0.02), ("{w}年度", 0.01), ("{n}", 0.01))
_BREAKS = ("政府信息公开", "工作年度", "年度报告", "工作", "关于", "政务公开")
"""A title too long for its line breaks before or behind one of these."""


def year_words(scene: Scene) -> str:
    """2019年, 2019年度, 2019 年, 二〇一九年."""
    digits = str(scene.year)
    zero = pick(scene.rng, "〇〇○零")
    words = "".join(zero if d == "0" else chinese(int(d)) for d in digits)
    return weighted(scene.rng, _YEARS).replace("{n}", digits).replace("{w}", words)


def title_words(scene: Scene, named: bool) -> str:
    """The title, with the organ's name in front (or behind the year) where `named`."""
    rng = scene.rng
    words, year = weighted(rng, TITLES), year_words(scene)
    if named:
        name = scene.organ.name if chance(rng, 0.85) else scene.organ.place
        if words.startswith("{y}") and chance(rng, 0.07):
            return year + name + words.removeprefix("{y}")
        words = name + words
    return words.replace("{y}", year)


def title_lines(scene: Scene, named: bool) -> list[Block]:
    """The title as its page sets it; now and then repeated below, which is no title any more."""
    rng = scene.rng
    words = title_words(scene, named)
    parts = _broken(scene, words) if chance(rng, 0.09) else [words]
    before, behind = weighted(
        rng, ((("", ""), 0.92), (("# ", ""), 0.03), (("## ", ""), 0.01), (("《", "》"), 0.02), (("**", "**"), 0.02))
    )
    out: list[Block] = []
    for at, part in enumerate(parts):
        runs: list[Run] = [(part, Mark("TITLE"))]
        if at == 0 and before:
            runs.insert(0, (before, None))
        if at == len(parts) - 1 and behind:
            runs.append((behind, None))
        out.append(Line("title", runs))
    if chance(rng, 0.03):
        out += [Line("paragraph", [(part, None)]) for part in (parts if chance(rng, 0.5) else [words])]
    return out


def _broken(scene: Scene, words: str) -> list[str]:
    places = [words.index(b) + pick(scene.rng, (0, len(b))) for b in _BREAKS if b in words]
    at = pick(scene.rng, places) if places else len(words) // 2
    return [part for part in (words[:at], words[at:]) if part]
