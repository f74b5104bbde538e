"""
Bring the end of a Korean clause into the plain declarative, so that one pattern knows 하고, 함, 하기로 한다 and 합니다.
"""

from __future__ import annotations

import re2

_CLOSERS = " \t\n.,;:!?\"'」』)]}"
_SYLLABLES, _FINALS, _N, _L, _M, _B = 0xAC00, 28, 4, 8, 16, 17
_PROMISE = re2.compile(
    r"(?P<stem>[가-힣])(?:기로\s?(?:상호\s|서로\s)?(?:합의|약정|확약|서약|약속|동의|협의|결정)?(?:를|을)?\s?(?:한다|하였다|했다|됨|된다)|(?:는|을|ㄹ)?\s?것으로\s?한다|도록\s?(?:하여야\s?|해야\s?|조치\s?)?한다|기로)$"
)
_OUGHT = re2.compile(r"(?P<stem>아니하|않)(?:여야|아야|어야)\s?한다$")
_SHALL = re2.compile(r"(?P<stem>[가-힣])을\s것(?:이다)?$")
"""않을 것, 받을 것: the stem ends in a consonant."""
_THING = re2.compile(r"(?P<stem>[가-힣])\s것(?:이다)?$")
_JOINS = re2.compile(r"(?P<stem>[가-힣])(?:으며|으되|으나|으므로|지만|는바|는데|고|며|되|나|은\s?바|ㄴ\s?바)$")
_SPLIT = re2.compile(r"(아니)\s+(한|하|함)([가-힣]*)$")
_COMPLEMENT = re2.compile(
    r"([함됨음임])(?:에|을|에도)$|((?:기로|것|다))(?:\s?하는\s데에?|하는\s것에|하는\s것을|에|을|고|는\s데에?)?$"
)
_POLITE = re2.compile(r"(?P<stem>[가-힣])(?:습니다|니다)$")
_NOMINAL = re2.compile(r"(?P<stem>[가-힣])음$|(?P<melted>[함됨짐봄둠줌킴름김]|이임|아님)$")
_THERE = re2.compile(r"(?P<stem>[가-힣])는\s데(?:에)?(?:\s대하여|\s대해)?$")
"""하는 데: what somebody agrees to or has nothing against."""
_WILL = re2.compile(r"(?P<stem>[가-힣])겠(?:는)?다$")
"""않겠다고 약속한다, 하겠습니다: what somebody says he will do."""
_KEEP_GO = ("보고", "신고", "권고", "공고", "통고", "최고", "경고", "해고", "광고")
_WHOLE = frozenset("있없같")


def plainly(tail: str) -> str:
    """
    Give the words with their last predicate as a plain declarative ("제공하고," becomes "제공한다").
    """
    words = _SPLIT.sub(r"\1\2\3", _COMPLEMENT.sub(r"\1\2", tail.rstrip(_CLOSERS)))
    if words.endswith("아니하다"):
        words = words[:-2] + "한다"
    words = _nominal(_connective(_polite(words)))
    for pattern in (_PROMISE, _OUGHT, _SHALL, _THING, _THERE, _WILL):
        if found := pattern.search(words):
            words = words[: found.start()] + _declare(found.group(1))
    return words


def _polite(words: str) -> str:
    found = _POLITE.search(words)
    if not found:
        return words
    stem = found.group(1)
    if found.group().endswith("습니다"):
        return words[: found.start()] + stem + "다" if stem in _WHOLE else words[: found.start()] + _declare(stem)
    if _final(stem) != _B:
        return words
    stem = chr(ord(stem) - _B)
    return words[: found.start()] + _declare(stem)


def _connective(words: str) -> str:
    found = _JOINS.search(words)
    if not found or words.endswith(_KEEP_GO):
        return words
    kept = words[: found.start() + 1]
    return kept + "다" if kept.endswith("아니") else words[: found.start()] + _declare(found.group(1))


def _nominal(words: str) -> str:
    found = _NOMINAL.search(words)
    if not found:
        return words
    if stem := found.group(1):
        return words[: found.start()] + _declare(stem)
    melted = words[-1]
    return words[:-1] + _declare(chr(ord(melted) - _M)) if _final(melted) == _M else words


def _final(syllable: str) -> int:
    return (ord(syllable) - _SYLLABLES) % _FINALS


def _declare(stem: str) -> str:
    """
    Give the plain declarative of a stem's last syllable: 하 gives 한다, 받 gives 받는다, 있 gives 있다.
    """
    last = stem[-1]
    final = _final(last)
    if last in _WHOLE:
        return stem + "다"
    if last == "이":
        return "이다"
    if final == 0:
        return stem[:-1] + chr(ord(last) + _N) + "다"
    if final == _L:  # 할 것 gives 한다, 만들고 gives 만든다
        return stem[:-1] + chr(ord(last) - final + _N) + "다"
    if final == _N and stem[-1] in "한된진":
        return stem + "다"
    return stem + "는다"
