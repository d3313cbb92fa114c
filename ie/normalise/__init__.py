"""Source text → Text: width forms, line ends, glosses and traditional characters, each a small fix that keeps offsets.

`normalise` never loses the way back: every clean character carries the offset of the source character it came from.  A text
that is already clean comes out as it went in.
"""

from ie.normalise.fixes import FIXES, normalise

__all__ = ["FIXES", "normalise"]
