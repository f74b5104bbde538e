"""
Write a number the way a word processor's automatic numbering prints it.

The systems have names of our own; each format maps its names to them. A number that a system cannot write is
printed in plain figures, as the programs do.
"""

from __future__ import annotations

from enum import StrEnum

GANADA = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
CIRCLED_GANADA = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
CIRCLED_CHOSUNG = "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭"
STEMS = "갑을병정무기경신임계"
HANJA_STEMS = "甲乙丙丁戊己庚辛壬癸"
AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
COUNTED_UNITS = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
COUNTED_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
KOREAN_DIGITS, HANJA_DIGITS = "영일이삼사오육칠팔구", "〇一二三四五六七八九"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
HIGHEST_TWO_DIGITS, HIGHEST_ROMAN, LETTERS = 99, 3999, 26


class System(StrEnum):
    """
    Name a way of writing numbers.
    """

    DECIMAL = "1"
    TWO_DIGITS = "01"
    CIRCLED = "①"
    PARENTHESISED = "⑴"
    FULL_WIDTH = "１"
    UPPER_LETTER = "A"
    LOWER_LETTER = "a"
    CIRCLED_LETTER = "ⓐ"
    CIRCLED_UPPER_LETTER = "Ⓐ"
    UPPER_ROMAN = "I"
    LOWER_ROMAN = "i"
    GANADA = "가"
    CHOSUNG = "ㄱ"
    CIRCLED_GANADA = "㉮"
    CIRCLED_CHOSUNG = "㉠"
    KOREAN_NUMBER = "일"
    KOREAN_DIGITS = "일영"
    KOREAN_COUNTED = "하나"
    HANJA_NUMBER = "一"
    HANJA_DIGITS = "一〇"
    CIRCLED_HANJA = "㊀"
    STEMS = "갑"
    HANJA_STEMS = "甲"
    AIUEO = "ア"
    IROHA = "イ"
    NONE = ""


def _letters(codes: range) -> str:
    """
    Return the letters of a range of Unicode.
    """
    return "".join(map(chr, codes))


SEQUENCES = {
    System.CIRCLED: _letters(range(0x2460, 0x2474)),
    System.PARENTHESISED: _letters(range(0x2474, 0x2488)),
    System.CIRCLED_LETTER: _letters(range(0x24D0, 0x24EA)),
    System.CIRCLED_UPPER_LETTER: _letters(range(0x24B6, 0x24D0)),
    System.CIRCLED_HANJA: _letters(range(0x3280, 0x328A)),
    System.GANADA: GANADA,
    System.CHOSUNG: CHOSUNG,
    System.CIRCLED_GANADA: CIRCLED_GANADA,
    System.CIRCLED_CHOSUNG: CIRCLED_CHOSUNG,
    System.STEMS: STEMS,
    System.HANJA_STEMS: HANJA_STEMS,
    System.AIUEO: AIUEO,
    System.IROHA: IROHA,
}
DIGITS = {
    System.FULL_WIDTH: "０１２３４５６７８９",
    System.KOREAN_DIGITS: KOREAN_DIGITS,
    System.HANJA_DIGITS: HANJA_DIGITS,
}
POSITIONAL = {System.KOREAN_NUMBER: (KOREAN_DIGITS, "십백천"), System.HANJA_NUMBER: (HANJA_DIGITS, "十百千")}


def write(number: int, system: System) -> str:
    """
    Return the number as the system prints it.
    """
    if system in SEQUENCES:
        letters = SEQUENCES[system]
        return letters[number - 1] if 1 <= number <= len(letters) else str(number)
    if system in DIGITS:
        return "".join(DIGITS[system][int(digit)] for digit in str(abs(number)))
    if system in POSITIONAL:
        return _positional(number, *POSITIONAL[system])
    special = {
        System.TWO_DIGITS: f"{number:02}",
        System.UPPER_LETTER: _letter(number).upper(),
        System.LOWER_LETTER: _letter(number),
        System.UPPER_ROMAN: _roman(number).upper(),
        System.LOWER_ROMAN: _roman(number),
        System.KOREAN_COUNTED: _counted(number),
        System.NONE: "",
    }
    return special.get(system, str(number))


def _letter(number: int) -> str:
    """
    Return a to z, then aa, bb, as word processors go on.
    """
    if number < 1:
        return str(number)
    times, place = divmod(number - 1, LETTERS)
    return chr(ord("a") + place) * min(times + 1, LETTERS)


def _roman(number: int) -> str:
    """
    Return small Roman figures.
    """
    if not 1 <= number <= HIGHEST_ROMAN:
        return str(number)
    written = ""
    for value, figure in ROMAN:
        count, number = divmod(number, value)
        written += figure * count
    return written


def _counted(number: int) -> str:
    """
    Return the native Korean number: 하나, 열하나, 스물.
    """
    if not 1 <= number <= HIGHEST_TWO_DIGITS:
        return str(number)
    return COUNTED_TENS[number // 10] + COUNTED_UNITS[number % 10]


def _positional(number: int, digits: str, places: str) -> str:
    """
    Return the Sino-Korean number up to 9,999: 십이, 百二十.
    """
    if not 1 <= number < 10 ** (len(places) + 1):
        return str(number)
    written = ""
    for power in range(len(places), -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += ("" if digit == 1 and power else digits[digit]) + (places[power - 1] if power else "")
    return written
