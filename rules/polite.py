"""
Read the plain ending of a Korean pattern as the polite one, too: 가진다 also finds 가집니다, 넘[긴기] also finds 넘깁니다.

Letters and programme terms are written politely. Rule authors write the plain form only, once for both.
"""

from __future__ import annotations

from typing import Final

import re2

_FIRST, _FINALS, _N, _B = 0xAC00, 28, 4, 17
_PLAIN = re2.compile(r"([가-힣])다")
_CLASS = re2.compile(r"\[[가-힣]+\]")
_GROUP = re2.compile(r"\(\?:([가-힣 ?|]+)\)")
_NOUNS: Final = {"한": "함", "된": "됨"}
"""Endings of term sheets and tables: 지급함, 지급됨."""
_UNLIKE: Final = {"는": "습", "있": "있습", "없": "없습", "이": "입", "았": "았습", "었": "었습"}
"""Syllables before 다 that do not only change their last letter: 갖는다, 갖습니다."""


def politely(written: str) -> str:
    """
    Give a Korean pattern that finds its plain endings in polite words as well.
    """
    if "다" in written:
        written = _PLAIN.sub(lambda found: _either(found.group(1)), written)
    written = _GROUP.sub(lambda found: _each_politely(found.group(1).split("|")), written)
    wider: str = _CLASS.sub(lambda found: _with_polite(found.group()), written)
    return wider


def _each_politely(stems: list[str]) -> str:
    """
    Add to 지급(?:한|하|해) what stands there in polite words and in tables: 합니다, 함. A stem counts beside its bare form only.
    """
    added = []
    for stem in stems:
        polite = _polite(stem[-1:]) if stem else ""
        if polite and stem[:-1] + _bare(stem[-1]) in stems:
            noun = _NOUNS.get(stem[-1])
            added += [f"{stem[:-1]}{polite}니", *([stem[:-1] + noun] if noun else [])]
    return f"(?:{'|'.join([*stems, *dict.fromkeys(one for one in added if one not in stems)])})"


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
    Add the polite stem to a class that holds the plain one beside its bare form: [지진] becomes [지진집].
    """
    added = "".join(_polite(one) for one in letters[1:-1] if _polite(one) and _bare(one) in letters)
    added += "습" if "는" in letters else ""
    return f"{letters[:-1]}{added}]"


def _bare(syllable: str) -> str:
    return chr(ord(syllable) - _N)
