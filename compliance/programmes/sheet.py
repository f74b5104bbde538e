"""
Turn a programme officer's table (CSV, XLSX or JSON) into lines, one for each row, and tell every cell that is of no use.

A table comes from outside and is read in the cage, as a portfolio is; JSON is plain data and is read here.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from compliance.errors import Rejected
from compliance.programmes import words
from compliance.programmes.cells import Unusable, value_of
from ingest.errors import IngestError
from ingest.sheets.places import letters_of, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from compliance.instruments import Read
    from compliance.views import Upload
    from ingest.document import Table

MOST_ROWS: Final = 20_000
MOST_FAULTS: Final = 200
"""Faults that one answer lists: more are mended in a second round."""
FEWEST_TITLES: Final = 4
"""Known titles by which the row of titles is told."""
NO_TABLE: Final = ("과제 표를 찾을 수 없습니다", "no table of projects was found")


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Say what is wrong with one cell, by row as the file counts them and by the title of its column ("" for the row).
    """

    row: int
    column: str
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one row: its number and the values of its cells; blank cells are left out. `titles` say what columns are called.
    """

    row: int
    values: Mapping[str, object]
    titles: Mapping[str, str] = field(default_factory=dict)

    def fault(self, column: str, ko: str, en: str) -> Fault:
        """
        Find fault with one of its cells.
        """
        return Fault(self.row, self.titles.get(column, column), ko, en)


def read_lines(upload: Upload, read: Read) -> tuple[list[Line], list[Fault]]:
    """
    Read all rows of a file.

    Raises:
        Rejected: the file cannot be read, or holds no table of projects or too long a one.
    """
    is_json = PurePath(upload.name).suffix.lower() == ".json"
    rows = list(_json_rows(upload.content) if is_json else _table_rows(upload, read))
    if not rows:
        raise Rejected(*NO_TABLE, "programme_file")
    if len(rows) > MOST_ROWS:
        raise Rejected(f"행이 {MOST_ROWS}개를 넘습니다", f"more than {MOST_ROWS} rows", "programme_file")
    lines: list[Line] = []
    faults: list[Fault] = []
    for row, titles, cells in rows:
        line = Line(row, dict(_values(row, titles, cells, faults)), titles)
        lines.append(line)
    return lines, faults


Row = tuple[int, "Mapping[str, str]", "Mapping[str, str]"]
"""Its number, the titles of its columns, and what its cells say, both by column."""


def _values(
    row: int, titles: Mapping[str, str], cells: Mapping[str, str], faults: list[Fault]
) -> Iterator[tuple[str, object]]:
    for name, column in words.COLUMNS.items():
        written = unicodedata.normalize("NFC", cells.get(name, "")).strip()
        if not written:
            if column.is_needed:
                faults.append(Fault(row, titles.get(name, column.titles[0]), "값이 없습니다", "there is no value"))
            continue
        try:
            yield name, value_of(column.holds, written)
        except Unusable as wrong:
            faults.append(Fault(row, titles.get(name, name), wrong.ko, wrong.en))


def _json_rows(content: bytes) -> Iterator[Row]:
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Rejected("JSON으로 읽을 수 없습니다", "this is no JSON", "programme_file") from wrong
    listed = given.get("rows") if isinstance(given, dict) else given
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Rejected(*NO_TABLE, "programme_file")
    for number, one in enumerate(listed, start=1):
        known = {column: key for key in one if (column := words.column_of(str(key)))}
        yield number, known, {column: _written(one[key]) for column, key in known.items()}


def _written(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(_written, value))
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _table_rows(upload: Upload, read: Read) -> Iterator[Row]:
    try:
        document = read(upload.content, upload.name, None)
    except IngestError as refusal:
        raise Rejected(refusal.ko, refusal.en, str(refusal.code)) from refusal
    for table in document.tables:
        yield from _rows_of(table)


def _rows_of(table: Table) -> Iterator[Row]:
    top, left = place_of((table.origin or "A1").rpartition("!")[2]) or (0, 0)
    titles: dict[int, str] = {}
    columns: dict[str, int] = {}
    for number, cells in _fields(table):
        if not columns:
            known = {name: place for place, text in cells.items() if (name := words.column_of(text))}
            if len(known) >= FEWEST_TITLES:
                columns, titles = known, cells
            continue
        named = {name: f"{titles[place]} ({letters_of(left + place)})" for name, place in columns.items()}
        yield top + number + 1, named, {name: cells.get(place, "") for name, place in columns.items()}


def _fields(table: Table) -> Iterable[tuple[int, dict[int, str]]]:
    """
    Give the rows of a table that say anything, each with its number from 0 and its fields by place.
    """
    rows: dict[int, dict[int, str]] = {}
    if table.rows:
        rows = {number: dict(enumerate(row)) for number, row in enumerate(table.rows)}
    for cell in () if table.rows else table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    return ((number, row) for number, row in sorted(rows.items()) if any(text.strip() for text in row.values()))
