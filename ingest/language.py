"""
Tell whether a text is Korean, English, Japanese or mixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from ingest.document import Language

_HANGUL: Final = late.pattern("[가-힣]")
_LATIN: Final = late.pattern("[A-Za-z]")
_KANA: Final = late.pattern("[\u3041-\u3096\u30a1-\u30fa]")
_EAST: Final = late.pattern("[\u3041-\u30fa\u3400-\u9fff]")
# One Hangul syllable carries about as much as two and a half letters.
_LETTERS_PER_SYLLABLE: Final = 2.5
_MOSTLY: Final = 0.72
# Chinese has no kana; in a Japanese agreement a third and more of the letters are.
_KANA_SHARE: Final = 0.1


def language_of(text: str) -> Language:
    """
    Name the language a text is mostly written in; "mixed" where Korean and English both run through it.

    Hanja of Korean agreements do not count: `canonical` has read them.
    """
    hangul = len(_HANGUL.findall(text)) * _LETTERS_PER_SYLLABLE
    latin = len(_LATIN.findall(text))
    east = len(_EAST.findall(text)) * _LETTERS_PER_SYLLABLE
    total = hangul + latin + east
    if not total or east > hangul + latin:
        return "ja" if len(_KANA.findall(text)) > _KANA_SHARE * len(_EAST.findall(text)) else "other"
    if hangul >= _MOSTLY * total:
        return "ko"
    return "en" if latin >= _MOSTLY * total else "mixed"
