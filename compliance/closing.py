"""
Close a bundle when all its members are screened: judge them as one deal, join them and sum them up.

It is a job of the bundle's own screening and may run any number of times. Where a member is handed in anew meanwhile,
its end orders the closing again, so one that finds other members than it judged leaves the work to that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func

from compliance.clusters import marking
from compliance.journal import Act
from compliance.store import members, screenings
from compliance.views import Problem, SubmissionState
from ingest.bundle import Entry
from ingest.links.ties import link, settled
from ingest.stored import read_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from compliance.store.door import Door
    from compliance.store.screenings import Order
    from compliance.store.submissions import Entry as MemberEntry
    from compliance.store.tables import Screening, Submission
    from ingest.document import Document

NEEDS_REVIEW, ANALYSED = "needs_review", "analysed"


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    Hold the members of a bundle that ended: all their screenings, and the documents that were read, by screening.

    `unread` counts the files that nobody could read, or that were screened before documents were kept.
    """

    screened: frozenset[UUID]
    documents: Mapping[UUID, Document]
    unread: int


def gather(door: Door, order: Order) -> Gathered | None:
    """
    Fetch what is to be judged together; None while a member is still waited for, or where nothing is left to do.
    """
    pair = screenings.pending(door.session, order.screening_id)
    if pair is None:
        return None
    submission = pair[1]
    ended = members.entries(door.session, submission.id)
    if any(entry.submission.state == SubmissionState.RECEIVED for entry in ended):
        return None
    screened = _screened(ended)
    stored = door.parts(f"submission:{submission.id}", screened, "document", Act.READ_FOR_SCREENING) if screened else {}
    documents = list(stored)
    whole = settled([read_back(values) for values in stored.values()])
    unread = len(_refused(door, submission)) + len(ended) - len(stored)
    return Gathered(frozenset(one.id for one in screened), dict(zip(documents, whole, strict=True)), unread)


def close_bundle(door: Door, order: Order, gathered: Gathered, reports: Sequence[Mapping[str, Any]]) -> None:
    """
    Write down how the members were judged together (a report for each document), unless they are others by now.
    """
    pair = screenings.pending(door.session, order.screening_id)
    if pair is None:
        return
    screening, submission = pair
    ended = members.entries(door.session, submission.id)
    screened = _screened(ended)
    if {one.id for one in screened} != gathered.screened:
        return
    if not screened:
        _give_up(door, submission, ended)
        return
    judged = [one for one in screened if one.id in gathered.documents]
    for one, report in zip(judged, reports, strict=True):
        screenings.put_report(one, door.sealing(one.submission_id), report)
        screenings.detect(door, one, report["findings"])
        marking.mark(door, one, gathered.documents[one.id], report["findings"])
    _join(door, screening, judged, list(gathered.documents.values()))
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


def _screened(ended: Sequence[MemberEntry]) -> list[Screening]:
    """
    List the screenings of the members that could be read.
    """
    return [entry.screening for entry in ended if entry.screening and entry.screening.finished_at]


def _join(door: Door, screening: Screening, judged: Sequence[Screening], documents: Sequence[Document]) -> None:
    """
    Write down how the documents belong together.
    """
    links = [
        {
            "of": documents[one.of].source.sha256,
            "to": documents[one.to].source.sha256,
            "kind": one.kind,
            "name": one.name,
            "documents": [str(judged[place].submission_id) for place in (one.of, one.to)],
        }
        for one in link(documents)
    ]
    seal = door.sealing(screening.submission_id)
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
