"""Bytes to text: byte order mark, strict UTF-8, then the plausible one of the Chinese encodings, then a guess."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

from ie.read.plausible import PLAUSIBLE, has_controls, has_hanzi, text_to_plausibility

BOMS = (  # the longer before the shorter: a UTF-32 mark begins like a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
CHINESE = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
DAMAGEABLE = ("utf-8", "gb18030", "cp950")
MAX_DAMAGE = 0.02
GUESS_BYTES = 65_536


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    warnings: tuple[str, ...] = ()

    @cached_property
    def plausibility(self) -> float:
        """The share of common characters, which is asked for when the encoding is chosen and again when it is judged."""
        return text_to_plausibility(self.text)


def bytes_to_decoded(data: bytes) -> Decoded | None:
    """The text that `data` most plausibly is, or None where it is no text.

    Damage is told, not hidden: an incomplete last character is dropped, a broken byte becomes U+FFFD, and either
    leaves a warning, as does a text that decodes but reads like mojibake.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            marked = decode_strictly(data, encoding) or _patched(data, encoding)
            if marked:
                return _readable(marked)
            break
    utf8 = decode_strictly(data, "utf-8")
    if utf8 and utf8.plausibility >= PLAUSIBLE:
        return _readable(utf8)
    chinese = _most_plausible([decode_strictly(data, encoding) for encoding in CHINESE])
    if chinese:
        return _readable(chinese)
    damaged = _most_plausible([_patched(data, encoding) for encoding in DAMAGEABLE])
    if damaged:
        return _readable(damaged)
    return _readable(utf8) or _readable(_guessed(data))


def decode_strictly(data: bytes, encoding: str) -> Decoded | None:
    """Decode without a single broken character, but for one that the end of the file cuts off."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    rest = len(decoder.getstate()[0])
    if rest == 0:
        return Decoded(text, encoding)
    return Decoded(text, encoding, (f"the incomplete character at the end was dropped ({_count(rest, 'byte')})",))


def _patched(data: bytes, encoding: str) -> Decoded | None:
    """Decode with U+FFFD for what is broken, where that is little."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > max(1, MAX_DAMAGE * len(text)):
        return None
    return Decoded(text, encoding, (f"U+FFFD stands for what could not be decoded ({_count(broken, 'place')})",))


def _guessed(data: bytes) -> Decoded | None:
    """charset-normalizer's opinion, from the beginning of the file; only for what is not in a Chinese encoding."""
    if b"\0" in data:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_BYTES]).best()
    if best is None:
        return None
    text = data.decode(best.encoding, "replace")
    return Decoded(text, best.encoding, (f"the encoding {best.encoding} is a guess; check the text",))


def _most_plausible(candidates: list[Decoded | None]) -> Decoded | None:
    """The best of those that pass as Chinese, the earlier one where two are equal."""
    passing = [c for c in candidates if c and c.plausibility >= PLAUSIBLE]
    return max(passing, key=lambda c: c.plausibility, default=None)


def _readable(decoded: Decoded | None) -> Decoded | None:
    if decoded is None or has_controls(decoded.text):
        return None
    if has_hanzi(decoded.text) and decoded.plausibility < PLAUSIBLE and not decoded.warnings:
        doubt = f"few characters are common: it is not in {decoded.encoding}, or was garbled before; check the text"
        return Decoded(decoded.text, decoded.encoding, (doubt,))
    return decoded


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
