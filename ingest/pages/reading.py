"""
Read one page: glyphs, tables and columns, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.ocr.unread import read_unread
from ingest.pages.glyphs import GlyphReader
from ingest.pages.lines import join_strips, read_columns
from ingest.pages.marks import unprinted
from ingest.pages.rulings import find_tables
from ingest.pages.shapes import Ink, PrintedLine, PrintedPage, Strip
from ingest.pages.strips import strips_of
from ingest.pages.turned import part_turned
from ingest.pages.unmapped import mark_unread, part_unmapped, still_unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdfium2 import PdfPage

    from ingest.pages.glyphs import Flags, Glyphs
    from ingest.pages.shapes import Area, PrintedTable

# A page with fewer letters than this under a picture that fills it is a scan with a stamp on it.
FEWEST_LETTERS = 20
FEWEST_ON_PICTURE = 100
PICTURE_SHARE, FULL_PICTURE_SHARE = 0.1, 0.5
# So many drawn shapes without a letter are letters turned into outlines.
MANY_SHAPES = 50
# Glyphs without meaning, as a share of all, from which a page counts as unread.
UNREADABLE_SHARE = 0.3
MOST_OBJECTS = 20_000

# Letters and the place in the table's cells that they lie in, None for no cell.
Piece = tuple[Strip, int | None]


def read_page(page: PdfPage, number: int, marks: Iterable[Strip] = (), *, doubts_letters: bool = False) -> PrintedPage:
    """
    Return the lines, tables and faults of one page, counted from 1; `marks` stand on it beside its own letters.

    `doubts_letters`: its fonts may not say which letters their glyphs are.
    """
    reader = GlyphReader(page, page.get_textpage(), doubts_letters=doubts_letters)
    glyphs = reader.read()
    within = _within(glyphs, reader.area)
    visible, outside = glyphs.only(within), glyphs.only(~within).text.strip()
    unreadable = int(np.count_nonzero(visible.unreadable))
    readable = len(visible) - unreadable - int(np.count_nonzero(visible.blank))
    printed = PrintedPage(number, reader.area, ink=Ink(read=1.0))
    if outside:
        printed.hidden = (outside,)
    if _is_unread(page, readable, unreadable, reader.area):
        printed.ink, printed.unread_areas = Ink(unread=1.0), [reader.area]
    printed.tables = find_tables(page, reader, number) if readable else []
    upright, turned = part_turned(strips_of(visible))
    upright, unknown = part_unmapped(upright)
    mark_unread(printed, unknown, readable)
    upright = read_unread(page, printed, upright + unprinted(marks, upright))
    upright += still_unread(printed, unknown)
    arrange(printed, upright)
    printed.lines += [
        PrintedLine(strip, number, strip.x0, strip.x1, block=(number, -1, index)) for index, strip in enumerate(turned)
    ]
    return printed


def arrange(printed: PrintedPage, strips: list[Strip]) -> None:
    """
    Put the strips of a page into its tables and into lines, in the order in which a person reads them.
    """
    free = _fill_tables(printed.tables, strips)
    printed.tables = [table for table in printed.tables if any(cell.lines for cell in table.cells)]
    printed.lines = _in_order(printed, free)


def _within(glyphs: Glyphs, area: Area) -> Flags:
    """
    Mark the glyphs whose middle lies on the visible page.
    """
    x, y = glyphs.boxes[:, 0] + glyphs.boxes[:, 2], glyphs.boxes[:, 1] + glyphs.boxes[:, 3]
    return glyphs.guessed | ((x >= 0) & (x <= 2 * area.width) & (y >= 0) & (y <= 2 * area.height))


def _in_order(printed: PrintedPage, free: list[Strip]) -> list[PrintedLine]:
    """
    Read the text between the tables column by column, and the tables in their places.
    """
    lines: list[PrintedLine] = []
    above = float("-inf")
    for table in [*printed.tables, None]:
        below = table.area.top if table else float("inf")
        between = [strip for strip in free if above <= strip.middle < below]
        for column in read_columns(between):
            lines += [
                PrintedLine(strip, printed.number, column.left, column.right, column.is_whole) for strip in column.lines
            ]
        if table:
            lines += [line for cell in table.cells for line in cell.lines]
            above = max(above, below)
    return lines


def _fill_tables(tables: list[PrintedTable], strips: list[Strip]) -> list[Strip]:
    """
    Move the strips that lie in cells into them; return the others.
    """
    for index, table in enumerate(tables):
        homes: dict[int, list[Strip]] = {}
        free = []
        for strip in strips:
            pieces: list[Piece] = [(strip, None)]
            if table.area.holds(strip.x0, strip.middle):
                pieces = _cut(strip, table)
            for piece, home in pieces:
                if home is None:
                    free.append(piece)
                else:
                    homes.setdefault(home, []).append(piece)
        for place, cell in enumerate(table.cells):
            block = (table.page, index, place)
            left, right = cell.area.x0, cell.area.x1 - _padding(cell.area)
            cell.lines = [
                PrintedLine(line, table.page, left, right, block=block) for line in join_strips(homes.get(place, ()))
            ]
        strips = free
    return strips


def _padding(area: Area) -> float:
    """
    Return the room that text keeps from the border of its cell (points).
    """
    return min(6.0, area.width / 20)


def _cut(strip: Strip, table: PrintedTable) -> list[Piece]:
    """
    Cut a strip at the borders of the cells that its letters lie in.
    """
    pieces: list[Piece] = []
    for letter, left, right in zip(strip.letters, strip.lefts, strip.rights, strict=True):
        home = _home(table, (left + right) / 2, strip.middle)
        if not pieces or pieces[-1][1] != home:
            pieces.append((Strip([], [], [], strip.top, strip.bottom), home))
        piece = pieces[-1][0]
        piece.letters.append(letter)
        piece.lefts.append(left)
        piece.rights.append(right)
    return pieces


def _home(table: PrintedTable, x: float, y: float) -> int | None:
    """
    Return the cell that holds a point.
    """
    return next((index for index, cell in enumerate(table.cells) if cell.area.holds(x, y)), None)


def _is_unread(page: PdfPage, readable: int, unreadable: int, area: Area) -> bool:
    """
    Tell whether the page shows ink that was not read as text.
    """
    if unreadable > UNREADABLE_SHARE * (readable + unreadable):
        return True
    if readable >= FEWEST_ON_PICTURE:
        return False
    pictures, shapes = _ink(page, max(1.0, area.width * area.height))
    if readable < FEWEST_LETTERS:
        return pictures >= PICTURE_SHARE or shapes >= MANY_SHAPES
    return pictures >= FULL_PICTURE_SHARE


def _ink(page: PdfPage, size: float) -> tuple[float, int]:
    """
    Return the share of the page that pictures cover, and the number of drawn shapes.
    """
    share, shapes = 0.0, 0
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING]
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if count > MOST_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            share += abs((right - left) * (top - bottom)) / size
        else:
            shapes += 1
    return share, shapes
