"""
Announce what happens to audits, in the transaction in which it happens: ids, days and counts, nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import access
from compliance.audits.comparing import ChangeKind
from compliance.audits.periods import Rhythm, following
from compliance.notifications.kinds import Announced, Kind
from compliance.store import audits, outbox

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.store.audit_tables import AuditPlan
    from compliance.store.database import Database

ENDED = {"refused": Kind.RUN_REFUSED, "missed": Kind.RUN_MISSED}


def run_not_held(session: Session, plan: AuditPlan, run_id: UUID, period: date, state: str) -> None:
    """
    Announce that a period was missed, or refused because the rules that its plan froze are gone.
    """
    kind = ENDED[state]
    data = {"plan_id": str(plan.id), "run_id": str(run_id), "period": period.isoformat()}
    outbox.announce(session, Announced(plan.tenant_id, f"{kind}:{run_id}", kind, data))


def run_finished(session: Session, run_id: UUID) -> None:
    """
    Announce that a run is done, with what was checked and what was not; and that it has new flags, where it has.
    """
    run = audits.run(session, run_id)
    plan = audits.plan(session, run.plan_id)
    findings = audits.totals(session, [run_id])[run_id]
    told = {"plan_id": str(plan.id), "run_id": str(run_id), "period": run.period.isoformat()}
    finished = {**told, "agreements": audits.progress(session, [run_id])[run_id], "findings": findings}
    kind = Kind.RUN_FINISHED
    outbox.announce(session, Announced(plan.tenant_id, f"{kind}:{run_id}", kind, finished))
    if findings[ChangeKind.CREATED]:
        kind = Kind.FLAGS_CREATED
        created = {**told, "created": findings[ChangeKind.CREATED]}
        outbox.announce(session, Announced(plan.tenant_id, f"{kind}:{run_id}", kind, created))


def announce_periods(database: Database, today: date) -> int:
    """
    Announce the periods whose notice day has come (Asia/Seoul), each once; return how many were new.
    """
    with database.transaction(access.system()) as session:
        return sum(_announce_period(session, plan, today) for plan in audits.plans(session) if plan.state == "active")


def _announce_period(session: Session, plan: AuditPlan, today: date) -> bool:
    due = following(Rhythm(plan.rhythm), plan.starts_on, plan.taken_up_until)
    if due is None or not plan.notice_days or not due - timedelta(days=plan.notice_days) <= today < due:
        return False
    data = {"plan_id": str(plan.id), "period": due.isoformat(), "notice_days": plan.notice_days}
    kind = Kind.PERIOD_NOTICE
    return outbox.announce(session, Announced(plan.tenant_id, f"{kind}:{plan.id}:{due}", kind, data))
