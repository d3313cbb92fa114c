"""Records → one HTML file for people: text with spans, tables as the form prints them, checks, all linked to each other.

    record + source text + spans + ledger ─text, grid, checks→ plain dicts ─page.html.j2→ one file

The file holds no script and asks for nothing from elsewhere; every word of a report goes through the template's escaping.
"""

from ie.show.page import Shown, render

__all__ = ["Shown", "render"]
