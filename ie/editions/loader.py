"""Which editions are known: the package's own TOML files, and those of a folder of the user's.

A folder is named for a process by the environment variable IE_EDITIONS (`ie extract --editions FOLDER` sets it), or for a stretch of
code by `using_editions`.  Its files travel to worker processes and cluster nodes as texts, so that all work with the same ones.
What an id means never changes within a process; so everything computed from an edition may be kept by its id.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from pathlib import Path

from ie.editions.form import Edition, EditionError
from ie.editions.parse import parse_edition

ENVIRONMENT = "IE_EDITIONS"
"""The variable that names the user's folder."""

Texts = tuple[tuple[str, str], ...]
"""The files of a folder of editions: name and TOML, by name."""

_chosen: ContextVar[Texts | None] = ContextVar("editions", default=None)
_own: dict[str, Edition] = {}
"""Editions of the user's own that this process has met."""


FORM_FILE = re.compile(r"\d{4}.*\.toml")
"""The national forms are named by their first year; other facts lie beside them."""


@cache
def _shipped() -> dict[str, Edition]:
    files = (f for f in resources.files("ie.editions").iterdir() if FORM_FILE.fullmatch(f.name))
    editions = (parse_edition(f.read_text(encoding="utf-8"), name=f.name) for f in files)
    return {e.id: e for e in sorted(editions, key=lambda e: (e.first_year, e.id))}


EDITIONS: tuple[str, ...] = tuple(_shipped())
"""The editions shipped, oldest first: what the shipped models and the synthetic reports are made of."""


def known_editions() -> tuple[str, ...]:
    """The ids of the editions that reports are read by here: those shipped, then the user's own, each oldest first."""
    texts = own_editions()
    return EDITIONS + _registered(texts) if texts else EDITIONS


def load_edition(edition_id: str) -> Edition:
    """The edition of that id; EditionError where none is known."""
    found = _shipped().get(edition_id) or (_own.get(edition_id) if edition_id in known_editions() else None)
    if found is None:
        raise EditionError(f"no edition {edition_id!r} is known; known are {', '.join(known_editions())}")
    return found


def edition_text(edition_id: str) -> str:
    """The TOML of that edition; EditionError where none is known."""
    if edition_id in EDITIONS:
        return (resources.files("ie.editions") / f"{edition_id}.toml").read_text(encoding="utf-8")
    load_edition(edition_id)
    return next(text for _, text in own_editions() if _declares(text, edition_id))


def form_of(edition_id: object) -> Edition | None:
    """The form of a record's edition; None for narrative reports, those without an edition, and forms that are not known here."""
    return load_edition(edition_id) if isinstance(edition_id, str) and edition_id in known_editions() else None


def lineage(edition_id: str) -> tuple[str, ...]:
    """The edition, the one it is based on, and so on.  Ids that are no known edition's stand alone."""
    out = [edition_id]
    while (form := form_of(out[-1])) is not None and form.based_on is not None:
        out.append(form.based_on)
    return tuple(out)


def own_editions() -> Texts:
    """The user's own editions in force here, as texts; EditionError where IE_EDITIONS names no usable folder."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    folder = os.environ.get(ENVIRONMENT)
    return _read_once(folder) if folder else ()


def use_editions(texts: Iterable[Iterable[str]]) -> None:
    """Read reports by these editions too from here on, in place of those of IE_EDITIONS."""
    _chosen.set(_checked(texts))


@contextmanager
def using_editions(texts: Iterable[Iterable[str]]) -> Iterator[None]:
    """Read reports by these editions too until the end of the `with` block."""
    token = _chosen.set(_checked(texts))
    try:
        yield
    finally:
        _chosen.reset(token)


def read_editions(folder: str | os.PathLike[str]) -> Texts:
    """The *.toml files of a folder, checked; EditionError names the file, the place and the cause."""
    path = Path(folder)
    try:
        files = sorted(p for p in path.iterdir() if p.suffix == ".toml")
        texts = tuple((p.name, p.read_text(encoding="utf-8")) for p in files)
    except OSError as error:
        raise EditionError(
            f"the editions of {str(path)!r} cannot be read: {error.strerror}; name a folder of TOML files"
        ) from None
    except UnicodeDecodeError as error:
        raise EditionError(f"an edition of {str(path)!r} is not in UTF-8 ({error.reason}); save it as UTF-8") from None
    if not texts:
        raise EditionError(f"{str(path)!r} holds no edition; write one as a TOML file, as docs/editions.md shows")
    return _checked(texts)


def editions_told() -> str:
    """Every edition in force with the beginning of its file's sha256, for a run's manifest; "shipped" where all are."""
    own = known_editions()[len(EDITIONS) :]
    return ", ".join(f"{e} {(load_edition(e).sha256 or '')[:12]}" for e in own) or "shipped"


@cache
def _read_once(folder: str) -> Texts:
    return read_editions(folder)


def _checked(texts: Iterable[Iterable[str]]) -> Texts:
    out: Texts = tuple((name, text) for name, text in texts)
    _registered(out)
    return out


@cache
def _registered(texts: Texts) -> tuple[str, ...]:
    """Parse the texts, an edition after the one it is based on, and make them known; their ids, oldest first."""
    waiting = dict(texts)
    read: dict[str, Edition] = {}

    def base_of(wanted: str) -> Edition:
        if wanted in _shipped():
            return _shipped()[wanted]
        for name, text in list(waiting.items()):
            if _declares(text, wanted):
                del waiting[name]
                take(name, text)
        if wanted not in read:
            raise EditionError("no such edition is shipped or in the folder, or the two are based on each other")
        return read[wanted]

    def take(name: str, text: str) -> None:
        parsed = parse_edition(text, name=name, base_of=base_of)
        if parsed.id in _shipped():
            raise EditionError(f"{name}: the edition {parsed.id!r} comes with ie; give yours an id of its own")
        if parsed.id in read:
            raise EditionError(f"{name}: the edition {parsed.id!r} stands in another file of the folder already")
        # The base belongs to what the file says.
        digest = hashlib.sha256(
            (text + ((parsed.based_on and base_of(parsed.based_on).sha256) or "")).encode()
        ).hexdigest()
        _check_findable(parsed, name)
        read[parsed.id] = parsed.with_sha256(digest)

    while waiting:
        name = next(iter(waiting))
        take(name, waiting.pop(name))
    for edition in read.values():
        if _own.setdefault(edition.id, edition).sha256 != edition.sha256:
            raise EditionError(
                f"this process has read the edition {edition.id!r} with other content; give the new one another id, or start anew"
            )
    return tuple(e.id for e in sorted(read.values(), key=lambda e: (e.first_year, e.id)))


def _check_findable(edition: Edition, name: str) -> None:
    """Every row and column has a label that a text can be searched for."""
    from ie.editions.vocabulary import bare  # it asks this module for the editions

    for table in edition.tables:
        labels = [(row.id, row.label) for row in table.rows] + [(c.id, c.label) for c in table.columns]
        for part, label in labels:
            if len(bare(label)) < 2:
                raise EditionError(
                    f"{name}, table {table.id!r}: the label {label!r} of {part!r} cannot be searched for; it needs two Chinese "
                    "characters beside its number and what stands in brackets"
                )


def _declares(text: str, edition_id: str) -> bool:
    """Whether a file is that edition's, told without parsing it as a whole."""
    try:
        return tomllib.loads(text).get("edition") == edition_id
    except tomllib.TOMLDecodeError:
        return False  # its own turn tells what is wrong with it
