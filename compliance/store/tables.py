"""
Describe the tables; the first migration makes them, and a test holds the two together.

Columns called `sealed_…` hold ciphertext of `envelope`. `origin` is repeated beside every child so that the policies
decide row by row; foreign keys over (submission, tenant, origin) make it impossible for the copies to differ.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Computed,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """
    Be the base of all tables: text without length, times with zone, JSON as jsonb.
    """

    # Reading back what was just written would need the right to see it, and whoever makes a key may not see keys.
    __mapper_args__ = {"eager_defaults": False}  # noqa: RUF012 - SQLAlchemy declares it as an instance's
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bytes: LargeBinary,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[int]: ARRAY(SmallInteger),
    }


DUE_ON = (
    "coalesce(hold_until, timezone('Asia/Seoul', detected_at)::date"
    " + CASE WHEN gravity <= 1 THEN 7 WHEN gravity = 2 THEN 14 ELSE 30 END)"
)
"""By when a finding should be decided: as migrations/sql/0024_due.sql says."""


DECIDED = "state IN ('CONFIRMED', 'IN_CASE', 'REMEDIED', 'UNREMEDIED', 'DISMISSED')"
"""What people have decided on: few among all findings."""


def belongs_to_submission() -> ForeignKeyConstraint:
    """
    Tie a row to its submission, tenant and origin included.
    """
    return ForeignKeyConstraint(
        ["submission_id", "tenant_id", "origin"], ["submissions.id", "submissions.tenant_id", "submissions.origin"]
    )


class Tenant(Table):
    """
    Hold one organisation; the wall between tenants is PostgreSQL's.
    """

    __tablename__ = "tenants"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Human(Table):
    """
    Hold one person of a tenant; `actor` is one of access.Actor.
    """

    __tablename__ = "persons"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    name: Mapped[str]
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    retired_at: Mapped[datetime | None]


class ApiKey(Table):
    """
    Hold the hash of an API key; `prefix` tells keys apart for people, `scopes` are some of compliance.permissions.
    """

    __tablename__ = "api_keys"
    __table_args__ = (Index("api_keys_of_person", "person_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    credential: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]
    prefix: Mapped[str] = mapped_column(server_default=text("''"))
    label: Mapped[str] = mapped_column(server_default=text("''"))
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class FederatedAccount(Table):
    """
    Say whose account it is that an OpenID provider vouches for, by issuer and subject.
    """

    __tablename__ = "federated_accounts"
    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class BrowserSession(Table):
    """
    Hold the hash of a session token; a session that an API key began ends with the key.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_of_person", "person_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    credential: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_keys.id"))


