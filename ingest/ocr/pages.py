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
from ingest.ocr.recognise import WRITING, mean_confidence, read_block
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
# A letter at least this certain counts as read; fewer in a picture, or fewer than uncertain ones, are none.
CERTAIN, FEWEST = 0.5, 3
# In heights of a line: a wider gap between words starts a new strip, as it may be that between columns.
WIDEST_GAP: Final = 1.2
# Pixels of paper around a block.
ROOM: Final = 8


@dataclass(frozen=True, slots=True)
class Recognised:
    """
    Hold what was read in a picture: points, top-left origin, as it stands once set upright.

    `turns` counts the quarter turns to the left that set it upright, `tilt` the degrees by which its lines fell then.
    `certain` and `doubtful` count letters; `confidence` (0 to 1) is that of a letter on average.
    """

    area: Area
    strips: list[Strip]
    tables: list[PrintedTable]
    certain: int
    doubtful: int
    confidence: float
    turns: int = 0
    tilt: float = 0.0


@dataclass(frozen=True, slots=True)
class _Upright:
    """
    Hold the lines of a page that was set upright in one of the ways in which it may lie.
    """

    lines: list[TextLine]
    tables: list[PrintedTable]
    shape: tuple[int, ...]
    turns: int
    tilt: float

    @property
    def confidence(self) -> float:
        """
        Return the mean confidence.
        """
        return mean_confidence(self.lines)


def read_picture(colours: Colour, dpi: float, number: int, budget: Budget) -> Recognised:
    """
    Read what a picture shows; `dpi` are its dots per inch, `number` is the page it stands on.
    """
    grey = pixels.even_out(pixels.to_grey(_scaled(colours, DPI / dpi)))
    upright = _upright(grey, number, budget)
    height, width = upright.shape
    writing = [line for line in upright.lines if mean_confidence([line]) >= WRITING]
    letters = [(word.confidence, sum(map(str.isalnum, word.letters))) for line in upright.lines for word in line]
    certain = sum(count for confidence, count in letters if confidence >= CERTAIN)
    doubtful = sum(count for _, count in letters) - certain
    if certain < max(FEWEST, doubtful):
        # A pattern, a drawing or a scrawl: letters seen in it are not there.
        writing, certain, doubtful = [], 0, 0
    return Recognised(
        area=Area(0, 0, width * SCALE, height * SCALE),
        strips=[strip for line in writing for strip in _strips(line)],
        tables=upright.tables if certain else [],
        certain=certain,
        doubtful=doubtful,
        confidence=upright.confidence,
        turns=upright.turns,
        tilt=upright.tilt,
    )


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


def _read(grey: Grey, turns: int, number: int, budget: Budget) -> _Upright:
    """
    Read a page after some quarter turns to the left.
    """
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    tilt = pixels.angle_of(turned)
    straight, rules = pixels.take_rules(pixels.straighten(turned, tilt), DPI)
    tables = tables_of([edge for rule in rules if (edge := _edge(rule)) is not None], number)
    cells = [_box(cell.area) for table in tables for cell in table.cells]
    lines: list[TextLine] = []
    for block in blocks_of(straight, DPI, cells):
        part = np.pad(straight[block.top : block.bottom, block.x0 : block.x1], ROOM, constant_values=pixels.WHITE)
        lines += [
            tuple(word.moved(block.x0 - ROOM, block.top - ROOM) for word in line)
            for line in read_block(part, DPI, budget)
        ]
    return _Upright(lines, tables, straight.shape, turns % 4, tilt)


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


def _strips(line: TextLine) -> Iterator[Strip]:
    """
    Yield a line's letters, cut where a wide gap may part columns.
    """
    top, bottom = (median(getattr(word, side) for word in line) for side in ("top", "bottom"))
    run: list[Word] = []
    for word in line:
        if run and word.edges[0] - run[-1].edges[-1] > WIDEST_GAP * (bottom - top):
            yield _strip(run, top, bottom)
            run = []
        run.append(word)
    yield _strip(run, top, bottom)


def _strip(words: list[Word], top: float, bottom: float) -> Strip:
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
    return Strip(letters, edges[:-1], edges[1:], top * SCALE, bottom * SCALE)
