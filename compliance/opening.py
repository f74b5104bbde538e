"""
Open a submitted bundle, so that each of its files is a submission of its own, and close it when all are screened.

Both are jobs of the bundle's own screening, and may run any number of times: members are filed all or none, in one
transaction that notes it on the bundle; the last member to end orders the closing in its own transaction.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func

from compliance import results
from compliance.filing import Filing, Place, Retention, file_document
from compliance.journal import Act
from compliance.store import members, screenings
from compliance.ties import join
from compliance.views import Origin, Problem, SubmissionState
from ingest.bundle import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.filing import Queue
    from compliance.store.door import Door
    from compliance.store.screenings import Order
    from compliance.store.submissions import Entry as MemberEntry
    from compliance.store.tables import Screening, Submission
    from ingest.bundle import Bundle, Member

MEMBER_TYPE = "application/octet-stream"
"""Media type of a member: nobody claimed one, and what it is its reader says."""
NEEDS_REVIEW, ANALYSED = "needs_review", "analysed"


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


def close_bundle(door: Door, order: Order) -> None:
    """
    Join the members that were screened and sum them up, unless one is still waited for.
    """
    pair = screenings.pending(door.session, order.screening_id)
    if pair is None:
        return
    screening, submission = pair
    ended = members.entries(door.session, submission.id)
    if any(entry.submission.state == SubmissionState.RECEIVED for entry in ended):
        return
    screened = [entry.screening for entry in ended if entry.screening and entry.screening.finished_at]
    if not screened:
        _give_up(door, submission, ended)
        return
    _join(door, submission, screening, screened)
    _sum_up(screening, screened)
    # What was not read may hold anything: such a bundle is never called analysed.
    unread = [
        *_refused(door, submission),
        *(one.submission.problem_code for one in ended if one.submission.problem_code),
    ]
    screening.codes = sorted({*unread, *(code for one in screened for code in one.codes or ())})
    reviewed = unread or any(one.status != ANALYSED for one in screened)
    screening.status = NEEDS_REVIEW if reviewed else ANALYSED
    submission.state = SubmissionState.SCREENED
    screenings.note(door, Act.CLOSED, submission, {"screened": len(screened), "unread": len(unread)})


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


def _join(door: Door, submission: Submission, screening: Screening, screened: Sequence[Screening]) -> None:
    """
    Write down how the members belong together, and take back what only one of them by itself lacked.
    """
    ties = list(door.parts(submission.id, screened, "ties", Act.READ_FOR_SCREENING).values())
    joined = join(ties)
    concerned = [one for one, settled in zip(screened, joined.settled, strict=True) if settled]
    reports = door.parts(submission.id, concerned, "report", Act.READ_FOR_SCREENING) if concerned else {}
    for one, settled in zip(screened, joined.settled, strict=True):
        if settled:
            report = results.without(reports[one.id], settled)
            screenings.put_report(one, door.sealing(one.submission_id), report)
    links = [
        {
            "of": ties[one.of]["sha256"],
            "to": ties[one.to]["sha256"],
            "kind": one.kind,
            "name": one.name,
            "documents": [str(screened[place].submission_id) for place in (one.of, one.to)],
        }
        for one in joined.links
    ]
    seal = door.sealing(submission.id)
    screening.sealed_report = seal({"links": links}, "report")
    screening.sealed_text = seal({}, "text")


def _sum_up(screening: Screening, screened: Sequence[Screening]) -> None:
    """
    Add up what lists show.
    """
    counts: dict[str, Counter[str]] = {"findings": Counter(), "outcomes": Counter()}
    for one in screened:
        for kind, counted in counts.items():
            counted.update((one.counts or {}).get(kind, {}))
    screening.counts = {kind: dict(counted) for kind, counted in counts.items()}
    screening.catalog_digest = screened[0].catalog_digest
    screening.finished_at = func.now()


def _refused(door: Door, submission: Submission) -> list[int]:
    """
    List the codes of the files that were left packed.
    """
    files = door.particulars([submission])[submission.id][screenings.BUNDLE]["files"]
    return [refusal.code for file in files if (refusal := Entry(**file).refusal)]


def _give_up(door: Door, submission: Submission, ended: Sequence[MemberEntry]) -> None:
    """
    Say of a bundle of which no member could be screened what was wrong with the first.
    """
    failed = [entry.submission for entry in ended if entry.submission.state == SubmissionState.FAILED]
    first = (failed or [entry.submission for entry in ended])[0]
    problem = Problem(first.problem_code or 0, first.problem_ko or "", first.problem_en or "")
    screenings.refuse(door, submission, problem, SubmissionState(first.state))
