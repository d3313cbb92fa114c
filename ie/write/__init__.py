"""The last step of the data's way: finished records → files that people and programs open.

    … rebuild → check ⇒ record ─write→ reports.jsonl   everything, one record a line; the contract, see `record_schema`
                                       cells.csv       every cell of every table, one a row
                                       reports.csv     one report a row: what was found, what fails, what needs a look
                                       tables.xlsx     the tables as the form prints them, coloured by status

Nothing here reads a text or changes a figure: a record is a plain dict, and each format is a function of the records in
the order they were added.  Equal records give byte-identical files.

    with Writer("out") as writer:
        for record in records:
            writer.add(record)
    print(writer.paths["jsonl"])
"""

from ie.write.jsonl import record_line
from ie.write.schema import record_schema
from ie.write.text import Record, inert
from ie.write.writer import FORMATS, Writer

__all__ = ["FORMATS", "Record", "Writer", "inert", "record_line", "record_schema"]
