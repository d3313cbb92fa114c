"""Tokens → attributes: some forty small numbers a token, of the word itself, its field, its line, the labels and figures around it.

All in numpy, since a report of four thousand characters has to be through in a few milliseconds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.fields import count, field_kinds, line_kinds
from ie.tag.words import tokens as tk
from ie.tag.words.labels import END, LabelMap, map_labels
from ie.tag.words.outline import outline_numbers
from ie.tag.words.phrases import title_phrases
from ie.tag.words.tokens import Ints, Tokens, sizes_of

Attributes = dict[str, Ints]

_STEPS = np.array([0, 1, 2, 3, 4, 6, 8, 12, 20, 40])
_BUCKETS: Ints = np.searchsorted(_STEPS, np.arange(_STEPS[-1] + 1), side="right").astype(np.int64)
WINDOW = 25
"""Tokens looked at on each side for the share of figures, label letters and marks of sentences: a few rows of a table."""
SHARES = np.array([0.02, 0.1, 0.25, 0.5])
_SHARE_OF: Ints = np.searchsorted(SHARES, np.arange(WINDOW + 1) / WINDOW, side="right").astype(np.int64)
"""For each count within a WINDOW, how many SHARES it reaches."""


def bucket(values: Ints) -> Ints:
    """Counts on a coarse scale: exact up to four, then ever wider."""
    return _BUCKETS.take(values, mode="clip")


def attributes_of(tokens: Tokens) -> Attributes:
    """Every attribute of one text's tokens."""
    labels = map_labels(tokens.text)
    out = _own(tokens)
    out.update(_runs(tokens))
    out.update(_labels(tokens, labels, out["digit"]))
    out.update(_places(tokens, labels, out))
    out.update(_outline(tokens))
    out.update(_titles(tokens))
    return out


def _own(tokens: Tokens) -> Attributes:
    length = np.minimum(tokens.end - tokens.start, 15)
    kind = tokens.kind.astype(np.int64)
    code = tokens.code
    digit = kind == tk.DIGIT
    shape = kind * 16 + np.where(digit, (code == ord("0")) + 1, length)
    after = np.append(tokens.gap[1:], tk.EDGE)
    return {
        "word": tokens.word.astype(np.int64),
        "pos": tokens.pos.astype(np.int64),
        "shape": shape,
        "first": code,
        "last": tokens.codes[tokens.end - 1],
        "gap": tokens.gap,
        "after": after,
        "digit": digit.astype(np.int64),
    }


def _runs(tokens: Tokens) -> Attributes:
    """The number that a digit is part of: its length, the digit's place in it, whether it is all zeros."""
    glued = tokens.gap == tk.NONE
    part = tokens.in_number
    opens = part & ~(np.concatenate(([False], part[:-1])) & glued)
    # Among the parts of numbers alone, where one number follows on the other.
    at = np.flatnonzero(part)
    code, new = tokens.code[at], opens[at]
    first, of = np.flatnonzero(new), np.cumsum(new) - 1
    count = sizes_of(first, len(at))
    nonzero = np.logical_or.reduceat(code != ord("0"), first)
    points = np.logical_or.reduceat((code == ord(".")) | (code == ord(",")), first)
    place = np.arange(len(at)) - first[of]
    rest = count[of] - 1 - place
    run, where = np.zeros((2, len(tokens)), np.int64)
    run[at] = (2 + bucket(count) * 8 + nonzero + 2 * points)[of]
    where[at] = 1 + np.minimum(place, 4) * 8 + np.minimum(rest, 4)
    return {"run": run, "where": where, "opens": opens.astype(np.int64)}


def _labels(tokens: Tokens, labels: LabelMap, digit: Ints) -> Attributes:
    """The form's label a token may belong to, and the labels and figures before and behind it."""
    size = len(tokens)
    at = tokens.start
    label, kind = labels.label[at], labels.kind[at]
    place = labels.place[at].astype(np.int64)
    whole = (place == 1) & (labels.place[tokens.end - 1] == END)
    place = np.where(whole, 4, place)
    ends = labels.place[tokens.end - 1] == END
    starts = (place == 1) | whole
    order = np.arange(size)
    last = np.maximum.accumulate(np.where(ends, order, -1))
    last = np.concatenate(([-1], last[:-1]))
    following = np.minimum.accumulate(np.where(starts, order, size)[::-1])[::-1]
    # Where no label stands before, `last` is -1, and where none follows, `following` is `size`: both name the 0 at the end.
    padded, padded_kind = np.append(label, 0), np.append(kind, 0)
    digits = np.concatenate(([0], np.cumsum(digit)))
    since = digits[:-1] - digits[last + 1]
    return {
        "label": label,
        "lkind": kind,
        "lplace": place,
        "lab": kind * 8 + place,
        "lnumber": labels.number[at].astype(np.int64),
        "before": padded_kind[last],
        "since": bucket(order - 1 - last) * (last >= 0),
        "figures": np.minimum(since, 24),
        "next": padded_kind[following],
        "until": bucket(following - order),
        "lastlabel": padded[last],
        "nextlabel": padded[following],
    }


