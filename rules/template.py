"""
Recognise the same clause in another agreement: its words with parties, dates and amounts masked.
"""

from __future__ import annotations

from hashlib import sha256

import re2

_NUMBER = re2.compile(r"[0-9][0-9,.]*")
_NOISE = dict.fromkeys(map(ord, "\t\n\f\r \"'()[].,;:·ㆍ"))


def template_key(rule: str, marked: str) -> str:
    """
    Give the key that equal clauses of different agreements share under one rule; `marked` has roles for parties.
    """
    words = _NUMBER.sub("#", marked).translate(_NOISE)
    return sha256(f"{rule}\n{words}".encode()).hexdigest()
