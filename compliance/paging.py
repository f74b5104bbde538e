"""
Write down where a page of a list ended, and read it back.
"""

from __future__ import annotations

from uuid import UUID

from compliance.errors import Rejected

LONGEST_POSITION = 9
"""Digits of a position: more are none, and no column holds them."""


def newest_first(cursor: str | None) -> UUID | None:
    """
    Read the id a page of submissions ended with.

    Raises:
        Rejected: "cursor", it is none of ours.
    """
    if cursor is None:
        return None
    try:
        return UUID(cursor)
    except ValueError as wrong:
        raise _refused() from wrong


def gravest_first(cursor: str | None) -> tuple[int, UUID] | None:
    """
    Read the gravity and id a page of findings ended with.

    Raises:
        Rejected: "cursor", it is none of ours.
    """
    if cursor is None:
        return None
    gravity, _, last = cursor.partition(".")
    try:
        return int(gravity), UUID(last)
    except ValueError as wrong:
        raise _refused() from wrong


def in_order(cursor: str | None) -> int:
    """
    Read the position a page of a numbered list ended with; -1, before all, where there is none.

    Raises:
        Rejected: "cursor", it is none of ours.
    """
    if cursor is None:
        return -1
    if not cursor.isdecimal() or len(cursor) > LONGEST_POSITION:
        raise _refused()
    return int(cursor)


def _refused() -> Rejected:
    return Rejected("목록의 위치를 알 수 없습니다", "the cursor is unusable", "cursor")
