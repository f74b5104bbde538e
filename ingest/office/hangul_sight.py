"""
Judge whether a person sees letters of a Hangul document: their colour against what is painted behind them, their size.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from ingest.office.hangul_model import WHITE, Fill

if TYPE_CHECKING:
    from ingest.office.hangul_model import Look

PAPER: Final = Fill((WHITE,))
# Of 255: the lightest grey that office programs offer for text (D9D9D9) stays visible, pure yellow can be read on white, a pale tint or navy on black cannot.
LEAST_CONTRAST, LEAST_TINT = 36, 160
# Points: smaller print is dust.
LEAST_SIZE: Final = 1.0
WEIGHTS: Final = (299, 587, 114)


class Sight(Enum):
    """
    Say what a person sees of letters; nobody can tell of light letters on a picture, or of a colour that is none.
    """

    SEEN = "seen"
    HIDDEN = "hidden"
    UNSURE = "unsure"


def behind(ground: Fill, *layers: Fill) -> Fill:
    """
    Return what is seen behind letters: the innermost layer that is painted, or the ground.
    """
    return next((layer for layer in reversed(layers) if layer.colours or layer.is_picture), ground)


def sight_of(look: Look, ground: Fill) -> Sight:
    """
    Judge letters of this look on a ground.
    """
    if look.size < LEAST_SIZE:
        return Sight.HIDDEN
    if look.colour is None:
        return Sight.UNSURE
    ground = behind(ground, look.shade)
    if ground.is_picture:
        return Sight.UNSURE if blends(look.colour, WHITE) else Sight.SEEN
    return Sight.HIDDEN if all(blends(look.colour, colour) for colour in ground.colours) else Sight.SEEN


def blends(one: int, other: int) -> bool:
    """
    Tell whether two colours can hardly be told apart.
    """
    channels = [abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) for shift in (16, 8, 0)]
    if max(channels) >= LEAST_TINT:
        return False
    lights = [
        sum(weight * (colour >> shift & 0xFF) for weight, shift in zip(WEIGHTS, (16, 8, 0), strict=True))
        for colour in (one, other)
    ]
    return abs(lights[0] - lights[1]) < LEAST_CONTRAST * 1000
