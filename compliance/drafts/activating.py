"""
Put approved drafts into force one after the other, and earlier versions again: never two at once, never over others.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from compliance import access, seoul
from compliance.drafts import packing
from compliance.drafts.views import InForceView
from compliance.errors import Conflict
from compliance.store import drafts, findings
from compliance.store.draft_tables import CatalogDraft
from rules import draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.queue import Bench

AS_SHIPPED = "배포된 점검 기준으로 되돌리기"
BACK_TO = "되돌리기: {title}"
LONGEST_TITLE = 200


def must_hold(row: CatalogDraft) -> None:
    """
    Refuse a draft whose examples were not tried, or do not hold.

    Raises:
        Conflict: "trial".
    """
    if trial_of(row) != "held":
        raise Conflict(
            "초안의 예시 시험이 끝나지 않았거나 통과하지 못했습니다",
            "the examples of the draft were not tried, or do not hold",
            "trial",
        )


def must_be_next(bench: Bench, session: Session, row: CatalogDraft) -> None:
    """
    Refuse a draft that would take the place of rules it does not know, under the lock of all activations.

    Raises:
        Conflict: "base", "trial" or "waiting".
    """
    must_hold(row)
    with bench.database.transaction(access.system()) as of_all:
        drafts.lock_activation(session)
        if drafts.waits(of_all, seoul.today()):
            raise Conflict(
                "승인된 다른 초안이 적용 시작일을 기다리고 있습니다", "another draft waits for its day", "waiting"
            )
    if row.base_digest != bench.present().instruments.catalog().digest:
        raise Conflict(
            "초안의 바탕이 된 점검 기준이 바뀌었습니다", "the rules it was drawn up over are others now", "base"
        )


def trial_of(row: CatalogDraft) -> str:
    """
    Say how the trial of a draft stands: "waiting", "held" or "failed".
    """
    if row.tried_at is None:
        return "waiting"
    return "failed" if row.problems else "held"


def state_of(row: CatalogDraft, head: CatalogDraft | None) -> str:
    """
    Say how a draft stands today, `head` being in force: an approved one waits for its day, is it, or was replaced.
    """
    if row.state != "approved" or row.overlay is None or row.effective_on is None or row.effective_on > seoul.today():
        return row.state
    return "in_force" if head and head.id == row.id else "replaced"


def standing(bench: Bench) -> InForceView:
    """
    Show which rules are in force.
    """
    head, ours = head_of(bench), bench.instruments
    if head is None or head.overlay is None:
        return InForceView(ours.catalog().digest, None, None, None, ())
    with bench.database.transaction(access.system(head.tenant_id)) as session:
        names = findings.names(session, {head.approved_by} if head.approved_by else set())
    files = packing.files_of(head.overlay)
    name = names.get(head.approved_by) if head.approved_by else None
    return InForceView(
        ours.catalog().digest, head.title, head.effective_on, name, tuple(files), holds=dict(ours.files) == files
    )


def earlier(
    bench: Bench, session: Session, person: Person, draft_id: UUID | None, said: tuple[date, str]
) -> CatalogDraft:
    """
    Propose an earlier version, the shipped rules where none is named; `said` is the day and the reason.

    What held its trial as the very same catalog is proposed at once, anything else is tried first.

    Raises:
        Conflict: "state", it was never in force, or is what is in force.
    """
    known = drafts.draft(session, draft_id) if draft_id else None
    if known and state_of(known, head_of(bench)) != "replaced":
        raise Conflict("이전에 시행된 기준만 되돌릴 수 있습니다", "it was never in force, or is now", "state")
    files = packing.files_of(known.overlay) if known and known.overlay else {}
    ours = bench.instruments
    if files == dict(ours.files):
        raise Conflict("지금 시행 중인 기준과 같습니다", "these are the rules in force", "state")
    theirs, today = ours.drafted(files), seoul.today()
    digest = theirs.catalog().digest
    row = CatalogDraft(
        id=uuid7(),
        tenant_id=person.tenant_id,
        author_id=person.id,
        title=(BACK_TO.format(title=known.title) if known else AS_SHIPPED)[:LONGEST_TITLE],
        files=packing.packed(_restored(files, ours.files)),
        overlay=packing.packed(files),
        digest=digest,
        base_digest=ours.catalog().digest,
        changed={name: sorted(types) for name, types in theirs.affected(ours.fingerprints(), today, today).items()},
        state="drafted",
        created_at=datetime.now(UTC),
    )
    session.add(row)
    if known is None or digest == known.digest:
        row.tried_at, row.problems = datetime.now(UTC), []
        row.state, row.effective_on, row.reason = "proposed", *said
        row.proposed_by, row.proposed_at = person.id, datetime.now(UTC)
    else:
        bench.queue.order_trial(session, row.id)
    return row


def _restored(wanted: Mapping[str, str], today: Mapping[str, str]) -> dict[str, str]:
    """
    Give the files that change when one set of them takes the place of another; a file that was added just goes.
    """
    files = {name: wanted.get(name, draft.shipped(name)) for name in sorted(wanted.keys() | today.keys())}
    return {name: text for name, text in files.items() if text is not None and text != today.get(name)}


def head_of(bench: Bench) -> CatalogDraft | None:
    """
    Fetch the draft that is in force, nothing where the shipped rules are.
    """
    with bench.database.transaction(access.system()) as session:
        return drafts.in_force(session, seoul.today())
