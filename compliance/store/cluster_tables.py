"""
Describe the tables of template clauses; a migration of their own makes them. Nothing in them tells a word.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table, belongs_to_submission


class TemplateForm(Table):
    """
    Hold one wording of an organisation under a rule; `cluster_id` is the oldest of the wordings it is connected with.
    """

    __tablename__ = "template_forms"
    __table_args__ = (
        UniqueConstraint("organisation", "rule", "signature"),
        Index("template_forms_of_cluster", "cluster_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation: Mapped[bytes]
    rule: Mapped[str]
    signature: Mapped[bytes]
    cluster_id: Mapped[UUID]


class TemplateBand(Table):
    """
    Hold one band of a wording: wordings that share one may be alike.
    """

    __tablename__ = "template_bands"
    value: Mapped[bytes] = mapped_column(primary_key=True)
    form_id: Mapped[UUID] = mapped_column(ForeignKey("template_forms.id"), primary_key=True)


class TemplateClause(Table):
    """
    Tie a finding to the wording it rests on.
    """

    __tablename__ = "template_clauses"
    __table_args__ = (
        belongs_to_submission(),
        Index("template_clauses_of_form", "form_id"),
        Index("template_clauses_of_submission", "submission_id"),
    )
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    form_id: Mapped[UUID] = mapped_column(ForeignKey("template_forms.id"))
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    sealed_label: Mapped[bytes]


class ClusterNote(Table):
    """
    Hold what a person noted for a whole template, sealed by a key of its own; rows are only ever added.
    """

    __tablename__ = "cluster_notes"
    __table_args__ = (Index("cluster_notes_of_form", "form_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_id: Mapped[UUID] = mapped_column(ForeignKey("template_forms.id"))
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    wrapped_key: Mapped[bytes]
    sealed_note: Mapped[bytes]
