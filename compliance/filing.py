"""
File one document: its row, its key, its sealed bytes and the order to screen it, in the caller's transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from uuid_utils.compat import uuid7

from compliance.store import submissions
from compliance.store.tables import DocumentKey, Original, Screening
from compliance.views import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.store.envelope import KeyRing
    from compliance.views import Origin

MEDIA_TYPE_LENGTH = 200


class Queue(Protocol):
    """
    Take orders for screenings in the caller's transaction.
    """

    def order(self, session: Session, tenant_id: UUID, screening_id: UUID) -> None:
        """
        Queue one screening; it exists exactly if the transaction commits.
        """


@dataclass(frozen=True, slots=True)
class Retention:
    """
    Say for how long a document is kept: a class of the retention schedule, and the last day where it has one.
    """

    kind: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """
    Say which bundle a document came in, and where it stands in the bundle's manifest, counted from 0.
    """

    parent_id: UUID
    position: int


@dataclass(frozen=True, slots=True)
class Filing:
    """
    Hold everything that a submission is made of; `repetition` tells it from others of its tenant.
    """

    tenant_id: UUID
    submitted_by: UUID
    origin: Origin
    name: str
    content: bytes
    media_type: str
    declaration: Mapping[str, object]
    repetition: bytes
    retention: Retention
    checked_on: date
    place: Place | None = None


def file_document(session: Session, keys: KeyRing, queue: Queue, filing: Filing) -> UUID | None:
    """
    File a document and return its id; None where this tenant has filed the very same before.
    """
    submission_id = uuid7()
    envelope, wrapped = keys.new_envelope(filing.tenant_id, submission_id)
    particulars = {
        "name": filing.name,
        "sha256": hashlib.sha256(filing.content).hexdigest(),
        "declaration": filing.declaration,
    }
    values = {
        "id": submission_id,
        "tenant_id": filing.tenant_id,
        "origin": filing.origin.value,
        "submitted_by": filing.submitted_by,
        "state": SubmissionState.RECEIVED.value,
        "media_type": filing.media_type[:MEDIA_TYPE_LENGTH],
        "size": len(filing.content),
        "repetition": filing.repetition,
        "sealed_particulars": envelope.seal_json(particulars, "particulars"),
        "retention_class": filing.retention.kind,
        "retain_until": filing.retention.until,
        "parent_id": filing.place.parent_id if filing.place else None,
        "position": filing.place.position if filing.place else None,
    }
    if not submissions.add(session, values):
        return None
    shared = {"submission_id": submission_id, "tenant_id": filing.tenant_id, "origin": filing.origin.value}
    screening = Screening(id=uuid7(), checked_on=filing.checked_on, **shared)
    session.add(DocumentKey(wrapped_key=wrapped, kek_mark=keys.mark, **shared))
    session.add(Original(sealed_content=envelope.seal(filing.content, "original"), **shared))
    session.add(screening)
    # Written out at once: the bytes of many files need not stand in memory side by side.
    session.flush()
    queue.order(session, filing.tenant_id, screening.id)
    return submission_id
