"""
Count with the marks that clauses are numbered by: ①, 가, a, iv and the like.
"""

from __future__ import annotations

from typing import Final

SYLLABLES: Final = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
CIRCLED_SYLLABLES: Final = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
CIRCLED_JAMO: Final = "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭"
CIRCLED_LETTERS: Final = "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ"
JAMO: Final = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
KANJI: Final = "一二三四五六七八九十百"
_TEN: Final = 10
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman(text: str) -> int | None:
    """
    Read a roman numeral below 400 in either case; None where the letters are none.
    """
    digits = [_ROMAN.get(letter, 0) for letter in text.lower()]
    if not digits or 0 in digits:
        return None
    total = sum(-n if n < max(digits[at:]) else n for at, n in enumerate(digits))
    return total if total > 0 and written_roman(total) == text.lower() else None


def written_roman(number: int) -> str:
    """
    Write a number as a lower-case roman numeral.
    """
    steps = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        written += letters * count
    return written


def position(series: str, mark: str) -> int:
    """
    Give the place of a mark in its series, counted from 1; 0 where it is no member.
    """
    return series.find(mark) + 1


def written_number(written: str) -> int:
    """
    Read a number in figures or in the signs 一 to 百.
    """
    if written.isdecimal():
        return int(written)
    total = digit = 0
    for sign in written:
        place = position(KANJI, sign)
        if place < _TEN:
            digit = place
        else:
            total += (digit or 1) * (_TEN if place == _TEN else _TEN * _TEN)
            digit = 0
    return total + digit
