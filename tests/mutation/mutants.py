"""Mutants of the code that decides on figures: mutmut's changes, each with the line it changes, in a copy of the tree.

mutmut writes a file's mutants beside the original and picks one when a function is called: all lie ready in one process.
"""

from __future__ import annotations

import ast
import difflib
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGETS = ("ie/rebuild/*.py", "ie/check/*.py", "ie/values.py")
"""What turns spans into figures and holds them against the form's sums."""
COPIED = ("ie", "tests", "training", "annotations", "models", "pyproject.toml", "README.md")
MARK = "__mutmut_"


@dataclass(frozen=True, order=True)
class Mutant:
    """`name` is what mutmut calls it, `function` its module and function; `was` and `now` are the lines changed, without their indent."""

    name: str
    function: str
    line: int
    was: str
    now: str


def copy_of_tree(to: Path) -> None:
    """What the tests need, so that no mutant ever lies in the work tree."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)


def mutate_in(tree: Path, count: int, seed: int) -> tuple[list[Mutant], int]:
    """Write a sample of the targets' mutants into the copy; the sample, and how many there are of which it was drawn.

    The same seed draws the same ones of the same code.  Only those drawn are generated: generating is the dear part.
    """
    import libcst
    from mutmut.mutation import file_mutation

    paths = sorted(path for pattern in TARGETS for path in tree.glob(pattern))
    parsed = {path: file_mutation.create_mutations(str(path), path.read_text("utf-8")) for path in paths}
    # What stands in a class but in no method is none: mutmut has no place to choose it at.
    every = [
        (path, mutation)
        for path, (_, mutations, _, _) in parsed.items()
        for mutation in mutations
        if isinstance(mutation.contained_by_top_level_function, libcst.FunctionDef)
    ]
    drawn = random.Random(seed).sample(range(len(every)), min(count, len(every)))
    out: list[Mutant] = []
    for path, (module, _, classes, functions) in parsed.items():
        own = [every[i][1] for i in sorted(drawn) if every[i][0] == path]
        if own:
            source = path.read_text("utf-8")
            mutated = file_mutation.combine_mutations_to_source(module, own, classes, functions)
            name = ".".join(path.relative_to(tree).with_suffix("").parts).removesuffix(".__init__")
            out += _described(name, source, mutated.code, mutated.mutant_names)
            path.write_text(mutated.code, "utf-8")
    return sorted(out), len(every)


def _described(module: str, source: str, code: str, names: Sequence[str]) -> Iterator[Mutant]:
    lines = code.splitlines()
    spans = {f.name: (f.lineno, f.end_lineno or f.lineno) for _, f in _functions(ast.parse(code))}
    begins = {qualified: f.lineno for qualified, f in _functions(ast.parse(source))}
    for name in names:
        mangled = name.rpartition(MARK)[0]
        qualified = mangled.removeprefix("x_") if mangled.startswith("x_") else mangled[2:].replace("ǁ", ".")
        before = _body(lines, spans[f"{mangled}{MARK}orig"])
        at, was, now = _change(before, _body(lines, spans[name]))
        yield Mutant(f"{module}.{name}", f"{module}.{qualified}", begins[qualified] + at, was, now)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{f.name}", f) for f in node.body if isinstance(f, ast.FunctionDef))


def _body(lines: list[str], span: tuple[int, int]) -> list[str]:
    """A function's lines; its own name, which mutmut changes, apart."""
    first, *rest = lines[span[0] - 1 : span[1]]
    name = first.split("(")[0].split()[-1]
    return [first.replace(name, "_", 1), *rest]


def _change(before: list[str], after: list[str]) -> tuple[int, str, str]:
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            return i1, _joined(before[i1:i2]), _joined(after[j1:j2])
    raise ValueError("a mutant that changes nothing")


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
