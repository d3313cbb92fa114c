"""Which tag may follow which: what every decoding obeys and every training fills in."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from ie.tag.tagset import TAGS
from ie.tag.viterbi import FORBIDDEN, Floats, constraint
from ie.tag.words.tokens import EDGE, NONE, SPACE, TABBED, WIDE, Ints

GROUPS = 4
"""Kinds of gap that transitions are told apart by: none, a blank, a wide blank, whatever ends a field for good."""
_GROUP_OF: Ints = np.full(EDGE + 1, GROUPS - 1)
_GROUP_OF[[NONE, SPACE, WIDE]] = range(GROUPS - 1)


def transition_groups(gaps: Ints) -> Ints:
    """The group of transitions for each gap."""
    return _GROUP_OF[gaps]


def transition_rules() -> Floats:
    """What no training may allow: I- behind another label, and I- behind a tab, a pipe or a line end."""
    rules = np.repeat(constraint()[None], GROUPS, 0)
    inside = np.arange(2, len(TAGS), 2)
    rules[GROUPS - 1][:, inside] = constraint()[0, inside[0]]
    assert TABBED == WIDE + 1
    return rules


def write_transitions(path: Path, transitions: Floats) -> None:
    """A JSON file of groups x tag before x tag with two decimals, null where a pair is forbidden; a line a tag before."""
    lists = [
        [[None if value <= FORBIDDEN / 2 else round(float(value), 2) for value in row] for row in group]
        for group in transitions
    ]
    groups = [",\n".join(json.dumps(row) for row in group) for group in lists]
    path.write_text("[[\n" + "\n],[\n".join(groups) + "\n]]\n", "utf-8", newline="\n")


def read_transitions(path: Path) -> Floats:
    """What `write_transitions` wrote.  OSError; ValueError where it has another shape, or allows what the rules forbid."""
    lists = json.loads(path.read_text("utf-8"))
    try:
        found = np.array(
            [[[FORBIDDEN if v is None else v for v in row] for row in group] for group in lists], np.float32
        )
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name} holds no transitions ({error}); export the model anew") from error
    rules = transition_rules()
    if found.shape != rules.shape:
        raise ValueError(f"{path.name} has the shape {found.shape} and not {rules.shape}; export the model anew")
    if (found[rules < 0] > FORBIDDEN / 2).any():
        raise ValueError(f"{path.name} allows pairs of tags that cannot follow each other; export the model anew")
    return found
