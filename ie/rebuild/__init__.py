"""Spans → Tables: an alignment of the form's template with the labels and cells found, decided by the form's own sums.

ground     what the tables are built from: the labels found, the cells, the text without its litter
anchors    which rows of the form are printed, and where (ordered alignment by dynamic programming)
items      one field: a figure, a blank or words, and whether the figure is whole
fields     what stands between two anchors: figures, blanks, runs of digits
frames     how the table's full rows are laid out, by which the empties of the others are placed
rows       one row's cells, or the readings it admits (row_cells, row_fields, row_counts)
one_line   the table of one line: where it stands, its fields, its groups (line_region, line_fields)
readings   all ways to place a row's figures in its columns that the row's sum admits
columns    the sums down the columns choose between the rows' readings
table_rows all rows of one table, and what they say of each other
doubts     what puts a whole table, or rows of it, in doubt
tables     the whole: edition, tables, cells with status and reason
"""

from ie.rebuild.tables import rebuild

__all__ = ["rebuild"]