def _zones(*flags: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The shares of tokens with each flag in the WINDOW before each token, and in the one that begins with it, as one number."""
    size = len(flags[0])
    zone = np.zeros(size + WINDOW + 1, np.int64)
    for flag in reversed(flags):
        total = np.zeros(size + 2 * WINDOW + 1, np.int64)
        np.cumsum(flag, out=total[WINDOW + 1 : WINDOW + 1 + size])
        total[WINDOW + 1 + size :] = total[WINDOW + size]
        zone *= len(SHARES) + 1
        zone += _SHARE_OF[total[WINDOW:] - total[:-WINDOW]]
    return zone[:size], zone[WINDOW : WINDOW + size]


def _places(tokens: Tokens, labels: LabelMap, out: Attributes) -> Attributes:
    """Field and line: what they hold, what stands before and behind them, where in them the token is."""
    size = len(tokens)
    order = np.arange(size)
    new_field = tokens.gap >= tk.WIDE
    new_line = tokens.gap >= tk.BROKEN
    first, field_of = np.flatnonzero(new_field), np.cumsum(new_field) - 1
    line_first, line_of = np.flatnonzero(new_line), np.cumsum(new_line) - 1
    fields = count(tokens, out, first)
    # A line's first token is a field's, too, so that what fields hold need not be counted anew.
    first_fields = field_of[line_first]
    field = field_kinds(tokens, out, fields, first)
    line = line_kinds(fields.joined(first_fields), sizes_of(first_fields, len(first)))
    found: Attributes = {}
    for name, kinds, of in (("f", field, field_of), ("l", line, line_of)):
        found[f"{name}2"] = kinds[of]
        for neighbour, padded in ((1, np.append(0, kinds[:-1])), (3, np.append(kinds[1:], 0))):
            found[f"{name}{neighbour}"] = padded[of]
    ends = np.append(first[1:], size)
    found["fplace"] = bucket(order - first[field_of]) * 16 + bucket(ends[field_of] - 1 - order)
    found["lfield"] = np.minimum(field_of - first_fields[line_of], 12)
    stop = (tokens.kind == tk.STOP) | (tokens.kind == tk.COMMA)
    found["zone"], found["ahead"] = _zones(out["label"] > 0, tokens.kind == tk.DIGIT, stop)
    position = np.minimum(bucket(tokens.start // 25), 12) * 16 + bucket((len(tokens.text) - tokens.end) // 25)
    found["position"] = position
    found["fword"] = out["word"][first][field_of]
    found["lword"] = out["word"][line_first][line_of]
    found["lineend"] = out["word"][np.append(line_first[1:], size) - 1][line_of]
    found.update(_marks(tokens, out["after"]))
    return found


def _marks(tokens: Tokens, after: Ints) -> Attributes:
    """The next mark of a sentence or end of a field, and the one before: which, and how far."""
    size = len(tokens)
    order = np.arange(size)
    mark = (tokens.kind == tk.STOP) | (tokens.kind == tk.COMMA) | (tokens.kind == tk.COLON)
    is_end = mark | (after >= tk.WIDE)
    ends = np.flatnonzero(is_end)
    code = np.where(mark, tokens.kind, 32 + after)
    # The first end at a token or behind it: the text's last token is one.
    following = np.cumsum(is_end) - is_end
    ahead = ends[following]
    back = following - 1
    previous = np.where(back >= 0, ends[back], -1)
    return {
        "closes": code[ahead] * 16 + bucket(ahead - order),
        "closer": code[ahead].astype(np.int64),
        "opened": np.where(back >= 0, code[np.maximum(previous, 0)], 63) * 16 + bucket(order - 1 - previous),
    }


def _outline(tokens: Tokens) -> Attributes:
    form, depth, above = outline_numbers(tokens.text)
    at = tokens.start
    own = form[at].astype(np.int64)
    state = own + 8 * depth[at].astype(np.int64) + 64 * above[at].astype(np.int64)
    order = np.arange(len(tokens))
    last = np.maximum.accumulate(np.where(own > 0, order, -1))
    lines = np.cumsum(tokens.gap >= tk.WIDE)
    same = (last >= 0) & (lines[np.maximum(last, 0)] == lines)
    head = np.where(same, state[np.maximum(last, 0)] + 1, 0)
    return {"outline": state, "head": head, "behind": np.where(same, bucket(order - last), 0)}


def _titles(tokens: Tokens) -> Attributes:
    """How far a token stands before the end of a phrase that titles end in, and whether it is the text's first, second …"""
    state = np.zeros(len(tokens.text) + 1, np.int64)
    for index, (first, begin, end) in enumerate(title_phrases(tokens.text)):
        state[first:begin] = 1 + 2 * min(index, 3)
        state[begin:end] = 2 + 2 * min(index, 3)
    return {"title": state[tokens.start]}
