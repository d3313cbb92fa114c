"""The report's body: sections with headings, paragraphs and grids, numbered as organs number them.

scene + grids → blocks; the level of a heading is its depth here, whatever number it prints
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from training.synthesize.document import Block, Grid, Line
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.lexicon import load
from training.synthesize.grammar.numbering import draw_outline, number
from training.synthesize.grammar.scene import Scene
from training.synthesize.tracked import Mark, Run

Grids = dict[str, list[Grid]]
POINTS = {"problems": "point_problem", "improve": "point_improve"}
"""Topic → list of titles that are phrases; every other topic has `point_any`."""
DIGITS_BELOW_FIRST = 0.35
"""Points directly below a section that are numbered 1. 2. 3. whatever （一） the rest of the report uses."""
BARE_POINTS = 0.08
"""Points that have a heading and no text: places, channels, lists of measures."""
CATALOGUE_NUMBERS = ("{n}.", "{n}.", "{n}、", "（{n}）", "({n})", "{n}. ", "（{c}）", "({c})")
CATALOGUES = 0.09
"""Sections of published information with a numbered list of where each kind stands: sentences, so no headings."""


class Body:
    """Writes the sections of one report."""

    def __init__(self, scene: Scene, grids: Grids, paragraphs: Sequence[str] | None) -> None:
        self.scene, self.rng, self.grids = scene, scene.rng, grids
        self.foreign = paragraphs
        self.habits = draw_outline(scene.rng, scene.organ.size)
        self.blocks: list[Block] = []

    def write(self, sections: Sequence[dict[str, Any]]) -> list[Block]:
        """All sections, each with its heading unless it was lost."""
        rng = self.rng
        for _ in range(weighted(rng, ((0, 0.06), (1, 0.74), (2, 0.2)))):
            self.text("opening", 1)
        printed = [s for s in sections if "share" not in s or chance(rng, s["share"])]
        lost = whole(rng, 1, len(printed)) if chance(rng, 0.04) else 0
        at = 0
        for index, section in enumerate(printed, 1):
            at += 0 if chance(rng, self.habits.misnumbered) and at else 1
            if index != lost:
                self.heading("HEAD1", self.number(self.habits.first, at) + pick(rng, section["titles"]))
            start = len(self.blocks)
            self.section(section)
            if index != lost and chance(rng, self.habits.run_in_first):
                self.join(start)
        return self.blocks

    def number(self, pattern: str, at: int) -> str:
        """The heading's number, unless it was lost."""
        return "" if chance(self.rng, self.habits.numbers_lost) else number(pattern, at)

    def join(self, start: int) -> None:
        """Run the first paragraph behind its section's heading."""
        if len(self.blocks) > start:
            heading, text = self.blocks[start - 1], self.blocks[start]
            if isinstance(heading, Line) and isinstance(text, Line) and text.kind == "paragraph":
                closing: list[Run] = [] if len(heading.runs) > 1 else [(self.habits.closing, None)]
                self.blocks[start - 1 : start + 1] = [Line("paragraph", heading.runs + closing + text.runs)]

    def heading(self, label: str, words: str, closing: str = "") -> None:
        """A heading alone on its line, closed by `closing` or now and then by a mark of its own."""
        runs: list[Run] = [(words, Mark(label))]
        if closing:
            runs.append((closing, None))
        elif chance(self.rng, self.habits.closed_alone):
            runs.append((pick(self.rng, ("。", "。", "：", ":")), None))
        if label == "HEAD1" and self.habits.before:
            runs.insert(0, (self.habits.before, None))
            if self.habits.before == "**":
                runs.append(("**", None))
        self.blocks.append(Line("heading", runs))

    def section(self, section: dict[str, Any]) -> None:
        """A section's tables, or its text; tables may be lost."""
        rng = self.rng
        grids = self.grids.get(section.get("grids", ""))
        if grids is not None:
            if chance(rng, 0.05):
                self.text(section["topics"][0], 1)
            if chance(rng, 0.04):
                self.blocks.append(Line("paragraph", [(self.scene.phrase("table_intro"), None)]))
            self.blocks += grids
            if chance(rng, 0.03):
                self.blocks.append(Line("paragraph", [(self.scene.phrase("table_note"), None)]))
            return
        if "grids" in section and chance(rng, 0.6):
            if chance(rng, 0.6):
                self.blocks.append(
                    Line("paragraph", [(pick(rng, ("无", "无。", "详见附件。", "见附表。", "/")), None)])
                )
            return
        if chance(rng, 0.7) or "sub" not in section:
            if "sub" not in section or section["topics"][0] != "problems":
                self.text(section["topics"][0], self.sentences())
        if section["topics"][0] in ("proactive", "principles") and chance(rng, CATALOGUES):
            self.catalogue()
        if "sub" in section and chance(rng, self.habits.sub):
            self.subsections(section["sub"])
        else:
            for topic in section["topics"][1:] if chance(rng, 0.7) else section["topics"]:
                self.text(topic, self.sentences())

    def sentences(self) -> int:
        """How many sentences a topic gets."""
        return max(1, round(self.habits.length * whole(self.rng, 1, 6)))

    def text(self, topic: str, count: int) -> None:
        """Paragraphs of `count` sentences on the topic; now and then numbered, and foreign prose behind them."""
        if count > 1 and chance(self.rng, self.habits.listed):
            return self.listed(topic, count)
        while count > 0:
            share = count if count < 6 and chance(self.rng, 0.75) else max(1, min(count // 2, 8))
            self.blocks.append(Line("paragraph", self.scene.paragraph(topic, share)))
            count -= share
        if self.foreign and chance(self.rng, 0.25):
            self.blocks.append(Line("paragraph", [(pick(self.rng, self.foreign), None)]))
        return None

    def catalogue(self) -> None:
        """`3.统计数据登在“…”栏目的“…”中。`: numbered sentences of one shape, so without label."""
        rng = self.rng
        pattern = pick(rng, CATALOGUE_NUMBERS)
        form = pick(rng, ("catalogue_place", "catalogue_unit", "catalogue_done"))
        for at in range(1, whole(rng, 3, 8) + 1):
            self.blocks.append(Line("paragraph", [(number(pattern, at) + self.scene.phrase(form), None)]))

    def listed(self, topic: str, count: int) -> None:
        """Numbered full sentences, each a paragraph or all in one: no headings, so they have no label."""
        rng = self.rng
        pattern = pick(
            rng, ("{n}.", "{n}.", "{n}、", "{n}、", "（{n}）", "({n})", "{c}是", "第{c}，", "{o}", "{n}. ", "（{c}）")
        )
        together = pattern in ("{c}是", "第{c}，") or chance(rng, 0.2)
        out: list[Run] = []
        for at in range(1, min(count, 8) + 1):
            said = self.scene.paragraph(topic, 1)
            if sum(len(text) for text, _ in said) < 12 or "一是" in said[0][0] or said[0][0][:1] in "（1第首":
                continue
            runs: list[Run] = [(number(pattern, at), None), *said]
            if together:
                out += runs
            else:
                self.blocks.append(Line("paragraph", runs))
        if out:
            self.blocks.append(Line("paragraph", out))

    def subsections(self, topics: Sequence[str]) -> None:
        """（一） （二） …, each on one topic, some with 1. 2. below."""
        topics = [t for t in topics if chance(self.rng, 0.92)] or list(topics)
        at = 0
        points = chance(self.rng, 0.42)
        for topic in topics:
            if points and topic in POINTS:
                self.points("HEAD2", topic)
                continue
            at += 0 if chance(self.rng, self.habits.misnumbered) and at else 1
            said = "proactive" if topic == "amount" else topic
            heading = self.number(self.habits.second, at) + self.title(topic)
            if topic not in ("fees", "other") and chance(self.rng, self.habits.subsub):
                self.heading("HEAD2", heading)
                if chance(self.rng, 0.4):
                    self.text(said, whole(self.rng, 1, 2))
                self.points("HEAD3", said)
            else:
                self.part("HEAD2", heading, said, self.sentences())

    def points(self, label: str, topic: str) -> None:
        """A run of headings on one topic, each a phrase: the problems one by one, the measures one by one."""
        rng = self.rng
        pattern = self.habits.third if label == "HEAD3" else self.habits.second
        if label == "HEAD2" and chance(rng, DIGITS_BELOW_FIRST):
            pattern = pick(rng, ("{n}.", "{n}.", "{n}、", "（{n}）", "({n})", "{n}．", "({n}) "))
        many = whole(rng, 2, 7 if chance(rng, 0.3) else 4)
        seen: set[str] = set()
        run_in = self.habits.run_in >= 0.5
        for at in range(1, many + 1):
            title = self.point(topic)
            if title in seen:
                continue
            seen.add(title)
            shift = -1 if chance(rng, self.habits.misnumbered) and at > 1 else 0
            heading = self.number(pattern, at + shift) + title
            if chance(rng, BARE_POINTS):
                self.heading(label, heading, self.habits.closing.strip() if run_in else "")
            else:
                self.part(label, heading, topic, max(1, round(self.habits.length * whole(rng, 1, 2))))

    def point(self, topic: str) -> str:
        """A title of a point: a phrase of the topic's list, or one of the fixed ones."""
        if topic not in POINTS and chance(self.rng, 0.5):
            return str(pick(self.rng, load("outline")["titles3"]["any"]))
        return self.scene.phrase(POINTS.get(topic, "point_any"))

    def title(self, topic: str) -> str:
        """A title of the second level."""
        if chance(self.rng, self.habits.long_titles):
            return self.scene.phrase(POINTS.get(topic, f"title_{topic}"))
        return str(pick(self.rng, load("outline")["titles"][topic]))

    def part(self, label: str, heading: str, topic: str, count: int) -> None:
        """A heading with its text, run in or alone on its line."""
        if chance(self.rng, self.habits.run_in):
            runs: list[Run] = [(heading, Mark(label)), (self.habits.closing, None)]
            self.blocks.append(Line("paragraph", runs + self.scene.paragraph(topic, count)))
        else:
            self.heading(label, heading)
            self.text(topic, count)


def write_body(scene: Scene, edition: str, grids: Grids, paragraphs: Sequence[str] | None) -> list[Block]:
    """The blocks from the opening paragraph to the last section."""
    sections = load("outline")["form" if edition in ("2019", "2021") else "free"]
    out = Body(scene, grids, paragraphs).write(sections)
    if "statistics" in grids:
        out += attachment_heading(scene)
        out += grids["statistics"]
    return out


def attachment_heading(scene: Scene) -> list[Block]:
    """What opens the statistics table behind the report: `附：`, the year, the organ; no heading and no caption."""
    rng = scene.rng
    if chance(rng, 0.5):
        return []
    return [Line("paragraph", [(scene.phrase("attached"), None)])] if chance(rng, 0.8) else []
