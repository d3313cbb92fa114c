"""A PDF whose font stands neither in the file nor on the machine: its text is lost, and that is said."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.read.printed_pdf import pdf_of

ROOT = Path(__file__).parents[2]
WITHOUT_FONTS = """
import ctypes, dataclasses, json, sys
import pypdfium2.raw as raw
raw.FPDF_DestroyLibrary()
folders = (ctypes.c_char_p * 2)(sys.argv[2].encode(), None)
kind = dict(raw.FPDF_LIBRARY_CONFIG._fields_)["m_pUserFontPaths"]
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(folders, kind)))
from ie.read import read_bytes
read = read_bytes("a.pdf", None, open(sys.argv[1], "rb").read())
print(json.dumps([type(read).__name__, getattr(read, "reason", ""), list(getattr(read, "warnings", ()))]))
"""
LATIN = "The report of the year is printed here with letters that every machine has. " * 3


def read_without_fonts(folder: Path, blocks: list[str]) -> tuple[str, str, list[str]]:
    (folder / "fonts").mkdir()
    (folder / "a.pdf").write_bytes(pdf_of(blocks))
    command = [sys.executable, "-c", WITHOUT_FONTS, str(folder / "a.pdf"), str(folder / "fonts")]
    name, reason, warnings = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    return name, reason, warnings


def test_a_report_without_its_font_is_refused_with_the_fonts_name(tmp_path: Path) -> None:
    name, reason, _ = read_without_fonts(tmp_path, ["云杉县水文局2023年政府信息公开工作年度报告", "规章 0 834 0"])
    assert name == "Unread"
    assert "without its fonts (STSong-Light)" in reason and "install a font that covers Chinese" in reason


def test_a_text_without_chinese_has_lost_nothing(tmp_path: Path) -> None:
    name, reason, warnings = read_without_fonts(tmp_path, [LATIN])
    assert (name, reason, warnings) == ("Source", "", [])


@pytest.mark.parametrize("words", ["规章 0 834 0", LATIN])
def test_where_the_machine_has_the_font_nothing_is_told(words: str, tmp_path: Path) -> None:
    from ie.read import Source, read_bytes

    read = read_bytes("a.pdf", None, pdf_of([words * 3]))
    assert isinstance(read, Source) and read.warnings == ()
