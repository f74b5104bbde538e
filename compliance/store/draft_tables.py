"""
Describe the tables of drafts of the rules and of previews; a migration of their own makes them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table, belongs_to_submission


class CatalogDraft(Table):
    """
    Hold changed rule files with what they would make of the catalog; `digest` names it as if it were shipped.

    `overlay` holds all files that then differ from the shipped ones; a draft from before there were any has none, and is
    never in force. `problems` are what its trial found.
    """

    __tablename__ = "catalog_drafts"
    __table_args__ = (
        Index(
            "catalog_drafts_once", "tenant_id", "digest", "base_digest",
            unique=True, postgresql_where=text("state IN ('drafted', 'proposed')"),
        ),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    title: Mapped[str]
    files: Mapped[bytes]
    overlay: Mapped[bytes | None]
    digest: Mapped[str]
    base_digest: Mapped[str]
    changed: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default=text("'drafted'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    effective_on: Mapped[date | None]
    reason: Mapped[str | None]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    approved_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    problems: Mapped[list[str] | None] = mapped_column(JSONB)


class DraftPreview(Table):
    """
    Hold one preview of a draft: unique by day, the rules it is compared with, and what was asked.
    """

    __tablename__ = "draft_previews"
    __table_args__ = (UniqueConstraint("draft_id", "base_digest", "checked_on", "repetition"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("catalog_drafts.id"))
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    base_digest: Mapped[str]
    checked_on: Mapped[date]
    population: Mapped[dict[str, Any]]
    sample: Mapped[dict[str, Any]]
    repetition: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]


class PreviewItem(Table):
    """
    Hold one agreement of a preview; `code` says why it could not be compared.
    """

    __tablename__ = "preview_items"
    __table_args__ = (
        belongs_to_submission(),
        UniqueConstraint("preview_id", "position"),
        Index("preview_items_of_submission", "submission_id"),
    )
    preview_id: Mapped[UUID] = mapped_column(ForeignKey("draft_previews.id"), primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    code: Mapped[int | None] = mapped_column(SmallInteger)


class PreviewChange(Table):
    """
    Hold one finding that a draft would see otherwise; `sealed_quote` is kept for the samples only.
    """

    __tablename__ = "preview_changes"
    __table_args__ = (
        belongs_to_submission(),
        UniqueConstraint("preview_id", "submission_id", "rule", "fingerprint"),
        Index("preview_changes_drawn", "preview_id", "lot"),
        Index("preview_changes_of_submission", "submission_id"),
        Index("preview_changes_of_finding", "finding_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    preview_id: Mapped[UUID] = mapped_column(ForeignKey("draft_previews.id"))
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    agreement_type: Mapped[str]
    kind: Mapped[str]
    rule: Mapped[str]
    fingerprint: Mapped[str]
    title: Mapped[dict[str, Any]]
    severity: Mapped[str]
    ground: Mapped[str]
    earlier_severity: Mapped[str | None]
    earlier_ground: Mapped[str | None]
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("findings.id"))
    decided: Mapped[str | None]
    verdict: Mapped[str | None]
    lot: Mapped[bytes]
    sealed_quote: Mapped[bytes | None]
