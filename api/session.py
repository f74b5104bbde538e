"""
Name the session cookie and derive the token that the forms of one session carry.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SESSION_COOKIE: Final = "session"


def form_token(session: str) -> str:
    """
    Derive the token of a session's forms; nobody without the session can compute it.
    """
    return hmac.new(session.encode(), b"form", hashlib.sha256).hexdigest()
