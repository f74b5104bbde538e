"""
Put common misspellings of legal words right, for matching only: 헤지 is read as 해지, 지식제산권 as 지식재산권.

A word is put right where it is no word itself (spelling.txt names the words that look alike) and differs from a legal
word by letters that sound the same, by one letter of a long word, or by one letter in front of a verb's ending. Every
correction keeps the length, so spans stay those of the words as written.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS: Final = Path(__file__).with_name("spelling.txt")
_FIRST, _VOWELS, _FINALS, _LEADS = 0xAC00, 21, 28, 19
_ALIKE_VOWELS: Final = ({1, 3, 5, 7}, {10, 11, 15}, {19, 20})
"""ㅐㅒㅔㅖ, ㅙㅚㅞ, ㅢㅣ: written for each other, as they sound alike."""
_ALIKE_FINALS: Final = ({1, 2, 24}, {7, 19, 20, 22, 23, 25, 27}, {17, 26})
_LONG: Final = 3
_LONGEST: Final = 6
_TOKEN = re2.compile(r"[가-힣]{2,}")
_NOUN_GOES_ON = re2.compile(
    r"^(?:$|[을를은는이가의에로와과도만권금액료시받]|으로|까지|부터|하|되|할|될|된|한|함|됨|했|됐|해|없|조항|의무|책임)"
)
_VERB_GOES_ON = re2.compile(r"^(?:[하되할될된한함됨했됐]|시[키킨킬])")
_TOWARDS = re2.compile(r"에[개계](?P<rest>는|만|도|서)?$")
_HEDGED = re2.compile(r"(?:환|금리|가격|위험|리스크|변동|선물|파생)[가-힣]*\s*$")
"""헤지 is a word where risks of exchange or price are hedged."""
_BEFORE = 12


@cache
def _words() -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in WORDS.read_text(encoding="utf-8").splitlines())
    return {word: frozenset(real.split()) for word, _, real in lines}


@cache
def _sounding() -> dict[str, str]:
    """
    Give the spellings that sound like a legal word and are none.
    """
    return _unmistakable((written, word) for word in _words() for written in _alike(word))


@cache
def _one_off() -> dict[str, str]:
    """
    Give the spellings that are one letter away from a legal word and are no word.
    """
    return _unmistakable((written, word) for word in _words() for written in _neighbours(word))


def _unmistakable(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    words = _words()
    real = frozenset(words).union(*words.values())
    found: dict[str, set[str]] = {}
    for written, word in pairs:
        if written not in real:
            found.setdefault(written, set()).add(word)
    return {written: next(iter(meant)) for written, meant in found.items() if len(meant) == 1}


def _letters(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _FIRST
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _syllable(lead: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (lead * _VOWELS + vowel) * _FINALS + final)


def _alike(word: str) -> Iterator[str]:
    ways = []
    for syllable in word:
        lead, vowel, final = _letters(syllable)
        vowels = next((group for group in _ALIKE_VOWELS if vowel in group), {vowel})
        finals = next((group for group in _ALIKE_FINALS if final in group), {final})
        ways.append([_syllable(lead, one, other) for one in vowels for other in finals])
    yield from ("".join(way) for way in product(*ways))


def _neighbours(word: str) -> Iterator[str]:
    for at, syllable in enumerate(word):
        lead, vowel, final = _letters(syllable)
        others = (
            *(_syllable(one, vowel, final) for one in range(_LEADS)),
            *(_syllable(lead, one, final) for one in range(_VOWELS)),
            *(_syllable(lead, vowel, one) for one in range(_FINALS)),
        )
        yield from (word[:at] + other + word[at + 1 :] for other in others)


class _OnlySyllables(dict[int, int | str]):
    """
    Put a blank for every letter that is no Korean syllable.
    """

    def __missing__(self, code: int) -> int | str:
        kept = code if ord("가") <= code <= ord("힣") else " "
        self[code] = kept
        return kept


_SYLLABLES = _OnlySyllables()


def respelled(text: str) -> str:
    """
    Give a text of the same length in which misspelled legal words are put right.
    """
    if all(_respelled(token) == token for token in set(text.translate(_SYLLABLES).split())):
        return text
    pieces: list[str] = []
    at = 0
    for found in _TOKEN.finditer(text):
        token = found.group()
        right = _respelled(token)
        if right != token and not (
            token.startswith("헤지") and _HEDGED.search(text[max(0, found.start() - _BEFORE) : found.start()])
        ):
            pieces += (text[at : found.start()], right)
            at = found.end()
    return "".join([*pieces, text[at:]]) if pieces else text


@lru_cache(maxsize=16384)
def _respelled(token: str) -> str:
    """
    Put the legal words right that a word is made of, from its beginning on.
    """
    at = 0
    while at < len(token) - 1:
        step = next(_steps(token, at), None)
        if step is None:
            break
        length, right = step
        token = token[:at] + right + token[at + length :]
        at += length
    found = _TOWARDS.search(token)
    return token[: found.start()] + "에게" + (found.group(1) or "") if found else token


def _steps(token: str, at: int) -> Iterator[tuple[int, str]]:
    for length in range(min(_LONGEST, len(token) - at), 1, -1):
        written, rest = token[at : at + length], token[at + length :]
        if written in _words():
            yield length, written
        for spellings, goes_on in ((_sounding(), _goes_on), (_one_off(), _verb_goes_on)):
            right = spellings.get(written)
            if right and (length >= _LONG or goes_on(rest)):
                yield length, right


def _goes_on(rest: str) -> bool:
    return _NOUN_GOES_ON.match(rest) is not None or rest[:2] in _words()


def _verb_goes_on(rest: str) -> bool:
    return _VERB_GOES_ON.match(rest) is not None
