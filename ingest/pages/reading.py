"""
Read one page: glyphs, tables and columns, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.ocr.unread import compare_layer, read_unread
from ingest.pages.frame import Frame
from ingest.pages.gauge import gauge
from ingest.pages.ink import look
from ingest.pages.layers import text_layer
from ingest.pages.lines import join_strips, read_columns
from ingest.pages.marks import unprinted
from ingest.pages.overlays import part_overlays, says_something
from ingest.pages.rulings import find_tables
from ingest.pages.scene import Scene
from ingest.pages.shapes import Ink, PrintedLine, PrintedPage, Strip
from ingest.pages.strips import strips_of
from ingest.pages.tongues import columns_of, is_version_table
from ingest.pages.turned import part_turned
from ingest.pages.unmapped import mark_unread, part_unmapped, still_unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdfium2 import PdfPage

    from ingest.ocr.spotcheck import SpotCheck
    from ingest.pages.arrays import Flags
    from ingest.pages.shapes import Area, PrintedTable

# Letters and the place in the table's cells that they lie in, None for no cell.
Piece = tuple[Strip, int | None]


def read_page(
    page: PdfPage,
    number: int,
    marks: Iterable[Strip] = (),
    *,
    doubts_letters: bool = False,
    watch: SpotCheck | None = None,
) -> PrintedPage:
    """
    Return the lines, tables and faults of one page, counted from 1; `marks` stand on it beside its own letters.

    `doubts_letters`: its fonts may not say which letters their glyphs are. `watch` looks at some of them.
    """
    frame = Frame(page)
    scene = Scene(page, frame, doubts_letters=doubts_letters) if frame.is_paper else None
    if scene is None or not scene.drawing.whole:
        return PrintedPage(number, frame.area, lost=True)
    sight = look(scene)
    layer = text_layer(scene, sight)
    gauged = gauge(scene, sight, layer)
    visible = (sight.seen | layer) & ~sight.doubled
    printed = PrintedPage(number, frame.area, ink=gauged.ink, unread_areas=list(gauged.unread))
    printed.layered, printed.overprinted = bool(layer.any()), sight.overprinted
    printed.hidden = _hidden(scene, ~visible & ~sight.doubled)
    printed.tables = find_tables(scene, number) if visible.any() else []
    upright, turned = part_turned(strips_of(scene.glyphs.only(visible & ~layer)))
    upright, overlays = part_overlays(upright)
    printed.watermarks = tuple(mark.text.strip() for mark in overlays if not says_something(mark))
    upright, unknown = part_unmapped(upright)
    mark_unread(printed, unknown, int(np.count_nonzero(visible & ~scene.glyphs.unreadable & ~scene.blank)))
    if watch:
        watch.look(scene, upright, number)
    upright += unprinted(marks, upright)
    if printed.layered:
        upright = compare_layer(page, printed, strips_of(scene.glyphs.only(layer)), upright)
    else:
        upright = read_unread(page, printed, upright)
    upright += still_unread(printed, unknown)
    arrange(printed, upright)
    printed.lines += [
        PrintedLine(strip, number, strip.x0, strip.x1, block=(number, -1, index))
        for index, strip in enumerate([*turned, *filter(says_something, overlays)])
    ]
    return printed


def read_again(page: PdfPage, printed: PrintedPage) -> None:
    """
    Read a page anew as a picture: what its fonts say is not what they show.
    """
    printed.ink, printed.unread_areas = Ink(unread=printed.ink.read + printed.ink.unread), [printed.area]
    printed.tables, printed.recognised, printed.confidence = [], [], None
    arrange(printed, read_unread(page, printed, []))


def arrange(printed: PrintedPage, strips: list[Strip]) -> None:
    """
    Put the strips of a page into its tables and into lines, in the order in which a person reads them.
    """
    free = _fill_tables(printed.tables, strips)
    printed.tables = [table for table in printed.tables if any(cell.lines for cell in table.cells)]
    printed.lines = _in_order(printed, free)


def _hidden(scene: Scene, unseen: Flags) -> tuple[str, ...]:
    """
    Return the lines of text that nobody can see; marks without a letter among them say nothing.
    """
    if not unseen.any() or not (unseen & scene.letters).any():
        return ()
    upright, turned = part_turned(strips_of(scene.glyphs.only(unseen | scene.glyphs.guessed)))
    return tuple(line.text.strip() for line in (*join_strips(upright), *turned))


def _in_order(printed: PrintedPage, free: list[Strip]) -> list[PrintedLine]:
    """
    Read the text between the tables column by column, and the tables in their places.
    """
    lines: list[PrintedLine] = []
    above = float("-inf")
    versions = [table for table in printed.tables if is_version_table(table)]
    border = max(cell.area.x0 for cell in versions[0].cells) if versions else None
    for table in [*printed.tables, None]:
        below = table.area.top if table else float("inf")
        between = [strip for strip in free if above <= strip.middle < below]
        for column in read_columns(between, border):
            lines += [
                PrintedLine(strip, printed.number, column.left, column.right, column.is_whole, place=column.place)
                for strip in column.lines
            ]
        if table:
            lines += columns_of(table) if table in versions else [line for cell in table.cells for line in cell.lines]
            above = max(above, below)
    printed.tables = [table for table in printed.tables if table not in versions]
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
