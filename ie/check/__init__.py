"""Tables → Checks: every sum the edition demands, held against what the text prints.  A source that does not add up is reported,
never repaired."""

from ie.check.identities import check_identities
from ie.check.text import check_text

__all__ = ["check_identities", "check_text"]
