"""
Turn stored rows into the frozen values of `views`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from compliance import review
from compliance.access import Actor
from compliance.journal import Act
from compliance.store import findings as finding_store
from compliance.store import members as member_store
from compliance.store import submissions as submission_store
from compliance.store.screenings import BUNDLE
from compliance.views import (
    ClauseView,
    DecisionKind,
    DocumentView,
    EventView,
    FileView,
    FindingState,
    FindingView,
    LinkView,
    Origin,
    Problem,
    Proposal,
    ScreeningSummary,
    SubmissionState,
    SubmissionView,
)
from ingest.bundle import Entry as FileEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.store.door import Door
    from compliance.store.submissions import Entry
    from compliance.store.tables import Finding, FindingEvent, Screening, Submission


def submissions(door: Door, entries: Sequence[Entry], *, repeated: bool = False) -> tuple[SubmissionView, ...]:
    """
    Show submissions with their names and declarations, bundles with the names of their files.
    """
    particulars = door.particulars([entry.submission for entry in entries])
    return tuple(_submission(entry, particulars[entry.submission.id], repeated=repeated) for entry in entries)


def bundle(door: Door, view: SubmissionView) -> SubmissionView:
    """
    Show a bundle with how each of its documents stands; a single document stays as it is.
    """
    if view.files is None:
        return view
    entries = member_store.entries(door.session, view.id)
    shown = dict(zip((entry.submission.position for entry in entries), submissions(door, entries), strict=True))
    files = (replace(file, submission=shown.get(position)) for position, file in enumerate(view.files))
    return replace(view, files=tuple(files))


def deal(door: Door, bundle: SubmissionView, closed: Mapping[str, Any]) -> dict[str, Any]:
    """
    Put together the object of `compliance check --bundle` from the reports of a closed bundle's documents.
    """
    read = [entry.screening for entry in member_store.entries(door.session, bundle.id)]
    screened = [screening for screening in read if screening and screening.finished_at]
    reports = door.parts(f"submission:{bundle.id}", screened, "report", Act.VIEWED_REPORT).values()
    findings = [
        {**finding, "evidence": [_placed(piece, one) for piece in finding["evidence"]]}
        for one in reports
        for finding in one["findings"]
    ]
    return {
        "documents": [{part: told for part, told in one.items() if part != "findings"} for one in reports],
        "findings": findings,
        "manifest": [_listed(file) for file in bundle.files or ()],
        "links": [{part: told for part, told in link.items() if part != "documents"} for link in closed["links"]],
    }


def _placed(piece: Mapping[str, Any], report: Mapping[str, Any]) -> dict[str, Any]:
    """
    Say of a piece of evidence which document it stands in: where it says nothing, the reported one.
    """
    return {**piece, "document": piece.get("document") or report["document"]["sha256"]}


def deal_links(closed: Mapping[str, Any]) -> tuple[LinkView, ...]:
    """
    Show how the documents of a closed bundle belong together.
    """
    ends = [tuple(map(UUID, one["documents"])) for one in closed["links"]]
    return tuple(
        LinkView(of, to, one["kind"], one["name"]) for (of, to), one in zip(ends, closed["links"], strict=True)
    )


def findings(door: Door, rows: Sequence[Finding]) -> tuple[FindingView, ...]:
    """
    Show findings with what they quote; written into the journal.
    """
    bodies = door.bodies(rows)
    documents = submission_store.named(door.session, {row.submission_id for row in rows})
    particulars = door.particulars(documents)
    people = {person for row in rows for person in (row.assignee_id, row.proposed_by) if person}
    known = finding_store.names(door.session, people)
    catalogs = finding_store.catalogs(door.session, {row.screening_id for row in rows})
    return tuple(
        _finding(door, row, bodies[row.id], (particulars[row.submission_id]["name"], catalogs[row.screening_id]), known)
        for row in rows
    )


def document(submission_id: UUID, name: str, text: Mapping[str, Any]) -> DocumentView:
    """
    Show the text that was read.
    """
    return DocumentView(
        submission_id=submission_id,
        name=name,
        language=text["language"],
        pages=text["pages"],
        text=text["text"],
        clauses=tuple(ClauseView(*row) for row in text["clauses"]),
    )


def event(row: FindingEvent, person: str | None, note: str) -> EventView:
    """
    Show one step of a finding's history.
    """
    return EventView(
        id=row.id,
        at=row.at,
        person=person or "",
        actor=Actor(row.actor),
        kind=row.kind,
        transition=row.transition,
        from_state=FindingState(row.from_state) if row.from_state else None,
        to_state=FindingState(row.to_state),
        reason_code=row.reason_code,
        note=note,
    )


def etag(row: Finding) -> str:
    """
    Name a finding's present version.
    """
    return f"{row.id.hex}-{row.version}"


def _listed(file: FileView) -> dict[str, Any]:
    """
    List one file with what kept it from being read, in the bundle or later.
    """
    problem = file.submission.problem if file.submission else None
    why = {"ko": problem.ko, "en": problem.en} if problem else dict(file.why) or None
    code, fate = (problem.code, "refused") if problem else (file.code, file.fate)
    return {"name": file.name, "size": file.size, "fate": fate, "code": code, "why": why}


def _submission(entry: Entry, particulars: Mapping[str, Any], *, repeated: bool) -> SubmissionView:
    row, manifest = entry.submission, particulars.get(BUNDLE)
    return SubmissionView(
        id=row.id,
        name=particulars["name"],
        media_type=row.media_type,
        size=row.size,
        sha256=particulars["sha256"],
        state=SubmissionState(row.state),
        origin=Origin(row.origin),
        submitted_by=entry.submitter or "",
        received_at=row.received_at,
        declaration=particulars["declaration"],
        screening=_summary(entry.screening) if entry.screening and entry.screening.finished_at else None,
        problem=_problem(row),
        repeated=repeated,
        files=tuple(_file(FileEntry(**file)) for file in manifest["files"]) if manifest else None,
        bundle=row.parent_id,
        expires_on=row.retain_until if row.origin == Origin.SELF_CHECK else None,
    )


def _file(entry: FileEntry) -> FileView:
    refusal, (ko, en) = entry.refusal, entry.reason
    return FileView(
        name=entry.name,
        size=entry.size,
        fate=entry.fate,
        code=refusal.code if refusal else None,
        why={"ko": ko, "en": en} if ko else {},
        advice={"ko": refusal.advice_ko, "en": refusal.advice_en} if refusal else {},
    )


def _problem(row: Submission) -> Problem | None:
    if row.problem_code is None:
        return None
    return Problem(row.problem_code, row.problem_ko or "", row.problem_en or "")


def _summary(row: Screening) -> ScreeningSummary | None:
    if row.finished_at is None or row.counts is None:
        return None
    return ScreeningSummary(
        id=row.id,
        status=row.status or "",
        codes=tuple(row.codes or ()),
        findings=row.counts["findings"],
        outcomes=row.counts["outcomes"],
        catalog_digest=row.catalog_digest or "",
        checked_on=row.checked_on,
        finished_at=row.finished_at,
    )


def _finding(
    door: Door, row: Finding, body: Mapping[str, Any], source: tuple[str, str], known: Mapping[UUID, str]
) -> FindingView:
    """
    Show one finding; `source` is the name of its document and the digest of the rules it was judged by.
    """
    state, (name, catalog) = FindingState(row.state), source
    return FindingView(
        id=row.id,
        submission_id=row.submission_id,
        document_name=name,
        catalog=catalog,
        rule=row.rule,
        title=row.title,
        ground=row.ground,
        severity=row.severity,
        state=state,
        state_ko=review.STATES_KO[state],
        finding=body,
        detected_at=row.detected_at,
        assignee=known.get(row.assignee_id, "") if row.assignee_id else None,
        reason_code=row.reason_code,
        proposed=_proposal(row, known),
        hold_until=row.hold_until,
        allowed=review.allowed(door.person, row),
        etag=etag(row),
        due_on=row.due_on if state in review.WAITING else None,
    )


def _proposal(row: Finding, known: Mapping[UUID, str]) -> Proposal | None:
    if row.proposed_kind is None or row.proposed_by is None:
        return None
    name = known.get(row.proposed_by, "")
    return Proposal(DecisionKind(row.proposed_kind), row.proposed_reason, name, row.proposed_by)