class EntryLink(Table):
    """
    Hold the hash of a one-use link.
    """

    __tablename__ = "entry_links"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    credential: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Submission(Table):
    """
    Hold one document that was handed in; `repetition` is a keyed hash, comparable within the tenant only.

    A file out of a bundle has the bundle's submission as its parent and its place in the bundle's manifest.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("id", "tenant_id", "origin"),
        UniqueConstraint("tenant_id", "repetition"),
        UniqueConstraint("parent_id", "position"),
        ForeignKeyConstraint(
            ["parent_id", "tenant_id", "origin"], ["submissions.id", "submissions.tenant_id", "submissions.origin"]
        ),
        Index("submissions_newest", "tenant_id", text("id DESC")),
        Index("submissions_expiring", "retain_until", postgresql_where=text("origin = 'self_check'")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    origin: Mapped[str]
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    state: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    repetition: Mapped[bytes]
    sealed_particulars: Mapped[bytes]
    problem_code: Mapped[int | None] = mapped_column(SmallInteger)
    problem_ko: Mapped[str | None]
    problem_en: Mapped[str | None]
    retention_class: Mapped[str]
    retain_until: Mapped[date | None]
    legal_hold: Mapped[bool] = mapped_column(server_default=text("false"))
    parent_id: Mapped[UUID | None]
    position: Mapped[int | None] = mapped_column(SmallInteger)


class DocumentKey(Table):
    """
    Hold a document's wrapped key; destroying this row destroys the document.
    """

    __tablename__ = "document_keys"
    __table_args__ = (belongs_to_submission(),)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    wrapped_key: Mapped[bytes]
    kek_mark: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Original(Table):
    """
    Hold the bytes as they came in, sealed.
    """

    __tablename__ = "originals"
    __table_args__ = (belongs_to_submission(),)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    sealed_content: Mapped[bytes]


class Screening(Table):
    """
    Hold one check of one submission: ordered with it, finished once.

    `checked_on` is fixed when it is ordered, so a job that runs again tomorrow judges by the same day. `reaffirmed_on`
    is the day of the last audit that found the very same, `reaffirmed_digest` the rules it had. `reading_maker` names
    the code that made the reading kept for later checks by some rules.
    """

    __tablename__ = "screenings"
    __table_args__ = (belongs_to_submission(), Index("screenings_of_submission", "submission_id"))
    id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    ordered_at: Mapped[datetime] = mapped_column(server_default=func.now())
    checked_on: Mapped[date]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    status: Mapped[str | None]
    codes: Mapped[list[int] | None]
    catalog_digest: Mapped[str | None]
    counts: Mapped[dict[str, Any] | None]
    agreement_type: Mapped[str | None]
    signed_on: Mapped[date | None]
    reaffirmed_on: Mapped[date | None]
    reaffirmed_digest: Mapped[str | None]
    # Fetched when they are opened: lists of many documents show none of it.
    sealed_report: Mapped[bytes | None] = mapped_column(deferred=True)
    sealed_text: Mapped[bytes | None] = mapped_column(deferred=True)
    sealed_document: Mapped[bytes | None] = mapped_column(deferred=True)
    sealed_reading: Mapped[bytes | None] = mapped_column(deferred=True)
    reading_maker: Mapped[str | None]


class Finding(Table):
    """
    Hold one finding; unique by (screening, rule, fingerprint) however often the job runs.
    """

    __tablename__ = "findings"
    __table_args__ = (
        belongs_to_submission(),
        UniqueConstraint("screening_id", "rule", "fingerprint"),
        Index("findings_gravest", "gravity", text("id DESC")),
        Index("findings_own", "tenant_id", "gravity", text("id DESC")),
        Index("findings_due", "due_on", "gravity", "id"),
        Index("findings_unsure", "certainty_percent", "id"),
        Index("findings_decided", "rule", postgresql_where=text(DECIDED)),
        Index("findings_of_submission", "submission_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    submission_id: Mapped[UUID]
    screening_id: Mapped[UUID] = mapped_column(ForeignKey("screenings.id"))
    rule: Mapped[str]
    fingerprint: Mapped[str]
    title: Mapped[dict[str, Any]]
    ground: Mapped[str]
    severity: Mapped[str]
    gravity: Mapped[int] = mapped_column(SmallInteger)
    sealed_body: Mapped[bytes]
    detected_at: Mapped[datetime] = mapped_column(server_default=func.now())
    state: Mapped[str]
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    reason_code: Mapped[str | None]
    proposed_kind: Mapped[str | None]
    proposed_reason: Mapped[str | None]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    hold_until: Mapped[date | None]
    certainty_percent: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    due_on: Mapped[date] = mapped_column(Computed(DUE_ON, persisted=True))
    version: Mapped[int] = mapped_column(server_default=text("1"))


class FindingEvent(Table):
    """
    Hold one step of a finding's history; rows are only ever added.
    """

    __tablename__ = "finding_events"
    __table_args__ = (belongs_to_submission(), Index("events_of_finding", "finding_id"))
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    submission_id: Mapped[UUID]
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    actor: Mapped[str]
    kind: Mapped[str]
    transition: Mapped[str | None]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    reason_code: Mapped[str | None]
    sealed_note: Mapped[bytes | None]


class JournalLine(Table):
    """
    Hold one act or view; the database numbers, dates and chains it and refuses any change.

    `came_from` is a network address or "host", `data_of` the organisations whose data it concerns.
    """

    __tablename__ = "journal"
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    tenant_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    actor: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    retention_class: Mapped[str] = mapped_column(server_default=text("'access_record'"))
    previous: Mapped[bytes]
    hash: Mapped[bytes]
    came_from: Mapped[str | None]
    data_of: Mapped[str | None]
    purpose: Mapped[str | None]


class JournalHead(Table):
    """
    Hold the last number and hash of the journal: one row that only the chain's own trigger may touch.
    """

    __tablename__ = "journal_head"
    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes]


class IdempotencyKey(Table):
    """
    Remember which submission a person's idempotency key made, and from what.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("idempotency_keys_of_submission", "submission_id"),)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    request_hash: Mapped[bytes]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id"))
    expires_at: Mapped[datetime]


class KeptAnswer(Table):
    """
    Remember what a person's idempotency key was answered, sealed under their API key; null while it is being done.
    """

    __tablename__ = "kept_answers"
    __table_args__ = (Index("kept_answers_of_tenant", "tenant_id"),)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    request_hash: Mapped[bytes]
    sealed_answer: Mapped[bytes | None]
    expires_at: Mapped[datetime]


class ColumnReading(Table):
    """
    Hold what an organisation says of a title in its tables of one kind; no column says that it is none of them.
    """

    __tablename__ = "column_readings"
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    table_kind: Mapped[str] = mapped_column(primary_key=True)
    title_key: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    column_name: Mapped[str | None]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    said_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DayCount(Table):
    """
    Count what an organisation handed in on a day of Seoul.
    """

    __tablename__ = "day_counts"
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    documents: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)


class KeyMark(Table):
    """
    Remember by which key-encryption keys documents were sealed, so that a lost key is noticed at start.

    `wrapped_seed` is the ring's seed under this key; where there is none this key is the seed.
    """

    __tablename__ = "key_marks"
    mark: Mapped[str] = mapped_column(primary_key=True)
    first_used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    wrapped_seed: Mapped[bytes | None]
    retired_at: Mapped[datetime | None]


class Heartbeat(Table):
    """
    Remember when a process was last seen ("scheduler"; workers beat in the queue's own table).
    """

    __tablename__ = "heartbeats"
    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


class JobTime(Table):
    """
    Count the jobs of a kind that ended in a way within a time of up to so many seconds.
    """

    __tablename__ = "job_times"
    task: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    up_to: Mapped[float] = mapped_column(primary_key=True)
    jobs: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float]
