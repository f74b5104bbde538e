"""
Describe the tables of audits; a migration of their own makes them, and a test holds the two together.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table, belongs_to_submission


class AuditPlan(Table):
    """
    Hold one plan; `taken_up_until` is the last day on which it was due and taken up, or missed.
    """

    __tablename__ = "audit_plans"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    title: Mapped[str]
    population: Mapped[dict[str, Any]]
    sample: Mapped[dict[str, Any]]
    rhythm: Mapped[str]
    starts_on: Mapped[date]
    notice_days: Mapped[int] = mapped_column(SmallInteger)
    catalog_digest: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default=text("'active'"))
    taken_up_until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AuditRun(Table):
    """
    Hold what came of one day on which a plan was due; unique by (plan, period).
    """

    __tablename__ = "audit_runs"
    __table_args__ = (
        UniqueConstraint("plan_id", "period"),
        Index("audit_runs_open", "state", postgresql_where=text("state IN ('running', 'paused')")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("audit_plans.id"))
    period: Mapped[date]
    state: Mapped[str]
    checked_on: Mapped[date]
    catalog_digest: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]


class AuditItem(Table):
    """
    Hold one agreement of a run; `code` says why it could not be checked.
    """

    __tablename__ = "audit_items"
    __table_args__ = (
        belongs_to_submission(),
        UniqueConstraint("run_id", "position"),
        Index("audit_items_of_submission", "submission_id"),
        Index("audit_items_waiting", "run_id", "position", postgresql_where=text("state = 'waiting'")),
    )
    run_id: Mapped[UUID] = mapped_column(ForeignKey("audit_runs.id"), primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    counts: Mapped[dict[str, Any] | None]
    code: Mapped[int | None] = mapped_column(SmallInteger)
    finished_at: Mapped[datetime | None]


class AuditChange(Table):
    """
    Hold one finding that a run saw otherwise than the check before; nothing in it is words of the agreement.
    """

    __tablename__ = "audit_changes"
    __table_args__ = (
        belongs_to_submission(),
        UniqueConstraint("run_id", "submission_id", "rule", "fingerprint"),
        Index("audit_changes_of_finding", "finding_id"),
        Index("audit_changes_of_submission", "submission_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("audit_runs.id"))
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    kind: Mapped[str]
    rule: Mapped[str]
    fingerprint: Mapped[str]
    title: Mapped[dict[str, Any]]
    severity: Mapped[str]
    ground: Mapped[str]
    earlier_severity: Mapped[str | None]
    earlier_ground: Mapped[str | None]
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("findings.id"))


class CatalogKnown(Table):
    """
    Remember the fingerprints of the rules of a catalog, so that an audit tells which have changed since, and their words.
    """

    __tablename__ = "catalogs"
    digest: Mapped[str] = mapped_column(primary_key=True)
    fingerprints: Mapped[dict[str, Any]]
    first_used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    rules: Mapped[bytes | None] = mapped_column(deferred=True)


class LawDay(Table):
    """
    Remember that a legal basis came into force on a day, and when the agreements it concerns were listed.

    `undated` counts those of which nobody knows the day that decides (a renewal, say), so that they could not be listed.
    """

    __tablename__ = "law_days"
    basis: Mapped[str] = mapped_column(primary_key=True)
    in_force: Mapped[date] = mapped_column(primary_key=True)
    taken_up_on: Mapped[date]
    undated: Mapped[int] = mapped_column(server_default=text("0"))


class Recheck(Table):
    """
    List one agreement that a day of the law asks to be checked again; from `due_on` on it stands in the queue.
    """

    __tablename__ = "rechecks"
    __table_args__ = (
        belongs_to_submission(),
        ForeignKeyConstraint(["basis", "in_force"], ["law_days.basis", "law_days.in_force"]),
        Index("rechecks_of_submission", "submission_id"),
    )
    basis: Mapped[str] = mapped_column(primary_key=True)
    in_force: Mapped[date] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    due_on: Mapped[date]
    listed_on: Mapped[date]
