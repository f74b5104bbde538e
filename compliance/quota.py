"""
Bound what one organisation hands in on a day of Seoul; what counts is what was taken in, whatever became of it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from compliance.errors import TooMuch
from compliance.seoul import SEOUL
from compliance.store import quotas

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.settings import Settings
    from compliance.store.quotas import Taken


def check(session: Session, settings: Settings, tenant_id: UUID, size: int) -> None:
    """
    Refuse a document of `size` bytes early, before any work is done on it.

    Raises:
        TooMuch: the organisation has handed in what it may today.
    """
    now = datetime.now(SEOUL)
    documents, size_of_all = quotas.taken(session, tenant_id, now.date())
    _compare(settings, (documents + 1, size_of_all + size), now)


def count(session: Session, settings: Settings, tenant_id: UUID, size: int) -> None:
    """
    Count a document of `size` bytes that is taken in with this transaction.

    Raises:
        TooMuch: others of the organisation were faster, and there is no room left today.
    """
    now = datetime.now(SEOUL)
    _compare(settings, quotas.count(session, tenant_id, now.date(), size), now)


def _compare(settings: Settings, taken: Taken, now: datetime) -> None:
    documents, size_of_all = taken
    if documents <= settings.documents_per_day and size_of_all <= settings.megabytes_per_day * 1_000_000:
        return
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), SEOUL)
    raise TooMuch(
        "귀 기관이 하루에 제출할 수 있는 양을 모두 쓰셨습니다. 내일 다시 제출하십시오.",
        "your organisation has handed in what it may in one day",
        int((midnight - now).total_seconds()) + 1,
    )
