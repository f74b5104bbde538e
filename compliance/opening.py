"""
Open a submitted bundle, so that each of its files is a submission of its own.

That is a job of the bundle's own screening, and may run any number of times: members are filed all or none, in one
transaction that notes it on the bundle; the last member to end orders the closing in its own transaction.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from compliance.filing import Filing, Place, Retention, file_document
from compliance.journal import Act
from compliance.store import members, screenings
from compliance.views import Origin, Problem, SubmissionState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.filing import Queue
    from compliance.store.door import Door
    from compliance.store.screenings import Order
    from compliance.store.tables import Screening, Submission
    from ingest.bundle import Bundle, Member

MEMBER_TYPE = "application/octet-stream"
"""Media type of a member: nobody claimed one, and what it is its reader says."""


def open_bundle(door: Door, queue: Queue, order: Order, bundle: Bundle) -> None:
    """
    File every member and note the manifest; a bundle without a readable member is unreadable.
    """
    pair = screenings.pending(door.session, order.screening_id)
    if pair is None:
        return
    screening, submission = pair
    particulars = door.particulars([submission])[submission.id]
    if screenings.BUNDLE in particulars:
        return
    for member in bundle.members:
        filing = _filing(door, screening, submission, particulars["declaration"], member)
        file_document(door.session, door.keys, queue, filing)
    manifest = {"kind": bundle.kind, "files": [asdict(entry) for entry in bundle.manifest]}
    submission.sealed_particulars = door.sealing(submission.id)(
        particulars | {screenings.BUNDLE: manifest}, "particulars"
    )
    detail = {"files": len(bundle.manifest), "members": len(bundle.members)}
    screenings.note(door, Act.OPENED, submission, detail)
    if refusal := bundle.refusal:
        problem = Problem(refusal.code, refusal.ko, refusal.en)
        screenings.refuse(door, submission, problem, SubmissionState.UNREADABLE)


@contextmanager
def ending(session: Session, queue: Queue, screening_id: UUID) -> Iterator[None]:
    """
    End the screening of a document inside the block; order the closing of its bundle where it was the last waited for.
    """
    bundle = members.lock_bundle(session, screening_id)
    yield
    session.flush()
    if bundle is not None and (waiting := members.closing(session, bundle)):
        queue.order(session, waiting.tenant_id, waiting.id)


def _filing(
    door: Door, screening: Screening, submission: Submission, declaration: dict[str, Any], member: Member
) -> Filing:
    """
    File a member as its bundle was filed.
    """
    own = f"{submission.id}|{member.position}".encode()
    return Filing(
        tenant_id=submission.tenant_id,
        submitted_by=submission.submitted_by,
        origin=Origin(submission.origin),
        name=member.name,
        content=member.content,
        media_type=MEMBER_TYPE,
        declaration=declaration,
        repetition=door.keys.keyed_hash(submission.tenant_id, own),
        retention=Retention(submission.retention_class, submission.retain_until),
        checked_on=screening.checked_on,
        place=Place(submission.id, member.position),
    )
