"""Figures of Chinese government disclosure reports, read out of mangled text and proved by the form's own sums.

Read `ie/pipeline.py` first: it holds the steps in their order.  As a library:

    import ie
    record = ie.extract("report.docx")            # one report, in this process
    for record in ie.extract_many(["folder"]):    # any number, in processes of their own
        ...
"""

from ie.library import extract, extract_many
from ie.version import __version__

__all__ = ["__version__", "extract", "extract_many"]
