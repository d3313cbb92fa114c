"""How it works, drawn from the code's own layout: the chain in `ie.pipeline`'s docstring, the packages and their first sentences, and the
layers that the import contract holds them to."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH = 980
ROW = 48
"""Height of a step."""
LINE = 21
"""Height of a line of the list below."""
TEXT_AT = 190
LONGEST = 108
"""Characters of a sentence that fit."""
ARROW = re.compile(r"─(\w+)(?:\((\w+)\))?→\s*(\w+)")
STEPS_OF = {"check": ("check", "statements")}
"""A step that two packages do."""
STYLE = """
  text { font: 12.5px system-ui, "Noto Sans CJK SC", sans-serif; fill: #1b2733 }
  .noun { font-weight: 600 } .name { font-family: ui-monospace, monospace; fill: #0b5394 } .small { fill: #5a6876 }
  rect { fill: #eef3f8; stroke: #7d93a8 } .form { fill: #fff4dc; stroke: #b98a2b } path { stroke: #7d93a8; fill: none }
  @media (prefers-color-scheme: dark) { text { fill: #dde6ee } .name { fill: #8fc1f0 } .small { fill: #9fb0c0 }
    rect { fill: #22303d; stroke: #6c8196 } .form { fill: #40361f; stroke: #b98a2b } }
"""


@dataclass(frozen=True)
class Package:
    """A package or module of `ie`: its name, its docstring's first sentence, how many modules of Python it has."""

    name: str
    sentence: str
    modules: int

    @property
    def size(self) -> str:
        """`9 modules`."""
        return f"{self.modules} module{'' if self.modules == 1 else 's'}"


def picture(root: Path) -> str:
    """The SVG, from the sources under `root`."""
    steps = _steps(root)
    layers = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    above = [name for layer in layers[: layers.index("write")] for name in re.findall(r"\w+", layer)]
    out: list[str] = []
    y = 14
    out += _noun(y, "file", False)
    for step, needs, noun in steps:
        names = STEPS_OF.get(step, (step,))
        more = LINE * (len(names) - 1)
        out.append(f'<path d="M70 {y + 26} v{ROW - 27 + more}" marker-end="url(#a)"/>')
        for i, name in enumerate(names):
            out += _words(y + 40 + i * LINE, name, _package(root, name), at=84)
        y += ROW + more
        out += _noun(y, noun, needs == "edition")
    y += 58
    out.append(f'<rect x="20" y="{y - 10}" width="14" height="11" class="form"/>')
    out.append(f'<text x="42" y="{y}" class="noun">by the edition of the form; what every step knows:</text>')
    for name in ("editions", "report"):
        y += LINE
        out += _words(y, f"ie/{name}", _package(root, name))
    y += LINE + 12
    out.append(
        f'<text x="20" y="{y}" class="noun">On top: what asks for records, and what works on finished ones</text>'
    )
    for name in above:
        y += LINE
        out += _words(y, f"ie/{name}", _package(root, name))
    y += 18
    body = "\n".join(out)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="How ie works">\n'
        f"<style>{STYLE}</style>\n"
        '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto">'
        '<path d="M0 1 L7 4 L0 7"/></marker></defs>\n'
        f"{body}\n</svg>\n"
    )


def _steps(root: Path) -> list[tuple[str, str, str]]:
    """Step, what it needs (`edition` or nothing), and the noun it gives, as `ie/pipeline.py` has them."""
    doc = ast.get_docstring(ast.parse((root / "ie" / "pipeline.py").read_text("utf-8"))) or ""
    chain = next(line for line in doc.splitlines() if "─read→" in line).replace("Checks ⇒ Report", "Report")
    return [(step, needs, noun) for step, needs, noun in ARROW.findall(chain)]


def _noun(y: int, noun: str, by_form: bool) -> list[str]:
    return [
        f'<rect x="20" y="{y}" width="100" height="25" rx="12"{" class=" + chr(34) + "form" + chr(34) if by_form else ""}/>',
        f'<text x="70" y="{y + 17}" text-anchor="middle" class="noun">{noun}</text>',
    ]


def _words(y: int, name: str, package: Package, at: int = 20) -> list[str]:
    return [
        f'<text x="{at}" y="{y}" class="name">{name}</text>',
        f'<text x="{TEXT_AT if at > 20 else 150}" y="{y}">{escape(_cut(package.sentence))}</text>',
        f'<text x="{WIDTH - 12}" y="{y}" text-anchor="end" class="small">{package.size}</text>',
    ]


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"


def _package(root: Path, name: str) -> Package:
    """What a package says of itself; a module of that name counts as one."""
    folder = root / "ie" / name
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    first = folder / "__init__.py" if folder.is_dir() else files[0]
    doc = ast.get_docstring(ast.parse(first.read_text("utf-8"))) or ""
    words = " ".join(doc.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[a-z0-9`)])\.(?:\s|$)", words)[0]
    return Package(name, sentence, len(files))
