"""
Look through everything that is stored and say what does not hold: values, bytes, findings, screenings, the journal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from compliance import journal
from compliance.store.keeper import keeper
from compliance.store.proving import Prover
from compliance.store.sealed_places import PLACES
from compliance.store.tables import DocumentKey, Finding, JournalLine, Original, Screening, Submission
from compliance.views import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from compliance.store.envelope import KeyRing

AT_ONCE = 50
"""Rows fetched at a time: an original may have tens of megabytes."""
FAULTS_NAMED = 100
"""Faults named at most; the rest is counted."""
_BROKEN_TIES: dict[str, Select[UUID]] = {
    "findings without their screening": select(Finding.id)
    .outerjoin(Screening, Screening.id == Finding.screening_id)
    .where(Screening.id.is_(None)),
    "submissions without a key": select(Submission.id)
    .outerjoin(DocumentKey, DocumentKey.submission_id == Submission.id)
    .where(DocumentKey.submission_id.is_(None)),
    "screened submissions without a result": select(Submission.id)
    .outerjoin(Screening, (Screening.submission_id == Submission.id) & Screening.finished_at.is_not(None))
    .where(Submission.state == SubmissionState.SCREENED, Submission.parent_id.is_(None), Screening.id.is_(None)),
}


@dataclass(slots=True)
class Health:
    """
    Hold what was looked at, by kind, and what does not hold, by kind and id.
    """

    looked_at: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    more_faults: int = 0

    @property
    def sound(self) -> bool:
        """
        Tell whether nothing was found wrong.
        """
        return not self.faults

    def note(self, kind: str, bad: Iterable[object | None]) -> None:
        """
        Count what was looked at; everything but None is the id of something that does not hold.
        """
        self.looked_at[kind] = 0
        for one in bad:
            self.looked_at[kind] += 1
            if one is not None:
                self.blame(f"{kind}: {one}")

    def blame(self, fault: str) -> None:
        """
        Name a fault, or count it where many were named.
        """
        if len(self.faults) < FAULTS_NAMED:
            self.faults.append(fault)
        else:
            self.more_faults += 1


def size(owner_url: str) -> int:
    """
    Count the steps that `look_through` will tell of.
    """
    with keeper(owner_url) as session:
        values = sum(session.scalars(place.count()).one() for place in PLACES)
        originals = session.scalars(select(func.count()).select_from(Original)).one()
        lines = session.scalars(select(func.count()).select_from(JournalLine)).one()
    return int(values + originals + lines)


def look_through(
    owner_url: str, keys: KeyRing, checkpoints: Iterable[tuple[int, str]], step: Callable[[], None] = lambda: None
) -> Health:
    """
    Look at everything as it stands at one moment; `step` is called for each value, document and line that was looked at.
    """
    found = Health()
    prover = Prover(keys)
    with keeper(owner_url) as session:
        for place in PLACES:
            found.note(
                place.name,
                _stepped(
                    step,
                    (
                        None
                        if prover.opens(row.tenant_id, row[2], row.wrapped_key, row[4], place.purpose_of(row[0]))
                        else row[0]
                        for row in session.execute(place.rows().execution_options(yield_per=AT_ONCE))
                    ),
                ),
            )
        found.note("bytes of documents", _stepped(step, _changed_bytes(session, prover)))
        for kind, wanted in _BROKEN_TIES.items():
            found.note(kind, session.scalars(wanted))
        verdict = journal.verify(session, checkpoints, step)
    found.looked_at["journal"] = verdict.lines
    if not verdict.sound:
        found.blame(f"journal: {verdict.bad_line} ({verdict.why})")
    return found


def _changed_bytes(session: Session, prover: Prover) -> Iterator[object | None]:
    wanted = (
        select(
            Original.submission_id,
            Original.tenant_id,
            DocumentKey.wrapped_key,
            Original.sealed_content,
            Submission.sealed_particulars,
        )
        .join(DocumentKey, DocumentKey.submission_id == Original.submission_id)
        .join(Submission, Submission.id == Original.submission_id)
    )
    for one, tenant_id, wrapped, content, particulars in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
        yield None if prover.is_as_received(tenant_id, one, wrapped, content, particulars) else one


def _stepped(step: Callable[[], None], outcomes: Iterable[object | None]) -> Iterator[object | None]:
    for one in outcomes:
        step()
        yield one
