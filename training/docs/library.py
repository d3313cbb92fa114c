"""The public names of the modules that other programs import → one Markdown page, from their own docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from importlib import import_module
from typing import Any

MODULES = {
    "ie": None,
    "ie.editions": ("load_edition", "known_editions", "read_editions", "using_editions", "Edition", "TableForm", "Row",
                    "Column", "Identity", "EditionError"),
    "ie.read": None,
    "ie.tag": ("TAGGERS", "load_tagger", "load_model", "TaggerError"),
    "ie.pipeline": ("extract_text", "report_from_spans"),
    "ie.report": ("Text", "Span", "Tagger", "Cell", "Table", "Section", "Figure", "Statement", "Check", "Report"),
    "ie.batch": None,
    "ie.records": ("read_records", "table_cells", "RecordsError"),
    "ie.write": None,
    "ie.score": ("load_gold", "score", "Gold", "GoldError", "Scoreboard"),
    "ie.check.years": ("organs_of", "check_years", "changes_of", "entry_of"),
    "ie.panel": ("load_crosswalk", "panel_of", "write_panel"),
    "ie.settle": ("cases_of", "Ledger"),
    "ie.interchange": None,
    "ie.review.export": ("export_gold",),
    "ie.serve.app": ("create_app",),
    "ie.serve.settings": ("ServiceSettings",),
}  # fmt: skip
"""Module → its public names; None for its `__all__`."""
HEAD = """# The library

What other programs import, from the docstrings of the code; `python -m training.docs` writes this page. Everything is typed (`py.typed`).
What begins with `_`, and modules not named here, may change without notice.
"""


def library_page() -> str:
    """The page, in the order of MODULES."""
    out = [HEAD]
    for name, names in MODULES.items():
        module = import_module(name)
        out.append(f"## `{name}`\n")
        if names is None or len(names) > 2:
            out.append(_first_paragraph(module.__doc__) + "\n")
        for each in names or module.__all__:
            out += _entry(each, getattr(module, each))
    return "\n".join(out).rstrip() + "\n"


def _entry(name: str, thing: Any) -> list[str]:
    if inspect.isclass(thing):
        return _class(name, thing)
    if inspect.isfunction(inspect.unwrap(thing)):
        return [f"### `{name}{_signature(thing)}`\n", _doc(thing) + "\n"]
    if name == "__version__":
        return ["### `__version__`\n", "The version, as in every record's `ie_version`.\n"]
    return [f"### `{name}`\n", f"`{thing!r}`\n"] if len(repr(thing)) < 100 else [f"### `{name}`\n"]


def _class(name: str, thing: type) -> list[str]:
    out = [f"### class `{name}`\n", _doc(thing) + "\n"]
    if dataclasses.is_dataclass(thing):
        fields = ", ".join(f"`{f.name}: {f.type}`" for f in dataclasses.fields(thing) if not f.name.startswith("_"))
        out.append(f"Fields: {fields}\n")
    elif issubclass(thing, tuple):
        hints = typing.get_type_hints(thing)
        fields = ", ".join(f"`{name}: {inspect.formatannotation(hints[name])}`" for name in hints)
        out.append(f"Fields: {fields}\n")
    lines = []
    for member, value in vars(thing).items():
        bare = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if member.startswith("_") or not (inspect.isfunction(bare) or isinstance(bare, property)):
            continue
        words = _first_paragraph(bare.__doc__)
        shown = f"{member}{_signature(bare)}" if inspect.isfunction(bare) else member
        lines.append(f"- `{shown}`{': ' + words if words else ''}")
    return [*out, "\n".join(lines) + "\n"] if lines else out


def _signature(function: Any) -> str:
    """Without `self`, and without the address of a default that is a function."""
    shown = re.sub(r"<(?:[^<>]|<[^<>]*>)* at 0x[0-9a-f]+>", "…", str(inspect.signature(function)).replace("'", ""))
    return re.sub(r"\b(?:self|cls)(?:, |(?=\)))", "", shown, count=1)


def _doc(thing: Any) -> str:
    """A docstring as Markdown: its examples fenced."""
    doc = inspect.getdoc(thing) or ""
    lines: list[str] = []
    inside = False
    for line in doc.split("\n"):
        code = line.startswith(">>>") or (inside and line != "")
        if code != inside:
            lines.append("```python" if code else "```")
        inside = code
        lines.append(line)
    return "\n".join([*lines, "```"] if inside else lines)


def _first_paragraph(doc: str | None) -> str:
    return " ".join((inspect.cleandoc(doc).split("\n\n")[0] if doc else "").split())
