"""
Take up a screening and write down how it ended, exactly once however often its job runs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import undefer
from uuid_utils.compat import uuid7

from compliance import declaration, journal
from compliance.access import Actor
from compliance.journal import Act
from compliance.long_findings import LongFindings
from compliance.store.findings import GRAVITY
from compliance.store.tables import Finding, FindingEvent, Screening, Submission
from compliance.views import FindingState, Origin, SubmissionState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.store.door import Door
    from compliance.views import Problem
    from ingest.document import Declaration

BUNDLE = "bundle"
"""Where a bundle's particulars hold its manifest; it is there from the moment its members are filed."""
AT_ONCE = 500
"""How many findings are entered with one statement."""


@dataclass(frozen=True, slots=True)
class Order:
    """
    Hold what a screening has to read: the bytes, what was said about them, and the day to judge by.

    `is_member` says that the document came in a bundle, `is_opened` that it is a bundle whose members are filed; its
    bytes are then not needed again.
    """

    screening_id: UUID
    submission_id: UUID
    name: str
    content: bytes
    declared: Declaration
    checked_on: date
    is_member: bool = False
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """
    Hold what a screening found: the object of CHECK_JSON.md, the text that was read, the whole document, and its reading.
    """

    report: dict[str, Any]
    text: dict[str, Any]
    document: dict[str, Any]
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Hold what is kept of a document for later checks by some rules, and the name of the code that made it.

    `content` is None where that code keeps nothing of such a document.
    """

    content: bytes | None
    maker: str


def take(door: Door, screening_id: UUID) -> Order | None:
    """
    Return the order, None where there is nothing left to do (finished, unreadable, withdrawn, gone).
    """
    session = door.session
    pair = pending(session, screening_id)
    if pair is None:
        return None
    screening, submission = pair
    screening.started_at = func.now()
    particulars = door.particulars([submission])[submission.id]
    is_opened = BUNDLE in particulars
    return Order(
        screening_id=screening.id,
        submission_id=submission.id,
        name=particulars["name"],
        content=b"" if is_opened else door.original(submission.id, Act.READ_FOR_SCREENING),
        declared=declaration.parse(particulars["declaration"]),
        checked_on=screening.checked_on,
        is_member=submission.parent_id is not None,
        is_opened=is_opened,
    )


def finish(door: Door, order: Order, result: Result, then: Callable[[Screening], None] | None = None) -> None:
    """
    Record report, text and findings; nothing at all where another run of the job was faster.

    `then` is done where findings were entered, before the journal's line.
    """
    pair = pending(door.session, order.screening_id)
    if pair is None:
        return
    screening, submission = pair
    seal = door.sealing(submission.id)
    put_report(screening, seal, result.report)
    screening.sealed_text = seal(result.text, "text")
    screening.sealed_document = seal(result.document, "document")
    put_reading(door, screening, result.reading)
    screening.finished_at = func.now()
    submission.state = SubmissionState.SCREENED
    # What a member says may look otherwise beside the others: its findings are entered when the bundle is closed.
    if not order.is_member:
        detect(door, screening, result.report["findings"])
        if then:
            then(screening)
    detail = {"catalog": screening.catalog_digest, "findings": len(result.report["findings"])}
    note(door, Act.SCREENED, submission, detail)


def newest_finished(session: Session, submission_ids: Sequence[UUID]) -> list[Screening]:
    """
    Fetch the last finished screening of each of some submissions, in the order of their bundle.
    """
    newest = (
        select(Screening.id)
        .where(Screening.submission_id.in_(submission_ids), Screening.finished_at.is_not(None))
        .ext(distinct_on(Screening.submission_id))
        .order_by(Screening.submission_id, Screening.id.desc())
    )
    wanted = select(Screening).join(Submission, Submission.id == Screening.submission_id)
    return list(session.scalars(wanted.where(Screening.id.in_(newest)).order_by(Submission.position, Submission.id)))


def with_reports(session: Session, ids: Collection[UUID]) -> list[Screening]:
    """
    Fetch screenings together with their sealed reports.
    """
    wanted = select(Screening).where(Screening.id.in_(ids)).options(undefer(Screening.sealed_report))
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def put_reading(door: Door, screening: Screening, reading: Reading | None) -> None:
    """
    Keep the reading of a document that may be audited, unless one by the same code is kept.
    """
    if reading and reading.maker != screening.reading_maker and screening.origin != Origin.SELF_CHECK:
        seal = door.packing(screening.submission_id)
        screening.sealed_reading = seal(reading.content, "reading") if reading.content else None
        screening.reading_maker = reading.maker


def reaffirm(session: Session, screening_ids: Sequence[UUID], today: date, digest: str) -> None:
    """
    Write down that what some screenings found holds on a day and by a catalog.
    """
    held = update(Screening).where(Screening.id.in_(screening_ids))
    session.execute(held.values(reaffirmed_on=today, reaffirmed_digest=digest))


def record_again(door: Door, earlier: Screening, report: Mapping[str, Any]) -> Screening:
    """
    Record a further check of a document that was read before; the earlier one stays as it was.
    """
    again = Screening(
        id=uuid7(),
        submission_id=earlier.submission_id,
        tenant_id=earlier.tenant_id,
        origin=earlier.origin,
        checked_on=date.fromisoformat(report["checked_on"]),
        started_at=func.now(),
        finished_at=func.now(),
        sealed_text=earlier.sealed_text,
        sealed_document=earlier.sealed_document,
        sealed_reading=earlier.sealed_reading,
        reading_maker=earlier.reading_maker,
    )
    put_report(again, door.sealing(earlier.submission_id), report)
    door.session.add(again)
    door.session.flush()
    return again


def put_report(screening: Screening, seal: Callable[[object, str], bytes], report: Mapping[str, Any]) -> None:
    """
    Write down the object of CHECK_JSON.md with what lists show of it.
    """
    screening.sealed_report = seal(report, "report")
    screening.catalog_digest = report["catalog"]["digest"]
    screening.status = report["status"]
    screening.codes = list(report.get("codes", []))
    screening.counts = _counts(report)
    read = report["document"]
    screening.agreement_type = (read.get("agreement_type") or {}).get("value")
    screening.signed_on = date.fromisoformat(read["signed_on"]) if read.get("signed_on") else None


def give_up(door: Door, screening_id: UUID, problem: Problem, state: SubmissionState) -> None:
    """
    Record that a submission is unreadable or its check failed, and why; the bytes stay.
    """
    pair = pending(door.session, screening_id)
    if pair is None:
        return
    refuse(door, pair[1], problem, state)


def refuse(door: Door, submission: Submission, problem: Problem, state: SubmissionState) -> None:
    """
    Say of a submission that is still pending why it could not be screened.
    """
    submission.state = state
    submission.problem_code, submission.problem_ko, submission.problem_en = problem.code, problem.ko, problem.en
    act = Act.UNREADABLE if state is SubmissionState.UNREADABLE else Act.SCREENING_FAILED
    note(door, act, submission, {"code": problem.code})


def order_again(session: Session, submission: Submission) -> UUID:
    """
    Put a submission whose check failed back to its start; return its screening.
    """
    submission.state = SubmissionState.RECEIVED
    submission.problem_code = submission.problem_ko = submission.problem_en = None
    newest = select(Screening.id).where(Screening.submission_id == submission.id).order_by(Screening.id.desc())
    return session.scalars(newest.limit(1)).one()


def reopen(session: Session, submission: Submission, today: date) -> None:
    """
    Put a bundle back to waiting for its members; a screening that has ended stays as it was, and a new one is begun.
    """
    newest = session.get_one(Screening, order_again(session, submission))
    if newest.finished_at is not None:
        shared = {"tenant_id": submission.tenant_id, "origin": submission.origin}
        session.add(Screening(id=uuid7(), submission_id=submission.id, checked_on=today, **shared))
        session.flush()


def pending(session: Session, screening_id: UUID) -> tuple[Screening, Submission] | None:
    """
    Fetch and lock a screening that is still to be done; None where it is done, given up, withdrawn or gone.
    """
    wanted = (
        select(Screening, Submission)
        .join(Submission, Submission.id == Screening.submission_id)
        .where(Screening.id == screening_id, Screening.finished_at.is_(None))
        .where(Submission.state == SubmissionState.RECEIVED)
        # The lock makes two runs of one job line up; the second then finds nothing pending.
        .with_for_update()
    )
    row = session.execute(wanted).one_or_none()
    return (row[0], row[1]) if row else None


def detect(door: Door, screening: Screening, bodies: Iterable[Mapping[str, Any]]) -> None:
    """
    Enter findings into their life; one that this screening has already detected stays as people left it.
    """
    seal, left = door.sealing(screening.submission_id), iter(bodies)
    while some := list(islice(left, AT_ONCE)):
        rows = [_detected(screening, body, seal) for body in some]
        added = insert(Finding).on_conflict_do_nothing(index_elements=["screening_id", "rule", "fingerprint"])
        new = door.session.scalars(added.returning(Finding.id), rows).all()
        if new:
            door.session.execute(insert(FindingEvent), [_first_event(screening, finding_id) for finding_id in new])


def _detected(screening: Screening, body: Mapping[str, Any], seal: Callable[[object, str], bytes]) -> dict[str, Any]:
    finding_id = uuid7()
    return {
        "id": finding_id,
        "tenant_id": screening.tenant_id,
        "origin": screening.origin,
        "submission_id": screening.submission_id,
        "screening_id": screening.id,
        "rule": body["rule"],
        "fingerprint": body["fingerprint"],
        "title": body["title"],
        "ground": body["ground"],
        "severity": body["severity"],
        "gravity": GRAVITY[body["severity"]],
        "certainty_percent": round(100 * (body.get("certainty") or 0)),
        "sealed_body": seal(body, f"finding|{finding_id}"),
        "state": FindingState.DETECTED.value,
    }


def _first_event(screening: Screening, finding_id: UUID) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "tenant_id": screening.tenant_id,
        "origin": screening.origin,
        "submission_id": screening.submission_id,
        "finding_id": finding_id,
        "actor": Actor.SYSTEM.value,
        "kind": "detected",
        "to_state": FindingState.DETECTED.value,
    }


def _counts(report: Mapping[str, Any]) -> dict[str, Any]:
    findings = report["findings"]
    long = isinstance(findings, LongFindings)
    severities = Counter(findings.severities if long else (body["severity"] for body in findings))
    outcomes = [outcome["outcome"] for outcome in report["outcomes"].values()]
    return {
        "findings": {word: severities[word] for word in GRAVITY if word in severities},
        "outcomes": {word: outcomes.count(word) for word in sorted(set(outcomes))},
    }


def note(door: Door, act: Act, submission: Submission, detail: Mapping[str, object]) -> None:
    """
    Write down what was done to a submission, after everything else.
    """
    # The journal is one queue for everybody: it is written last, so that nobody waits for our other rows.
    door.session.flush()
    journal.write(door.session, door.person, act, f"submission:{submission.id}", detail)
