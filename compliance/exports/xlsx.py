"""
Write a paper as XLSX: a sheet for each section, its tables as rows that can be sorted and filtered.

Every text is stored as text: what an agreement says is never a formula or a link. Nothing is written to the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from compliance.exports.paper import END, Line, day, heading, numbered, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from compliance.exports.paper import Paper, Section, Table, Value

NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
NAME_LENGTH: Final = 31
"""Letters of a sheet's name, and what it cannot hold. Source: ECMA-376, as Excel enforces it."""
USUAL, WIDEST = 12, 60
"""Width of two shares of a column, and of the widest column, in letters."""
OPTIONS: Final = {"in_memory": True}
TEXT: Final[dict[str, object]] = {"text_wrap": True, "valign": "top"}
TITLE: Final[dict[str, object]] = TEXT | {"bold": True, "bg_color": "#E7EBF3"}


def write(paper: Paper) -> bytes:
    """
    Write a paper as a workbook.
    """
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": plain(paper.title), "company": plain(paper.issuer)})
    text, title = book.add_format(TEXT), book.add_format(TITLE)
    for number, section in enumerate(paper.sections, start=1):
        page = _Sheet(book.add_worksheet(_name(heading(number, section))), text, title)
        if number == 1:
            page.put([(paper.title,), (paper.issuer,), (day(paper.dated),)], title)
        page.put_section(section)
        if number == len(paper.sections):
            page.put([(END,)], text)
    book.close()
    return stream.getvalue()


@dataclass(slots=True)
class _Sheet:
    """
    Fill a worksheet from top to bottom.
    """

    sheet: Worksheet
    text: Format
    title: Format
    row: int = 0

    def put_section(self, section: Section) -> None:
        """
        Put the items and tables of a section.
        """
        for block in numbered(section):
            if isinstance(block, Line):
                self.put([(block.text,)], self.text)
            else:
                self._put_table(block)

    def put(self, rows: Iterable[Sequence[Value]], form: Format) -> None:
        """
        Put rows of values.
        """
        for values in rows:
            for column, value in enumerate(values):
                if isinstance(value, str):
                    self.sheet.write_string(self.row, column, plain(value), form)
                elif value is not None:
                    self.sheet.write_number(self.row, column, value, form)
            self.row += 1

    def _put_table(self, table: Table) -> None:
        for column, one in enumerate(table.columns):
            self.sheet.set_column(column, column, min(one.share * USUAL // 2, WIDEST))
        if table.title:
            self.put([(table.title,)], self.text)
        if table.has_titles:
            self.put([[column.title for column in table.columns]], self.title)
            self.sheet.freeze_panes(self.row, 0)
            self.sheet.autofilter(self.row - 1, 0, self.row - 1 + len(table.rows), len(table.columns) - 1)
        self.put(table.rows, self.text)


def _name(title: str) -> str:
    # Numbers begin the titles, so two names never are the same.
    return NOT_IN_NAMES.sub(" ", title)[:NAME_LENGTH]
