"""
Read a picture of a page: pixels in; strips of letters and ruled tables out, in points, and how certain they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from ingest.ocr import pixels
from ingest.ocr.blocks import Box, blocks_of
from ingest.ocr.leftover import leftover
from ingest.ocr.pose import Pose
from ingest.ocr.recognise import mean_confidence, read_block
from ingest.pages.rulings import edge_of, tables_of
from ingest.pages.shapes import Area, Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.ocr.budget import Budget
    from ingest.ocr.engine import TextLine, Word
    from ingest.ocr.pixels import Colour, Grey, Rule
    from ingest.pages.rulings import Edge
    from ingest.pages.shapes import PrintedTable

# Dots per inch at which everything is recognised: 300 took a fifth longer and read no better, 150 a little worse.
DPI: Final = 220
POINTS: Final = 72
SCALE: Final = POINTS / DPI
# Pixels of the largest picture that is recognised: A2 at that rate.
LARGEST: Final = 20_000_000
# Below this mean confidence a page may stand on its head; print that does is read with more than the next, noise is not.
UPRIGHT, NOISE = 0.6, 0.25
# What is left of a seal, a picture or a scrawl makes lines below this.
WRITING: Final = 0.5
# A letter at least this certain counts as read; fewer in a picture, or fewer than uncertain ones, are none.
CERTAIN, FEWEST = 0.5, 3
# In heights of a line: a wider gap between words starts a new strip, as it may be that between columns.
WIDEST_GAP: Final = 1.2
# The share of a page's ink that is left over from which its places are noted as unread (SECURITY.md 2: 0.98).
MARKED: Final = 0.02
# Inches, letters, confidence: a seal is narrower than a line of print, holds fewer letters, and reads as nonsense.
RED_WIDTH, RED_LETTERS, RED_SURE = 1.4, 6, 0.8
# Pixels of paper around a block.
ROOM: Final = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Hold letters read side by side: how many letters and digits are certain and how many not, and how sure on average.
    """

    strip: Strip
    certain: int
    doubtful: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """
    Hold what was read in a picture: points, top-left origin, as it stands once set upright; `pose` says how it lay.

    `unread` is the share of the ink that no word covers (0 to 1), `unread_areas` are the larger parts of it.
    """

    area: Area
    pieces: list[Piece]
    tables: list[PrintedTable]
    unread: float
    unread_areas: list[Area]
    pose: Pose | None = None

    @property
    def read_share(self) -> float:
        """
        Return the share of the ink that was read as certain letters.
        """
        return (1 - self.unread) * certain_share(self.pieces)


@dataclass(frozen=True, slots=True)
class _Upright:
    """
    Hold the lines of a page that was set upright in one of the ways in which it may lie.
    """

    lines: list[TextLine]
    tables: list[PrintedTable]
    pixels: Grey
    turns: int
    tilt: float

    @property
    def confidence(self) -> float:
        """
        Return the mean confidence.
        """
        return mean_confidence(self.lines)


def read_picture(colours: Colour, dpi: float, number: int, budget: Budget, *, is_level: bool = False) -> Recognised:
    """
    Read what a picture shows; `dpi` are its dots per inch, `number` is the page it stands on.

    It is set upright and straight first, unless it `is_level`.
    """
    colours = _scaled(colours, DPI / dpi)
    grey = pixels.even_out(pixels.to_grey(colours))
    upright = _read(grey, 0, number, budget, is_level=True) if is_level else _upright(grey, number, budget)
    upright.lines.extend(_red_lines(colours, upright, budget))
    height, width = upright.pixels.shape
    area = Area(0, 0, width * SCALE, height * SCALE)
    writing = [line for line in upright.lines if mean_confidence([line]) >= WRITING]
    pieces = [_piece(run) for line in writing for run in _runs(line)]
    rest = leftover(upright.pixels, writing, DPI)
    unread_areas = [Area(*(side * SCALE for side in box)) for box in rest.lumps]
    is_askew = upright.turns or abs(upright.tilt) >= pixels.STRAIGHT
    pose = Pose(upright.turns, upright.tilt, area.width, area.height) if is_askew else None
    return Recognised(area, pieces, upright.tables, rest.share, unread_areas, pose)


def is_writing(pieces: list[Piece], fewest: int = FEWEST) -> bool:
    """
    Tell whether enough letters are certain; those seen in a pattern, a drawing or a scrawl are not.
    """
    certain = sum(piece.certain for piece in pieces)
    return certain >= max(fewest, sum(piece.doubtful for piece in pieces))


def certain_share(pieces: list[Piece]) -> float:
    """
    Return the share of the letters that are certain.
    """
    certain = sum(piece.certain for piece in pieces)
    return certain / max(1, certain + sum(piece.doubtful for piece in pieces))


