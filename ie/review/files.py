"""The files a page loads: read once, and named by what they hold, so that a browser keeps them until they change."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

SCRIPTS = (
    "answers.js", "edit.js", "facts.js", "judge.js", "keys.js", "labels.js", "list.js", "net.js", "place.js", "report.js", "sheet.js",
    "standing.js", "table.js", "text.js",
)  # fmt: skip
KINDS = {"review.css": "text/css", "icon.svg": "image/svg+xml", **dict.fromkeys(SCRIPTS, "text/javascript")}
"""Every file by name, with its media type: a path never reaches the file system."""
KEEP = "private, max-age=31536000, immutable"
"""A report is opened every few minutes, and asking for a dozen files again takes as long as drawing it."""


@cache
def static_files() -> dict[str, bytes]:
    """What every file holds."""
    folder = resources.files("ie.review") / "static"
    return {name: (folder / name).read_bytes() for name in KINDS}


@cache
def static_path() -> str:
    """The folder pages load them from: another one when a file has changed."""
    whole = b"\0".join(name.encode() + b"\0" + data for name, data in sorted(static_files().items()))
    return f"/static/{hashlib.sha256(whole).hexdigest()[:16]}"
