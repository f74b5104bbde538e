"""
Choose the language of an answer and keep the words of the screens: Korean first, English beside it.

The words are data in `pages/locale/<language>/<screen>.yaml`; a test holds both languages to the same keys.
Terms follow the project's vocabulary: before confirmation a finding is a flag (의심 항목).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

import yaml
from starlette.requests import Request

from compliance import vocabulary
from compliance.errors import ComplianceError

Language = Literal["ko", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT: Final[Language] = "ko"
COOKIE: Final = "lang"
LOCALE: Final = Path(__file__).parent / "pages" / "locale"


def language_of(request: Request) -> Language:
    """
    Return the language of a page: `?lang`, else the cookie, else Korean.

    The browser's Accept-Language is left aside on pages: Korean officials' browsers are often set to English.
    """
    for wanted in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return DEFAULT


def program_language_of(request: Request) -> Language:
    """
    Return the language of an answer to a program: English where Accept-Language begins with it, else Korean.
    """
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else DEFAULT


@cache
def words(language: Language) -> Mapping[str, str]:
    """
    Return all words of one language by key: those of the screens, and those that papers use as well.
    """
    files = sorted((LOCALE / language).glob("*.yaml"))
    loaded = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return vocabulary.keys(language) | {str(key): str(text) for screen in loaded for key, text in screen.items()}


def say(language: Language, key: str, **values: object) -> str:
    """
    Return the words under a key with the values put in; an unknown key is a programming error and raises KeyError.
    """
    return words(language)[key].format(**values) if values else words(language)[key]


def reason(language: Language, error: ComplianceError) -> str:
    """
    Return the words of what the office refused.
    """
    return error.ko if language == "ko" else error.en


def pick(language: Language, texts: Mapping[str, str] | None) -> str:
    """
    Return the text of a {"ko", "en"} pair in this language, else in the other one, else nothing.
    """
    if not texts:
        return ""
    return texts.get(language) or next(iter(texts.values()))
