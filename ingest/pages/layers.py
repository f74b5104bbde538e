"""
Recognise the invisible text that character recognition lays over the picture of a page.

It is not painted, but a person sees the same words under it: in the picture. Whether they are the same words nobody has
checked, so it is told apart from text that is printed, and from text that lies where nothing is to be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.pages.closer import CLEAR
from ingest.pages.raster import peaks
from ingest.pages.strips import touching

if TYPE_CHECKING:
    from ingest.pages.arrays import Flags
    from ingest.pages.ink import Sight
    from ingest.pages.scene import Scene

# Shares of a word's letters, and of the layer's, that must lie over ink.
OF_WORD, OF_LAYER = 0.5, 0.7
# Printed letters, as a share of the layer's: headers and stamps stand on scans as well. Text that is painted and then
# covered by the picture is taken for a layer only where hardly any is printed.
PRINTED, PRINTED_ON_COVERED = 0.25, 0.05


def text_layer(scene: Scene, sight: Sight) -> Flags:
    """
    Mark the unseen glyphs that lie over ink of a picture of the page; none where they are not a layer.
    """
    none = np.zeros(len(scene.glyphs), np.bool_)
    unseen = ~sight.seen & scene.within
    if not unseen.any():
        return none
    over = unseen & _over_ink(scene, sight)
    letters = scene.letters
    printed = np.count_nonzero(sight.seen & letters)
    for candidates, share in ((unseen & sight.unpainted, PRINTED), (unseen, PRINTED_ON_COVERED)):
        layer, inked = np.count_nonzero(candidates & letters), np.count_nonzero(candidates & letters & over)
        if layer and inked >= OF_LAYER * layer and printed <= share * layer:
            return candidates & _words_over(scene, over)
    return none


def _over_ink(scene: Scene, sight: Sight) -> Flags:
    """
    Mark the glyphs in whose boxes the page without its text shows light and dark.
    """
    bare = sight.pictures.bare
    boxes = sight.pictures.canvas.pixels(scene.inner)
    lightest, darkest = peaks(bare, boxes), ~peaks(~bare, boxes)
    over: Flags = (lightest - darkest) >= CLEAR
    return over


def _words_over(scene: Scene, over: Flags) -> Flags:
    """
    Mark the glyphs of words of which enough letters lie over ink.
    """
    word = np.append(0, np.cumsum(~touching(scene.glyphs.boxes)))
    weights = scene.letters.astype(np.float64)
    letters, inked = np.bincount(word, weights), np.bincount(word, weights * over)
    lies: Flags = ((inked >= OF_WORD * letters) & (letters > 0))[word]
    return lies
