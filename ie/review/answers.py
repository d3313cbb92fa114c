"""What a key press asks for → the answers it makes.  Nothing is stored here; a wish that makes no sense is a Refusal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ie.editions import NARRATIVE, known_editions
from ie.outline import figures_of
from ie.report import LABELS, Span, Text
from ie.review.checks import checks_of
from ie.review.events import FACTS, LAYOUTS, Answer, Refusal
from ie.review.numbers import figure_value, typed_cell
from ie.review.state import CellState, overlapping
from ie.review.textview import TextView

if TYPE_CHECKING:
    from ie.review.desk import Sheet

MAX_AT_ONCE = 2_000
"""More cells than any form has."""
MAX_NOTE = 2_000
Wish = Mapping[str, Any]


def _cell(sheet: Sheet, address: object) -> CellState:
    if not isinstance(address, str) or address not in sheet.state.cells:
        raise Refusal("no_cell", address=repr(str(address)[:80]))
    return sheet.state.cells[address]


def _unchanged(sheet: Sheet, wish: Wish) -> None:
    """Two pages of one annotator may be open; an answer given on an old view is not taken."""
    seen = wish.get("seen")
    if seen is not None and seen != sheet.state.version:
        raise Refusal("no_stale")


def _set(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """A value typed; the cell keeps its place in the text."""
    cell = _cell(sheet, wish.get("address"))
    value, status, unit = typed_cell(str(wish.get("words", "")))
    return [_answer(str(wish["address"]), cell, value, status, unit or cell.unit)]


def _answer(
    address: str, cell: CellState, value: Any, status: str, unit: str | None, at: tuple[int, int] | None = None
) -> Answer:
    start, end = at or (cell.start, cell.end)
    if status == "absent":
        start = end = None
    told = unit if status == "read" else None
    after = {"value": value if status == "read" else None, "status": status, "unit": told, "start": start, "end": end}
    return Answer("cell", address, cell.facts(), after)


def _status(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """Cells without a value: blank, absent or ambiguous."""
    status = wish.get("status")
    if status not in ("blank", "absent", "ambiguous"):
        raise Refusal("no_status", status=repr(status)[:40])
    return [_answer(a, _cell(sheet, a), None, status, None) for a in _targets(wish)]


def _targets(wish: Wish) -> list[str]:
    targets = wish.get("targets")
    if not isinstance(targets, list) or len(targets) > MAX_AT_ONCE or not all(isinstance(t, str) for t in targets):
        raise Refusal("no_list")
    return targets


def _accept(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """Cells as they stand, sums that the source breaks, tables it does not have."""
    checks = {f"check:{c['name']}": c for c in checks_of(sheet.state.facts["edition"], sheet.state.cells)}
    out: list[Answer] = []
    for target in _targets(wish):
        if target.startswith("check:") and target in checks:
            told = {"left": checks[target]["left"], "right": checks[target]["right"]}
            out.append(Answer("check", target, None, told))
        elif target.startswith("text:"):
            out.append(Answer("check", target, None, True))
        elif target.startswith("table:"):
            out.append(Answer("table", target, None, True))
        else:
            cell = _cell(sheet, target)
            out.append(_answer(target, cell, cell.value, accepted(cell), cell.unit))
    return out


def accepted(cell: CellState) -> str:
    """The status a cell has when it is accepted as it stands.

    A value that was only inferred is not in the text: absent.  A place in doubt without a value: ambiguous.
    """
    if cell.status == "unasked":
        raise Refusal("no_blind_accept")
    if cell.status == "inferred":
        return "absent"
    if cell.value is None and cell.status in ("read", "absent") and (cell.review or cell.start is not None):
        return "ambiguous"
    return cell.status


def _stretch(sheet: Sheet, view: TextView | None, wish: Wish) -> tuple[TextView, list[tuple[int, int]]]:
    start, end = wish.get("start"), wish.get("end")
    if view is None:
        raise Refusal("no_source_text")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(view.text)):
        raise Refusal("no_selection")
    pieces = view.trimmed(start, end)
    if not pieces:
        raise Refusal("no_blanks")
    return view, pieces


def _label(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """A label for the selection, or none; spans it cuts into are replaced."""
    label = wish.get("label")
    if label is not None and label not in LABELS:
        raise Refusal("no_such_label", label=repr(label)[:40])
    view, pieces = _stretch(sheet, view, wish)
    return [_label_answer(sheet, view, pieces, label)]


def _label_answer(sheet: Sheet, view: TextView, pieces: list[tuple[int, int]], label: str | None) -> Answer:
    start, end = pieces[0][0], pieces[-1][1]
    before = [list(s) for s in overlapping(sheet.state.spans, start, end)]
    after: dict[str, Any] = {"spans": [[a, b, label] for a, b in pieces] if label else []}
    if label == "FIGURE":
        after["figures"] = [_figure(view.text, a, b) for a, b in pieces]
    return Answer("label", f"{start}-{end}", before, after)


def _figure(text: str, start: int, end: int) -> list[Any]:
    value = figure_value(text[start:end])
    if value is None:
        raise Refusal("no_number", words=repr(text[start:end][:40]))
    plain = "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text[start : end + 8])
    found = figures_of(Text(plain, (), plain), [Span(0, end - start, "FIGURE")])
    return [start, end, value, found[0].unit if found else None]


def _take(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """The cell's value from the selected characters, which become a CELL span."""
    cell = _cell(sheet, wish.get("address"))
    view, pieces = _stretch(sheet, view, wish)
    if len(pieces) != 1:
        raise Refusal("no_one_line")
    start, end = pieces[0]
    value, status, unit = typed_cell(view.text[start:end])
    out = [_answer(str(wish["address"]), cell, value, status, unit or cell.unit, (start, end))]
    if (start, end, "CELL") not in sheet.state.spans:
        out.append(_label_answer(sheet, view, pieces, "CELL"))
    return out


