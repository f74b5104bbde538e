"""
Write a number in a format of Word's numbering: those that other word processors have too, and the English ones.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.office.numerals import System, write

if TYPE_CHECKING:
    from collections.abc import Callable

SYSTEMS: Final = {
    "decimal": System.DECIMAL, "decimalZero": System.TWO_DIGITS, "decimalFullWidth": System.FULL_WIDTH,
    "decimalFullWidth2": System.FULL_WIDTH, "decimalHalfWidth": System.DECIMAL,
    "decimalEnclosedCircle": System.CIRCLED, "decimalEnclosedCircleChinese": System.CIRCLED,
    "decimalEnclosedParen": System.PARENTHESISED, "upperLetter": System.UPPER_LETTER,
    "lowerLetter": System.LOWER_LETTER, "upperRoman": System.UPPER_ROMAN, "lowerRoman": System.LOWER_ROMAN,
    "ganada": System.GANADA, "chosung": System.CHOSUNG, "koreanDigital": System.KOREAN_DIGITS,
    "koreanCounting": System.KOREAN_NUMBER, "koreanLegal": System.KOREAN_COUNTED,
    "koreanDigital2": System.HANJA_DIGITS, "chineseCounting": System.HANJA_NUMBER,
    "chineseCountingThousand": System.HANJA_NUMBER, "japaneseCounting": System.HANJA_NUMBER,
    "taiwaneseCounting": System.HANJA_NUMBER, "taiwaneseCountingThousand": System.HANJA_NUMBER,
    "ideographDigital": System.HANJA_DIGITS, "japaneseDigitalTenThousand": System.HANJA_DIGITS,
    "taiwaneseDigital": System.HANJA_DIGITS, "ideographTraditional": System.HANJA_STEMS,
    "aiueo": System.AIUEO, "aiueoFullWidth": System.AIUEO, "iroha": System.IROHA, "irohaFullWidth": System.IROHA,
    "none": System.NONE,
}  # fmt: skip
ONES: Final = (
    "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
TENS: Final = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
ORDINALS: Final = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
    "Twelve": "Twelfth",
}  # fmt: skip
HUNDRED: Final = 100
ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
TEENS: Final = range(11, 14)
ENCLOSED_FULL_STOPS: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
ENCLOSED_HANJA: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
LEGAL_DIGITS: Final = str.maketrans("一二三十百千", "壱弐参拾百千")


def write_number(number: int, name: str) -> str:
    """
    Return the number in the format of this name; one that is not known is printed in plain figures, as Word does.
    """
    special = SPECIAL.get(name)
    return special(number) if special else write(number, SYSTEMS.get(name, System.DECIMAL))


def _cardinal(number: int) -> str:
    """
    Return the number in English words up to ninety-nine: Twenty-one.
    """
    if not 0 < number < HUNDRED:
        return str(number)
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones].lower()}" if ones else "")


def _ordinal_words(number: int) -> str:
    """
    Return the ordinal in English words: Twenty-first.
    """
    words = _cardinal(number)
    head, dash, last = words.rpartition("-")
    stem = last.capitalize()
    if not stem.isalpha():
        return _ordinal(number)
    ending = ORDINALS.get(stem, (stem[:-1] + "ie" if stem.endswith("y") else stem) + "th")
    return head + dash + (ending.lower() if dash else ending)


def _ordinal(number: int) -> str:
    """
    Return the ordinal in figures: 21st.
    """
    ending = "th" if number % 100 in TEENS else ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _from(letters: str) -> Callable[[int], str]:
    """
    Return a way of writing with one letter for each number, and plain figures beyond.
    """
    return lambda number: letters[number - 1] if 1 <= number <= len(letters) else str(number)


SPECIAL: Final[dict[str, Callable[[int], str]]] = {
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_words,
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "decimalEnclosedFullstop": _from(ENCLOSED_FULL_STOPS),
    "ideographEnclosedCircle": _from(ENCLOSED_HANJA),
    "ideographZodiac": _from(BRANCHES),
    "japaneseLegal": lambda number: write(number, System.HANJA_NUMBER).translate(LEGAL_DIGITS),
    "ideographLegalTraditional": lambda number: write(number, System.HANJA_NUMBER).translate(LEGAL_DIGITS),
}
