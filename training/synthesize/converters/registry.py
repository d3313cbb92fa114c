"""The converters by name, those left out that cannot run here."""

from __future__ import annotations

import importlib.util
import random
import shutil
from collections.abc import Callable

from training.synthesize.converters.docx import to_docx
from training.synthesize.converters.doubts import leave_doubts
from training.synthesize.converters.from_files import DOCX, PDF
from training.synthesize.converters.from_html import LIBRARIES
from training.synthesize.converters.html import to_html
from training.synthesize.converters.ink import Ink, UnalignedError, follow
from training.synthesize.converters.pages import to_pages
from training.synthesize.converters.pdf import to_pdf
from training.synthesize.converters.programs import PROGRAMS
from training.synthesize.document import Document
from training.synthesize.tracked import Tracked

Layout = Callable[[Document, random.Random], Tracked]
Render = Callable[[Document, random.Random, Ink], str]

KEEP_BLANKS = {
    "html2text",
    "markdownify",
    "inscriptis",
    "read-html",
    "w3m",
    "pandoc-html",
    "docx-pandoc",
    "pdftotext-layout",
}
"""Converters whose bars, tabs or columns show where a blank cell stands; the others leave no trace of it."""
BARRED = {"html2text", "markdownify", "w3m", "pandoc-html", "docx-pandoc"}
"""Those of them that print a field of blanks between bars."""
TRIES = 5
"""Another page style is drawn where plain and coded output part ways; the same report fails in one of about twenty."""


def _layout(name: str, render: Render) -> Layout:
    def convert(document: Document, rng: random.Random) -> Tracked:
        for trial in range(TRIES):
            seed = rng.getrandbits(64)
            try:
                tracked = follow(lambda ink, seed=seed: render(document, random.Random(seed), ink), name in BARRED)  # type: ignore[misc]
            except UnalignedError:
                if trial == TRIES - 1:
                    raise
            else:
                break
        leave_doubts(document, tracked, name in KEEP_BLANKS)
        return tracked

    convert.__doc__ = f"The report as {name} flattens it."
    return convert


def _renders() -> dict[str, Render]:
    out: dict[str, Render] = {}
    for name, flatten in [*((n, f) for n, (_, f) in LIBRARIES.items()), *((n, f) for n, (_, _, f) in PROGRAMS.items())]:
        out[name] = lambda document, rng, ink, f=flatten: f(to_html(document, rng, ink), rng)  # type: ignore[misc]
    for name, (_, _, extract) in DOCX.items():
        out[name] = lambda document, rng, ink, f=extract: f(to_docx(document, rng, ink), rng)  # type: ignore[misc]
    for name, (_, _, extract) in PDF.items():
        out[name] = lambda document, rng, ink, f=extract: f(to_pdf(to_pages(document, rng, ink)), rng)  # type: ignore[misc]
    return out


def available() -> dict[str, str]:
    """Every converter, and what it lacks here: `""` where it runs, else the command that installs what is missing."""
    out = {name: _lacking(modules, None) for name, (modules, _) in LIBRARIES.items()}
    out |= {name: _lacking((), (program, package)) for name, (program, package, _) in PROGRAMS.items()}
    out |= {name: _lacking(modules, program) for name, (modules, program, _) in [*DOCX.items(), *PDF.items()]}
    return out


def _lacking(modules: tuple[str, ...], program: tuple[str, str] | None) -> str:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    commands = [f"pip install {' '.join(missing)}"] if missing else []
    if program and not shutil.which(program[0]):
        commands.append(f"apt-get install {program[1]}")
    return "; ".join(commands)


CONVERTERS: dict[str, Layout] = {name: _layout(name, r) for name, r in _renders().items() if not available()[name]}
"""Converters that run here, by name."""
