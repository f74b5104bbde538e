"""
Find the records in a spreadsheet's table: which kind of table it is, where its titles stand, and which rows are records.

Titles may stand under a name and a unit, in two rows with merged ones, over a row of units; rows of totals, repeated
titles and notes between the records are told apart and listed, never dropped unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import re2

from ingest.document import Cell
from ingest.sheets.places import letters_of, place_of
from rules.portfolio import titles, vocabulary
from rules.portfolio.titles import OTHER_UNITS, PERCENT, SURENESS, UNITS, Mapped, Title, read_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import DeclaredColumn, Table
    from rules.portfolio.vocabulary import Kind

Row = Mapping[int, Cell]
REACH = 25
"""Rows from the top among which titles are looked for."""
FEWEST_KNOWN = 2
"""Titles that must be known before rows are taken for records."""
ENOUGH_KNOWN = 4
"""Titles that must be known before a table nobody called a portfolio is taken for one, unless the submitter says so."""
REPEATED = 0.6
"""Share of cells equal to the titles from which a row is the titles again."""
LONGEST_TOTAL = 30
"""Letters of the words that name a total."""
SPARSE = 4
"""From this many columns on, a row with words in a single cell is a note."""
_TOTAL = re2.compile(
    r"^[\[(<*]?(총?합계|소계|총계|누계|계|총액|합산|total|sub-?total|grandtotal|sum|평균|average|mean)s?"
    r"($|[\])>(:*\d]|건|개사)|(소계|합계|총계|subtotal|total)$"
)
# "시험가 계": the total of one name; the blank tells it from names that end so (설계, 시계).
_TOTAL_OF = re2.compile(r"\S\s+계\s*$")
_UNIT_NOTE = re2.compile(r"(?:단위|unit|units|금액단위)[:=]?(?:in)?([^)\]]+)")
SkippedAs = Literal["total", "titles", "note"]


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """
    Hold a column of the file: its letter, what it was mapped to, and its place among the table's columns from 0.
    """

    index: int
    letter: str
    mapped: Mapped


@dataclass(frozen=True, slots=True)
class Record:
    """
    Hold one row of records: its number in the file, counted from 1, and its cells by column from 0.
    """

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Hold a table whose kind is known; `skipped` names the rows under the titles that are no records.

    name: the sheet, None where the file has none. header_row: the last row of titles, counted from 1.
    """

    name: str | None
    kind: str
    header_row: int
    columns: tuple[ColumnRead, ...]
    records: tuple[Record, ...]
    skipped: tuple[tuple[Record, SkippedAs], ...]

    def columns_of(self, name: str) -> list[ColumnRead]:
        """
        Give the columns mapped to a name.
        """
        return [one for one in self.columns if one.mapped.column == name]


@dataclass(frozen=True, slots=True)
class Heads:
    """
    Hold what the titles of a table say under one kind: the last row of titles, and each column's reading.
    """

    kind: str
    last: int
    mapped: Mapping[int, Mapped]

    @property
    def known(self) -> float:
        """
        Weigh how much of the titles the kind knows.
        """
        return sum(1 if one.how in SURENESS else 0.8 for one in self.mapped.values() if one.column)


def read_sheet(table: Table, said: Sequence[DeclaredColumn] = ()) -> Sheet | None:
    """
    Read a table of a spreadsheet; None for one that holds no records of a known kind.

    said: what the submitter says of its columns.
    """
    if table.origin is None:
        return None
    name, _, first = table.origin.rpartition("!")
    top, left = place_of(first) or (0, 0)
    rows = _rows(table)
    heads = _best_heads(rows, name, said)
    if heads is None:
        return None
    columns = tuple(ColumnRead(at, letters_of(left + at), heads.mapped[at]) for at in sorted(heads.mapped))
    records, skipped = _records(rows, heads, top)
    return Sheet(name or None, heads.kind, top + heads.last + 1, columns, tuple(records), tuple(skipped))


def is_portfolio(table: Table, said: Sequence[DeclaredColumn]) -> bool:
    """
    Tell whether the titles of a spreadsheet's table are those of a portfolio, whatever else its words speak of.
    """
    if table.origin is None:
        return False
    heads = _best_heads(_rows(table), table.name, said)
    if heads is None:
        return False
    told = sum(one.column is not None and SURENESS.get(one.how, 0) > 1 for one in heads.mapped.values())
    return heads.known >= ENOUGH_KNOWN or told >= FEWEST_KNOWN


