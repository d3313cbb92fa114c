"""The fixes, in the order they run.  Each takes (characters, origins) and gives the same shape back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from ie.normalise.traditional import CHARACTERS, WORDS
from ie.report import Text

Chars = tuple[str, list[int]]

_GLOSS = re.compile(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]")
_OPENS_GLOSS = tuple(re.compile(rf"{bracket}[a-zāáǎà]") for bracket in (r"\(", "（"))
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_OTHER_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_ENDS = re.compile(rf"\r\n|[{_OTHER_LINE_ENDS}]")
_FOLDABLE = re.compile(r"[^\x00-\x7f\u4e00-\u9fff]")
"""Neither ASCII nor the unified ideographs have another form."""
_TRADITIONAL = re.compile(f"[{''.join(map(chr, CHARACTERS))}]")
_WORDS = re.compile("|".join(map(re.escape, WORDS)))


def unify_line_ends(chars: Chars) -> Chars:
    """CRLF, a lone CR, form feed and the Unicode line separators become one line feed."""
    # A character is found far sooner than one of several, and most texts have none of these.
    return _substitute(chars, _LINE_ENDS, lambda match: "\n") if _has_any(chars[0], _OTHER_LINE_ENDS) else chars


def fold_width(chars: Chars) -> Chars:
    """Full-width forms and compatibility characters to their plain form, where that is one character."""
    text, origin = chars
    changes = {c: folded for c in set(_FOLDABLE.findall(text)) if (folded := _fold(c)) != c}
    # A character that becomes one that is folded itself (￨ to │ to |) stops there, so it comes last.
    for char in sorted(changes, key=lambda c: changes[c] in changes):
        text = text.replace(char, changes[char])
    return text, origin


_FOLDED: dict[str, str] = {
    "\u3000": "\u3000",
    "．": ".",
    "。": "。",
    "┃": "|",
    "│": "|",
    "｜": "|",
}


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    if char in _FOLDED:
        return _FOLDED[char]
    plain = unicodedata.normalize("NFKC", char)
    # A circled number is a list mark, not a figure: folding it would invent a digit.
    if len(plain) == 1 and not (plain.isdigit() and unicodedata.category(char) == "No"):
        return plain
    return char


def drop_invisible(chars: Chars) -> Chars:
    """Zero-width characters and soft hyphens carry nothing."""
    text, origin = chars
    if not _has_any(text, _INVISIBLE):
        return chars
    kept = [i for i, c in enumerate(text) if c not in _INVISIBLE]
    return "".join(text[i] for i in kept), [origin[i] for i in kept]


def drop_glosses(chars: Chars) -> Chars:
    """Pinyin in brackets behind a character, left there by sites that convert to traditional script."""
    opened = any(opens.search(chars[0]) for opens in _OPENS_GLOSS)
    return _substitute(chars, _GLOSS, lambda match: "") if opened else chars


def simplify(chars: Chars) -> Chars:
    """Traditional characters and words of the form's vocabulary, one character for one."""
    text, origin = chars
    text = _WORDS.sub(lambda match: WORDS[match.group()], text)
    return text.translate(CHARACTERS) if _TRADITIONAL.search(text) else text, origin


FIXES: tuple[Callable[[Chars], Chars], ...] = (unify_line_ends, drop_invisible, fold_width, drop_glosses, simplify)


_PLACES = list(range(1 << 14))
"""The origins of most texts before any fix: numbers are copied far sooner than they are made."""


def normalise(source: str) -> Text:
    """Run every fix over a decoded source text."""
    size = len(source)
    chars: Chars = (source, _PLACES[:size] if size <= len(_PLACES) else list(range(size)))
    for fix in FIXES:
        chars = fix(chars)
    return Text(chars[0], tuple(chars[1]), source)


def _has_any(text: str, characters: str) -> bool:
    return any(c in text for c in characters)


def _substitute(chars: Chars, pattern: re.Pattern[str], to: Callable[[re.Match[str]], str]) -> Chars:
    """Replace matches by at most one character each, which keeps the first matched character's origin."""
    text, origin = chars
    out: list[str] = []
    kept: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        out.append(text[last : match.start()])
        kept.extend(origin[last : match.start()])
        put = to(match)
        out.append(put)
        kept.extend(origin[match.start()] for _ in put)
        last = match.end()
    if last == 0:
        return chars
    out.append(text[last:])
    kept.extend(origin[last:])
    return "".join(out), kept
