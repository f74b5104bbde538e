"""
Read the plain ending of a Korean pattern as the polite one, too: 가진다 also finds 가집니다, 넘[긴기] also finds 넘깁니다.

Letters and programme terms are written politely. Rule authors write the plain form only, once for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST, _FINALS, _N, _B = 0xAC00, 28, 4, 17
_MARKS: Final = str.maketrans("", "", " ?|")
"""What may stand between the words of a group."""
_NOUNS: Final = {"한": "함", "된": "됨"}
"""Endings of term sheets and tables: 지급함, 지급됨."""
_UNLIKE: Final = {"는": "습", "있": "있습", "없": "없습", "이": "입", "았": "았습", "었": "었습"}
"""Syllables before 다 that do not only change their last letter: 갖는다, 갖습니다."""


def politely(written: str) -> str:
    """
    Give a Korean pattern that finds its plain endings in polite words as well.

    Ten thousand patterns are read so at every start: this is done by hand, as searching with RE2 takes three times as long.
    """
    if "다" in written:
        *before, last = written.split("다")
        written = "".join(one[:-1] + _either(one[-1]) if _is_hangul(one[-1:]) else f"{one}다" for one in before) + last
    written = _each_within(written, "(?:", ")", _each_politely)
    return _each_within(written, "[", "]", _with_polite)


def _each_within(written: str, opening: str, closing: str, wider: Callable[[str], str]) -> str:
    """
    Widen what stands between an opening and the next closing.
    """
    first, *rest = written.split(opening)
    parts = [first]
    for part in rest:
        inside, closed, behind = part.partition(closing)
        parts += [opening, wider(inside) if closed else inside, closed, behind]
    return "".join(parts)


def _is_hangul(letters: str) -> bool:
    return bool(letters) and min(letters) >= "가" and max(letters) <= "힣"


def _each_politely(written: str) -> str:
    """
    Add to the stems 한|하|해 what stands there in polite words and in tables: 합니|함. A stem counts beside its bare form only.
    """
    if not _is_hangul(written.translate(_MARKS)):
        return written
    stems = written.split("|")
    added = []
    for stem in stems:
        polite = _polite(stem[-1:]) if stem else ""
        if polite and stem[:-1] + _bare(stem[-1]) in stems:
            noun = _NOUNS.get(stem[-1])
            added += [f"{stem[:-1]}{polite}니", *([stem[:-1] + noun] if noun else [])]
    return "|".join([*stems, *dict.fromkeys(one for one in added if one not in stems)])


def _either(syllable: str) -> str:
    polite = _UNLIKE.get(syllable) or _polite(syllable)
    return f"(?:{syllable}다|{polite}니다)" if polite else f"{syllable}다"


def _polite(syllable: str) -> str:
    """
    Give 합 for 한; nothing for a syllable that ends in another letter.
    """
    if not "가" <= syllable <= "힣":
        return ""
    code = ord(syllable) - _FIRST
    return chr(_FIRST + code - _N + _B) if code % _FINALS == _N else ""


def _with_polite(letters: str) -> str:
    """
    Add the polite stem to a class that holds the plain one beside its bare form: 지진 becomes 지진집.
    """
    if not _is_hangul(letters):
        return letters
    added = "".join(_polite(one) for one in letters if _polite(one) and _bare(one) in letters)
    added += "습" if "는" in letters else ""
    return letters + added


def _bare(syllable: str) -> str:
    return chr(ord(syllable) - _N)
