"""Labelled texts between this project and other annotation tools, without an offset moved.

    gold, run, labels ─┐                   ┌─ label-studio  doccano  prodigy  conll  datasets  labels
    any format below  ─┴─read→ Labelled ─write┘

Every format is a module with a reader and a writer; `formats` lists them, `ie convert` is the command.  Offsets of a `Labelled` are
half-open and count characters (code points) of the text as decoded, line ends as they are; a format that counts otherwise is
turned at its own door.  Nothing here needs a package beyond the standard library but `datasets`, which is imported when used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ie.interchange.formats import FORMATS, detect, read, write
    from ie.interchange.labelled import InterchangeError, Labelled

__all__ = ["FORMATS", "InterchangeError", "Labelled", "detect", "read", "write"]


def __getattr__(name: str) -> Any:
    # Late, since the command line needs the names of the offsets for its help, and no more.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ie.interchange import formats

    return getattr(formats, name)
