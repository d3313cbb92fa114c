"""Records of many organs and years → one row an organ and year, with quantities that mean the same across the form's editions.

    records ─organs→ reports of one organ and year ─crosswalk→ values with status and evidence ─write→ parquet, csv, xlsx, dta

Which quantities are comparable, which are not and why stands in crosswalk.toml, and nowhere else.
"""

from ie.panel.crosswalk import Crosswalk, CrosswalkError, Indicator, load_crosswalk, parse_crosswalk
from ie.panel.rows import STATUSES, PanelRow, Value, panel_of
from ie.panel.write import FORMATS, columns_of, write_panel

__all__ = [
    "FORMATS",
    "STATUSES",
    "Crosswalk",
    "CrosswalkError",
    "Indicator",
    "PanelRow",
    "Value",
    "columns_of",
    "load_crosswalk",
    "panel_of",
    "parse_crosswalk",
    "write_panel",
]
