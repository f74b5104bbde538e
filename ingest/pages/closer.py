"""
Look closer at letters that one coarse picture of the page does not settle: thin, pale, or printed over one another.

The objects that draw them are left out in turn, in colour and at twice the resolution: what then changes is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

# numpy.unique loads it when first called, which in the cage is too late.
import numpy.ma

from ingest.pages.canvas import WHITE, Canvas, difference
from ingest.pages.crowds import OVERPRINTED
from ingest.pages.raster import counts, peaks

if TYPE_CHECKING:
    from ingest.pages.arrays import Boxes, Flags, Levels, Mask, Pixels, Places, Rectangles
    from ingest.pages.crowds import Pairs
    from ingest.pages.glyphs import Glyphs
    from ingest.pages.pdfium import Address
    from ingest.pages.scene import Scene

FINE = 144
# Levels of 255: what a person tells apart for certain (SECURITY.md 2.10), what can be seen at all (a watermark has 30),
# and what thin strokes of a letter may keep where the rest of its text is seen.
CLEAR, VISIBLE, FAINT = 40, 28, 8
# How dark a pixel of a letter's shape is, painted in black, and the share of a shape that must be seen: white letters
# over black ones are "seen" where they cross them, but nobody reads them.
SHAPED, ENOUGH = 64, 0.5
# The share of the ink in a letter's box that lies in its shape, and of a text's letters, where the same text is printed
# there again.
SAME, MOST = 0.9, 0.8
# The least part of the inside of a letter's box that its shape fills.
THINNEST = 0.05
# Points: letters lower or narrower than this cannot be read.
LOWEST, NARROWEST = 1.5, 0.4
# Vowels and final consonants that stand in the square of the letter before.
JOINING = range(0x1160, 0x1200)
# Pictures for objects that overlap in turn; what overlaps beyond is settled with the last of them.
MOST_LAYERS = 4
# Where a font tells wrong boxes its letters' ink lies beside them: so much of it (pixels), so far away (sizes).
LEAST_INK, REACH = 6, 1.0
LARGER = 1.6
# Points that are drawn above and below the letters looked at.
AROUND = 24
# The share of the smaller box from which neighbours in one text overlap: slanted letters reach into one another.
NEIGHBOURS = 0.6


def is_low(glyphs: Glyphs) -> Flags:
    """
    Mark the glyphs too small to be read.
    """
    x0, top, x1, bottom = glyphs.boxes.T
    across, down = np.abs(x1 - x0), np.abs(bottom - top)
    joining = (glyphs.codes >= JOINING.start) & (glyphs.codes < JOINING.stop)
    low: Flags = (np.maximum(across, down) < LOWEST) | ((np.minimum(across, down) < NARROWEST) & ~joining)
    return low


class _Views:
    """
    Draw a page with and without some of its text.
    """

    def __init__(self, scene: Scene, canvas: Canvas) -> None:
        """
        Draw all of it, and none of its text.
        """
        self._scene, self.canvas = scene, canvas
        self._shown, self._bare = canvas.coloured(), canvas.coloured(scene.texts)
        self.all_text = difference(self._shown, self._bare)

    def own(self, layer: list[Address]) -> Levels:
        """
        Return how far text stands out, both from the page without any text and from the page without this text.

        The first tells white letters over black ones, the second black letters under white ones.
        """
        chosen = set(layer)
        others = [address for address in self._scene.texts if address not in chosen]
        from_paper = difference(self._bare, self.canvas.coloured(others)) if others else None
        from_rest = difference(self._shown, self.canvas.coloured(layer))
        return from_rest if from_paper is None else np.minimum(from_paper, from_rest)

    def black(self, layer: list[Address]) -> Levels:
        """
        Return how far text would stand out if nothing hid it and it were black.
        """
        stencil = self.canvas.stencil(layer, self._scene.drawing)
        return difference(stencil, np.full_like(stencil, WHITE))

    def shapes(self, layer: list[Address]) -> Mask:
        """
        Mark where letters would be if nothing hid them and they were black.
        """
        dark: Mask = self.black(layer) >= SHAPED
        return dark


def look_closer(scene: Scene, doubtful: Flags, seen: Flags, pairs: Pairs) -> tuple[Flags, int]:
    """
    Return which glyphs are seen, and how many pairs of different letters are printed over each other.
    """
    layers = _layers(scene, doubtful, pairs)
    if not layers:
        return seen, 0
    members = [np.flatnonzero(np.isin(scene.owners, layer)) for layer in layers]
    views = _views_around(scene, np.concatenate(members))
    found = seen.copy()
    for layer, of_layer in zip(layers, members, strict=True):
        settled = _see(scene, views, layer, of_layer)
        found[of_layer] = np.where(doubtful[of_layer], settled, found[of_layer])
    return found, _overprinted(scene, pairs, found)


def find_hidden_marks(scene: Scene, marks: Flags) -> Flags:
    """
    Return which marks have a shape, but stand out too little to be seen; they are in objects of their own.
    """
    members = np.flatnonzero(marks)
    views = _views_around(scene, members)
    layer = np.unique(scene.owners[members]).tolist()
    places = views.canvas.pixels(scene.glyphs.boxes[members])
    shown, black = (peaks(levels, places).astype(np.intp) for levels in (views.own(layer), views.black(layer)))
    hidden = np.zeros(len(marks), np.bool_)
    # However little of a pixel a small point fills, it tells how far its colour is from what is behind it.
    hidden[members] = (black >= SHAPED) & (WHITE * shown < VISIBLE * black)
    return hidden


def _views_around(scene: Scene, members: Places) -> _Views:
    """
    Draw the part of the page that holds some glyphs.
    """
    boxes = scene.glyphs.boxes[members]
    ends = (float(boxes[:, 1].min()) - AROUND, float(boxes[:, 3].max()) + AROUND)
    return _Views(scene, Canvas(scene.page, scene.area, FINE, ends))


def _layers(scene: Scene, doubtful: Flags, pairs: Pairs) -> list[list[Address]]:
    """
    Part the objects of doubtful glyphs into layers, so that no two of a layer overlap; lone points have their own.
    """
    owners = scene.owners
    layer = dict.fromkeys(np.unique(owners[doubtful]).tolist(), 0)
    layer.pop(0, None)
    apart = {*zip(owners[pairs.first].tolist(), owners[pairs.second].tolist(), strict=True)}
    for _ in range(MOST_LAYERS - 1):
        for one, other in apart:
            if one != other and layer.get(one) == layer.get(other) and other in layer:
                layer[other] = min(layer[other] + 1, MOST_LAYERS - 1)
    # A letter's splinter in the box of a point is larger than the point.
    points = set(owners[doubtful & ~scene.blank].tolist()) - set(owners[scene.letters].tolist())
    layer.update(dict.fromkeys(points & layer.keys(), MOST_LAYERS))
    return [[each for each, at in layer.items() if at == number] for number in sorted(set(layer.values()))]


def _see(scene: Scene, views: _Views, layer: list[Address], members: Places) -> Flags:
    """
    Tell which glyphs of a layer show, by how much of their shapes is seen.
    """
    canvas, own, shapes = views.canvas, views.own(layer), views.shapes(layer)
    boxes, owners = scene.glyphs.boxes[members], scene.owners[members]
    places = canvas.pixels(scene.inner[members])
    levels = peaks(own, places)
    groups, group = np.unique(owners, return_inverse=True)
    clearest = np.zeros(len(groups), np.uint8)
    np.maximum.at(clearest, group, levels)
    x0, top, x1, bottom = places
    whole, shown = counts(shapes, places), counts(shapes & (own >= FAINT), places)
    enough = (shown >= ENOUGH * whole) & (clearest[group] >= VISIBLE)
    same = _is_inked_by_twin(shapes, views.all_text >= VISIBLE, places, whole)
    enough |= (np.bincount(group, same) >= MOST * np.bincount(group))[group]
    # A point fills as little of its box as a splinter of its neighbour does; letters fill more.
    enough &= (whole >= THINNEST * (x1 - x0) * (bottom - top)) | ~scene.letters[members]
    seen: Flags = np.where(whole > 0, enough, levels >= VISIBLE)
    seen &= ~is_low(scene.glyphs)[members]
    blind = np.bincount(group, whole) < np.where(np.bincount(group, scene.letters[members]), LEAST_INK, 1)
    if blind.any():
        _erase(shapes, canvas, boxes[~blind[group]])
        for of_object in np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group))[:-1]):
            if blind[group[of_object[0]]]:
                seen[of_object] = _is_seen_beside(own, shapes, canvas, boxes[of_object])
    return seen


def _is_inked_by_twin(shapes: Mask, ink: Mask, places: Rectangles, whole: Pixels) -> Flags:
    """
    Tell which shapes hold the ink of text in their places, so that it can only be the same letters.

    Of text printed twice in one place pdfium reports the first; what a person sees may be the second.
    """
    inside = counts(shapes & ink, places)
    twin: Flags = (inside >= SAME * counts(ink, places)) & (inside >= ENOUGH * whole) & (inside > 0)
    return twin


def _erase(shapes: Mask, canvas: Canvas, boxes: Boxes) -> None:
    """
    Take the shapes of glyphs out of a picture, with what antialiasing leaves around them.
    """
    for x0, top, x1, bottom in zip(*(each.tolist() for each in canvas.pixels(boxes)), strict=True):
        shapes[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = False


def _is_seen_beside(own: Levels, shapes: Mask, canvas: Canvas, boxes: Boxes) -> bool:
    """
    Tell whether an object that has nothing in its letters' boxes is seen around them: its font tells wrong boxes.
    """
    x0, top = boxes[:, :2].min(axis=0)
    x1, bottom = boxes[:, 2:].max(axis=0)
    reach = REACH * max(np.abs(boxes[:, 3] - boxes[:, 1]).max(), np.abs(boxes[:, 2] - boxes[:, 0]).max())
    frame = np.array([[x0 - reach, top - reach, x1 + reach, bottom + reach]])
    left, up, right, down = (int(each[0]) for each in canvas.pixels(frame))
    beside = shapes[up:down, left:right]
    whole, shown = (int(np.count_nonzero(beside & each)) for each in (True, own[up:down, left:right] >= VISIBLE))
    return whole >= LEAST_INK * len(boxes) and shown >= ENOUGH * whole


def _overprinted(scene: Scene, pairs: Pairs, seen: Flags) -> int:
    """
    Count the pairs of different letters of like size that are both seen in one place.
    """
    first, second = pairs.first, pairs.second
    both = seen[first] & seen[second] & scene.letters[first] & scene.letters[second]
    sizes = [(scene.glyphs.boxes[each, 2:] - scene.glyphs.boxes[each, :2]).max(axis=1) for each in (first, second)]
    alike = np.maximum(*sizes) <= LARGER * np.minimum(*sizes)
    return int(np.count_nonzero(both & alike & (pairs.share >= OVERPRINTED)))
