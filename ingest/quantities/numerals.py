"""
Read numbers written in digits, in Korean and in English words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest import late

DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SINO: Final = "일이삼사오육륙칠팔구십백천만억조영공"
NATIVE: Final = (
    r"(?:열|스무|스물|서른|마흔|쉰)?(?:한|하나|두|둘|세|석|셋|네|넉|넷|다섯|여섯|일곱|여덟|아홉)|열|스무|서른|마흔|쉰"
)
_ONES_WORDS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_WORDS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL: Final = "|".join(reversed(_ONES_WORDS[1:]))
_TENS: Final = "|".join(_TENS_WORDS)
ENGLISH: Final = (
    rf"(?:(?:{_TENS})(?:[- ](?:{'|'.join(_ONES_WORDS[1:10])}))?|{_SMALL}|a(?= (?:hundred|thousand|million)))"
    rf"(?: hundred(?: and)?(?: (?:(?:{_TENS})(?:[- ](?:{'|'.join(_ONES_WORDS[1:10])}))?|{_SMALL}))?)?(?: (?:thousand|million|billion))?"
)

_SINO_DIGITS: Final = {
    "영": 0,
    "공": 0,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "륙": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}
_WITHIN: Final = {"십": 10, "백": 100, "천": 1000}
_BIG: Final = {"만": 10**4, "억": 10**8, "조": 10**12}
_NATIVE_ONES: Final = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "석": 3, "셋": 3, "네": 4, "넉": 4, "넷": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_NATIVE_TENS: Final = {"열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50}
_ENGLISH_BIG: Final = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_TOKEN: Final = late.pattern(rf"{DIGITS}|[{SINO}]")


def korean(written: str) -> Decimal | None:
    """
    Read "5억 3천만", "오천만", "육십", "3,500만" or plain digits; None where the signs make no number.
    """
    total = section = Decimal(0)
    digit: Decimal | None = None
    for token in _TOKEN.findall(written):
        if token[0].isdigit():
            digit = Decimal(token.replace(",", "")) if digit is None else None
            if digit is None:
                return None
        elif token in _SINO_DIGITS:
            digit = Decimal(_SINO_DIGITS[token]) + (digit * 10 if digit is not None else 0)
        elif token in _WITHIN:
            section += (Decimal(1) if digit is None else digit) * _WITHIN[token]
            digit = None
        else:
            section += digit or 0
            total += (section or Decimal(1)) * _BIG[token]
            section, digit = Decimal(0), None
    return total + section + (digit or 0)


def native(written: str) -> Decimal:
    """
    Read the Korean words for small counts: 두, 여섯, 열두.
    """
    for word, tens in _NATIVE_TENS.items():
        if written.startswith(word):
            return Decimal(tens + _NATIVE_ONES.get(written[len(word) :], 0))
    return Decimal(_NATIVE_ONES[written])


def english(written: str) -> Decimal:
    """
    Read "twelve", "twenty-five", "one hundred and eighty", "five million".
    """
    total = current = 0
    for word in re.split(r"[- ]", written.lower()):
        if word in _ONES_WORDS:
            current += _ONES_WORDS.index(word)
        elif word in _TENS_WORDS:
            current += 20 + 10 * _TENS_WORDS.index(word)
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _ENGLISH_BIG:
            total += (current or 1) * _ENGLISH_BIG[word]
            current = 0
        elif word == "a":
            current = 1
    return Decimal(total + current)
