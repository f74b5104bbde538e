"""
Tell whether a line end cut a Korean word in two or took the place of the blank between two words.

Most Korean print breaks lines at any syllable, and neither paper nor character recognition says whether a blank stood
there. The syllables around do: their weights (word_breaks.txt) come from agreements and statutes, by
`python -m benchmarks.word_breaks`.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WEIGHTS: Final = Path(__file__).with_name("word_breaks.txt")
KINDS: Final = ((1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (3, 0), (0, 3), (1, 0), (0, 1))
"""How many letters before and behind the place each kind of feature holds."""
REACH: Final = 3
BLANK, OTHER = "_", "^"
# A weight of the file is so many steps to 1.
STEPS: Final = 4
# Korean print that breaks lines at any syllable ends one line in four between words.
BLANK_SHARE: Final = 0.25
# No single place says more than this about its document.
LEAST, MOST = 0.02, 0.98
# Log odds of a blank below which a word is cut: in print that breaks lines at any syllable, and only between words.
ANYWHERE, BETWEEN_WORDS = 0.0, -3.0


def features(before: str, behind: str) -> Iterator[str]:
    """
    Yield what a place is judged by: the letters before and behind it, as `letters` gives them.
    """
    for kind, (left, right) in enumerate(KINDS):
        yield f"{kind}{before[REACH - left :]}{behind[:right]}"


def letters(text: str) -> str:
    """
    Return a text in the letters of the features: syllables as they are, one mark for blanks and one for all else.
    """
    return "".join(letter if "가" <= letter <= "힣" else BLANK if letter.isspace() else OTHER for letter in text)


@cache
def _weights() -> dict[str, int]:
    """
    Read the weights: each line holds a kind, a weight and all the letters of that kind and weight.
    """
    weights: dict[str, int] = {}
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        kind, weight, packed = line.split(" ")
        size = sum(KINDS[int(kind)])
        weights |= {kind + packed[at : at + size]: int(weight) for at in range(0, len(packed), size)}
    return weights


def blank_odds(text: str, start: int, end: int) -> float | None:
    """
    Return the log odds that a blank stood where a line end does, from `start` to `end`; None but between two syllables.
    """
    before = letters(text[max(0, start - REACH) : start]).rjust(REACH, OTHER)
    behind = letters(text[end : end + REACH]).ljust(REACH, OTHER)
    if not {before[-1], behind[0]}.isdisjoint((BLANK, OTHER)):
        return None
    weights = _weights()
    return sum(weights.get(feature, 0) for feature in features(before, behind)) / STEPS


def least_odds(found: Sequence[float]) -> float:
    """
    Return the log odds below which the line ends of a document, whose odds are given, cut words.

    A document whose line ends nearly all look like blanks breaks its lines between words.
    """
    shares = (min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))) for odds in found)
    return BETWEEN_WORDS if sum(math.log(share / BLANK_SHARE) for share in shares) > 0 else ANYWHERE
