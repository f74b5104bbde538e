"""
Find the mentions of parties in Japanese, where no blank parts the words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANA = re2.compile(r"[\x{3041}-\x{3096}\x{30A1}-\x{30FA}]")
_KANJI_BEFORE = frozenset("及又並各当該対間方、時合後前者社")
"""Characters that may stand right before a label; any other one makes it a part of a longer word (再委託者)."""
_KANJI_BEHIND = frozenset("間双両及並又各側等自所単以名役従代宛負指担施独固共若")
_NOT_BEHIND = frozenset("種板号殻骨斐虫女")
"""What makes another word of 甲 and 乙: 甲種, 甲板, 乙号証, 乙女."""
_ORDINALS = frozenset("갑을병정")
"""甲, 乙, 丙 and 丁, as canonical text has them (ingest/characters.py)."""

NONE = "いずれの当事者も|どの当事者も"
EVERY = "(?:両|各|全|双方の|本契約の)当事者(?:双方|全員)?|当事者(?:双方|全員|ら|間)|当事者|双方|両者|両社|相互|互い"
OTHER = "相手方(?:当事者)?|相手当事者|相手の当事者|他方(?:の)?(?:当事者)?|他の当事者|他当事者|(?:情報)?開示(?:当事)?者"
ONE = "(?:いずれか|どちらか)?(?:の)?一方(?:の)?(?:当事者)?|いずれかの当事者|(?:情報)?受領(?:当事)?者|違反(?:した)?当事者|被開示者"
_ADVERBS = ("、", "で、", "的")
"""What follows 一方 and 他方 where they mean "on the other hand" (一方、) or "unilateral" (一方的に)."""
_ASIDE = frozenset({"一方", "他方"})
_INSIDE_WORD = ("第三", "非", "被")


def is_japanese(text: str) -> bool:
    """
    Tell whether some words of a text are Japanese: only Japanese has kana.
    """
    return _KANA.search(text) is not None


def share(text: str) -> float:
    """
    Give the share of kana among the characters of a text.
    """
    return sum(1 for _ in _KANA.finditer(text)) / len(text) if is_japanese(text) else 0.0


def names(text: str, label: str, start: int, end: int) -> bool:
    """
    Tell whether a label that stands in Japanese text names the party there, not a part of another word.
    """
    before, behind = text[start - 1 : start], text[end : end + 1]
    if _is_hangul(before) or _is_hangul(behind):
        return False
    if label[0].isascii():
        return not (_is_latin(before) or _is_latin(behind))
    if behind in _NOT_BEHIND and label in _ORDINALS:
        return False
    if label in _ORDINALS:
        return not (_is_kanji(before) and before not in _KANJI_BEFORE)
    return not (_is_kanji(before) and before not in _KANJI_BEFORE) and not (
        (_is_kanji(behind) and behind not in _KANJI_BEHIND) or (_is_katakana(label[-1]) and _is_katakana(behind))
    )


def groups(text: str, signs: tuple[tuple[str, str], ...]) -> Iterator[tuple[Span, str]]:
    """
    Find where both parties, either or the other one are named; `signs` pairs each mark with the words it stands for.
    """
    for sign, words in signs:
        for found in _compiled(words).finditer(text):
            start, end = found.span()
            if found.group() in _ASIDE and text[end : end + 2].startswith(_ADVERBS):
                continue
            if not text[max(0, start - 2) : start].endswith(_INSIDE_WORD):
                yield Span(start, end), sign


def _is_latin(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in {"_", "-"}) if letter else False


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣" and letter not in _ORDINALS if letter else False


def _is_kanji(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" if letter else False


def _is_katakana(letter: str) -> bool:
    return "\u30a1" <= letter <= "\u30fc" if letter else False


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)
