"""
Show what is done to the pixels of a scan before it is read.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from ingest.ocr import pixels
from ingest.ocr.blocks import Box, blocks_of
from ingest.ocr.pages import DPI
from tests.ingest.ocr import scans


def prose_of(words: int) -> str:
    """
    Make running text of many words, no line of it like another.
    """
    dice = Random(5)  # noqa: S311 - text, no secret
    return " ".join(
        "".join(dice.choices("성과물에관한권리는양당사자가소유하고실시한다", k=dice.randint(1, 5)))
        for _ in range(words)
    )


COLUMNS = f"<p>{prose_of(60)}</p><div style='columns: 2; column-gap: 10mm'><p>{prose_of(300)}</p></div>"


@pytest.fixture(scope="module")
def prose() -> pixels.Grey:
    """
    Give one page of running text in grey.
    """
    return grey(scans.printed(f"<p>{prose_of(330)}</p>"))


def grey(pdf: bytes) -> pixels.Grey:
    """
    Draw a page in grey.
    """
    return np.asarray(scans.pictures(pdf, DPI)[0].convert("L"))


@pytest.mark.parametrize("degrees", [-3.0, -0.8, 0.0, 1.5, 3.0])
def test_the_tilt_of_a_page_is_measured(prose: pixels.Grey, degrees: float) -> None:
    """A page that lies askew by up to three degrees is straightened to within two tenths of one."""
    askew = pixels.straighten(prose, degrees)
    assert pixels.tilt_of(askew).degrees == pytest.approx(-degrees, abs=0.2)
    assert pixels.runs_level(askew)
    assert not pixels.runs_level(np.rot90(askew))


def test_red_ink_fades_and_black_print_under_it_stays() -> None:
    """A seal over print leaves the print: red on white becomes white, red on black stays black."""
    colours = np.array([[[205, 40, 45], [20, 4, 4], [255, 255, 255], [90, 90, 90]]], np.uint8)
    faded = pixels.to_grey(colours)[0].tolist()
    assert faded[0] > 240
    assert faded[1] < 40
    assert faded[2:] == [255, 90]


def test_shaded_paper_becomes_white_and_pale_print_black() -> None:
    """A photograph with a shadow over half the page has white paper and black letters on both halves."""
    sheet = np.full((320, 640), 240, np.uint8)
    sheet[:, 320:] = 150
    sheet[100:108, 40:600:8] //= 2
    even = pixels.even_out(sheet)
    assert even[20, 100] > 240
    assert even[20, 560] > 240
    assert even[104, 80] < 60
    assert even[104, 560] < 60


def test_rules_are_taken_out_and_strokes_of_letters_are_not(prose: pixels.Grey) -> None:
    """Lines drawn across and down are found to the pixel and wiped out; running text has none."""
    cleared, rules = pixels.take_rules(prose, DPI)
    assert rules == []
    assert np.array_equal(cleared, prose)
    ruled = prose.copy()
    ruled[2000:2004, 200:1400] = 0
    ruled[2000:2400, 600:604] = 0
    cleared, rules = pixels.take_rules(ruled, DPI)
    assert sorted((rule.x1 - rule.x0) // 100 for rule in rules) == [0, 12]
    assert (cleared[2000:2400] > 200).all()


def test_columns_are_read_apart(prose: pixels.Grey) -> None:
    """Two columns make blocks on either side of the gutter; running text over the whole width is not cut."""
    sheet = grey(scans.printed(COLUMNS))
    middle = sheet.shape[1] // 2
    sides = {(block.x1 <= middle + 20, block.x0 >= middle - 20) for block in blocks_of(sheet, DPI, [])}
    assert sides == {(True, False), (False, True), (False, False)}
    assert all(block.x1 - block.x0 > middle for block in blocks_of(prose, DPI, []))


def test_every_cell_is_a_block(prose: pixels.Grey) -> None:
    """What lies in a cell is a block of its own, cut to its ink, and not part of the text around it."""
    cell = Box(0, 0, prose.shape[1], 600)
    first, *others = blocks_of(prose, DPI, [cell])
    assert first.bottom <= 604
    assert all(block.top >= 596 for block in others)
