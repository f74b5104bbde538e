"""
Ask for what falls on days between two others: runs of audits, deadlines of cases, stages of projects, rechecks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from compliance.store.audit_tables import AuditPlan, AuditRun, Recheck
from compliance.store.case_tables import Case
from compliance.store.programme_tables import Stage

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def runs(session: Session, first: date, last: date) -> list[tuple[AuditRun, str]]:
    """
    Fetch the runs of a time with the titles of their plans.
    """
    wanted = (
        select(AuditRun, AuditPlan.title)
        .join(AuditPlan, AuditPlan.id == AuditRun.plan_id)
        .where(AuditRun.period.between(first, last))
        .order_by(AuditRun.period, AuditRun.id)
    )
    return [(run, title) for run, title in session.execute(wanted)]


def deadlines(session: Session, first: date, last: date) -> dict[date, int]:
    """
    Count the cases whose nearest deadline falls on each day.
    """
    wanted = select(Case.due_on, func.count()).where(Case.due_on.between(first, last)).group_by(Case.due_on)
    return {day: int(count) for day, count in session.execute(wanted)}


def rechecks(session: Session, first: date, last: date) -> dict[date, int]:
    """
    Count the agreements that are to be checked again from each day on.
    """
    wanted = select(Recheck.due_on, func.count(func.distinct(Recheck.submission_id)))
    wanted = wanted.where(Recheck.due_on.between(first, last)).group_by(Recheck.due_on)
    return {day: int(count) for day, count in session.execute(wanted)}


def stages(session: Session, first: date, last: date) -> list[tuple[date, str, int]]:
    """
    Count the projects that enter each stage on each day.
    """
    wanted = select(Stage.starts_on, Stage.stage, func.count()).where(Stage.starts_on.between(first, last))
    rows = session.execute(wanted.group_by(Stage.starts_on, Stage.stage).order_by(Stage.starts_on, Stage.stage))
    return [(day, stage, count) for day, stage, count in rows if day]
