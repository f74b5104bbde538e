"""
Describe the tables of cases; a migration of their own makes them. A respondent sees its letters and answers only.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table


class Register(Table):
    """
    Hold the last number of a book ("case", "letter") in a year.
    """

    __tablename__ = "registers"
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Table):
    """
    Hold one case; `due_on` is the nearest day of its running deadlines, date.max where none runs.

    `respondent_id` is the organisation that reads its letters here; the proposal waits for a second person.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("tenant_id", "year", "serial"),
        ForeignKeyConstraint(
            ["submission_id", "submission_tenant_id", "origin"],
            ["submissions.id", "submissions.tenant_id", "submissions.origin"],
        ),
        Index("cases_due", "due_on", text("id DESC")),
        Index("cases_of_submission", "submission_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    serial: Mapped[int]
    submission_id: Mapped[UUID]
    submission_tenant_id: Mapped[UUID]
    origin: Mapped[str]
    state: Mapped[str]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    assignee_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    respondent_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenants.id"))
    wrapped_key: Mapped[bytes]
    sealed_particulars: Mapped[bytes]
    is_ftc_matter: Mapped[bool] = mapped_column(server_default=text("false"))
    deal_ended_on: Mapped[date | None]
    investigation_opened_on: Mapped[date | None]
    remedied_on: Mapped[date | None]
    objected_on: Mapped[date | None]
    proposed_code: Mapped[str | None]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    sealed_proposal: Mapped[bytes | None]
    due_on: Mapped[date]
    version: Mapped[int] = mapped_column(server_default=text("1"))


class CaseFinding(Table):
    """
    Tie a finding to a case; `article` is what it is judged under (dispositions.ARTICLES), None before triage.
    """

    __tablename__ = "case_findings"
    __table_args__ = (Index("case_findings_of_finding", "finding_id"),)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    article: Mapped[str | None]


class CaseEvent(Table):
    """
    Hold one step of a case; rows are only ever added. `code` is the transition in lifecycle.json, if it was one.
    """

    __tablename__ = "case_events"
    __table_args__ = (Index("case_events_of_case", "case_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    actor: Mapped[str]
    kind: Mapped[str]
    code: Mapped[str | None]
    from_state: Mapped[str]
    to_state: Mapped[str]
    measure: Mapped[str | None]
    wrapped_key: Mapped[bytes]
    sealed_note: Mapped[bytes | None]


class CaseDeadline(Table):
    """
    Hold one deadline as it was computed, by which calendar, and the day it was extended to.
    """

    __tablename__ = "case_deadlines"
    __table_args__ = (
        Index("case_deadlines_running", "case_id", "kind", unique=True, postgresql_where=text("met_on IS NULL")),
        Index("case_deadlines_of_case", "case_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    starts_on: Mapped[date]
    days: Mapped[int] = mapped_column(SmallInteger)
    is_working: Mapped[bool]
    due_on: Mapped[date]
    extended_to: Mapped[date | None]
    met_on: Mapped[date | None]
    calendar: Mapped[str]


class CasePause(Table):
    """
    Hold one stretch of days that do not count; without an end while it lasts.
    """

    __tablename__ = "case_pauses"
    __table_args__ = (
        Index("case_pauses_running", "case_id", unique=True, postgresql_where=text("ends_on IS NULL")),
        Index("case_pauses_of_case", "case_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class CaseLetter(Table):
    """
    Hold one letter as it went out: its words and both files, under a key of its own; rows are only ever added.
    """

    __tablename__ = "case_letters"
    __table_args__ = (
        UniqueConstraint("tenant_id", "year", "serial"),
        Index("case_letters_of_case", "case_id"),
        Index("case_letters_of_respondent", "respondent_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    respondent_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenants.id"))
    code: Mapped[str]
    kind: Mapped[str]
    measure: Mapped[str | None]
    year: Mapped[int] = mapped_column(SmallInteger)
    serial: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    issued_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    drafted_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    due_on: Mapped[date | None]
    wrapped_key: Mapped[bytes]
    sealed_words: Mapped[bytes]
    # Fetched when they are opened.
    sealed_pdf: Mapped[bytes] = mapped_column(deferred=True)
    sealed_hwpx: Mapped[bytes] = mapped_column(deferred=True)


class CaseAnswer(Table):
    """
    Hold what a respondent sent in to a letter, under a key of its own; `tenant_id` is the respondent's.
    """

    __tablename__ = "case_answers"
    __table_args__ = (UniqueConstraint("letter_id", "repetition"), Index("case_answers_of_case", "case_id"))
    id: Mapped[UUID] = mapped_column(primary_key=True)
    letter_id: Mapped[UUID] = mapped_column(ForeignKey("case_letters.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    kind: Mapped[str]
    is_late: Mapped[bool]
    is_secret: Mapped[bool]
    repetition: Mapped[bytes]
    wrapped_key: Mapped[bytes]
    sealed_words: Mapped[bytes]
    sealed_file: Mapped[bytes | None] = mapped_column(deferred=True)
    file_state: Mapped[str | None]
    file_code: Mapped[int | None] = mapped_column(SmallInteger)
    sealed_text: Mapped[bytes | None]
