"""The rules of wholes that both learnt taggers decode by: tags as a model may give them, and what is whole behind the rules."""

from collections.abc import Callable

import numpy as np
import pytest

from ie.report import LABELS, Span
from ie.tag.tagset import TAGS, spans_of_tags, tags_of
from ie.tag.words.headings import whole_headings
from ie.tag.words.notes import whole_notes
from ie.tag.words.numbers import whole_numbers
from ie.tag.words.organs import whole_organs
from ie.tag.words.titles import whole_titles
from ie.tag.words.tokens import Tokens, tokenize

UNSURE = np.float32(np.log(0.6))


def _marked(marked: str) -> tuple[str, list[Span]]:
    """`⟦HEAD2:2.进一步⟧加大` is a text with a span."""
    text, spans = "", []
    for part in marked.split("⟦"):
        label, _, rest = part.partition(":")
        if label in LABELS:
            words, _, behind = rest.partition("⟧")
            spans.append(Span(len(text), len(text) + len(words), label))
            text += words + behind
        else:
            text += part
    return text, spans


def _after(rule: Callable[[Tokens, np.ndarray], np.ndarray], marked: str) -> list[str]:
    text, spans = _marked(marked)
    tokens = tokenize(text)
    tags = np.array(tags_of(spans, len(text)))[tokens.start]
    found = spans_of_tags(rule(tokens, tags).tolist())
    starts, ends = tokens.start.tolist(), tokens.end.tolist()
    return [f"{s.label}:{text[starts[s.start] : ends[s.end - 1]]}" for s in found]


HEADINGS = [
    ("cut before its end", "机制。\n⟦HEAD2:2.进一步⟧加大社会宣传。通过", ["HEAD2:2.进一步加大社会宣传"]),
    ("cut at a comma", "\n⟦HEAD2:(四)加强学习,⟧提高水平。制定", ["HEAD2:(四)加强学习,提高水平"]),
    ("to the end of its field", "\n⟦HEAD3:1、工作⟧部署\u3000\u3000今年", ["HEAD3:1、工作部署"]),
    ("cut behind its number's bracket", "改进:\n(1⟦HEAD2:)努力规范流程⟧。进一步", ["HEAD2:(1)努力规范流程"]),
    ("whole already", "\n⟦HEAD2:(二)依申请公开⟧。全年收到", ["HEAD2:(二)依申请公开"]),
    ("a sentence with a number", "\n⟦HEAD3:1.各部门已将⟧" + "机关的各种职能和机构的设置情况" * 4 + "。", []),
    ("within a sentence", "一是明确职责,⟦HEAD2:压实责任⟧。成立", []),
    ("no number, behind a sentence", "情况。⟦HEAD2:压实责任⟧。成立", ["HEAD2:压实责任"]),
    ("a figure is not taken", "\n⟦HEAD3:1、召开⟧发布会⟦FIGURE:4⟧场。", ["HEAD3:1、召开", "FIGURE:4"]),
    ("a number alone before a figure", "\n⟦HEAD3:3、⟧培训⟦FIGURE:12⟧次。", ["FIGURE:12"]),
    ("another level is left alone", "\n⟦HEAD1:一、规章⟧的编制。", ["HEAD1:一、规章"]),
]


@pytest.mark.parametrize(("marked", "wanted"), [c[1:] for c in HEADINGS], ids=[c[0] for c in HEADINGS])
def test_headings(marked: str, wanted: list[str]) -> None:
    assert _after(whole_headings, marked) == wanted


NOTES = [
    ("a note", "⟦ROWHEAD:规章⟧(指2018年)|⟦CELL:1⟧", ["ROWHEAD:规章(指2018年)", "CELL:1"]),
    ("a definition", "⟦ROWHEAD:规章⟧:是指各地的规定|⟦CELL:1⟧", ["ROWHEAD:规章:是指各地的规定", "CELL:1"]),
    ("a figure behind a colon", "⟦ROWHEAD:规章⟧:⟦CELL:12⟧|", ["ROWHEAD:规章", "CELL:12"]),
    ("words that define nothing", "⟦ROWHEAD:规章⟧:本年没有|⟦CELL:1⟧", ["ROWHEAD:规章", "CELL:1"]),
    ("a definition with a figure", "⟦ROWHEAD:规章⟧:指现行⟦CELL:12⟧件|", ["ROWHEAD:规章", "CELL:12"]),
    ("another field", "⟦ROWHEAD:规章⟧|(指2018年)", ["ROWHEAD:规章"]),
]


@pytest.mark.parametrize(("marked", "wanted"), [c[1:] for c in NOTES], ids=[c[0] for c in NOTES])
def test_notes(marked: str, wanted: list[str]) -> None:
    assert _after(whole_notes, marked) == wanted


