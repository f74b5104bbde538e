"""
Sign webhooks as the Standard Webhooks specification says, so that a receiver knows who sent what, and when.

Source: https://www.standardwebhooks.com (HMAC-SHA256 over "id.timestamp.body", secrets as "whsec_" and base64).
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "whsec_"
SECRET_BYTES = 32
OVERLAP = timedelta(hours=24)
"""How long the secret before still signs beside a new one."""


class Secret(BaseModel):
    """
    Hold a signing secret, and until when it signs (None: until it is replaced).
    """

    model_config = ConfigDict(frozen=True)

    words: str
    until: datetime | None = None


def new_secret() -> Secret:
    """
    Make a secret of 256 random bits.
    """
    return Secret(words=PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode())


def rotated(known: Iterable[Secret], now: datetime) -> tuple[Secret, ...]:
    """
    Put a new secret before the newest of the known ones, which signs beside it for a day more.
    """
    newest = next(iter(known))
    return new_secret(), newest.model_copy(update={"until": now + OVERLAP})


def headers(message_id: str, at: datetime, body: bytes, known: Iterable[Secret]) -> dict[str, str]:
    """
    Give the three headers of the specification, with a signature of each secret that still signs.
    """
    timestamp = str(int(at.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = [_signature(each, signed) for each in known if each.until is None or at < each.until]
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def _signature(secret: Secret, signed: bytes) -> str:
    key = base64.b64decode(secret.words.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
