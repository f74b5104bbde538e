"""
Find the numbers that name or reach a human being, and blacken them: whoever checks an agreement needs none of them.

Sources: 개인정보 보호법 시행령 제19조 (고유식별정보): resident and foreigner registration, passport and driver's licence;
개인정보의 안전성 확보조치 기준 제7조: account numbers. Mobile telephones are people's, others mostly a company's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from compliance.long_findings import LongFindings
from ingest.document import Span

NAMING = frozenset({"sha256", "fingerprint", "digest", "rule", "id", "url"})
"""Parts of a report that name things by letters and digits of ours."""

# What is recognised in a scan may take a letter for a digit.
DIGIT = r"[0-9OoIl|]"
DASH = r"\s{0,2}[-–—‐−－]\s{0,2}"
REGISTRATION = rf"(?<![0-9-]){DIGIT}{{6}}{DASH}[1-9OIl|]{DIGIT}{{6}}(?![0-9])"
RUN_TOGETHER = r"(?:주민|외국인)\s?등록\s?번호[^0-9\n]{0,12}\d{13}(?!\d)"
LICENCE = rf"(?<![0-9-])\d{{2}}{DASH}\d{{2}}{DASH}\d{{6}}{DASH}\d{{2}}(?![0-9])"
PASSPORT = r"(?:여권|[Pp]assport)[^\n]{0,20}?\b[A-Z]\d{3}[A-Z0-9]\d{4}\b"
MOBILE = rf"(?<![0-9-])(?:\+?82{DASH}?(?:\(0\))?0?|0)1[016-9](?:{DASH}|[\s.)]{{0,2}})\d{{3,4}}(?:{DASH}|[\s.]{{0,2}})\d{{4}}(?![0-9-])"
LABELLED = r"(?:계좌|예금|은행|[Aa]ccount|[Bb]ank)[^\n\d]{0,30}(?P<labelled>\d[\d-]{8,18}\d)(?![0-9-])"
GROUPED = r"(?<![0-9-])(?P<grouped>\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?)(?![0-9-])"
NUMBERS = re.compile(f"{REGISTRATION}|{RUN_TOGETHER}|{LICENCE}|{PASSPORT}|{MOBILE}|{LABELLED}|{GROUPED}")
NO_ACCOUNT = re.compile(r"\d{3}-\d{2}-\d{5}|[1-4]0-\d{4}-\d{7}|(?:19|20)\d{2}-.*|0\d{1,2}-\d{3,4}-\d{4}")
"""Numbers of businesses, of patents, marks and designs, of documents by their year, and of telephones of companies."""
ACCOUNT_DIGITS = range(10, 15)
HIDDEN = "●"
TO_HIDE = re.compile(r"[0-9A-Za-z|]")
ANY_DIGIT = re.compile(r"\d")
IDENTIFIER = re.compile(r"(?:[a-z0-9]+:)?[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A digest or a UUID of ours, alone: by chance its digits look like those of an account or a telephone."""


def spans_of(text: str) -> list[Span]:
    """
    Return where such numbers stand; those that need words to be told, with these words.
    """
    return [found for one in NUMBERS.finditer(text) if (found := _span(one))]


def blackened(text: str) -> str:
    """
    Return the text with a mark in the place of each letter and digit of such a number; no offset changes.
    """
    return hidden(text, spans_of(text))


def hidden(text: str, spans: Iterable[Span]) -> str:
    """
    Return the text with a mark in the place of each letter and digit of ascending stretches.
    """
    pieces, end = [], 0
    for span in spans:
        pieces += [text[end : span.start], TO_HIDE.sub(HIDDEN, text[span.start : span.end])]
        end = span.end
    return "".join([*pieces, text[end:]])


def blackened_all(value: Any) -> Any:  # noqa: ANN401 - JSON is any of six types
    """
    Return a JSON value with such numbers blackened in each of its texts; long findings are read as they are wanted.

    Findings of one rule say mostly the same, so a text is looked through once; when the value is done it is forgotten.
    """
    if isinstance(value, LongFindings):
        return value.changed(blackened_all)
    return _blackened_all(value, lru_cache(maxsize=None)(blackened))


def _blackened_all(value: Any, once: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON is any of six types
    if isinstance(value, str):
        return once(value) if ANY_DIGIT.search(value) and not IDENTIFIER.fullmatch(value) else value
    if isinstance(value, LongFindings):
        return blackened_all(value)
    # A plain dict is told at once, which the abstract kind is not.
    if isinstance(value, dict | Mapping):
        return {name: part if name in NAMING else _blackened_all(part, once) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_blackened_all(part, once) for part in value]
    return value


def _span(found: re.Match[str]) -> Span | None:
    kind = found.lastgroup
    if kind is None:
        return Span(found.start(), found.end())
    digits = sum(map(str.isdigit, found[kind]))
    if digits not in ACCOUNT_DIGITS or NO_ACCOUNT.fullmatch(found[kind]):
        return None
    return Span(*found.span(kind))
