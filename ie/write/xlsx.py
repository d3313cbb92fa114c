"""Records → `tables.xlsx`: the tables as the form prints them, for people.  XlsxWriter is loaded only when used."""

from __future__ import annotations

import datetime
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

from ie.write.legend import NAME, Tally, write_legend
from ie.write.palette import make_formats
from ie.write.sheets import MAX_NOTES, MAX_ROWS, Book, TableSheets
from ie.write.text import Record, edition_of

# The workbook would hold the time of its making; with a fixed one equal records give equal bytes.
CREATED = datetime.datetime(2000, 1, 1)


class TablesFile:
    """A workbook in the making at `path`.

    Rows go to files in a folder beside it as they come; what stays in memory are the review notes, up to `max_notes`.
    Raises ModuleNotFoundError, with the line to type, where XlsxWriter is not installed, and OSError where the disk
    does not hold it.
    """

    def __init__(self, path: Path, max_rows: int = MAX_ROWS, max_notes: int = MAX_NOTES) -> None:
        self._module = _xlsxwriter()
        self._scratch = path.with_name(path.name + ".d")
        self._scratch.mkdir()
        options = {
            "constant_memory": True,
            "tmpdir": str(self._scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = self._module.Workbook(str(path), options)
        workbook.set_properties({"created": CREATED})
        workbook.use_zip64()
        self._book = Book(workbook, make_formats(workbook), max_rows, max_notes)
        self._legend = self._book.sheet(NAME, 1)
        self._tally = Tally()
        self._tables: dict[tuple[str, str], TableSheets] = {}
        self._homeless = 0

    def add(self, record: Record) -> None:
        self._tally.add(record)
        form = edition_of(record)
        if form is not None and (form.id, form.tables[0].id) not in self._tables:
            # All sheets of an edition at once, so that they stand in the form's order.
            for table_form in form.tables:
                self._tables[form.id, table_form.id] = TableSheets(self._book, form.id, table_form)
        for table in record["tables"]:
            sheets = None if form is None else self._tables.get((form.id, table["id"]))
            self._homeless += len(table["cells"]) if sheets is None else sheets.add(record, table)

    def close(self) -> None:
        """Write the legend and pack the workbook; only now is there a file at `path`."""
        write_legend(self._legend, self._book, self._tally, list(self._tables.values()), self._homeless)
        try:
            self._book.workbook.close()
        except self._module.exceptions.XlsxFileError as error:
            # XlsxWriter wraps what the system said; a full disk has to be a full disk for every format alike.
            cause = error.args[0] if error.args else None
            raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
        finally:
            self._remove_scratch()

    def discard(self) -> None:
        """Drop everything; nothing is written to `path`."""
        for sheet in self._book.workbook.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        self._remove_scratch()

    def _remove_scratch(self) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)


def _xlsxwriter() -> Any:
    try:
        import_module("xlsxwriter.exceptions")
        return import_module("xlsxwriter")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "tables.xlsx needs XlsxWriter, which is not installed; type: pip install XlsxWriter", name=error.name
        ) from error
