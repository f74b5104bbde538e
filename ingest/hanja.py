"""
Read the hanja of a Korean text: each character becomes the one Hangul syllable it is read as, so no offset moves.

Readings: ingest/hanja.txt (Unicode's kHangul). The initial sound law (두음법칙) and the few words whose characters
are read differently are applied here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE: Final = Path(__file__).with_name("hanja.txt")
_RUN: Final = late.pattern("[\u3400-\u9fff]+")
_HANGUL, _KANA = late.pattern("[가-힣]"), late.pattern("[\u3041-\u3096\u30a1-\u30fa]")
# Words of contracts in which a character is not read as it usually is.
_WORDS: Final = {
    "一切": "일체",
    "更新": "갱신",
    "更生": "갱생",
    "復活": "부활",
    "殺到": "쇄도",
    "相殺": "상쇄",
    "減殺": "감쇄",
    "訴狀": "소장",
    "令狀": "영장",
    "委任狀": "위임장",
    "信用狀": "신용장",
    "拾萬": "십만",
}
_IRREGULAR: Final = late.pattern("|".join(sorted(_WORDS, key=len, reverse=True)))
_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
# Initial consonants by their place in Unicode's order of syllables: ㄴ, ㄷ, ㄹ, ㅇ, ㅈ.
_N, _D, _R, _SILENT, _J = 2, 3, 5, 11, 12
# Vowels before which ㄴ and ㄹ fall silent at the head of a word: ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ.
_SOFT: Final = frozenset({2, 3, 6, 7, 12, 17, 20})
_FINAL_N: Final = 4
_AFTER_VOWEL: Final = {"렬": "열", "률": "율"}


def reads_hanja(text: str) -> str:
    """
    Return the text with its hanja read; a text that is not mainly Korean (Japanese, Chinese) stays as it is.
    """
    if not _RUN.search(text) or len(_HANGUL.findall(text)) <= len(_KANA.findall(text)):
        return text
    return _RUN.sub(lambda found: _read(found.group(), text[found.start() - 1 : found.start()]), text)


@cache
def _readings() -> dict[str, str]:
    """
    Load the reading of each character.
    """
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {hanja: reading for reading, characters in lines for hanja in characters}


def _read(word: str, before: str) -> str:
    """
    Read one run of hanja; `before` is the character in front of it.
    """
    known: dict[int, str] = {}
    for found in _IRREGULAR.finditer(word):
        known |= dict(enumerate(_WORDS[found.group()], start=found.start()))
    read: list[str] = []
    for place, syllable in enumerate(_syllables(word)):
        last = read[-1] if read else before
        read.append(known.get(place) or _sounded(syllable, last, word[place - 1 : place]))
    return "".join(read)


def _syllables(word: str) -> Iterator[str]:
    """
    Yield each character's reading: 不 is 부 before ㄷ and ㅈ.
    """
    readings = _readings()
    plain = [readings.get(hanja, hanja) for hanja in word]
    for place, (hanja, syllable) in enumerate(zip(word, plain, strict=True)):
        following = plain[place + 1] if place + 1 < len(plain) else ""
        yield "부" if hanja == "不" and following and _initial(following) in {_D, _J} else syllable


def _sounded(syllable: str, last: str, hanja_before: str) -> str:
    """
    Apply the initial sound law at the head of a word (and after 不, which opens one of its own).
    """
    if not "가" <= syllable <= "힣":
        return syllable
    if syllable in _AFTER_VOWEL and "가" <= last <= "힣" and (ord(last) - _FIRST) % _FINALS in {0, _FINAL_N}:
        return _AFTER_VOWEL[syllable]
    if ("가" <= last <= "힣" or last.isdigit()) and hanja_before != "不":
        return syllable
    initial, vowel = _initial(syllable), (ord(syllable) - _FIRST) // _FINALS % _VOWELS
    if initial in {_N, _R} and vowel in _SOFT:
        return _with_initial(syllable, _SILENT)
    return _with_initial(syllable, _N) if initial == _R else syllable


def _initial(syllable: str) -> int:
    """
    Return the place of a syllable's initial consonant.
    """
    return (ord(syllable) - _FIRST) // (_FINALS * _VOWELS)


def _with_initial(syllable: str, initial: int) -> str:
    """
    Return the syllable with another initial consonant.
    """
    return chr(_FIRST + initial * _FINALS * _VOWELS + (ord(syllable) - _FIRST) % (_FINALS * _VOWELS))
