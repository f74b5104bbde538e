"""
Gather the records of one kind, from however many sheets, into a frame: columns of values with the place of every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells import read_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.document import Cell
    from rules.portfolio.outline import ColumnRead, Record, Sheet


@dataclass(frozen=True, slots=True)
class Place:
    """
    Point at a cell: sheet (None where the file has none), row counted from 1, letter of the column, and the cell itself.
    """

    sheet: str | None
    row: int
    column: str
    title: str
    cell: Cell | None
    pointer: str = ""
    """Where the place is in no table: the file and the path in it."""

    @property
    def name(self) -> str:
        """
        Give "투자내역!E103", or "E103" where there are no sheets.
        """
        if self.pointer:
            return self.pointer
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Say where a row of a frame comes from: the sheet and its record; for a row about many, all of them.
    """

    sheet: Sheet
    record: Record


@dataclass(slots=True)
class Frame:
    """
    Hold the rows of one kind: columns of equal length by name, derived ones and aspects ("amount.unit") among them.

    `origins[i]` are the records that row i is about, the first one above all. `sources` names the columns that a
    derived one was worked out from; `cells` the cells that show it where they are not those of its row.
    """

    kind: str
    origins: list[tuple[Origin, ...]]
    columns: dict[str, list[object]] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    """Columns that a sheet has under a title nobody understands the words of."""
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of derived columns that could not be worked out, the columns that are missing for it."""

    def __len__(self) -> int:
        """
        Count the rows.
        """
        return len(self.origins)

    def without(self, rows: Iterable[int]) -> Frame:
        """
        Give the frame without some rows.
        """
        gone = set(rows)
        kept = [row for row in range(len(self)) if row not in gone]
        columns = (
            {name: [values[row] for row in kept] for name, values in self.columns.items()} if gone else self.columns
        )
        return Frame(self.kind, [self.origins[row] for row in kept], columns, self.sources, self.absent, self.lacking)

    def has(self, *names: str) -> bool:
        """
        Tell whether all these columns are there.
        """
        return all(name in self.columns for name in names)

    def column(self, name: str) -> Sequence[object]:
        """
        Give a column; nothing in every row where there is none.
        """
        return self.columns.get(name) or _nothing(len(self))

    def places(self, row: int, name: str) -> Iterable[Place]:
        """
        Give the cells that show a column in a row.
        """
        for source in self.sources.get(name.partition(".")[0], (name.partition(".")[0],)):
            for origin in self.origins[row]:
                for column in origin.sheet.columns_of(source):
                    yield place(origin, column)

    def label(self, row: int) -> str:
        """
        Name a row for people: what its key columns say.
        """
        kind = vocabulary.load().kinds.get(self.kind)
        texts = [one.cell.text for key in (kind.key if kind else ()) for one in self.places(row, key) if one.cell]
        return " ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


@lru_cache(maxsize=8)
def _nothing(rows: int) -> tuple[None, ...]:
    """
    Give an empty column; it is asked for row by row.
    """
    return (None,) * rows


def place(origin: Origin, column: ColumnRead) -> Place:
    """
    Give the place of a record's cell in a column.
    """
    return Place(
        origin.sheet.name,
        origin.record.number,
        column.letter,
        column.mapped.title.text,
        origin.record.cells.get(column.index),
    )


def gather(kind: str, sheets: Sequence[Sheet]) -> Frame:
    """
    Read all sheets of a kind into one frame.
    """
    frame = Frame(kind, [(Origin(sheet, record),) for sheet in sheets for record in sheet.records])
    for sheet in sheets:
        start = sum(len(other.records) for other in sheets[: sheets.index(sheet)])
        for name in dict.fromkeys(one.mapped.column for one in sheet.columns if one.mapped.column):
            _add(frame, sheet, name, start)
    return frame


def _add(frame: Frame, sheet: Sheet, name: str, start: int) -> None:
    entry = vocabulary.load().kinds[frame.kind].columns[name]
    columns = sheet.columns_of(name)
    written = [_written(record, columns) for record in sheet.records]
    words = vocabulary.load().codes.get(entry.type)
    read = read_column(written, entry, columns[0].mapped.title, words)
    if "understood" in read.aspects:
        frame.absent.add(name)
        return
    for part, values in {name: read.values, **{f"{name}.{aspect}": of for aspect, of in read.aspects.items()}}.items():
        whole = frame.columns.setdefault(part, [None] * len(frame))
        whole[start : start + len(values)] = values
    text = frame.columns.setdefault(f"{name}.text", [None] * len(frame))
    text[start : start + len(written)] = [words_of or None for words_of, _ in written]


def _written(record: Record, columns: Sequence[ColumnRead]) -> tuple[str, float | None]:
    found = [record.cells[one.index] for one in columns if one.index in record.cells]
    if len(found) == 1:
        return found[0].text, found[0].figure
    return " / ".join(cell.text for cell in found), None