def confidence_in(pieces: list[Piece]) -> float:
    """
    Return how sure a letter is on average (0 to 1).
    """
    counts = [(piece.confidence, piece.certain + piece.doubtful) for piece in pieces]
    return sum(confidence * count for confidence, count in counts) / max(1, sum(count for _, count in counts))


def _upright(grey: Grey, number: int, budget: Budget) -> _Upright:
    """
    Read a page as it lies, or turned where that makes words.
    """
    first = 0 if pixels.runs_level(grey) else 1
    best = _read(grey, first, number, budget)
    for turns in (first + 2, first + 1, first + 3):
        if not NOISE <= best.confidence < UPRIGHT:
            break
        best = max(best, _read(grey, turns, number, budget), key=lambda each: each.confidence)
    return best


def _scaled(colours: Colour, factor: float) -> Colour:
    """
    Return the picture larger or smaller.
    """
    height, width = (max(1, round(side * factor)) for side in colours.shape[:2])
    if (height, width) == colours.shape[:2]:
        return colours
    return np.asarray(Image.fromarray(colours).resize((width, height), Image.Resampling.LANCZOS))


def _read(grey: Grey, turns: int, number: int, budget: Budget, *, is_level: bool = False) -> _Upright:
    """
    Read a page after some quarter turns to the left.
    """
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    tilt = 0.0 if is_level else pixels.tilt_of(turned).degrees
    straight, rules = pixels.take_rules(pixels.straighten(turned, tilt), DPI)
    tables = tables_of([edge for rule in rules if (edge := _edge(rule)) is not None], number)
    cells = [_box(cell.area) for table in tables for cell in table.cells]
    lines = [line for block in blocks_of(straight, DPI, cells) for line in _read_part(straight, block, budget)]
    return _Upright(lines, tables, straight, turns % 4, tilt)


def _red_lines(colours: Colour, upright: _Upright, budget: Budget) -> Iterator[TextLine]:
    """
    Yield the lines that are printed in red: whole lines of words, not the letters of a seal.
    """
    red = np.ascontiguousarray(np.rot90(pixels.red_ink(colours), upright.turns))
    red = pixels.straighten(red, upright.tilt)
    for block in blocks_of(red, DPI, []):
        if block.x1 - block.x0 < RED_WIDTH * DPI:
            continue
        for line in _read_part(red, block, budget):
            if mean_confidence([line]) >= RED_SURE and sum(len(word.letters) for word in line) >= RED_LETTERS:
                yield line


def _read_part(grey: Grey, block: Box, budget: Budget) -> Iterator[TextLine]:
    """
    Yield the lines of one block at their places on the page.
    """
    part = np.pad(grey[block.top : block.bottom, block.x0 : block.x1], ROOM, constant_values=pixels.WHITE)
    for line in read_block(part, DPI, budget):
        yield tuple(word.moved(block.x0 - ROOM, block.top - ROOM) for word in line)


def _edge(rule: Rule) -> Edge | None:
    """
    Return a ruled line as an edge of tables (points); None for a short one.
    """
    x, y = (rule.x0 + rule.x1) / 2 * SCALE, (rule.top + rule.bottom) / 2 * SCALE
    if rule.x1 - rule.x0 > rule.bottom - rule.top:
        return edge_of(rule.x0 * SCALE, y, rule.x1 * SCALE, y)
    return edge_of(x, rule.top * SCALE, x, rule.bottom * SCALE)


def _box(area: Area) -> Box:
    """
    Return an area of the page in pixels.
    """
    return Box(*(round(side / SCALE) for side in (area.x0, area.top, area.x1, area.bottom)))


def _runs(line: TextLine) -> Iterator[list[Word]]:
    """
    Yield a line's words, parted where a wide gap may lie between columns.
    """
    height = median(word.bottom - word.top for word in line)
    run: list[Word] = []
    for word in line:
        if run and word.edges[0] - run[-1].edges[-1] > WIDEST_GAP * height:
            yield run
            run = []
        run.append(word)
    yield run


def _piece(words: list[Word]) -> Piece:
    """
    Put words side by side, with a blank where one stands between them.
    """
    letters = list(words[0].letters)
    edges = list(words[0].edges)
    for word in words[1:]:
        # A blank reaches from the end of one word to the start of the next.
        letters += (" " if word.is_spaced else "") + word.letters
        edges = [*(edges if word.is_spaced else edges[:-1]), *word.edges]
    # The model's places of letters may overlap.
    edges = [edge * SCALE for edge in accumulate(edges, max)]
    top, bottom = (median(getattr(word, side) for word in words) * SCALE for side in ("top", "bottom"))
    counts = [(word.confidence >= CERTAIN, sum(map(str.isalnum, word.letters))) for word in words]
    certain = sum(count for is_certain, count in counts if is_certain)
    doubtful = sum(count for _, count in counts) - certain
    return Piece(Strip(letters, edges[:-1], edges[1:], top, bottom), certain, doubtful, mean_confidence([tuple(words)]))
