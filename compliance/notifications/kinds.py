"""
Name what is told, and hold what passes between the outbox and those who deliver: frozen values, ids and counts only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID


class Kind(StrEnum):
    """
    Name what happened, as receivers read it in `type`.
    """

    RUN_FINISHED = "audit.run.finished"
    RUN_REFUSED = "audit.run.refused"
    RUN_MISSED = "audit.run.missed"
    FLAGS_CREATED = "audit.flags.created"
    PERIOD_NOTICE = "audit.period.notice"
    PING = "webhook.ping"
    DIGEST = "digest.daily"


ANNOUNCED = tuple(kind for kind in Kind if kind.value.startswith("audit."))
"""What receivers of webhooks may ask for, and what a digest counts."""


class Outcome(StrEnum):
    """
    Say how one attempt to deliver ended.
    """

    DELIVERED = "delivered"
    REFUSED = "refused"
    """The receiver answered, and not that it took it; `status` is its code."""
    REDIRECTED = "redirected"
    """It answered with a redirect, which is never followed."""
    FORBIDDEN = "forbidden"
    """The address is none that may be called."""
    UNRESOLVED = "unresolved"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    UNREADABLE = "unreadable"
    """What it answered is no answer of the protocol."""
    WITHDRAWN = "withdrawn"
    """The recipient is no longer there."""
    BROKEN = "broken"
    """This program failed."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    Say how an attempt ended: HTTP status or SMTP reply code where there was one, and the time it took.

    `retry_after` are the seconds that the receiver asked to be left alone, 0 where it asked nothing.
    """

    outcome: Outcome
    status: int | None = None
    milliseconds: int = 0
    is_final: bool = False
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Announced:
    """
    Say what happened to whose audit; `key` is the same whenever the same is announced.
    """

    tenant_id: UUID
    key: str
    kind: Kind
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """
    Hold a message that was taken up to be delivered; `tries` includes this one.
    """

    id: UUID
    tenant_id: UUID
    webhook_id: UUID | None
    person_id: UUID | None
    kind: Kind
    data: Mapping[str, Any]
    created_at: datetime
    tries: int
