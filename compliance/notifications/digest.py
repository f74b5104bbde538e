"""
Tell subscribers once a day, by mail, what happened to the audits of their authority: counts and links, nothing else.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from compliance import access
from compliance.access import EXAMINERS
from compliance.notifications import mailing
from compliance.notifications.kinds import Announced, Kind
from compliance.notifications.mailing import Letter
from compliance.seoul import SEOUL
from compliance.store import outbox, subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from compliance.notifications.kinds import Outgoing
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.notification_tables import Announcement, DigestSubscriber

PURPOSE = "address"
MOST_LINKS = 20
LINES = (
    ("runs_finished", "끝난 점검 회차", "audit runs finished"),
    ("agreements_not_checked", "점검하지 못한 문서", "agreements that could not be checked"),
    ("flags_created", "새로 나타난 의심 항목", "new flags"),
    ("runs_missed", "실시하지 못한 회차", "periods without a run"),
    ("runs_refused", "기준이 달라 시작하지 않은 회차", "runs not started because the frozen rules are gone"),
    ("periods_ahead", "예고된 점검", "periods ahead"),
)


def order_due(database: Database, settings: Settings, now: datetime) -> int:
    """
    Order the digest of the days before today (Asia/Seoul) for everybody who was not told of them; return how many.

    Days on which nothing happened are passed over in silence. A scheduler that was away tells all its days at once.
    """
    here = now.astimezone(SEOUL)
    if not mailing.is_set(settings) or here.hour < settings.digest_hour:
        return 0
    midnight = datetime.combine(here.date(), time(), SEOUL)
    with database.transaction(access.system()) as session:
        behind = subscriptions.behind(session, midnight)
        return sum(_order(session, subscriber, midnight) for subscriber in behind)


def letter(database: Database, settings: Settings, keys: KeyRing, sent: Outgoing) -> Letter | None:
    """
    Write the mail of a digest; None where its recipient no longer wants it, or no longer examines.
    """
    if sent.person_id is None:
        return None
    with database.transaction(access.system(sent.tenant_id)) as session:
        subscriber = subscriptions.subscriber(session, sent.person_id)
        actor = subscriptions.actor_of(session, sent.person_id)
    if subscriber is None or actor not in EXAMINERS:
        return None
    subject, text = words(sent.data, settings.public_url)
    return Letter(address_of(keys, subscriber), subject, text, str(sent.id), sent.created_at)


def address_of(keys: KeyRing, subscriber: DigestSubscriber) -> str:
    """
    Open the address of a subscriber.
    """
    envelope = keys.envelope(subscriber.tenant_id, subscriber.person_id, subscriber.wrapped_key)
    return envelope.open(subscriber.sealed_address, PURPOSE).decode()


def words(data: Mapping[str, Any], base: str | None) -> tuple[str, str]:
    """
    Put a digest into words, Korean first; `base` is the address under which people open this service.
    """
    told = [(ko, en, data["counts"][name]) for name, ko, en in LINES if data["counts"].get(name)]
    links = [f"{base.rstrip('/')}/audits/runs/{run}" for run in data["runs"]] if base else []
    more = data["more_runs"] if base else 0
    korean = [
        f"{data['day']} 점검 요약입니다. 의심 항목은 사람이 확인하기 전에는 위반이 아닙니다.",
        *(f"- {ko}: {count}" for ko, _, count in told),
        *(["", "회차:", *links] if links else []),
        *([f"그 밖의 회차 {more}건"] if more else []),
    ]
    english = [
        f"Audit digest of {data['day']}. A flag is a suspicion until a person confirms it.",
        *(f"- {en}: {count}" for _, en, count in told),
    ]
    stop = f"{base.rstrip('/')}/notifications" if base else ""
    end = ["", "그만 받기 / unsubscribe:", stop] if stop else []
    return f"[공정협력 점검] {data['day']} 점검 요약 / audit digest", "\n".join([*korean, "", *english, *end, ""])


def _order(session: Session, subscriber: DigestSubscriber, midnight: datetime) -> bool:
    rows = outbox.happened(session, subscriber.tenant_id, subscriber.told_until, midnight)
    subscriber.told_until = midnight
    session.flush()
    if not rows:
        return False
    day = (midnight - timedelta(days=1)).date().isoformat()
    told = Announced(subscriber.tenant_id, f"{Kind.DIGEST}:{day}", Kind.DIGEST, {"day": day, **_summed(rows)})
    return outbox.put(session, told, {"person_id": subscriber.person_id}) is not None


def _summed(rows: Sequence[Announcement]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(dict(_counted(row)))
    runs = list(dict.fromkeys(row.data["run_id"] for row in rows if "run_id" in row.data))
    return {"counts": dict(counts), "runs": runs[:MOST_LINKS], "more_runs": max(0, len(runs) - MOST_LINKS)}


def _counted(row: Announcement) -> Iterator[tuple[str, int]]:
    match row.kind:
        case Kind.RUN_FINISHED:
            agreements = row.data["agreements"]
            yield "runs_finished", 1
            yield "agreements_not_checked", agreements.get("not_checked", 0) + agreements.get("failed", 0)
        case Kind.FLAGS_CREATED:
            yield "flags_created", row.data["created"]
        case Kind.RUN_MISSED:
            yield "runs_missed", 1
        case Kind.RUN_REFUSED:
            yield "runs_refused", 1
        case Kind.PERIOD_NOTICE:
            yield "periods_ahead", 1
