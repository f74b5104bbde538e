"""
Show that measuring pictures in one go says what looking at every pixel would say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages import raster

if TYPE_CHECKING:
    from ingest.pages.arrays import Rectangles

SIDES = st.integers(1, 24)


@st.composite
def pictures(draw: st.DrawFn) -> np.ndarray:
    """
    Make a small picture of noise.
    """
    seed, height, width = draw(st.integers(0, 2**32 - 1)), draw(SIDES), draw(SIDES)
    return np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)


def rectangles(levels: np.ndarray, count: int) -> Rectangles:
    """
    Make rectangles that lie on a picture.
    """
    random = np.random.default_rng(count)
    height, width = levels.shape
    x0, y0 = random.integers(0, width, count), random.integers(0, height, count)
    x1, y1 = x0 + 1 + random.integers(0, width - x0), y0 + 1 + random.integers(0, height - y0)
    return x0, y0, x1, y1


@given(pictures(), st.integers(0, 20))
def test_peaks_and_counts_are_those_of_every_pixel(levels: np.ndarray, count: int) -> None:
    """The highest level and the number of marked pixels in each rectangle are found."""
    sides = rectangles(levels, count)
    parts = [levels[top:bottom, left:right] for left, top, right, bottom in zip(*sides, strict=True)]
    assert raster.peaks(levels, sides).tolist() == [part.max() for part in parts]
    assert raster.counts(levels > 128, sides).tolist() == [(part > 128).sum() for part in parts]


@given(pictures(), st.sampled_from([100, 180, 230]))
def test_components_are_the_groups_that_touch(levels: np.ndarray, least: int) -> None:
    """Every marked pixel belongs to one group, and pixels that touch, by a corner even, belong to the same."""
    mask = levels >= least
    found = raster.components(mask)
    rows, columns = np.nonzero(mask)
    groups = np.full(mask.shape, -1)
    groups[rows, columns] = found.at(columns, rows)
    assert found.blobs.size.sum() == mask.sum()
    assert len(found.blobs) == len(set(groups[mask].tolist()))
    for down, across in ((0, 1), (1, -1), (1, 0), (1, 1)):
        here = groups[: mask.shape[0] - down, max(0, -across) : mask.shape[1] - max(0, across)]
        there = groups[down:, max(0, across) : mask.shape[1] + min(0, across)]
        both = (here >= 0) & (there >= 0)
        assert (here[both] == there[both]).all()


@pytest.mark.parametrize("turned", [False, True])
def test_only_thin_straight_lines_are_taken_out(*, turned: bool) -> None:
    """A rule goes, a thick bar and a letter stay, level or upright."""
    mask = np.zeros((80, 120), np.bool_)
    mask[10:12, 5:115] = mask[30:50, 5:115] = mask[60:70, 50:53] = True
    left = raster.without_lines(mask.T if turned else mask, 49, 7)
    left = left.T if turned else left
    assert not left[:20].any()
    assert left[30:50, 5:115].all()
    assert left[60:70, 50:53].all()
