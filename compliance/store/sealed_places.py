"""
Name every place where something sealed is kept, so that all of it can be looked through; a test finds a forgotten one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ColumnElement, Row, Select, func, select

from compliance.store.case_tables import Case, CaseAnswer, CaseEvent, CaseLetter
from compliance.store.cluster_tables import ClusterNote, TemplateClause
from compliance.store.draft_tables import PreviewChange
from compliance.store.notification_tables import DigestSubscriber, Webhook
from compliance.store.organisation_tables import OrganisationAgreement
from compliance.store.tables import DocumentKey, Finding, FindingEvent, Original, Screening, Submission, Table

if TYPE_CHECKING:
    from uuid import UUID

SealedRow = Row[tuple["UUID", "UUID", "UUID", bytes | None, bytes]]
"""Row's id, tenant, document, wrapped key (None where it is gone) and sealed value."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    Hold one column of sealed values: of which document they are, under which key, and for which purpose.

    `{}` in the purpose stands for the row's id. Values of no document have their key in their own row.
    """

    table: type[Table]
    column: str
    purpose: str
    document: str = "submission_id"
    id: str = "id"
    own_key: bool = False

    @property
    def name(self) -> str:
        """
        Return table and column.
        """
        return f"{self.table.__tablename__}.{self.column}"

    def rows(self) -> Select[Any]:
        """
        Ask for all sealed values with what opens them, in the columns of `SealedRow`.
        """
        column, document = self._of(self.column), self._of(self.document)
        key = self._of("wrapped_key") if self.own_key else DocumentKey.wrapped_key
        wanted = select(self._of(self.id), self._of("tenant_id"), document, key, column).select_from(self.table)
        if not self.own_key:
            wanted = wanted.outerjoin(DocumentKey, DocumentKey.submission_id == document)
        # An empty value is one that was taken back (a removed webhook's).
        return wanted.where(func.octet_length(column) > 0)

    def count(self) -> Select[Any]:
        """
        Ask how many sealed values there are.
        """
        column = self._of(self.column)
        return select(func.count()).select_from(self.table).where(func.octet_length(column) > 0)

    def purpose_of(self, row_id: UUID) -> str:
        """
        Return what the value of a row is bound to.
        """
        return self.purpose.format(row_id)

    def _of(self, name: str) -> ColumnElement[Any]:
        return cast("ColumnElement[Any]", getattr(self.table, name))


PLACES = (
    Place(Submission, "sealed_particulars", "particulars", document="id"),
    Place(Original, "sealed_content", "original", id="submission_id"),
    Place(Screening, "sealed_report", "report"),
    Place(Screening, "sealed_text", "text"),
    Place(Screening, "sealed_document", "document"),
    Place(Screening, "sealed_reading", "reading"),
    Place(Finding, "sealed_body", "finding|{}"),
    Place(FindingEvent, "sealed_note", "note|{}"),
    Place(PreviewChange, "sealed_quote", "preview|{}"),
    Place(TemplateClause, "sealed_label", "template|{}", id="finding_id"),
    Place(OrganisationAgreement, "sealed_name", "organisation", id="submission_id"),
    Place(ClusterNote, "sealed_note", "cluster_note", document="id", own_key=True),
    Place(Case, "sealed_particulars", "particulars", document="id", own_key=True),
    Place(Case, "sealed_proposal", "proposal", document="id", own_key=True),
    Place(CaseEvent, "sealed_note", "note", document="id", own_key=True),
    Place(CaseLetter, "sealed_words", "words", document="id", own_key=True),
    Place(CaseLetter, "sealed_pdf", "pdf", document="id", own_key=True),
    Place(CaseLetter, "sealed_hwpx", "hwpx", document="id", own_key=True),
    Place(CaseAnswer, "sealed_words", "words", document="id", own_key=True),
    Place(CaseAnswer, "sealed_file", "file", document="id", own_key=True),
    Place(CaseAnswer, "sealed_text", "text", document="id", own_key=True),
    Place(Webhook, "sealed_target", "webhook", document="id", own_key=True),
    Place(DigestSubscriber, "sealed_address", "address", document="person_id", id="person_id", own_key=True),
)
