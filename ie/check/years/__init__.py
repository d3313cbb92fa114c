"""Records of many years → what carries over from one year to the next, and where that breaks.

    records ─organs→ one organ's reports by year ─flow→ Checks of kind "year", both places shown ⇒ what is new, missing or breaks

Nothing here reads a text: it works on finished records, so that years can be held against each other long after extraction.
"""

from ie.check.years.changes import Change, changes_of
from ie.check.years.flow import YearCheck, check_years
from ie.check.years.names import OrganName, parse_name
from ie.check.years.organs import NamesError, Organ, load_names, organs_of
from ie.check.years.series import Entry, entry_of

__all__ = [
    "Change",
    "Entry",
    "NamesError",
    "Organ",
    "OrganName",
    "YearCheck",
    "changes_of",
    "check_years",
    "entry_of",
    "load_names",
    "organs_of",
    "parse_name",
]
