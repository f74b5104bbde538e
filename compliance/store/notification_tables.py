"""
Describe the tables of notifications; a migration of their own makes them, and a test holds the two together.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table


class Announcement(Table):
    """
    Hold one thing that happened and that others may be told: ids and counts; `key` makes it one however often said.
    """

    __tablename__ = "announcements"
    __table_args__ = (UniqueConstraint("key"), Index("announcements_of_tenant", "tenant_id", "at"))
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    key: Mapped[str]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class Webhook(Table):
    """
    Hold a receiver of webhooks; its address may hold a secret of the receiver's, so it is sealed with ours.
    """

    __tablename__ = "webhooks"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kinds: Mapped[list[str]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(server_default=text("'active'"))
    wrapped_key: Mapped[bytes]
    sealed_target: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Message(Table):
    """
    Hold one message to one recipient: a receiver of webhooks, or a person by mail; unique by (event, recipient).

    `tries` counts since it was ordered, or ordered again; until `next_at` nobody takes it up.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("event", "webhook_id"),
        UniqueConstraint("event", "person_id"),
        Index("outbox_waiting", "next_at", postgresql_where=text("state = 'waiting'")),
        Index("outbox_of_webhook", "webhook_id", "id"),
        Index("outbox_ended", "ended_at", postgresql_where=text("ended_at IS NOT NULL")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    event: Mapped[str]
    webhook_id: Mapped[UUID | None] = mapped_column(ForeignKey("webhooks.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_at: Mapped[datetime] = mapped_column(server_default=func.now())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_at: Mapped[datetime | None]


class Delivery(Table):
    """
    Hold one attempt to deliver a message: how it ended, never what was said.
    """

    __tablename__ = "deliveries"
    __table_args__ = (Index("deliveries_of_message", "message_id", "id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("outbox.id"))
    tenant_id: Mapped[UUID]
    outcome: Mapped[str]
    status: Mapped[int | None] = mapped_column(SmallInteger)
    milliseconds: Mapped[int]
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class DigestSubscriber(Table):
    """
    Hold the sealed mail address of somebody who asked for the daily digest, and until when they were told.
    """

    __tablename__ = "digest_subscribers"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    wrapped_key: Mapped[bytes]
    sealed_address: Mapped[bytes]
    told_until: Mapped[datetime] = mapped_column(server_default=func.now())


class CalendarFeed(Table):
    """
    Hold the hash of a calendar's private address; a person has one, and a new one replaces it.
    """

    __tablename__ = "calendar_feeds"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    credential: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
