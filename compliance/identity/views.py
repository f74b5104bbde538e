"""
Hold what the office shows of accounts: frozen values without any database behind them. No view opens any door.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from compliance.access import Actor


@dataclass(frozen=True, slots=True)
class AccountView:
    """
    Show one account; a disabled one lets nobody in.
    """

    id: UUID
    organisation: str
    name: str
    actor: Actor
    created_at: datetime
    disabled: bool


@dataclass(frozen=True, slots=True)
class KeyView:
    """
    Show one API key by the letters it begins with; `scopes` is None where it may do all that its holder may.

    `used_at` is exact to a minute. `secret` is the key itself, in the one answer that makes it.
    """

    id: UUID
    label: str
    prefix: str
    scopes: tuple[str, ...] | None
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SessionView:
    """
    Show one session; `used_at` is exact to a minute.
    """

    id: UUID
    began_at: datetime
    used_at: datetime
    expires_at: datetime
    by_key: bool


@dataclass(frozen=True, slots=True)
class NewAccount:
    """
    Name an account to be made; the organisation is made with it where there is none of that name.
    """

    organisation: str
    name: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """
    Say what a new key is for: a label for people, its scopes (None for all that its holder may do) and its days.
    """

    label: str
    scopes: tuple[str, ...] | None
    days: int
