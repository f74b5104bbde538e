"""
Make a picture of paper fit to be read: grey on even white, straight, without seals and ruled lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from PIL import ImageFile as _ImageFile  # noqa: F401 - Pillow loads it when it is first needed: too late in the cage

if TYPE_CHECKING:
    from collections.abc import Iterator

Grey = NDArray[np.uint8]
"""Rows of grey values, 0 black to 255 white."""
Colour = NDArray[np.uint8]
"""Rows of red, green and blue values."""
Mask = NDArray[np.bool_]

WHITE: Final = 255
# Ink counts as red from this difference between red and the other colours; pixels: how far its colour may run.
RED, SURELY_RED, SMEAR = 40, 60, 5
# Pixels: blocks over which paper is taken to be equally light.
BLOCK: Final = 32
# Share of a block's pixels that are darker than its paper; paper is never taken to be darker than this.
PAPER_RANK, DARKEST_PAPER = 0.9, 96
# Widths in heights from which a picture is that of one line.
LINE_SHAPE: Final = 3
# Degrees: how far a page may lie askew, the steps of the search, and what is left as it is.
MOST_ASKEW, COARSE, FINE, STRAIGHT = 5.0, 0.5, 0.1, 0.15
# Width in pixels at which the angle is looked for, and the number of upright stripes compared.
SEARCH_WIDTH, STRIPES = 1000, 40
# Inches: letters have no straight stroke as long as a piece of a ruled line; thicker ones are filled areas.
SHORTEST_RULE, SHORTEST_PIECE, LARGEST_BREAK, THICKEST_RULE = 0.4, 0.3, 0.05, 0.05
# The darkest part of a picture is ink, and print is no paler than this.
INK_SHARE, PALEST_INK = 0.003, 170
# Darker than this is ink.
INK: Final = 170


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Hold one ruled line: pixels, top-left origin.
    """

    x0: int
    top: int
    x1: int
    bottom: int


