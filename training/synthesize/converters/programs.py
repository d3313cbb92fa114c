"""HTML → text by programs of the system, one process a page."""

from __future__ import annotations

import random
import subprocess

from training.synthesize.converters.from_html import Flatten
from training.synthesize.converters.ink import UnalignedError

SECONDS = 60
"""A converter that takes longer over one report hangs; the reports are a few pages."""


def run(command: list[str], data: bytes) -> str:
    """What the command prints for the data on its standard input.  RuntimeError with its last words when it fails.

    UnalignedError where it prints what is not UTF-8.
    """
    done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()[-300:]
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {words}; try the same command by hand")
    try:
        return done.stdout.decode("utf-8")
    except UnicodeDecodeError as error:
        # lynx cuts a character in two where a line of another width would not.
        raise UnalignedError(f"{command[0]} printed broken UTF-8 ({error.reason}); draw another page style") from error


def by_w3m(page: str, rng: random.Random) -> str:
    """Tables drawn by padding, labels wrapped where the screen ends."""
    columns = str(rng.choice([80, 80, 120, 200]))
    return run(["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", columns], page.encode())


def by_lynx(page: str, rng: random.Random) -> str:
    """Rows as lines where they fit, else a cell a line."""
    columns = str(rng.choice([80, 80, 120, 990]))
    options = ["-dump", "-stdin", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8", f"-width={columns}"]
    return run(["lynx", *options], page.encode())


def by_pandoc(page: str, rng: random.Random) -> str:
    """Plain text, or one of pandoc's dialects of markdown: tables with rules, drawn as grids, or left as HTML."""
    target = rng.choice(
        ["plain-smart", "plain-smart", "markdown-smart", "markdown-smart-simple_tables-multiline_tables", "gfm"]
    )
    wrap = rng.choice(["none", "auto"])
    return run(["pandoc", "-f", "html-native_divs-native_spans", "-t", target, f"--wrap={wrap}"], page.encode())


PROGRAMS: dict[str, tuple[str, str, Flatten]] = {
    "w3m": ("w3m", "w3m", by_w3m),
    "lynx": ("lynx", "lynx", by_lynx),
    "pandoc-html": ("pandoc", "pandoc", by_pandoc),
}
"""By converter: the program it needs, the Debian package that has it, and the function."""
