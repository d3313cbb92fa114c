"""Old Office files (doc, wps, xls, rtf) → their modern kind, by a LibreOffice installed beside us; none is a status."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ie.read.source import Limits, Refused

PROGRAMS = ("soffice", "libreoffice")
FALLBACKS = ("/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
KINDS = {"doc": "an old Word file", "rtf": "an RTF document", "xls": "an old Excel file"}


def find_office() -> str | None:
    """The program, or None where LibreOffice is not installed."""
    return next(filter(None, map(shutil.which, (*PROGRAMS, *FALLBACKS))), None)


def convert_office(data: bytes, kind: str, limits: Limits) -> bytes:
    """The bytes of a DOCX (of doc and rtf) or XLSX (of xls).  The program runs with a profile of its own, and is killed
    when the report's time is up."""
    program = find_office()
    if program is None:
        name = "XLSX" if kind == "xls" else "DOCX"
        reason = f"is {KINDS[kind]}, which LibreOffice reads; install LibreOffice Writer, or save it as {name}"
        raise Refused("not_text", reason)
    target = "xlsx" if kind == "xls" else "docx"
    with tempfile.TemporaryDirectory(prefix="ie-office-") as folder:
        given = Path(folder) / f"report.{kind}"
        given.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", target, "--outdir", str(Path(folder) / "out"), str(given),
        ]  # fmt: skip
        try:
            subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=limits.max_seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            reason = f"took LibreOffice more than {limits.max_seconds:g} s; save it as {target.upper()}"
            raise Refused("timed_out", reason) from error
        made = Path(folder) / "out" / f"report.{target}"
        if not made.is_file():
            raise Refused(
                "unreadable", f"is {KINDS[kind]} that LibreOffice could not open; save it as {target.upper()}"
            )
        return made.read_bytes()