def to_grey(colours: Colour) -> Grey:
    """
    Return grey in which red ink, that of seals, is as light as paper; black print beneath it stays.
    """
    redness = _redness(colours)
    grey = np.asarray(Image.fromarray(colours).convert("L"))
    faded = np.minimum(WHITE, colours[..., 0] + redness // 2).astype(np.uint8)
    return np.where(redness > RED, np.maximum(grey, faded), grey)


def red_ink(colours: Colour) -> Grey:
    """
    Return the red ink alone, as dark as it is, with what lies right beside it: pictures keep colours coarser than light.
    """
    surely = Image.fromarray(((_redness(colours) > SURELY_RED) * WHITE).astype(np.uint8))
    near = np.asarray(surely.filter(ImageFilter.MaxFilter(SMEAR))) > 0
    return np.where(near, np.asarray(Image.fromarray(colours).convert("L")), np.uint8(WHITE))


def _redness(colours: Colour) -> NDArray[np.int16]:
    """
    Return by how much each pixel is more red than anything else.
    """
    return np.asarray(colours[..., 0].astype(np.int16) - np.maximum(colours[..., 1], colours[..., 2]))


def even_out(grey: Grey) -> Grey:
    """
    Make the paper white wherever it was grey, shaded or yellowed, and the darkest ink black.
    """
    height, width = grey.shape
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    padded = np.pad(grey, ((0, rows * BLOCK - height), (0, columns * BLOCK - width)), mode="edge")
    blocks = padded.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(rows, columns, BLOCK * BLOCK)
    rank = int(PAPER_RANK * BLOCK * BLOCK)
    paper = np.maximum(np.partition(blocks, rank, axis=2)[..., rank], DARKEST_PAPER)
    smooth = np.asarray(Image.fromarray(paper).resize((width, height), Image.Resampling.BILINEAR), dtype=np.uint16)
    white = np.minimum(WHITE, grey.astype(np.uint16) * WHITE // np.maximum(smooth, 1)).astype(np.uint8)
    black = min(PALEST_INK, int(np.searchsorted(np.cumsum(np.bincount(white.ravel())), INK_SHARE * white.size)))
    levels = np.clip((np.arange(WHITE + 1) - black) * WHITE // (WHITE - black), 0, WHITE).astype(np.uint8)
    return levels[white]


def runs_level(grey: Grey) -> bool:
    """
    Tell whether lines of text run across the picture, not up or down: rows of ink and paper differ more than columns.

    A single line has few rows that could differ; it is told by its shape.
    """
    height, width = grey.shape
    if width > LINE_SHAPE * height:
        return True
    across, down = tilt_of(grey), tilt_of(np.rot90(grey))
    return bool(across.sharpness * height >= down.sharpness * width)


class Tilt(NamedTuple):
    """
    Hold by how many degrees lines of text fall to the right (negative: rise), and how sharply they stand out then.
    """

    degrees: float
    sharpness: float


def tilt_of(grey: Grey) -> Tilt:
    """
    Return the tilt of the lines in a picture, at most 5 degrees.

    Where the angle is right, rows of ink and rows of paper differ most.
    """
    step = max(1, round(grey.shape[1] / SEARCH_WIDTH))
    ink = (WHITE - grey[::step, ::step]).astype(np.float32)
    width = ink.shape[1] // STRIPES
    if not width:
        return Tilt(0.0, 0.0)
    stripes = ink[:, : width * STRIPES].reshape(ink.shape[0], STRIPES, width).sum(axis=2)
    centres = (np.arange(STRIPES) + 0.5 - STRIPES / 2) * width

    def at(degrees: float) -> Tilt:
        shifts = np.rint(np.tan(np.radians(degrees)) * centres).astype(int)
        room = int(np.abs(shifts).max())
        rows = np.zeros(ink.shape[0] + 2 * room)
        for stripe, shift in enumerate(shifts):
            rows[room - shift : room - shift + ink.shape[0]] += stripes[:, stripe]
        return Tilt(degrees, float(np.square(np.diff(rows)).sum()))

    rough = max(map(at, np.arange(-MOST_ASKEW, MOST_ASKEW + COARSE, COARSE)), key=lambda tilt: tilt.sharpness)
    fine = rough.degrees + np.arange(-COARSE, COARSE + FINE, FINE)
    return max(map(at, fine.tolist()), key=lambda tilt: tilt.sharpness)


def straighten(grey: Grey, degrees: float) -> Grey:
    """
    Turn the picture so that text that falls by `degrees` runs level.
    """
    if abs(degrees) < STRAIGHT:
        return grey
    turned = Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=WHITE)
    return np.asarray(turned)


def take_rules(grey: Grey, dpi: int) -> tuple[Grey, list[Rule]]:
    """
    Return the picture without its ruled lines, and where they ran.
    """
    ink = grey < INK
    across = _level_rules(ink, dpi)
    down = [Rule(rule.top, rule.x0, rule.bottom, rule.x1) for rule in _level_rules(ink.T, dpi)]
    cleared = grey.copy()
    for rule in across + down:
        cleared[max(0, rule.top - 1) : rule.bottom + 1, max(0, rule.x0 - 1) : rule.x1 + 1] = WHITE
    return cleared, across + down


def _level_rules(ink: Mask, dpi: int) -> list[Rule]:
    """
    Return the level lines of ink that are too long and thin for strokes of letters.
    """
    thickness, gap = max(4, int(THICKEST_RULE * dpi)), int(LARGEST_BREAK * dpi)
    found: list[Rule] = []
    for row, x0, x1 in _long_runs(ink, int(SHORTEST_PIECE * dpi)):
        reach = [at for at, rule in enumerate(found) if _is_beside(rule, row, x0 - gap, x1 + gap)]
        joined = [found[at] for at in reach] + [Rule(x0, row, x1, row + 1)]
        found = [rule for at, rule in enumerate(found) if at not in reach]
        found.append(
            Rule(
                min(rule.x0 for rule in joined),
                min(rule.top for rule in joined),
                max(rule.x1 for rule in joined),
                row + 1,
            )
        )
    return [
        rule for rule in found if rule.bottom - rule.top <= thickness and rule.x1 - rule.x0 >= int(SHORTEST_RULE * dpi)
    ]


def _long_runs(ink: Mask, length: int) -> Iterator[tuple[int, int, int]]:
    """
    Yield row, start and end of each level run of ink that is at least so long (pixels), from top to bottom.
    """
    # A line that is not quite level steps from row to row, and a scanner's speck breaks it.
    closed = np.pad(ink, ((1, 1), (2, 2))).astype(np.int8)
    closed[1:-1] |= closed[:-2] | closed[2:]
    closed[:, 1:-1] |= closed[:, :-2] & closed[:, 2:]
    steps = np.diff(closed[1:-1], axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    long = ends - starts >= length
    yield from zip(rows[long].tolist(), (starts[long] - 1).tolist(), (ends[long] - 1).tolist(), strict=True)


def _is_beside(rule: Rule, row: int, x0: int, x1: int) -> bool:
    """
    Tell whether a run of ink goes on with a line that was found above it or in its row.
    """
    return row <= rule.bottom and x0 <= rule.x1 and rule.x0 <= x1
