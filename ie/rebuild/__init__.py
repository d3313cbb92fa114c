"""Spans → Tables: an alignment of the form's template with the labels and cells found, decided by the form's own sums.

ground     what the tables are built from: the labels found, the cells, the text without its litter
anchors    which rows of the form are printed, and where (ordered alignment by dynamic programming)
fields     what stands between two anchors: figures, blanks, runs of digits, and how the layout keeps empties
readings   all ways to place a row's figures in its columns that the row's sum admits
columns    the sums down the columns choose between the rows' readings
tables     the whole: edition, tables, cells with status and reason
"""

from ie.rebuild.tables import rebuild

__all__ = ["rebuild"]