ORGANS = [
    ("its first character", "本报告由灵⟦ORGAN:龙州人民政府⟧编写", ["ORGAN:灵龙州人民政府"]),
    ("without what wrote it", "本报告⟦ORGAN:由松化县人民政府⟧编写", ["ORGAN:松化县人民政府"]),
    ("whole already", "本报告由⟦ORGAN:松化县人民政府⟧编写", ["ORGAN:松化县人民政府"]),
    ("most of it", "本报告由武⟦ORGAN:云县舟集镇人民政府⟧负责编写", ["ORGAN:武云县舟集镇人民政府"]),
    ("no 由 near", "本报告灵⟦ORGAN:龙州人民政府⟧编写", ["ORGAN:龙州人民政府"]),
    ("too far behind it", "由于工作需要灵⟦ORGAN:龙州人民政府⟧编写", ["ORGAN:龙州人民政府"]),
    ("another field", "由\n灵⟦ORGAN:龙州人民政府⟧", ["ORGAN:龙州人民政府"]),
]


@pytest.mark.parametrize(("marked", "wanted"), [c[1:] for c in ORGANS], ids=[c[0] for c in ORGANS])
def test_organs(marked: str, wanted: list[str]) -> None:
    assert _after(whole_organs, marked) == wanted


TITLES = [
    (
        "its organ and year",
        "某县民政局2020年⟦TITLE:政府信息公开年度报告⟧\n",
        ["TITLE:某县民政局2020年政府信息公开年度报告"],
    ),
    ("taken for a heading", "⟦HEAD1:某县2020年⟧⟦TITLE:政府信息公开报告⟧\n", ["TITLE:某县2020年政府信息公开报告"]),
    ("in breadcrumbs", "首页>年报>某局⟦TITLE:2020年政府信息公开报告⟧\n", ["TITLE:2020年政府信息公开报告"]),
    ("in quotation marks", "请阅读《某局⟦TITLE:2020年政府信息公开报告⟧》", ["TITLE:2020年政府信息公开报告"]),
    ("behind buttons", "打印 关闭 某局⟦TITLE:2020年政府信息公开报告⟧\n", ["TITLE:某局2020年政府信息公开报告"]),
    ("behind an outline number", "(一)某局⟦TITLE:2020年政府信息公开报告⟧\n", ["TITLE:2020年政府信息公开报告"]),
    ("a bracket in a name", "某区(新区)⟦TITLE:政府信息公开报告⟧\n", ["TITLE:某区(新区)政府信息公开报告"]),
    ("behind a mark", "标题:某县2020年⟦TITLE:政府信息公开报告⟧\n", ["TITLE:政府信息公开报告"]),
    ("behind a figure of a table", "⟦CELL:3⟧某局⟦TITLE:政府信息公开报告⟧\n", ["CELL:3", "TITLE:政府信息公开报告"]),
    ("in a sentence", "办公室要求,某局⟦TITLE:政府信息公开报告⟧按时公布", ["TITLE:政府信息公开报告"]),
    ("another line", "某县\n⟦TITLE:政府信息公开报告⟧\n", ["TITLE:政府信息公开报告"]),
    ("a long sentence", "某" * 50 + "⟦TITLE:政府信息公开报告⟧\n", ["TITLE:政府信息公开报告"]),
]


@pytest.mark.parametrize(("marked", "wanted"), [c[1:] for c in TITLES], ids=[c[0] for c in TITLES])
def test_titles(marked: str, wanted: list[str]) -> None:
    assert _after(whole_titles, marked) == wanted


