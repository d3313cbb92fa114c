"""Sentence templates → runs: a small language for prose in which every figure knows its value and unit.

    {a|b}        one of several wordings          [x]          x or nothing
    {name}       a list of the lexicon, or a word of the report (`we`, `year`, `whole` …)
    <kind:条/件>  a figure of that kind and its unit, printed as reports print them: 近2.4万条, 260余件, 两次
    \\[           the bracket itself

The lexicon's entries are templates themselves.  Templates are compiled once; expanding one costs a few microseconds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from training.synthesize.tracked import Run

Node = str | tuple[str, object]
"""Text, or ("alt", bodies), ("opt", body), ("name", key), ("figure", (kind, units))."""

_TOKEN = re.compile(r"\\.|[{}|\[\]]|<[a-z_]+:[^<>]*>|[^{}|\[\]<\\]+|<")
OPTIONAL_SHARE = 0.45


class TemplateError(ValueError):
    """A template cannot be read; the message quotes it."""


class Scene(Protocol):
    """What a template may ask of the report it stands in."""

    words: dict[str, str]

    def figure(self, kind: str, units: str, out: list[Run]) -> None:
        """Append the figure's runs."""
        ...


def compile_template(text: str) -> list[Node]:
    """The template as nodes; TemplateError where brackets do not match."""
    nodes, at = _sequence(_TOKEN.findall(text), 0, "")
    if at != len(_TOKEN.findall(text)):
        raise TemplateError(f"the template {text!r} closes a bracket that it never opened; add or drop one")
    return nodes


def _sequence(tokens: Sequence[str], at: int, end: str) -> tuple[list[Node], int]:
    nodes: list[Node] = []
    while at < len(tokens):
        token = tokens[at]
        if token == "{":
            node, at = _choice(tokens, at + 1)
            nodes.append(node)
            continue
        if token == "[":
            body, at = _sequence(tokens, at + 1, "]")
            _expect(tokens, at, "]")
            nodes.append(("opt", body))
        elif token in "}]" or (token == "|" and end == "}"):
            return nodes, at
        elif token[0] == "<" and len(token) > 1:
            kind, _, units = token[1:-1].partition(":")
            nodes.append(("figure", (kind, units)))
        else:
            nodes.append(token.removeprefix("\\"))
        at += 1
    return nodes, at


def _choice(tokens: Sequence[str], at: int) -> tuple[Node, int]:
    bodies: list[list[Node]] = []
    while True:
        body, at = _sequence(tokens, at, "}")
        bodies.append(body)
        if at < len(tokens) and tokens[at] == "|":
            at += 1
            continue
        _expect(tokens, at, "}")
        break
    if len(bodies) == 1 and len(bodies[0]) == 1 and isinstance(bodies[0][0], str):
        return ("name", bodies[0][0]), at + 1
    return ("alt", bodies), at + 1


def _expect(tokens: Sequence[str], at: int, mark: str) -> None:
    if at >= len(tokens) or tokens[at] != mark:
        raise TemplateError(f"the template {''.join(tokens)!r} lacks a {mark!r}; close every bracket")


class Lexicon:
    """Lists of compiled templates by name."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.lists = {name: [compile_template(entry) for entry in entries] for name, entries in lists.items()}

    def expand(self, nodes: Sequence[Node], rng: random.Random, scene: Scene, out: list[Run]) -> None:
        """Append one expansion of the template to `out`."""
        random_number: Callable[[], float] = rng.random
        for node in nodes:
            if isinstance(node, str):
                out.append((node, None))
                continue
            kind, what = node
            if kind == "name":
                word = scene.words.get(what)  # type: ignore[call-overload]
                if word is not None:
                    out.append((word, None))
                else:
                    entries = self.lists[what]  # type: ignore[index]
                    self.expand(entries[int(random_number() * len(entries))], rng, scene, out)
            elif kind == "alt":
                self.expand(what[int(random_number() * len(what))], rng, scene, out)  # type: ignore[index,arg-type]
            elif kind == "opt":
                if random_number() < OPTIONAL_SHARE:
                    self.expand(what, rng, scene, out)  # type: ignore[arg-type]
            else:
                scene.figure(what[0], what[1], out)  # type: ignore[index]

    def one(self, name: str, rng: random.Random, scene: Scene, out: list[Run]) -> None:
        """Append an expansion of one entry of the list `name`."""
        entries = self.lists[name]
        self.expand(entries[int(rng.random() * len(entries))], rng, scene, out)
