"""Two taggers as one: the first reads, the second is asked where the first's reading leaves doubt (`ie.opinion` decides)."""

from __future__ import annotations

from dataclasses import dataclass

from ie.report import Span, Tagger, Text


@dataclass(frozen=True)
class Committee:
    """A tagger like its first member, which knows whom to ask for a second opinion."""

    first: Tagger
    second: Tagger | None = None
    warnings: tuple[str, ...] = ()
    """Why a better tagger could not be had; told in every record."""

    @property
    def name(self) -> str:
        """The first member's name."""
        return self.first.name

    @property
    def version(self) -> str:
        """The first member's version."""
        return self.first.version

    def tag(self, text: Text) -> list[Span]:
        """The first member's spans."""
        return self.first.tag(text)