NUMBERS = [
    ("a scale", "涉及⟦FIGURE:47.6⟧亿元", ["FIGURE:47.6亿"]),
    ("a sign left out", "增 -⟦CELL:1⟧", ["CELL:-1"]),
    ("before a longer number", "|-⟦CELL:12⟧|", ["CELL:-12"]),
    ("a dash between figures", "⟦CELL:2⟧-⟦CELL:1⟧", ["CELL:2", "CELL:1"]),
    ("a cell with a point", "⟦CELL:3⟧.⟦CELL:14⟧", ["CELL:3.14"]),
    ("separators", "⟦CELL:1⟧,⟦CELL:204⟧", ["CELL:1,204"]),
    ("a scale of no figure", "第47亿元", []),
    ("a figure is not cut", "收到⟦FIGURE:1⟧⟦FIGURE:2⟧件", ["FIGURE:12"]),
    ("more and fewer", "|⟦CELL:+(0)⟧ ⟦CELL:-(0)⟧|", ["CELL:+(0) -(0)"]),
    ("a sign and its figure in brackets", "|⟦CELL:+⟧⟦ROWHEAD:(12)⟧|", ["CELL:+(12)"]),
    (
        "a sign and its figure in brackets, each torn",
        "|⟦CELL:+⟧⟦ROWHEAD:(0)⟧ ⟦CELL:-⟧⟦ROWHEAD:(0⟧)|",
        ["CELL:+(0) -(0)"],
    ),
    ("a sign before brackets with words", "|⟦CELL:-⟧⟦ROWHEAD:(三)项⟧|", ["CELL:-", "ROWHEAD:(三)项"]),
    ("a sign before brackets that do not close", "|⟦CELL:-⟧⟦ROWHEAD:(3 项⟧|", ["CELL:-", "ROWHEAD:(3 项"]),
    ("a dash of its own", "|⟦CELL:3⟧ ⟦CELL:-⟧|", ["CELL:3", "CELL:-"]),
    ("an unsure cut", "公开⟦CELL:1⟧⟦CELL:7⟧⟦CELL:0⟧", ["CELL:170"]),
    ("zeros", "公开⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧", ["CELL:0", "CELL:0", "CELL:0"]),
    (
        "behind a row label and its unit",
        "⟦ROWHEAD:公开信息数⟧ 条 ⟦FIGURE:286,413⟧\n其中",
        ["ROWHEAD:公开信息数", "CELL:286,413"],
    ),
    ("in a sentence", "公开信息数 条 ⟦FIGURE:286,413⟧\n其中", ["FIGURE:286,413"]),
    ("in the middle of a line", "⟦ROWHEAD:公开信息数⟧ ⟦FIGURE:286,413⟧ 条", ["ROWHEAD:公开信息数", "FIGURE:286,413"]),
    ("a year in a label", "⟦CELL:0⟧\n⟦CELL:2⟧⟦ROWHEAD:020年公开总数⟧:", ["CELL:0", "ROWHEAD:2020年公开总数"]),
    (
        "a year behind figures",
        "⟦CELL:0⟧⟦CELL:0⟧⟦CELL:2⟧⟦ROWHEAD:020年公开总数⟧",
        ["CELL:0", "CELL:0", "ROWHEAD:2020年公开总数"],
    ),
    ("a year of no label", "\n⟦CELL:2⟧020年公开总数", []),
    ("a title cut in its year", "⟦TITLE:某乡20⟧⟦TITLE:23年报告⟧", ["TITLE:某乡2023年报告"]),
    ("a duration", "⟦ROWHEAD:保存⟧ ⟦CELL:30⟧年", ["ROWHEAD:保存", "CELL:30"]),
    (
        "an unsure cut into a row that ends in its sum",
        "公开⟦CELL:11⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:11⟧",
        ["CELL:11", *["CELL:0"] * 5, "CELL:11"],
    ),
    (
        "into two such rows",
        "公开⟦CELL:2⟧⟦CELL:0⟧⟦CELL:1⟧⟦CELL:0⟧⟦CELL:3⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:4⟧⟦CELL:4⟧",
        ["CELL:2", "CELL:0", "CELL:1", "CELL:0", "CELL:3", "CELL:0", "CELL:0", "CELL:0", "CELL:4", "CELL:4"],
    ),
    (
        "into a row that does not",
        "公开⟦CELL:1⟧⟦CELL:1⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:0⟧⟦CELL:011⟧",
        ["CELL:110000011"],
    ),
    ("into fewer figures than such a row has", "公开⟦CELL:1⟧⟦CELL:2⟧⟦CELL:3⟧", ["CELL:123"]),
    ("up to the next label", "信息⟦CELL:1⟧⟦CELL:7⟧⟦ROWHEAD:2.没有⟧", ["CELL:17", "ROWHEAD:2.没有"]),
]


SURE = [
    ("sure cuts are believed", 0.99, ["CELL:1", "CELL:7", "CELL:0"]),
    ("others are not", 0.97, ["CELL:170"]),
]
SUM = ["CELL:7", *["CELL:0"] * 5, "CELL:7"]


@pytest.mark.parametrize(("probability", "wanted"), [(0.2, SUM), (0.05, ["CELL:7000007"])])
def test_a_sum_speaks_for_a_cut_that_is_not_out_of_question(probability: float, wanted: list[str]) -> None:
    def rule(tokens: Tokens, tags: np.ndarray) -> np.ndarray:
        return whole_numbers(tokens, tags, np.full((len(tokens), len(TAGS)), np.log(probability), np.float32))

    assert _after(rule, "公开" + "".join(f"⟦{cell}⟧" for cell in SUM)) == wanted


@pytest.mark.parametrize(("probability", "wanted"), [c[1:] for c in SURE], ids=[c[0] for c in SURE])
def test_how_sure_a_cut_has_to_be(probability: float, wanted: list[str]) -> None:
    def rule(tokens: Tokens, tags: np.ndarray) -> np.ndarray:
        return whole_numbers(tokens, tags, np.full((len(tokens), len(TAGS)), np.log(probability), np.float32))

    assert _after(rule, "公开⟦CELL:1⟧⟦CELL:7⟧⟦CELL:0⟧") == wanted


@pytest.mark.parametrize(("marked", "wanted"), [c[1:] for c in NUMBERS], ids=[c[0] for c in NUMBERS])
def test_numbers(marked: str, wanted: list[str]) -> None:
    def rule(tokens: Tokens, tags: np.ndarray) -> np.ndarray:
        return whole_numbers(tokens, tags, np.full((len(tokens), len(TAGS)), UNSURE, np.float32))

    assert _after(rule, marked) == wanted
