"""
Name a version of something that people decide on, and see whether what somebody saw is still so.
"""

from __future__ import annotations

import hashlib

from compliance.errors import Conflict

CHANGED = "etag"
"""The code of a conflict in which somebody else was faster."""
LENGTH = 24


def mark_of(*parts: object) -> str:
    """
    Name a version by everything that decisions change of it.
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:LENGTH]


def must_be(present: str, seen: str | None) -> None:
    """
    Refuse a decision on what is no longer as somebody saw it; None sees nothing and decides all the same.

    Raises:
        Conflict: "etag".
    """
    if seen is not None and seen.removeprefix("W/").strip('"') != present:
        raise Conflict("다른 사람이 먼저 처리하였습니다", "it has changed since it was seen", CHANGED)
