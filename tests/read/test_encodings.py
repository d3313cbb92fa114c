from pathlib import Path

import pytest

from ie.read import Source, read_text
from tests.read.words import seed_to_text

TEXTS = 1_000
ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8-bom": (b"\xef\xbb\xbf", "utf-8"),
    "utf-16-le-bom": (b"\xff\xfe", "utf-16-le"),
    "utf-16-be-bom": (b"\xfe\xff", "utf-16-be"),
    "utf-16-le": (b"", "utf-16-le"),
    "utf-16-be": (b"", "utf-16-be"),
    "gb18030": (b"", "gb18030"),
    "gb18030-bom": (b"\x84\x31\x95\x33", "gb18030"),
    "big5": (b"", "big5"),
}


def bytes_to_source(tmp_path: Path, data: bytes) -> Source:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    source = read_text(path)
    assert isinstance(source, Source), source
    return source


@pytest.mark.parametrize("size", [500, 5_000])
@pytest.mark.parametrize("name", ENCODINGS)
def test_every_text_is_decoded_as_it_was_written(tmp_path: Path, name: str, size: int) -> None:
    mark, encoding = ENCODINGS[name]
    for seed in range(TEXTS):
        text = seed_to_text(seed, encoding, size)
        source = bytes_to_source(tmp_path, mark + text.encode(encoding))
        assert (source.text, source.encoding, source.warnings) == (text, encoding, ()), seed


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_character_cut_off_at_the_end_is_dropped_and_told(tmp_path: Path, name: str) -> None:
    mark, encoding = ENCODINGS[name]
    text = seed_to_text(1, encoding, 500) + "年"
    cut = (mark + text.encode(encoding))[:-1]
    source = bytes_to_source(tmp_path, cut)
    left = len("年".encode(encoding)) - 1
    told = f"the incomplete character at the end was dropped ({left} byte{'s' if left > 1 else ''})"
    assert (source.text, source.encoding, source.warnings) == (text[:-1], encoding, (told,))


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("big5", "cp950")])
def test_a_broken_byte_costs_one_place_not_the_text(tmp_path: Path, encoding: str, named: str) -> None:
    before, after = seed_to_text(1, encoding, 300), "\n" + seed_to_text(2, encoding, 300)
    source = bytes_to_source(tmp_path, before.encode(encoding) + b"\xff\n" + after.encode(encoding))
    told = "U+FFFD stands for what could not be decoded (1 place)"
    assert (source.text, source.encoding, source.warnings) == (f"{before}\ufffd\n{after}", named, (told,))


def test_a_byte_order_mark_before_another_encoding_is_not_believed(tmp_path: Path) -> None:
    text = seed_to_text(3, "gb18030", 500)
    source = bytes_to_source(tmp_path, b"\xef\xbb\xbf" + text.encode("gb18030"))
    assert (source.text, source.encoding) == (text, "gb18030")


def test_a_text_garbled_before_it_was_saved_is_told(tmp_path: Path) -> None:
    garbled = seed_to_text(4, "utf-8", 600).encode().decode("gb18030", "ignore")
    source = bytes_to_source(tmp_path, garbled.encode())
    assert source.text == garbled
    assert source.warnings == ("few characters are common: it is not in utf-8, or was garbled before; check the text",)


def test_another_script_is_a_guess_and_says_so(tmp_path: Path) -> None:
    text = "Открытость информации правительства: годовой отчёт за две тысячи девятнадцатый год. " * 5
    source = bytes_to_source(tmp_path, text.encode("cp1251"))
    assert source.text == text
    assert source.warnings == (f"the encoding {source.encoding} is a guess; check the text",)


@pytest.mark.parametrize("text", ["plain ASCII, 12 | 3\r\n", "Rapport annuel, année 2019\n", "规章 3", "a\rb\r\nc\n\n"])
def test_text_that_is_right_stays_as_it_is(tmp_path: Path, text: str) -> None:
    source = bytes_to_source(tmp_path, text.encode())
    assert (source.text, source.encoding, source.warnings) == (text, "utf-8", ())
