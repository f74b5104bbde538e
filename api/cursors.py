"""
Hand out page cursors that only work with the filters they were made for.

A cursor says where a page ends; used with other filters it would silently skip entries, so it is refused.
It holds no secret and no authority: whose entries a page may show is decided by the office on every call.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGEST_LENGTH = 16
LONGEST = 512
fields: Final[ContextVar[str | None]] = ContextVar("fields", default=None)
"""The members that this request names (`api/sparse.py`): a filter of every list, whatever else filters it."""


class BadCursor(Exception):
    """
    Report a cursor that was not made here, or was made for other filters.
    """

    def __init__(self, reason: str) -> None:
        """
        Keep the reason, in English.
        """
        self.reason = reason
        super().__init__(reason)


def seal(position: str | None, filters: Mapping[str, object]) -> str | None:
    """
    Turn the office's position into an opaque cursor bound to these filters; None stays None (no further page).
    """
    if position is None:
        return None
    payload = json.dumps([position, _digest(filters)])
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def unseal(cursor: str | None, filters: Mapping[str, object]) -> str | None:
    """
    Give back the office's position.

    Raises:
        BadCursor: it is malformed or belongs to other filters.
    """
    if cursor is None:
        return None
    position, digest = _parts(cursor)
    if digest != _digest(filters):
        raise BadCursor("the cursor belongs to other filters")
    return position


def _parts(cursor: str) -> tuple[str, str]:
    """
    Take a cursor apart, or refuse it.
    """
    try:
        padded = cursor[:LONGEST] + "=" * (-len(cursor) % 4)
        position, digest = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadCursor("the cursor is malformed") from error
    if not (isinstance(position, str) and isinstance(digest, str)):
        raise BadCursor("the cursor is malformed")
    return position, digest


def _digest(filters: Mapping[str, object]) -> str:
    """
    Name a set of filters: absent ones do not count, order does not matter.
    """
    present = {name: str(value) for name, value in {**filters, "fields": fields.get()}.items() if value is not None}
    return hashlib.sha256(json.dumps(present, sort_keys=True).encode()).hexdigest()[:DIGEST_LENGTH]
