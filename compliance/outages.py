"""
Name what gives out for a while, so that people, programs and operators can tell a full disk from a silent database.
"""

from __future__ import annotations

import errno
import time
from typing import Final

from compliance.errors import Outage

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the kernel says where nothing more can be written."""
TOLD_SECONDS: Final = 10
"""Time between two lines of the log on the same outage."""
FULL, BUSY, SILENT, DOWN = "storage_full", "busy", "database_silent", "database_down"
"""The codes of outages; programs may rely on them."""


def storage_full() -> Outage:
    """
    Say that there is no room left to write.
    """
    return Outage(
        "저장 공간이 부족하여 저장하지 못하였습니다. 운영자가 공간을 늘린 뒤 다시 시도하십시오",
        "there is no room left to store anything; try again when the operator has made room",
        FULL,
        60,
    )


def busy() -> Outage:
    """
    Say that no connection, lock or memory came free in time.
    """
    return Outage(
        "이용이 많아 지금은 처리하지 못하였습니다. 잠시 뒤 다시 시도하십시오",
        "too much is going on just now; try again in a moment",
        BUSY,
        2,
    )


def database_silent() -> Outage:
    """
    Say that the database is there but answers nothing.
    """
    return Outage("데이터베이스가 응답하지 않습니다", "the database does not answer", SILENT, 5)


def database_down() -> Outage:
    """
    Say that the database is not there, or was lost in the middle.
    """
    return Outage("데이터베이스에 연결할 수 없습니다", "the database cannot be reached", DOWN, 5)


class Telling:
    """
    Tell the log of an outage now and then, not with every request: the log may lie on the very disk that is full.
    """

    def __init__(self) -> None:
        """
        Begin with nothing told.
        """
        self._told_at: dict[str, float] = {}

    def is_due(self, code: str) -> bool:
        """
        Say whether an outage of this code is to be told now.
        """
        now = time.monotonic()
        if now - self._told_at.get(code, -TOLD_SECONDS) < TOLD_SECONDS:
            return False
        self._told_at[code] = now
        return True


def told(error: Exception) -> Exception:
    """
    Give the outage that an error of the file system stands for; any other error as it is.
    """
    return storage_full() if isinstance(error, OSError) and error.errno in NO_ROOM else error
