"""
Describe the tables of holds and of certificates of destruction.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table


class LegalHold(Table):
    """
    Hold who keeps a document from being destroyed and why, and who let it go again; rows stay.
    """

    __tablename__ = "legal_holds"
    __table_args__ = (
        Index("legal_holds_one", "submission_id", unique=True, postgresql_where=text("released_at IS NULL")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    set_at: Mapped[datetime] = mapped_column(server_default=func.now())
    reason: Mapped[str]
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    released_at: Mapped[datetime | None]
    release_reason: Mapped[str | None]


class Destruction(Table):
    """
    Hold the certificate of one destruction; it names the submission by its id alone.
    """

    __tablename__ = "destructions"
    __table_args__ = (UniqueConstraint("submission_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    submission_id: Mapped[UUID]
    documents: Mapped[int]
    retention_class: Mapped[str]
    received_on: Mapped[date]
    retain_until: Mapped[date]
    destroyed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    signature: Mapped[str]
