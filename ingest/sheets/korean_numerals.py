"""
Write digits in the numerals that [DBNum1] to [DBNum4] of a number format ask for, as Korean spreadsheets do.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_DIGITS: Final = {
    "1": "〇一二三四五六七八九",
    "2": "零壹貳參四五六七八九",
    "3": "０１２３４５６７８９",
    "4": "영일이삼사오육칠팔구",
}
_UNITS: Final = {"1": " 十百千", "2": " 拾百阡", "3": " 十百千", "4": " 십백천"}
_LARGE: Final = {"1": " 万億兆", "2": " 萬億兆", "3": " 万億兆", "4": " 만억조"}
_GROUP: Final = 4


def spell(number: Decimal | str, numerals: str) -> str:
    """
    Return a whole number in words, or the digits of a text one by one.
    """
    digits = _DIGITS.get(numerals)
    if digits is None:
        return str(number)
    if isinstance(number, str):
        return "".join(digits[int(letter)] if letter in "0123456789" else letter for letter in number)
    if number != number.to_integral_value() or abs(number) >= Decimal(10) ** (_GROUP * _GROUP):
        return spell(f"{number:f}", numerals)
    return ("-" if number < 0 else "") + (_whole(str(abs(int(number))), numerals) or digits[0])


def _whole(written: str, numerals: str) -> str:
    """
    Spell the groups of four digits with their large units.
    """
    words = []
    groups = [written[max(0, end - _GROUP) : end] for end in range(len(written), 0, -_GROUP)]
    for large, group in zip(_LARGE[numerals], groups, strict=False):
        spelt = "".join(
            _DIGITS[numerals][int(digit)] + unit.strip()
            for unit, digit in zip(reversed(_UNITS[numerals][: len(group)]), group, strict=True)
            if digit != "0"
        )
        if spelt:
            words.append(spelt + large.strip())
    return "".join(reversed(words))
