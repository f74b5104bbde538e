"""
Tell whether a text is Korean, English or both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ingest.document import Language

_HANGUL: Final = re.compile("[가-힣]")
_LATIN: Final = re.compile("[A-Za-z]")
_EAST: Final = re.compile("[\u3041-\u30fa\u3400-\u9fff]")
# One Hangul syllable carries about as much as two and a half letters.
_LETTERS_PER_SYLLABLE: Final = 2.5
_MOSTLY: Final = 0.72


def language_of(text: str) -> Language:
    """
    Name the language a text is mostly written in; "mixed" where Korean and English both run through it.
    """
    hangul = len(_HANGUL.findall(text)) * _LETTERS_PER_SYLLABLE
    latin = len(_LATIN.findall(text))
    east = len(_EAST.findall(text)) * _LETTERS_PER_SYLLABLE
    total = hangul + latin + east
    if not total or east > hangul + latin:
        return "other"
    if hangul >= _MOSTLY * total:
        return "ko"
    return "en" if latin >= _MOSTLY * total else "mixed"
