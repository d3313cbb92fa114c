"""`ie --version`: the version, and the fingerprints of the models that a report is read by."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from typing import Any

from ie.version import __version__


class ShowVersion(argparse.Action):
    """Loads the default taggers, since only then is it known which models are in use."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: Any) -> None:
        super().__init__(
            option_strings, argparse.SUPPRESS, nargs=0, help="show the version and the models in use, and end"
        )

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(version_told())
        parser.exit()


def version_told() -> str:
    """`ie 0.1.0 (ensemble …, pattern 1)`: what `run.json` and the records call them; why a better one is not used stands behind."""
    from ie.batch.worker import tagger_names
    from ie.tag import load_tagger
    from ie.tag.committee import Committee

    logging.disable(logging.WARNING)  # told below, once
    tagger = load_tagger()
    logging.disable(logging.NOTSET)
    warnings = tagger.warnings if isinstance(tagger, Committee) else ()
    return "\n".join((f"ie {__version__} ({', '.join(tagger_names(tagger))})", *warnings))
