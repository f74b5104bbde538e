"""
Keep of agreements that were stored before what is kept of new ones: their readings, and the template clauses in them.

Everything may be done twice: what is kept already stays as it is. No finding, report or decision changes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from compliance import access, seoul
from compliance.audits.plan import Population
from compliance.audits.reaffirming import last_checks
from compliance.clusters import marking
from compliance.screening import check_and_keep
from compliance.store import audits, clusters, screenings, submissions
from compliance.store.door import Door
from compliance.store.tables import Screening
from ingest.stored import read_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.reaffirming import LastChecks
    from compliance.queue import Bench

READINGS, CLAUSES = "readings", "clauses"


def waiting(bench: Bench) -> list[tuple[UUID, UUID]]:
    """
    Give every registered or ordered agreement with its organisation, oldest first.
    """
    with bench.database.transaction(access.system()) as session:
        found = [one.submission_id for one in audits.candidates(session, Population(), seoul.today())]
        owners = {one.id: one.tenant_id for one in submissions.named(session, set(found))}
        return [(one, owners[one]) for one in found]


def backfill(bench: Bench, step: Callable[[], None] = lambda: None) -> Counter[str]:
    """
    Keep what is missing of every agreement; count the documents whose reading, and whose clauses, were looked at.
    """
    done: Counter[str] = Counter()
    for submission_id, owner in waiting(bench):
        done.update(_fill(bench, owner, submission_id))
        step()
    return done


def _fill(bench: Bench, owner: UUID, submission_id: UUID) -> list[str]:
    """
    Keep what is missing of one agreement; no transaction is open while it is read.
    """
    system, today = access.system(owner), seoul.today()
    with bench.database.transaction(system) as session:
        last = last_checks(session, submission_id)
        unread, unmarked = _without_reading(bench, last), _without_mark(session, last)
        wanted = list({one.id: one for one in (*unread, *unmarked)}.values())
        stored = Door(session, bench.keys, system).kept(submission_id, wanted) if wanted else {}
    documents = {one: read_back(kept.document) for one, kept in stored.items()}
    readings = {
        one.id: check_and_keep(bench.instruments, documents[one.id], today)[1] for one in unread if one.id in stored
    }
    with bench.database.transaction(system) as session:
        door = Door(session, bench.keys, system)
        for screening_id, reading in readings.items():
            screenings.put_reading(door, session.get_one(Screening, screening_id, with_for_update=True), reading)
        for one in unmarked:
            if one.id in stored:
                marking.mark(door, one, documents[one.id], stored[one.id].report["findings"])
    return [READINGS] * len(readings) + [CLAUSES] * sum(one.id in stored for one in unmarked)


def _without_reading(bench: Bench, last: LastChecks) -> Sequence[Screening]:
    """
    Give the last check of a single document whose reading was not kept by this program; a bundle's never are.
    """
    keeping = bench.instruments.keeping
    if keeping is None or last.is_bundle:
        return ()
    return [one for one in last.screenings if one.reading_maker != keeping.maker()]


def _without_mark(session: Session, last: LastChecks) -> Sequence[Screening]:
    return clusters.unmarked(session, [one.submission_id for one in last.screenings])
