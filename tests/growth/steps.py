"""Steps of a call: the lines of `ie` that it runs.  The same on every machine, so that a test may ask how they grow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

IE = str(Path(__file__).parents[2] / "ie")


def steps(call: Callable[[], object]) -> int:
    """Lines of modules of `ie` run by the call; what C code does inside a line is not seen (see `python -m tests.growth`)."""
    count = 0

    def inside(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return inside

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        return inside if frame.f_code.co_filename.startswith(IE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