class Fields(Mapping[int, Cell]):
    """
    Show a row of fields as cells by column, each made when it is asked for: a long table has a million.
    """

    __slots__ = ("_fields", "_row")

    def __init__(self, row: int, fields: tuple[str, ...]) -> None:
        """
        Keep the row's number, counted from 0, and its fields.
        """
        self._row = row
        self._fields = fields

    def __getitem__(self, column: int) -> Cell:
        """
        Give the cell in a column; there is none where nothing is written.
        """
        if not 0 <= column < len(self._fields) or not self._fields[column]:
            raise KeyError(column)
        return Cell(self._row, column, self._fields[column])

    def __contains__(self, column: object) -> bool:
        """
        Tell whether anything is written in a column.
        """
        return isinstance(column, int) and 0 <= column < len(self._fields) and bool(self._fields[column])

    def __iter__(self) -> Iterator[int]:
        """
        Walk over the columns in which something is written.
        """
        return (column for column, field in enumerate(self._fields) if field)

    def __len__(self) -> int:
        """
        Count the fields in which something is written.
        """
        return sum(map(bool, self._fields))


def _rows(table: Table) -> Mapping[int, Row]:
    """
    Give the cells of each row that holds any.
    """
    if table.rows:
        return {row: Fields(row, fields) for row, fields in enumerate(table.rows) if any(fields)}
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.text.strip():
            rows[cell.row][cell.column] = cell
    return rows


def _best_heads(rows: Mapping[int, Row], sheet: str, said: Sequence[DeclaredColumn]) -> Heads | None:
    tried = (heads for row in sorted(rows)[:REACH] for heads in _heads_at(rows, row, said))
    found = [heads for heads in tried if heads.known >= FEWEST_KNOWN]
    kinds = vocabulary.load().kinds

    def weight(heads: Heads) -> tuple[float, int]:
        named = kinds[heads.kind].name.ko in sheet or kinds[heads.kind].name.en in sheet.casefold()
        return heads.known + (1 if named else 0), -heads.last

    return max(found, key=weight, default=None)


def _heads_at(rows: Mapping[int, Row], row: int, said: Sequence[DeclaredColumn]) -> Iterator[Heads]:
    """
    Read the titles that begin in a row as every kind that has the columns it needs.
    """
    units, after = _units_under(rows, row)
    below = rows.get(row + 1, {}) if after == row else {}
    # A name or a day over the table is no first row of titles.
    is_row = sum(not _is_figure(cell) for cell in rows[row].values()) > 1
    second = below if is_row and below and all(not _is_figure(cell) for cell in below.values()) else {}
    default = _unit_above(rows, row)
    for name, kind in vocabulary.load().kinds.items():
        single = {at: _title(cell.text, units.get(at, ""), default) for at, cell in rows[row].items()}
        once = _mapped([single], kind, said)
        if _has_needs(once, kind):
            yield Heads(name, after, once)
        if second:
            lower, last = _units_under(rows, row + 1)
            twice = _mapped(_both(rows[row], second, lower, default), kind, said)
            known = sum(one.column is not None for one in twice.values())
            if _has_needs(twice, kind) and known > sum(one.column is not None for one in once.values()):
                yield Heads(name, last, twice)


def _both(upper: Row, lower: Row, units: Mapping[int, str], default: str) -> list[dict[int, Title]]:
    """
    Give the ways to read two rows of titles: both joined, the lower alone, the upper where it stands alone.
    """
    joined: dict[int, Title] = {}
    single: dict[int, Title] = {}
    for at in sorted(upper.keys() | lower.keys()):
        over = upper.get(at) or (
            upper[max(left for left in upper if left <= at)] if any(left <= at for left in upper) else None
        )
        under = lower.get(at)
        words = [one.text for one in ((over if at in lower or at in upper else None), under) if one]
        joined[at] = _title(" ".join(words), units.get(at, ""), default)
        single[at] = _title(words[-1], units.get(at, ""), default)
    return [joined, single]


