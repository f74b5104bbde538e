"""
Hold what the office shows of notifications: frozen values without any database behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class WebhookView:
    """
    Show a receiver; those who only follow see its host, not its whole address. No kinds are all kinds.

    `messages` counts what it was sent by state; `secret` is shown once, when it is made.
    """

    id: UUID
    url: str
    kinds: tuple[str, ...]
    state: str
    created_at: datetime
    messages: Mapping[str, int]
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """
    Show one attempt to deliver: when, how it ended, with which code, and how long it took.
    """

    at: datetime
    outcome: str
    status: int | None
    milliseconds: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """
    Show a message to a receiver with its attempts, newest first; `next_at` is when it is tried again, if it waits.
    """

    id: UUID
    kind: str
    state: str
    tries: int
    created_at: datetime
    next_at: datetime | None
    attempts: tuple[AttemptView, ...]


@dataclass(frozen=True, slots=True)
class SubscriptionsView:
    """
    Show what a person subscribed to: the address of the digest, whether mail is sent at all, and since when a calendar.
    """

    digest_address: str | None
    mail_is_sent: bool
    calendar_since: datetime | None
