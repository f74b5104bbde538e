"""
Tell which glyphs of a page a person can see: draw the page with its text and without, and look where it differs.

What only the text changes is the text's own ink, whatever lies behind it. White on white, transparent, clipped, covered,
switched-off and off-page letters have none. Most letters are settled by one coarse picture; the others get a closer look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.pages.arrays import picked
from ingest.pages.canvas import WHITE, Canvas, difference
from ingest.pages.closer import CLEAR, NEIGHBOURS, find_hidden_marks, is_low, look_closer
from ingest.pages.crowds import crowded, is_ligature, repeated
from ingest.pages.pdfium import fills, render_mode
from ingest.pages.raster import counts, peaks
from ingest.pages.scene import HOLDING_TEXT
from ingest.pages.strips import touching

if TYPE_CHECKING:
    from ingest.pages.arrays import Flags, Levels, Mask, Places
    from ingest.pages.crowds import Pairs
    from ingest.pages.scene import Scene

# Dots per inch. On 624 real pages 72 settle every letter of 580; 60 only of 400, and 96 of hardly more than 72.
COARSE = 72
# The least part of the inside of a letter's box that is ink: the thinnest letters fill a fifth of it.
INKED = 0.1
# Letters narrower than this part of their height may have less ink, where most letters of their object have enough.
NARROW, MOSTLY = 0.5, 0.8
# Levels of 255: a colour lighter than this in all of red, green and blue.
PALE = 180
UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
# So many letters with others printed over them are no accident of the typesetting.
FEWEST_OVERPRINTED = 3


@dataclass(frozen=True, slots=True)
class Pictures:
    """
    Hold a page as shown, the same without its text, and how they differ: the text's own ink, and where it is clear.
    """

    canvas: Canvas
    shown: Levels
    bare: Levels
    own: Levels
    clear: Mask


@dataclass(frozen=True, slots=True)
class Sight:
    """
    Say of each glyph whether it is seen, whether the file never paints it, and whether it only repeats another.
    """

    pictures: Pictures
    seen: Flags
    unpainted: Flags
    doubled: Flags
    overprinted: bool


def look(scene: Scene) -> Sight:
    """
    Look at every glyph of a page.
    """
    pictures = draw(scene)
    unpainted = _unpainted(scene)
    glyphs = scene.glyphs
    pairs = crowded(glyphs, ~scene.blank, scene.inner)
    twins, others = _sort_out(scene, pairs)
    may_be_seen = scene.within & ~unpainted
    seen = may_be_seen & (_is_inked(pictures, scene) | scene.blank)
    pale = _is_painted_pale(scene)
    doubtful = may_be_seen & (_unclear(scene, seen) | _in_crowd(scene, others) | _is_lost(pictures, scene, pale))
    overprinted = 0
    if doubtful.any():
        seen, overprinted = look_closer(scene, doubtful, seen, others)
    doubled = _doubled(scene, twins, seen)
    shown = _with_neighbours(scene, seen) & may_be_seen
    marks = shown & _may_be_no_mark(scene, seen, pale)
    if marks.any():
        shown &= ~find_hidden_marks(scene, marks)
    return Sight(pictures, shown, unpainted, doubled, overprinted >= FEWEST_OVERPRINTED)


def draw(scene: Scene) -> Pictures:
    """
    Draw a page with and without its text; twice only where there is both text and something else.
    """
    canvas = Canvas(scene.page, scene.area, COARSE)
    is_pure = all(each.kind in HOLDING_TEXT for each in scene.drawing.objects)
    shown = canvas.grey()
    bare = canvas.white() if is_pure else canvas.grey(scene.texts) if scene.texts else shown
    own = ~shown if is_pure else _own_ink(shown, bare)
    return Pictures(canvas, shown, bare, own, own >= CLEAR)


def _own_ink(shown: Levels, bare: Levels) -> Levels:
    """
    Return how far a page differs from the bare page, which is mostly white: only rows with ink need both.
    """
    inked = np.flatnonzero(bare.min(axis=1) < WHITE)
    own: Levels = ~shown
    own[inked] = difference(shown[inked], bare[inked])
    return own


def _unpainted(scene: Scene) -> Flags:
    """
    Mark the glyphs that the file says are not to be painted.
    """
    modes = zip(scene.texts, map(render_mode, scene.texts), strict=True)
    unpainted = [address for address, mode in modes if mode in UNPAINTED]
    return np.isin(scene.owners, unpainted) if unpainted else np.zeros(len(scene.glyphs), np.bool_)


def _sort_out(scene: Scene, pairs: Pairs) -> tuple[Pairs, Pairs]:
    """
    Return the pairs that are one letter printed twice, and those that hide each other; ligatures are neither.
    """
    if not len(pairs.first):
        return pairs, pairs
    one_object = scene.owners[pairs.first] == scene.owners[pairs.second]
    ligature = is_ligature(scene.glyphs, pairs) & one_object
    twin = repeated(scene.glyphs, pairs) & ~ligature
    is_second = np.zeros(len(scene.glyphs), np.bool_)
    is_second[pairs.second[twin]] = True
    # Letters of one object that reach into one another, as kerning has them, cannot be told apart and need not be.
    kerned = one_object & (pairs.second - pairs.first == 1) & (pairs.share < NEIGHBOURS)
    other = ~twin & ~ligature & ~kerned & ~is_second[pairs.first] & ~is_second[pairs.second]
    return pairs.only(twin), pairs.only(other)


def _is_inked(pictures: Pictures, scene: Scene) -> Flags:
    """
    Tell which glyphs fill enough of the inside of their boxes with ink.
    """
    real = np.flatnonzero(~scene.glyphs.guessed)
    x0, top, x1, bottom = rectangles = pictures.canvas.pixels(picked(scene.inner, real))
    ink = counts(pictures.clear, rectangles)
    inked = np.zeros(len(scene.glyphs), np.bool_)
    enough = ink >= INKED * (x1 - x0) * (bottom - top)
    inked[real] = (ink > 0) & (enough | ~scene.letters[real])
    inked &= ~is_low(scene.glyphs)
    narrow = x1 - x0 <= NARROW * (bottom - top)
    faint = real[(ink > 0) & ~enough & narrow & scene.letters[real]]
    if len(faint):
        inked[faint] |= _is_mostly(scene, inked)[faint]
    return inked


def _is_mostly(scene: Scene, inked: Flags) -> Flags:
    """
    Mark the glyphs of objects of which most letters have ink: their thin letters are no others.
    """
    owners, owner = np.unique(scene.owners, return_inverse=True)
    letters, with_ink = (np.bincount(owner, each, len(owners)) for each in (scene.letters, scene.letters & inked))
    mostly: Flags = (with_ink >= MOSTLY * letters)[owner]
    return mostly


def _is_lost(pictures: Pictures, scene: Scene, pale: Flags) -> Flags:
    """
    Mark glyphs in a colour that is hard to see on paper, where what is behind them is not all of one colour.
    """
    marked = pale.copy()
    if not marked.any():
        return marked
    behind = pictures.canvas.pixels(scene.glyphs.boxes[marked])
    marked[marked] = peaks(pictures.bare, behind) - ~peaks(~pictures.bare, behind) >= CLEAR
    return marked


def _is_painted_pale(scene: Scene) -> Flags:
    """
    Mark glyphs in a colour that is hard to see on paper.
    """
    pale = np.flatnonzero(fills(scene.texts).min(axis=1) >= PALE)
    if not len(pale):
        return np.zeros(len(scene.glyphs), np.bool_)
    return np.isin(scene.owners, [scene.texts[at] for at in pale.tolist()])


def _may_be_no_mark(scene: Scene, seen: Flags, pale: Flags) -> Flags:
    """
    Mark points, dashes and signs in objects without letters that may be hidden: 10 with a white point in it is not 1.0.
    """
    marks = ~(scene.letters | scene.blank | scene.glyphs.guessed)
    if not marks.any():
        return marks
    marks &= ~seen | pale
    return marks & ~np.isin(scene.owners, scene.owners[scene.letters]) if marks.any() else marks


def _in_crowd(scene: Scene, pairs: Pairs) -> Flags:
    """
    Mark all glyphs of the objects that are drawn over others, or under them.
    """
    if not len(pairs.first):
        return np.zeros(len(scene.glyphs), np.bool_)
    owners = scene.owners
    return np.isin(owners, np.concatenate((owners[pairs.first], owners[pairs.second])))


def _unclear(scene: Scene, seen: Flags) -> Flags:
    """
    Mark the letters that the coarse picture does not show, and beside them points and dashes, of which it shows little.
    """
    unseen = ~seen
    if not unseen.any():
        return unseen
    letters = unseen & scene.letters
    return unseen & ~scene.blank & ~scene.glyphs.guessed if letters.any() else letters


def _doubled(scene: Scene, twins: Pairs, seen: Flags) -> Flags:
    """
    Mark of each letter printed twice the one to drop: the later, or the one that cannot be seen; and spaces among them.
    """
    doubled = np.zeros(len(seen), np.bool_)
    if not len(twins.first):
        return doubled
    doubled[np.where(seen[twins.first], twins.second, twins.first)] = True
    return doubled | (scene.blank & ~_with_neighbours(scene, seen & ~doubled))


def _with_neighbours(scene: Scene, seen: Flags) -> Flags:
    """
    Let spaces, points, dashes and marks share the fate of the letters beside them; alone they are no hidden text.
    """
    count = len(seen)
    if seen.all():
        return seen
    run = np.append(0, np.cumsum(~touching(scene.glyphs.boxes)))
    places = np.arange(count)
    before = np.maximum.accumulate(np.where(scene.letters, places, -1))
    after = np.minimum.accumulate(np.where(scene.letters, places, count)[::-1])[::-1]
    beside = [_verdict(run, seen, place, valid) for place, valid in ((before, before >= 0), (after, after < count))]
    has_seen = beside[0][0] | beside[1][0]
    has_unseen = beside[0][1] | beside[1][1]
    # A space that leaves no ink of its own is seen only where nothing hidden stands beside it.
    alone = np.where(scene.blank, has_seen, seen | has_seen)
    return np.where(scene.letters | scene.glyphs.guessed, seen, alone | ~has_unseen)


def _verdict(run: Places, seen: Flags, place: Places, valid: Flags) -> tuple[Flags, Flags]:
    """
    Tell of each glyph whether the letter at a place is in its run and seen, or in its run and unseen.
    """
    at = np.where(valid, place, 0)
    near = valid & (run[at] == run)
    return near & seen[at], near & ~seen[at]
