"""The grammar of synthetic reports: a seeded generator → a Document that knows every heading, cell and figure of its own.

`make_document` decides what a report says; layouts decide how a page prints it, damage what a crawler leaves of it.
Words and sentences are data (`data/*.toml`, the project's own writing); everything random goes through `draw`.
A cell that is there and empty is a box with one run of no characters, whose mark tells its address.
"""

from training.synthesize.grammar.make import make_document

__all__ = ["make_document"]
