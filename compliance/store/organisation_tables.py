"""
Describe the table that says whose agreements are whose; a migration of its own makes it. Nothing in it tells a name.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table, belongs_to_submission


class OrganisationAgreement(Table):
    """
    Tie a registered or ordered agreement to its stronger party, by a keyed hash; None where it names none.
    """

    __tablename__ = "organisation_agreements"
    __table_args__ = (belongs_to_submission(), Index("organisation_agreements_of", "organisation", "submission_id"))
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    organisation: Mapped[bytes | None]
    sealed_name: Mapped[bytes | None]
