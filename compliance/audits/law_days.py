"""
Take up the days of the law: when a duty has come into force overnight, list what has to be looked at again, once.

Nothing is sent and nothing decided: an auditor finds the list in the morning and has its agreements checked again.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from compliance import access, journal
from compliance.journal import Act
from compliance.store import law_days
from compliance.store.database import identify
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.duties import Duty
    from compliance.queue import Bench
    from compliance.store.law_days import Checked


def take_up(bench: Bench, today: date) -> int:
    """
    List the agreements of every duty that is in force on `today` and was not taken up yet; return how many were listed.
    """
    due = [duty for duty in bench.instruments.duties() if duty.basis.in_force <= today]
    with bench.database.transaction(access.system()) as session:
        known = law_days.taken_up(session)
    new = [duty for duty in due if (duty.basis.id, duty.basis.in_force) not in known]
    return sum(_take_up(bench, duty, today) for duty in new)


def _take_up(bench: Bench, duty: Duty, today: date) -> int:
    system = access.system()
    with bench.database.transaction(system) as session:
        candidates = law_days.checked_before(session, duty.basis.in_force, duty.types)
        concerned = list(_concerned(session, bench, candidates, duty, today))
        identify(session, system)
        dated = {one.submission_id: day for one, day in concerned if day}
        undated = {one.submission_id for one, day in concerned if day is None} - dated.keys()
        if not law_days.begin(session, duty.basis.id, duty.basis.in_force, today, len(undated)):
            return 0
        law_days.put(session, (duty.basis.id, duty.basis.in_force), today, concerned)
        if dated or undated:
            detail = {"basis": duty.basis.id, "listed": len(dated), "undated": len(undated)}
            journal.write(session, system, Act.LAW_DAY_REACHED, f"law_day:{duty.basis.in_force}", detail)
    return len(dated)


def _concerned(
    session: Session, bench: Bench, candidates: Sequence[Checked], duty: Duty, today: date
) -> Iterator[tuple[Checked, date | None]]:
    """
    Give the agreements that a duty may concern with the day from which on; what was declared of each tells.
    """
    for tenant_id, of_tenant in groupby(candidates, key=_organisation):
        system = access.system(tenant_id)
        identify(session, system)
        listed = list(of_tenant)
        said = Door(session, bench.keys, system).particulars(
            law_days.submissions_of(session, [one.document_id for one in listed])
        )
        for one in listed:
            declared = said.get(one.document_id, {}).get("declaration") or {}
            facts = declared.get("facts") or {}
            concern = duty.concern(facts, one.signed_on, one.agreement_type, today)
            if concern.concerns:
                yield one, concern.due_on


def _organisation(one: Checked) -> UUID:
    return one.tenant_id
