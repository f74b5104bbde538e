"""
Count what an organisation hands in on a day, exactly, however many processes take it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from compliance.store.tables import DayCount

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    Taken = tuple[int, int]
    """Documents and bytes."""


def taken(session: Session, tenant_id: UUID, day: date) -> Taken:
    """
    Tell what was taken in on a day.
    """
    found = session.execute(
        select(DayCount.documents, DayCount.bytes).where(DayCount.tenant_id == tenant_id, DayCount.day == day)
    ).one_or_none()
    return (found.documents, found.bytes) if found else (0, 0)


def count(session: Session, tenant_id: UUID, day: date, size: int) -> Taken:
    """
    Count one document of `size` bytes, and tell what was taken in on the day with it.
    """
    row = insert(DayCount).values(tenant_id=tenant_id, day=day, documents=1, bytes=size)
    added = {"documents": DayCount.documents + 1, "bytes": DayCount.bytes + size}
    counted = row.on_conflict_do_update(index_elements=["tenant_id", "day"], set_=added)
    documents, size_of_all = session.execute(counted.returning(DayCount.documents, DayCount.bytes)).one()
    return documents, size_of_all


def forget(session: Session, before: date) -> None:
    """
    Forget the days before a day, of all organisations; for the system.
    """
    session.execute(delete(DayCount).where(DayCount.day < before))
