"""The first step: a file becomes a `Source`, or an `Unread` that says why not.

Every reader keeps the same promise: it returns, it never raises for what a file holds, and the text it gives is the
file's own (byte order mark removed, line ends untouched), so that an offset into it can be traced to the file.
"""

from ie.read.inputs import find_inputs
from ie.read.source import Limits, Source, Unread
from ie.read.text import read_text

__all__ = ["Limits", "Source", "Unread", "find_inputs", "read_text"]
