"""
List which characters mean the same to a reader: the tables that `canonical` applies.

Every entry of `SAME_LENGTH` replaces one character by one; `CHANGES_LENGTH` names those that vanish or grow.
List marks such as ① and ㉮ stay as they are, because the outline is read from them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest import late
from ingest.hanja import reads_hanja

INTERPUNCT: Final = "·"

_GROUPS: Final = {
    '"': "“”„‟″〝〞＂「」『』｢｣《》«»⌜⌟⌈⌋",
    "'": "‘’‚‛′＇`´",
    INTERPUNCT: "·ㆍ・･‧∙⋅․•ᆞ﹒",
    "-": "‐‑‒–—―−﹣－─",
    "~": "～〜∼˜∽〰",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800",
    "\n": "\r\x0b\x0c\x85\u2028\u2029",
    "[": "【〔［〖",
    "]": "】〕］〗",
    "<": "〈＜‹",
    ">": "〉＞›",
    "/": "⁄∕",
    "₩": "￦",
    "갑": "甲",
    "을": "乙",
    "병": "丙",
    "정": "丁",
    "○": "〇◯",
}

_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
)
_JAMO: Final = "\u1100-\u115e\u1161-\u119d\u119f-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uffa1-\uffdc"
# Single jamo that spell a syllable (ㅇㅑㅇ): a consonant, a vowel, and a final that opens no syllable of its own.
_LOOSE_JAMO: Final = "[ㄱ-ㅎ][ㅏ-ㅣ](?:[ㄱ-ㄷㄹㅁㅂㅅ-ㅈㅊ-ㅎ](?![ㅏ-ㅣ]))?"
_MARKS: Final = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"

# Marks of lists keep their look; compatibility jamo (ㄱ, ㄴ) are list marks, too.
_KEPT: Final = frozenset(
    chr(code)
    for first, last in (
        (0x2460, 0x2473),
        (0x24B6, 0x24FF),
        (0x2776, 0x2793),
        (0x3131, 0x318E),
        (0x3251, 0x327B),
        (0x32B1, 0x32BF),
    )
    for code in range(first, last + 1)
)

_COMPATIBILITY: Final = (
    (0x00A0, 0x1100),
    (0x1E00, 0x3400),
    (0xF900, 0xFB50),
    (0xFE10, 0xFFA0),
    (0xFFE0, 0xFFEF),
    (0x1D400, 0x1D800),
    (0x1F100, 0x1F200),
    (0x2F800, 0x2FA20),
)

_LOOKALIKES: Final = str.maketrans("АВЕІЈКМНОРЅСТХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEIJKMHOPSCTXaeopcyxisjABEZHIKMNOPTYXo")
_MIXED_WORD: Final = late.pattern("[A-Za-z]*[\u0370-\u03ff\u0400-\u04ff][A-Za-z\u0370-\u03ff\u0400-\u04ff]*")
_NON_LATIN: Final = late.pattern("[\u0370-\u03ff\u0400-\u04ff]")
_LATIN: Final = late.pattern("[A-Za-z]")


def _folded(character: str) -> str:
    """
    Fold one character by NFKC unless it marks a list.
    """
    return character if character in _KEPT else unicodedata.normalize("NFKC", character)


def _tables() -> tuple[dict[int, str], str]:
    """
    Split the compatibility characters into those that fold to one character and those that do not.
    """
    same: dict[int, str] = {}
    grows: list[str] = []
    for first, last in _COMPATIBILITY:
        for code in range(first, last):
            character = chr(code)
            folded = _folded(character)
            if folded == character or unicodedata.combining(character):
                continue
            if len(folded) == 1:
                same[code] = folded
            else:
                grows.append(character)
    for target, members in _GROUPS.items():
        same.update(dict.fromkeys(map(ord, members), target))
    return same, "".join(c for c in grows if ord(c) not in same)


SAME_LENGTH, _GROWS = _tables()
# The mark of a footnote behind a word or figure says nothing; behind m, cm and km it is a square.
_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁾"
_NOTE_MARK: Final = rf"(?<=[^\s{_SUPERSCRIPTS}])(?<![^A-Za-z]m)(?<![^A-Za-z][ckm]m)[{_SUPERSCRIPTS}]+"
CHANGES_LENGTH: Final = late.pattern(
    f"{_NOTE_MARK}|{_LOOSE_JAMO}|[{_IGNORABLE}]+|[{_JAMO}]+|[^\\W\\d_]?[{_MARKS}]+|[{re.escape(_GROWS)}]",
)

_CHANGING: Final = late.pattern(f"[{_SUPERSCRIPTS}ㅏ-ㅣ{_IGNORABLE}{_JAMO}{_MARKS}{re.escape(_GROWS)}]")
"""One of these is in whatever changes its length."""


def may_change_length(text: str) -> bool:
    """
    Tell whether a text holds a character without which nothing in it changes its length.
    """
    return _CHANGING.search("".join(set(text))) is not None


# NFKC makes initials of all single consonants; the one behind the vowel is a final.
_FINALS: Final = {ord(single): final for single, final in zip("ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True)}


def replacement(found: str) -> str:
    """
    Give what a character (or run of characters) that changes its length stands for; "" where it is not seen.
    """
    if not found.strip(_SUPERSCRIPTS):
        return ""
    if CHANGES_LENGTH.fullmatch(found) and not found.strip(_REMOVED):
        return ""
    if "ㄱ" <= found[0] <= "ㅎ":
        found = found[:2] + found[2:].translate(_FINALS)
    return unicodedata.normalize("NFKC", found).translate(SAME_LENGTH)


_REMOVED: Final = "".join(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
)


def folded_words(text: str) -> str:
    """
    Replace hanja of Korean texts by their reading and foreign look-alikes inside Latin words; keeps every length.
    """
    if _NON_LATIN.search(text):
        text = _MIXED_WORD.sub(_latin, text)
    return reads_hanja(text)


def _latin(word: re.Match[str]) -> str:
    """
    Fold the look-alikes of a word that has a Latin letter or nothing but look-alikes; leave Greek and Russian alone.
    """
    found = word.group()
    folded = found.translate(_LOOKALIKES)
    return folded if _LATIN.search(found) or (len(found) > 1 and not _NON_LATIN.search(folded)) else found
