"""
Find the numbers that name a human being, and blacken them: whoever checks an agreement needs none of them.

Source: 개인정보 보호법 시행령 제19조 (고유식별정보): resident and foreigner registration, passport and driver's licence.
"""

from __future__ import annotations

import re

from ingest.document import Span

# What is recognised in a scan may take a letter for a digit.
DIGIT = r"[0-9OoIl|]"
DASH = r"\s{0,2}[-–—‐−－]\s{0,2}"
REGISTRATION = rf"(?<![0-9-]){DIGIT}{{6}}{DASH}[1-9OIl|]{DIGIT}{{6}}(?![0-9])"
RUN_TOGETHER = r"(?:주민|외국인)\s?등록\s?번호[^0-9\n]{0,12}\d{13}(?!\d)"
LICENCE = rf"(?<![0-9-])\d{{2}}{DASH}\d{{2}}{DASH}\d{{6}}{DASH}\d{{2}}(?![0-9])"
PASSPORT = r"(?:여권|[Pp]assport)[^\n]{0,20}?\b[A-Z]\d{3}[A-Z0-9]\d{4}\b"
NUMBERS = re.compile(f"{REGISTRATION}|{RUN_TOGETHER}|{LICENCE}|{PASSPORT}")
HIDDEN = "●"
TO_HIDE = re.compile(r"[0-9A-Za-z|]")


def spans_of(text: str) -> list[Span]:
    """
    Return where such numbers stand, with the words that tell what they are.
    """
    return [Span(found.start(), found.end()) for found in NUMBERS.finditer(text)]


def blackened(text: str) -> str:
    """
    Return the text with a mark in the place of each letter and digit of such a number; no offset changes.
    """
    return NUMBERS.sub(lambda found: TO_HIDE.sub(HIDDEN, found[0]), text)