def _fact(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """Organ, year, edition, layout or notes."""
    name, value = str(wish.get("name")), wish.get("value")
    words = str(value if value is not None else "").strip()
    if name not in FACTS or len(words) > MAX_NOTE:
        raise Refusal("no_fact", name=repr(name[:40]), n=len(words))
    told: Any = words or None
    if name == "year" and told is not None:
        if not (words.isascii() and words.isdigit() and 2000 <= int(words) <= 2100):
            raise Refusal("no_year", words=repr(words[:20]))
        told = int(words)
    if name == "edition" and told not in (*known_editions(), NARRATIVE, None):
        raise Refusal("no_edition", words=repr(words[:20]), known=", ".join(known_editions()))
    if name == "layout" and told not in LAYOUTS:
        raise Refusal("no_layout", words=repr(words[:20]))
    told = (told or "") if name == "notes" else told
    before = sheet.state.facts[name]
    return [] if told == before else [Answer("fact", name, before, told)]


def _undo(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    stack = sheet.state.undoable
    return [Answer("undo", stack[-1], None, None)] if stack else []


def _redo(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    stack = sheet.state.redoable
    return [Answer("redo", stack[-1], None, None)] if stack else []


def _done(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
    """The report is finished; only when nothing is left to answer."""
    left = len(sheet.doubts)
    if left:
        raise Refusal("no_done", n=left)
    return [Answer("done", "", sheet.state.done, True)]


def _checked(take: Callable[[Sheet, TextView | None, Wish], list[Answer]]) -> Callable[..., list[Answer]]:
    def answer(sheet: Sheet, view: TextView | None, wish: Wish) -> list[Answer]:
        _unchanged(sheet, wish)
        return take(sheet, view, wish)

    return answer


ANSWERS: dict[str, Callable[[Any, TextView | None, Wish], list[Answer]]] = {
    "set": _checked(_set),
    "status": _checked(_status),
    "accept": _checked(_accept),
    "label": _checked(_label),
    "take": _checked(_take),
    "fact": _checked(_fact),
    "undo": _checked(_undo),
    "redo": _checked(_redo),
    "done": _checked(_done),
}
