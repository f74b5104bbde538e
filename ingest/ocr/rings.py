"""
See circled numbers: no model reads ① to ⑳, but a ring of ink around a figure is plain to see.

What the figure says is asked of the model; where it gives no answer the ring stays `UNREAD`, and its value follows
from the order of the paragraphs (ingest/ocr/repair.py).
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from PIL import Image

from ingest.ocr import engine
from ingest.ocr.engine import Word
from ingest.ocr.pixels import WHITE

if TYPE_CHECKING:
    from ingest.ocr.engine import TextLine
    from ingest.ocr.pixels import Grey, Mask

UNREAD: Final = "◯"
# A bullet, or a letter that is left out.
EMPTY: Final = "○"
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Grey values below which a pixel is ink, tried in turn: thin rings come out of a scanner pale and broken.
INKS: Final = (170, 200, 220)
# In heights of the line: the sides of a ring, how far it sticks out of its line, and how far left and right of a
# mark it is looked for.
LEAST, MOST, STICKS_OUT, LEFT, RIGHT = 0.7, 1.35, 0.25, 1.6, 1.5
# Lower ink is a quotation mark or a speck.
LOWEST: Final = 0.45
# A ring is as wide as high; a disc fills so much of its square, and most of it is paper.
ROUND, DISC, PAPER = (0.85, 1.18), (0.68, 0.88), 0.33
# The share of the ring's radius in which its figure stands; the figure's height for the model, and room around it.
INNER, FIGURE, ROOM, ENLARGED = 0.72, 40, 20, 4
PATIENCE, CONFIDENCE = 2.0, 0.9
# Words of a heading, behind which the first paragraph begins, and the longest that a ring is misread for.
HEADING_WORDS, LONGEST_MARK = 24, 4
GAP: Final = 0.2


class Ring(NamedTuple):
    """
    Mark a ring of ink: pixels, top-left origin; right and bottom are the first outside.
    """

    x0: int
    top: int
    x1: int
    bottom: int


def with_rings(line: TextLine, grey: Grey, dpi: int) -> TextLine:
    """
    Return the line with the circled numbers at its start, behind its heading, and where a mark was misread.
    """
    top, bottom = (median(getattr(word, side) for word in line) for side in ("top", "bottom"))
    words = list(line)
    for at in reversed(_spots(line)):
        height, mark = bottom - top, words[at].edges[0]
        left = max(mark - LEFT * height, words[at - 1].edges[-1] if at else 0.0)
        ring = _find(grey, (left, top, mark + RIGHT * height, bottom))
        if ring is not None:
            words = _put(words, ring, _letter(grey, ring, dpi))
    return tuple(words)


def _spots(line: TextLine) -> list[int]:
    """
    Return the places of the words that may be, or follow, a circled number.
    """
    spots = {0}
    if line[0].letters.startswith("제"):
        closing = (at for at, word in enumerate(line[:HEADING_WORDS]) if word.letters[-1] in ")]】」>")
        spots |= {at + 1 for at in closing if at + 1 < len(line)}
    spots |= {at for at, word in enumerate(line) if len(word.letters) <= LONGEST_MARK and not _is_plain(word.letters)}
    return sorted(spots)


def _is_plain(letters: str) -> bool:
    """
    Tell whether letters are what they seem: no ring is taken for a syllable or a mark of punctuation.
    """
    return any("가" <= letter <= "힣" for letter in letters) or not any(
        letter.isalnum() or letter in "@©®" for letter in letters
    )


def _find(grey: Grey, area: tuple[float, float, float, float]) -> Ring | None:
    """
    Return the first thing of a letter's height in an area if it is a ring.
    """
    left, top, right, bottom = area
    height = bottom - top
    x0, y0 = max(0, int(left)), max(0, int(top - STICKS_OUT * height))
    part = grey[y0 : int(bottom + STICKS_OUT * height) + 1, x0 : int(right) + 1]
    for limit in INKS:
        # The frame of paper joins all that lies outside; places are those of `part` and one more.
        ink = np.pad(part < limit, 1)
        thing = _first_tall(ink, LOWEST * height)
        if thing is not None and _is_ring(thing, ink, height):
            box = _extent(thing)
            return Ring(x0 + box.x0 - 1, y0 + box.top - 1, x0 + box.x1 - 1, y0 + box.bottom - 1)
    return None


def _first_tall(ink: Mask, lowest: float) -> Mask | None:
    """
    Return the leftmost connected thing of a height, filled: ink and the paper that it encloses.
    """
    border = np.zeros_like(ink)
    border[0] = border[-1] = border[:, 0] = border[:, -1] = True
    solid = ~_filled(~ink, border)
    while solid.any():
        thing = _first(solid)
        box = _extent(thing)
        if box.bottom - box.top >= lowest:
            return thing
        solid &= ~thing
    return None


def _is_ring(thing: Mask, ink: Mask, height: float) -> bool:
    """
    Tell whether a thing is as large, as round and as empty as the ring of a circled number in a line of this height.
    """
    box = _extent(thing)
    wide, tall, size = box.x1 - box.x0, box.bottom - box.top, int(thing.sum())
    return (
        LEAST * height <= tall <= MOST * height
        and ROUND[0] <= wide / tall <= ROUND[1]
        and DISC[0] <= size / (tall * wide) <= DISC[1]
        and int((thing & ~ink).sum()) >= PAPER * size
    )


def _extent(mask: Mask) -> Ring:
    """
    Return the box around what is true.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return Ring(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _first(mask: Mask) -> Mask:
    """
    Return the connected part that begins furthest to the left.
    """
    column = int(np.flatnonzero(mask.any(axis=0))[0])
    seed = np.zeros_like(mask)
    seed[int(np.flatnonzero(mask[:, column])[0]), column] = True
    return _filled(mask, seed)


def _filled(mask: Mask, seed: Mask) -> Mask:
    """
    Return all of the mask that can be reached from the seed.
    """
    reached = seed & mask
    size = -1
    while size != reached.sum():
        size = reached.sum()
        grown = reached.copy()
        grown[1:] |= reached[:-1]
        grown[:-1] |= reached[1:]
        grown[:, 1:] |= reached[:, :-1]
        grown[:, :-1] |= reached[:, 1:]
        reached = grown & mask
    return reached


def _letter(grey: Grey, ring: Ring, dpi: int) -> str:
    """
    Return the circled number with the figure that stands in a ring.
    """
    part = Image.fromarray(grey[ring.top : ring.bottom, ring.x0 : ring.x1])
    large = np.asarray(part.resize((part.width * ENLARGED, part.height * ENLARGED), Image.Resampling.BICUBIC)).copy()
    down, across = (np.linspace(-1, 1, side) for side in large.shape)
    large[np.hypot(down[:, None], across[None, :]) > INNER] = WHITE
    ink = large < INKS[0]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return EMPTY
    figure = Image.fromarray(large[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    width = max(1, round(figure.width * FIGURE / figure.height))
    scaled = np.asarray(figure.resize((width, FIGURE), Image.Resampling.LANCZOS))
    value = engine.read_figure(np.pad(scaled, ROOM, constant_values=WHITE), dpi, PATIENCE)
    return CIRCLED[value - 1] if value and value <= len(CIRCLED) else UNREAD


def _put(words: list[Word], ring: Ring, letter: str) -> list[Word]:
    """
    Return the words with a circled number in place of what was read there.
    """
    before, after, is_spaced = [], [], True
    for word in words:
        centres = [(left + right) / 2 for left, right in zip(word.edges, word.edges[1:], strict=False)]
        start = sum(centre < ring.x0 for centre in centres)
        end = sum(centre < ring.x1 for centre in centres)
        if end > start:
            is_spaced = word.is_spaced if not start else is_spaced
        if start:
            before.append(replace(word, letters=word.letters[:start], edges=word.edges[: start + 1]))
        if end < len(word.letters):
            is_apart = word.is_spaced if not end else word.edges[end] - ring.x1 > GAP * (ring.bottom - ring.top)
            after.append(replace(word, letters=word.letters[end:], edges=word.edges[end:], is_spaced=is_apart))
    mark = Word(letter, (float(ring.x0), float(ring.x1)), float(ring.top), float(ring.bottom), CONFIDENCE, is_spaced)
    return [*before, mark, *after]
