"""
Choose the particles of a filled Korean sentence: "창업기업이(가)" becomes "창업기업이".

What stands before may be anything, so messages are written with both forms. Behind letters that are not Korean both stay.
"""

from __future__ import annotations

from typing import Final

PAIRS: Final = {
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
"""Both forms as they are written, and each behind a syllable that ends in a consonant and behind one that does not."""
FIRST, LAST, ENDINGS, RIEUL = ord("가"), ord("힣"), 28, 8
"""The first syllable and the last; how many endings there are of each, the first of them none; and the ending ㄹ."""


def settled(text: str) -> str:
    """
    Leave of every pair of particles behind a Korean word the one that fits it.
    """
    for both in PAIRS:
        done, *others = text.split(both)
        for each in others:
            done += _fitting(done[-1:], both) + each
        text = done
    return text


def _fitting(before: str, both: str) -> str:
    if not before or not FIRST <= ord(before) <= LAST:
        return both
    closed, opened = PAIRS[both]
    ending = (ord(before) - FIRST) % ENDINGS
    is_open = ending == 0 or (ending == RIEUL and opened == "로")
    return opened if is_open else closed
