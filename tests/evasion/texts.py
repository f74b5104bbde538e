"""
Write a clause so that people read it and machines may not: the tricks of plain text.

Source: ../shared/security/SECURITY.md 2.10, E01 to E14 (E12 is a matter of pages, E13 of warnings).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = re.compile("[가-힣]{2,}")
LONG_WORD = re.compile("[가-힣]{3,}")
# Three jamo of a syllable without a cluster: initials, vowels and finals in Unicode's order.
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
HANJA = {
    "지식재산권": "知識財産權", "성과물": "成果物", "귀속": "歸屬", "공유": "共有", "통지": "通知", "계약": "契約", "해지": "解止",
    "손해": "損害", "고의": "故意", "과실": "過失", "책임": "責任", "동의": "同意", "변경": "變更", "시장": "市場", "단가": "單價",
    "소급": "遡及", "인하": "引下", "목적물": "目的物", "수령": "受領", "대금": "代金", "지급": "支給", "소송": "訴訟", "본점": "本店",
    "소재지": "所在地", "관할": "管轄", "법원": "法院", "전속": "專屬", "특허": "特許", "유효성": "有效性", "기술자료": "技術資料",
    "제공": "提供", "납기": "納期", "지체": "遲滯", "금액": "金額", "위약벌": "違約罰", "개발": "開發", "성과": "成果", "이외": "以外",
    "판매": "販賣", "연구원": "硏究員", "고용": "雇用", "직접": "直接", "종료": "終了", "불문": "不問", "“갑”": "甲", "“을”": "乙",
}  # fmt: skip


def between(letter: str) -> Callable[[str], str]:
    """
    Put a character behind the first syllable of every word.
    """
    return lambda clause: WORD.sub(lambda word: word.group()[0] + letter + word.group()[1:], clause)


def decomposed(clause: str) -> str:
    """
    Write every syllable as conjoining jamo.
    """
    return unicodedata.normalize("NFD", clause)


def loose_jamo(clause: str) -> str:
    """
    Spell the first syllable of every long word with single jamo.
    """
    return LONG_WORD.sub(lambda word: _spelt(word.group()[0]) + word.group()[1:], clause)


def _spelt(syllable: str) -> str:
    place = ord(syllable) - 0xAC00
    return (INITIALS[place // 588] + VOWELS[place // 28 % 21] + FINALS[place % 28]).strip()


def full_width(clause: str) -> str:
    """
    Write figures and signs in full width.
    """
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in clause)


def in_hanja(clause: str) -> str:
    """
    Write the words of law in hanja.
    """
    return re.sub("|".join(sorted(HANJA, key=len, reverse=True)), lambda word: HANJA[word.group()], clause)


def enclosed(clause: str) -> str:
    """
    Call the parties by enclosed letters.
    """
    return clause.replace("“갑”", "㉮").replace("“을”", "㉯")


def spaced(clause: str) -> str:
    """
    Space out the letters of every third long word.
    """
    third = itertools.cycle((" ", "", ""))
    return LONG_WORD.sub(lambda word: next(third).join(word.group()), clause)


def spaced_throughout(clause: str) -> str:
    """
    Space out every letter, with two blanks between words.
    """
    return "  ".join(" ".join(word) if WORD.fullmatch(word) else word for word in clause.split(" "))


def dotted(clause: str) -> str:
    """
    Part the syllables of long words by dots and hyphens in turn.
    """
    signs = itertools.cycle("·-")
    return LONG_WORD.sub(lambda word: next(signs).join(word.group()), clause)


TRICKS: dict[str, Callable[[str], str]] = {
    "E01 zero width": between("\u200b"),
    "E02 Hangul filler": between("\u3164"),
    "E03 grapheme joiner": between("\u034f"),
    "E03 variation selector": between("\ufe0f"),
    "E04 NFD": decomposed,
    "E05 loose jamo": loose_jamo,
    "E06 full width": full_width,
    "E07 hanja": in_hanja,
    "E08 enclosed letters": enclosed,
    "E10 spaced letters": spaced,
    "E10 spaced throughout": spaced_throughout,
    "E11 dots and hyphens": dotted,
    "E11 soft hyphen": between("\u00ad"),
    "E14 tag characters": between("\U000e0067"),
}
