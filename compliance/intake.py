"""
Receive a document: check the limits, store the bytes sealed and unaltered, order the screening, all or nothing.

Whoever hands in the very same file with the same declaration again gets the same submission, as long as the rules are
the same: under other rules it is checked anew, and the earlier result stands as it was. Repetitions are told by
a hash keyed with the tenant, so nobody learns that another handed in a file they both hold.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from compliance import declaration as declarations
from compliance import journal, retention, room, seoul
from compliance.access import SUBMITTERS, Actor, Person
from compliance.errors import Forbidden, Rejected
from compliance.filing import Filing, Retention, file_document
from compliance.journal import Act
from compliance.repeating import other_request
from compliance.seoul import SEOUL
from compliance.store import members, screenings, submissions
from compliance.views import Origin, SubmissionState
from ingest.errors import EmptyFile, OutOfMemory, ReaderCrashed, TimedOut, TooLarge
from ingest.naming import clean_name

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.filing import Queue
    from compliance.settings import Settings
    from compliance.store.envelope import KeyRing
    from compliance.store.tables import Submission
    from compliance.views import Upload
    from ingest.document import Declaration, DeclaredColumn

KEY_LIFE = timedelta(hours=24)
"""How long an idempotency key is remembered."""
PASSING = frozenset({TimedOut.code, OutOfMemory.code, ReaderCrashed.code})
"""Refusals of the reader that a busy machine can cause; the others are the file's own fault and stay."""

_ORIGINS = {
    Actor.STARTUP: (Origin.SELF_CHECK, Origin.REGISTERED),
    Actor.AUDITOR: (Origin.ORDERED,),
}
"""What each submitter may say of where a document comes from; the first is meant where nothing is said."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    Say which submission a file became, and whether it had been handed in before.
    """

    submission_id: UUID
    repeated: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """
    Hold everything about one file being handed in; `kept` is what the organisation said of columns earlier.
    """

    person: Person
    upload: Upload
    declared: Declaration
    origin: Origin
    catalog_digest: str
    kept: tuple[DeclaredColumn, ...] = ()

    def request(self, keys: KeyRing) -> bytes:
        """
        Hash file, declaration and origin so that only this tenant can tell a repetition.
        """
        said = json.dumps([declarations.as_json(self.declared), self.origin.value], sort_keys=True, default=str)
        return keys.keyed_hash(self.person.tenant_id, hashlib.sha256(self.upload.content).digest() + said.encode())

    def repetition(self, keys: KeyRing) -> bytes:
        """
        Hash the request together with the rules it is checked by, and what is known of its columns beside it.
        """
        kept = repr(self.kept).encode() if self.kept else b""
        return keys.keyed_hash(self.person.tenant_id, self.request(keys) + self.catalog_digest.encode() + kept)

    def known(self) -> Declaration:
        """
        Give what is declared with what was said earlier.
        """
        return replace(self.declared, columns=(*self.declared.columns, *self.kept))


def origin_of(person: Person, said: Origin | None) -> Origin:
    """
    Say where a document comes from: what was said, if this person may say so, else what is usual for them.

    Raises:
        Forbidden: this actor hands nothing in, or not so.
    """
    if person.actor not in SUBMITTERS:
        raise Forbidden("문서를 제출할 권한이 없습니다", "this actor does not hand in documents")
    allowed = _ORIGINS[person.actor]
    if said is not None and said not in allowed:
        raise Forbidden(
            "선택할 수 없는 제출 구분입니다", "this actor cannot hand in a document of that origin", "origin"
        )
    return said or allowed[0]


def verify(upload: Upload, settings: Settings) -> None:
    """
    Refuse what is empty ("101") or larger than the settings allow ("104"), and everything where there is no room.

    Raises:
        Rejected: with the reader's own code.
        Outage: only the reserve of the disk is left.
    """
    is_too_large = len(upload.content) > settings.upload_max_bytes
    for broken, refusal in ((not upload.content, EmptyFile), (is_too_large, TooLarge)):
        if broken:
            raise Rejected(refusal.ko, refusal.en, str(refusal.code))
    room.verify(settings)


def receive(
    session: Session, keys: KeyRing, queue: Queue, delivery: Delivery, idempotency_key: str | None = None
) -> Receipt:
    """
    Store a document and order its screening, or recognise it.

    Raises:
        Rejected: "idempotency", the key was used with another file or declaration.
    """
    request = delivery.request(keys)
    key_hash = hashlib.sha256(idempotency_key.encode()).digest() if idempotency_key else None
    if key_hash and (known := submissions.remembered(session, delivery.person, key_hash)):
        _same_request(known.request_hash, request)
        return Receipt(known.submission_id, repeated=True)
    receipt = _store(session, keys, queue, delivery)
    if key_hash:
        kept = submissions.remember(session, delivery.person, key_hash, request, receipt.submission_id, KEY_LIFE)
        _same_request(kept, request)
    act = Act.SUBMITTED_AGAIN if receipt.repeated else Act.SUBMITTED
    journal.write(session, delivery.person, act, f"submission:{receipt.submission_id}")
    return receipt


def _same_request(known: bytes, request: bytes) -> None:
    if known != request:
        raise other_request()


def _store(session: Session, keys: KeyRing, queue: Queue, delivery: Delivery) -> Receipt:
    now, repetition = datetime.now(SEOUL), delivery.repetition(keys)
    kept_as = retention.SELF_CHECK if delivery.origin is Origin.SELF_CHECK else retention.AUDIT_DOCUMENT
    filing = Filing(
        tenant_id=delivery.person.tenant_id,
        submitted_by=delivery.person.id,
        origin=delivery.origin,
        name=clean_name(delivery.upload.name),
        content=delivery.upload.content,
        media_type=delivery.upload.media_type,
        declaration=declarations.as_json(delivery.known()),
        repetition=repetition,
        retention=Retention(kept_as, retention.last_day(kept_as, now.date())),
        checked_on=now.date(),
    )
    submission_id = file_document(session, keys, queue, filing)
    if submission_id is None:
        return _recognise(session, queue, delivery.person, repetition)
    return Receipt(submission_id, repeated=False)


def _recognise(session: Session, queue: Queue, person: Person, repetition: bytes) -> Receipt:
    known = submissions.same_as(session, person.tenant_id, repetition)
    # Handing in again is how a person asks for another try after something broke on our side.
    broken = [one for one in (*members.of_bundle(session, known.id), known) if _broke(one)]
    for one in broken:
        queue.order(session, person.tenant_id, screenings.order_again(session, one))
    if broken and known not in broken:
        screenings.reopen(session, known, seoul.today())
    return Receipt(known.id, repeated=True)


def _broke(submission: Submission) -> bool:
    return submission.state == SubmissionState.FAILED or submission.problem_code in PASSING
