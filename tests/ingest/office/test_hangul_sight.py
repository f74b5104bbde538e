"""
Show which letters of a Hangul document a person sees.
"""

from __future__ import annotations

import pytest

from ingest.office.hangul_model import CLEAR, Fill, Look
from ingest.office.hangul_sight import PAPER, Sight, behind, blends, sight_of


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        (0xFFFFFF, 0xFFFFFF, True),
        (0xF2F2F2, 0xFFFFFF, True),
        (0xD9D9D9, 0xFFFFFF, False),
        (0xFFFF00, 0xFFFFFF, False),
        (0x000000, 0x1A1A1A, True),
        (0x000000, 0x808080, False),
        (0xFF0000, 0x0000FF, False),
    ],
)
def test_colours_are_told_apart_as_eyes_do(one: int, other: int, *, is_alike: bool) -> None:
    """The lightest grey that programs offer for text is seen on white, a tint of paper is not."""
    assert blends(one, other) == blends(other, one) == is_alike


def test_the_innermost_painted_layer_is_behind_letters() -> None:
    """A layer that lets through shows the one below it; a picture hides all others."""
    navy, picture = Fill((0x000080,)), Fill(is_picture=True)
    assert behind(PAPER, navy, CLEAR) == navy
    assert behind(PAPER, navy, picture) == picture
    assert behind(PAPER) == PAPER


def test_letters_on_a_gradient_are_hidden_only_if_every_colour_swallows_them() -> None:
    """Part of a sentence that can be read makes the reader look at the rest."""
    white = Look(0xFFFFFF)
    assert sight_of(white, Fill((0xFFFFFF, 0x000080))) is Sight.SEEN
    assert sight_of(white, Fill((0xFFFFFF, 0xF8F8F8))) is Sight.HIDDEN
    assert sight_of(white, Fill(is_picture=True)) is Sight.UNSURE
    assert sight_of(Look(), Fill(is_picture=True)) is Sight.SEEN
