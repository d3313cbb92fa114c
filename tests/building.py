"""Wheels and source archives of this checkout, and an environment that knows nothing of it: for the tests of what is installed."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

from hatchling.build import build_sdist, build_wheel

ROOT = Path(__file__).parent.parent


def wheel_of(source: Path, folder: Path) -> Path:
    """The wheel of a source tree, built into `folder`."""
    with chdir(source):
        return folder / build_wheel(str(folder))


def archive_of(source: Path, folder: Path) -> Path:
    """The source archive of a source tree, built into `folder`."""
    with chdir(source):
        return folder / build_sdist(str(folder))


def clean(**more: str) -> dict[str, str]:
    """The environment with nothing of this checkout in it."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "IE_EDITIONS")} | more
