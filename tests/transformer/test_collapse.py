"""Collapsing loses no character and no span: what it joins belongs together wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.transformer.collapse import (
    ELIDED,
    GAP,
    PRIVATE,
    RULES,
    TAB,
    WIDE_BLANK,
    collapse,
    collapse_tags,
)

MESSY = st.text(alphabet=" \t\u3000|\n-=.0129一十,;。规章公开\ue000\U0001f600", max_size=200)
PROSE = st.lists(st.sampled_from(["公开工作", "主动", ",", "。", "一", "3", "\n", " "]), max_size=80).map("".join)

CASES = [
    ("规 章", ["规", " ", "章"]),
    ("a | b", ["a", GAP + 1, "b"]),
    ("a | ||\n", ["a", GAP + 4 + 3]),
    ("a||||b", ["a", GAP + 3, "b"]),
    ("a\n\n\nb", ["a", GAP + 8, "b"]),
    ("a\u3000b", ["a", WIDE_BLANK, "b"]),
    ("a \tb", ["a", TAB, "b"]),
    ("--253", ["-", "-", "2", "5", "3"]),
    ("-----", [RULES[ord("-")]]),
    ("---|---", [RULES[ord("-")], GAP + 1, RULES[ord("-")]]),
    ("0000000", ["0"] * 7),
    ("\ue000", ["\ufffd"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_tokens(text: str, wanted: list[str | int]) -> None:
    assert collapse(text).symbols.tolist() == [ord(w) if isinstance(w, str) else w for w in wanted]


@given(st.one_of(MESSY, PROSE))
def test_tokens_part_the_text(text: str) -> None:
    tokens = collapse(text)
    assert tokens.length == len(text)
    assert sum(tokens.sizes.tolist()) == len(text)
    assert (tokens.sizes > 0).all()
    assert tokens.starts.tolist() == sorted(set(tokens.starts.tolist()))


@given(st.one_of(MESSY, PROSE))
def test_only_runs_and_prose_share_a_token(text: str) -> None:
    tokens = collapse(text)
    for symbol, start, size in zip(tokens.symbols, tokens.starts, tokens.sizes, strict=True):
        words = text[start : start + size]
        if symbol == ELIDED:
            assert not set(words) & set("0129一十。 \t\u3000|\n") and set(words) & set(",;")
        elif size > 1:
            assert set(words) <= set(" \t\u3000|\n") or (len(set(words)) == 1 and words[0] in "-=.")
        elif symbol < PRIVATE:
            assert chr(symbol) == words or symbol == 0xFFFD


@given(st.one_of(MESSY, PROSE), st.data())
def test_tags_come_back(text: str, data: st.DataObject) -> None:
    """Tags that obey the rules for tokens come back whole from the characters they were given to."""
    tokens = collapse(text)
    tags = [
        OUTSIDE if c else data.draw(st.sampled_from([OUTSIDE, begin("CELL"), begin("HEAD1")])) for c in tokens.closed
    ]
    for i in range(1, len(tags)):
        if tags[i - 1] and not tokens.closed[i] and data.draw(st.booleans()):
            tags[i] = tags[i - 1] + tags[i - 1] % 2
    characters = [t + t % 2 * bool(k) for t, size in zip(tags, tokens.sizes.tolist(), strict=True) for k in range(size)]
    assert collapse_tags(characters, tokens).tolist() == tags


def test_a_token_with_a_line_end_or_a_pipe_is_closed() -> None:
    tokens = collapse("a b\nc|d\te")
    assert "".join("x" if c else "." for c in tokens.closed) == "...x.x..."


def test_long_prose_is_elided_but_not_its_ends() -> None:
    prose = "我局认真贯彻落实有关决定精神和工作部署,不断完善制度,健全机制,持续加强队伍建设和业务培训工作"
    tokens = collapse(prose + "。")
    assert (tokens.symbols == ELIDED).sum() == 1
    assert len(tokens) == 12 + 1 + 12 + 1


def test_joined_header_cells_are_not_elided() -> None:
    header = "结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计"
    assert len(collapse(header)) == len(header)
