"""
Read and write the names of cells: "B3" is row 2 and column 1, both counted from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest import late

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_PLACE: Final = late.pattern(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Block:
    """
    Mark a rectangle of cells by its corners, both inside, counted from 0.
    """

    top: int
    left: int
    bottom: int
    right: int


def place_of(reference: str) -> tuple[int, int] | None:
    """
    Return row and column, counted from 0, of "B3"; None for what is no place.
    """
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row - 1, column - 1) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def block_of(reference: str) -> Block | None:
    """
    Return the rectangle of "A1:B3" or of one cell.
    """
    ends = [place_of(each) for each in reference.split(":", 1)]
    if ends[0] is None or ends[-1] is None:
        return None
    rows, columns = zip(ends[0], ends[-1], strict=True)
    return Block(min(rows), min(columns), max(rows), max(columns))


def name_of(row: int, column: int) -> str:
    """
    Return "B3" for a row and column counted from 0.
    """
    return f"{letters_of(column)}{row + 1}"


def letters_of(column: int) -> str:
    """
    Return "AA" for the column 26.
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
