"""
Recognise the same clause in another agreement: its words with parties, dates and amounts masked.
"""

from __future__ import annotations

from hashlib import sha256

import re2

_NUMBER = re2.compile(r"[0-9][0-9,.]*")
_NOISE = re2.compile(r"[\s\"'()\[\].,;:·ㆍ]+")


def template_key(rule: str, marked: str) -> str:
    """
    Give the key that equal clauses of different agreements share under one rule; `marked` has roles for parties.
    """
    words = _NOISE.sub("", _NUMBER.sub("#", marked))
    return sha256(f"{rule}\n{words}".encode()).hexdigest()
