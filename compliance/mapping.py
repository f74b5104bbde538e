"""
Take what people say of the columns of a table: keep it for their organisation, and judge the stored bytes again by it.

The earlier result stands as it was; the new one is a submission of its own, the very one that handing in the same file
again would give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from compliance import columns, declaration, intake, journal
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.intake import Delivery
from compliance.journal import Act
from compliance.store import columns as column_store
from compliance.store import submissions
from compliance.store.screenings import BUNDLE
from compliance.views import Origin, Upload
from ingest.document import DeclaredColumn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.filing import Queue
    from compliance.intake import Receipt
    from compliance.store.door import Door
    from compliance.views import ColumnChoice
    from ingest.document import Declaration

HOLDS_TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".zip", ".eml"})
"""Ends of the names of files that may hold tables: what is said of columns is no business of other documents."""
MOST_KEPT = 1000
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Again:
    """
    Hold what a document is judged again with.
    """

    door: Door
    queue: Queue
    catalog_digest: str


def kept_for(session: Session, person: Person, name: str, declared: Declaration) -> tuple[DeclaredColumn, ...]:
    """
    Give what the person's organisation says of columns in a file of this name; what is declared comes before it.
    """
    if PurePath(name).suffix.lower() not in HOLDS_TABLES:
        return ()
    titles = {columns.key_of(one.title) for one in declared.columns}
    return tuple(one for one in column_store.kept(session, person) if columns.key_of(one.title) not in titles)


def judge_again(again: Again, submission_id: UUID, choices: Sequence[ColumnChoice]) -> Receipt:
    """
    Keep the choices and hand the stored bytes in again.

    Raises:
        NotFound: absent, not theirs to see, or a bundle.
        Forbidden: this person does not hand in documents, or this one is another organisation's.
        Rejected: "columns", a column that nobody knows, or too many kept.
    """
    door, session, person = again.door, again.door.session, again.door.person
    submission = submissions.entry(session, submission_id).submission
    if submission.tenant_id != person.tenant_id:
        raise Forbidden("다른 기관이 제출한 표의 열은 고칠 수 없습니다", "this table is another organisation's")
    origin = intake.origin_of(person, Origin(submission.origin))
    particulars = door.particulars([submission])[submission_id]
    if BUNDLE in particulars:
        raise NotFound
    _keep(session, person, choices)
    chosen = {columns.key_of(one.title) for one in choices}
    said = declaration.parse(particulars["declaration"])
    own = tuple(one for one in said.columns if not one.remembered and columns.key_of(one.title) not in chosen)
    declared, name = replace(said, columns=own), particulars["name"]
    detail = {"columns": sorted(f"{one.table}.{one.column or '-'}" for one in choices)}
    journal.write(session, person, Act.COLUMNS_MAPPED, f"submission:{submission_id}", detail)
    content = door.original(submission_id, Act.READ_FOR_SCREENING)
    upload = Upload(name, content, submission.media_type)
    kept = kept_for(session, person, name, declared)
    delivery = Delivery(person, upload, declared, origin, again.catalog_digest, kept)
    return intake.receive(session, door.keys, again.queue, delivery)


def _keep(session: Session, person: Person, choices: Sequence[ColumnChoice]) -> None:
    for one in choices:
        key = columns.key_of(one.title)
        if not key or len(one.title) > LONGEST_TITLE or not columns.is_known(one.column, one.table):
            raise Rejected("열 대응을 쓸 수 없습니다", "unusable mapping of a column", "columns")
        if one.is_automatic:
            column_store.forget(session, person, key, one.table)
        else:
            column_store.keep(session, person, key, DeclaredColumn(one.title, one.column, one.table))
    if len(column_store.kept(session, person)) > MOST_KEPT:
        raise Rejected("기억하는 열 대응이 너무 많습니다", f"more than {MOST_KEPT} columns are kept", "columns")
