"""Figures of Chinese government disclosure reports, read out of mangled text and proved by the form's own sums.

Read `ie/pipeline.py` first: it holds the steps in their order.
"""

__version__ = "0.1.0"
