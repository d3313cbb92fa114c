"""Reports that look like the real thing, with every character labelled: what the taggers are trained and tested on.

grammar → Document ─damage→ Document ─layout→ Tracked ─damage→ Tracked ─sample→ Sample (text, spans, cells)
"""

from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.sample import Sample, SampleCell
from training.synthesize.stream import make_sample, synthesize
from training.synthesize.tracked import Address, Mark, Run, Tracked

__all__ = [
    "Address",
    "Box",
    "Document",
    "Grid",
    "Line",
    "Mark",
    "Run",
    "Sample",
    "SampleCell",
    "Tracked",
    "make_sample",
    "synthesize",
]
