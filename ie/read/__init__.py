"""The first step: a file becomes a `Source`, or an `Unread` that says why not.

Every reader keeps the same promise: it returns, it never raises for what a file holds.  A text file's text is its own
(byte order mark removed, line ends untouched), so that an offset into it can be traced to the file; a document (HTML, DOCX,
XLSX, PDF) becomes a text in which each table row is a line with a tab between its cells, and `Source.places` lead back to
the page, cell or block.

document   which reader one file needs          text html docx xlsx pdf csvtable office   the readers
inputs     which files a command line means     crawl archive                             files that hold many reports
"""

from ie.read.document import read_bytes, read_file
from ie.read.inputs import find_inputs
from ie.read.source import Limits, Mark, Place, Source, Unread
from ie.read.text import read_text

__all__ = ["Limits", "Mark", "Place", "Source", "Unread", "find_inputs", "read_bytes", "read_file", "read_text"]