def _title(text: str, unit: str, default: str) -> Title:
    title = read_title(text, unit)
    if title.scale is not None or title.is_percent or not default:
        return title
    told = read_title("", default)
    return Title(title.text, title.key, title.full, told.scale, told.currency, title.is_percent)


def _mapped(ways: Sequence[Mapping[int, Title]], kind: Kind, said: Sequence[DeclaredColumn]) -> dict[int, Mapped]:
    """
    Map the titles, read the first way that is known; two columns of one meaning are settled among all.
    """
    places = sorted(ways[0])
    chosen = []
    for at in places:
        readings = [titles.map_titles([way[at]], kind, said)[0] for way in ways]
        chosen.append(next((one.title for one in readings if one.column or one.how in SURENESS), readings[0].title))
    return dict(zip(places, titles.map_titles(chosen, kind, said), strict=True))


def _has_needs(mapped: Mapping[int, Mapped], kind: Kind) -> bool:
    present = {one.column for one in mapped.values() if one.column}
    return all(present.intersection(group) for group in kind.needs)


def _units_under(rows: Mapping[int, Row], row: int) -> tuple[dict[int, str], int]:
    """
    Read the row under the titles where it holds nothing but units; the last row of the heads.
    """
    below = rows.get(row + 1, {})
    if below and all(_is_unit(cell.text) for cell in below.values()):
        return {at: cell.text.strip("()[] ") for at, cell in below.items()}, row + 1
    return {}, row


def _is_unit(text: str) -> bool:
    plain = vocabulary.compact(text).strip("()[]<>-–")
    return not plain or plain in UNITS or plain in titles.FOREIGN or plain in PERCENT or plain in OTHER_UNITS


def _unit_above(rows: Mapping[int, Row], row: int) -> str:
    """
    Give the unit that a note over the titles tells for the whole table: "(단위: 백만원)".
    """
    for above in sorted((one for one in rows if one < row), reverse=True):
        for cell in rows[above].values():
            if found := _UNIT_NOTE.search(vocabulary.compact(cell.text)):
                return next((part for part in found.group(1).split(",") if part in UNITS or part in titles.FOREIGN), "")
    return ""


def _is_figure(cell: Cell) -> bool:
    return cell.figure is not None or not any(letter.isalpha() for letter in cell.text)


def _records(rows: Mapping[int, Row], heads: Heads, top: int) -> tuple[list[Record], list[tuple[Record, SkippedAs]]]:
    records: list[Record] = []
    skipped: list[tuple[Record, SkippedAs]] = []
    kind = vocabulary.load().kinds[heads.kind]
    wordy = {at for at, one in heads.mapped.items() if one.column and kind.columns[one.column].type in {"text", "name"}}
    wordy -= {at for at, one in heads.mapped.items() if one.column and kind.columns[one.column].many}
    for row in sorted(one for one in rows if one > heads.last):
        record = Record(top + row + 1, rows[row])
        reason = _no_record(rows[row], heads, wordy)
        if reason:
            skipped.append((record, reason))
        else:
            records.append(record)
    return records, skipped


def _no_record(cells: Row, heads: Heads, wordy: set[int]) -> SkippedAs | None:
    if any(_is_total(cell.text) for at, cell in cells.items() if at in wordy and not _named(at, cells, wordy)):
        return "total"
    again = sum(
        at in heads.mapped and heads.mapped[at].title.text == " ".join(cell.text.split()) for at, cell in cells.items()
    )
    if again >= REPEATED * len(cells):
        return "titles"
    known = [at for at in cells if at in heads.mapped and heads.mapped[at].column]
    if (len(cells) == 1 and len(heads.mapped) >= SPARSE) or not known:
        return "note"
    return None


@lru_cache(maxsize=vocabulary.REMEMBERED)
def _is_total(text: str) -> bool:
    if len(text) > LONGEST_TOTAL:
        return False
    return _TOTAL.search(vocabulary.compact(text)) is not None or _TOTAL_OF.search(text) is not None


def _named(at: int, cells: Row, wordy: set[int]) -> bool:
    """
    Tell whether other words beside a total's make the row a record after all.
    """
    return sum(other in wordy and other != at for other in cells) > 1
