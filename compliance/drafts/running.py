"""
Draw the agreements of a preview and compare one after the other under today's rules and under the draft.

Everything may be done twice: a preview is drawn once, and an agreement of it is ended once. Findings, screenings and
decisions are only read. No transaction is open while rules run.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from compliance import access, journal
from compliance.audits.delta import Delta
from compliance.audits.plan import Population, Sample, draw
from compliance.audits.reaffirming import last_checks
from compliance.audits.running import BROKEN
from compliance.drafts import packing
from compliance.drafts.impact import Pair, differences, verdict
from compliance.journal import Act
from compliance.store import audits, drafts, submissions
from compliance.store.door import Door
from compliance.store.draft_tables import PreviewItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.reaffirming import LastChecks
    from compliance.drafts.impact import Difference
    from compliance.queue import Bench

CHUNK = 100
"""Agreements that one job compares."""


def begin(bench: Bench, preview_id: UUID) -> None:
    """
    Draw the agreements of a preview and queue them in chunks; nothing where it was begun before.
    """
    system = access.system()
    with bench.database.transaction(system) as session:
        row = drafts.preview(session, preview_id, to_change=True)
        if row.state != "waiting":
            return
        # Rules that were replaced since must not silently take the place of those it was asked for.
        if row.base_digest != bench.instruments.catalog().digest:
            row.state = "refused"
            return
        audits.remember(session, bench.instruments.catalog().digest, bench.instruments.fingerprints())
        candidates = audits.candidates(session, Population.model_validate(row.population), row.checked_on)
        drawn = draw(candidates, Sample.model_validate(row.sample))
        audits.put_in_order(session, PreviewItem, drawn, {"preview_id": preview_id})
        row.state = "running"
        for start in range(0, len(drawn), CHUNK):
            bench.queue.order_preview(session, preview_id, range(start, min(start + CHUNK, len(drawn))))
        drafts.finish(session, preview_id)
        journal.write(session, system, Act.PREVIEW_BEGUN, f"draft_preview:{preview_id}", {"agreements": len(drawn)})


def compare_chunk(bench: Bench, preview_id: UUID, positions: range) -> None:
    """
    Compare what is still to be compared of a part of a preview, and end the preview where nothing is left.
    """
    with bench.database.transaction(access.system()) as session:
        row = drafts.preview(session, preview_id)
        waiting = drafts.waiting(session, preview_id, positions)
        draft = drafts.draft(session, row.draft_id)
    if waiting:
        pair = Pair.of(bench.instruments, packing.of_draft(bench.instruments, draft), row.checked_on)
        since, seed = Delta(bench.instruments, row.checked_on), Sample.model_validate(row.sample).seed
        for item in waiting:
            _compare(bench, item, pair, since, seed)
    _finish(bench, preview_id)


def give_up_chunk(bench: Bench, preview_id: UUID, positions: range) -> None:
    """
    Say of what could not be compared after the last try that it was not; of a preview that never began, that it failed.
    """
    with bench.database.transaction(access.system()) as session:
        row = drafts.preview(session, preview_id, to_change=True)
        if row.state == "waiting":
            row.state = "failed"
        for item in drafts.waiting(session, preview_id, positions):
            item.state, item.code = "failed", BROKEN
    _finish(bench, preview_id)


def _finish(bench: Bench, preview_id: UUID) -> None:
    system = access.system()
    with bench.database.transaction(system) as session:
        if drafts.finish(session, preview_id):
            journal.write(session, system, Act.PREVIEW_ENDED, f"draft_preview:{preview_id}")


@dataclass(frozen=True, slots=True)
class Compared:
    """
    Hold what a comparison of one agreement saw; `opened` counts the documents that were judged.
    """

    last: LastChecks
    is_affected: bool
    opened: int
    differ: Sequence[Difference]


def look(bench: Bench, owner: UUID, submission_id: UUID, pair: Pair, since: Delta) -> Compared:
    """
    Compare one agreement of an organisation; only its being read is written down.
    """
    system = access.system(owner)
    with bench.database.transaction(system) as session:
        last = last_checks(session, submission_id)
        rules = pair.affected({one.agreement_type for one in last.screenings})
        door = Door(session, bench.keys, system)
        is_current = since.affected(session, last.screenings) == frozenset()
        stored = door.kept(submission_id, last.screenings, Act.READ_FOR_PREVIEW) if rules else {}
    differ = differences(pair, stored, last, rules, is_current=is_current) if stored else ()
    return Compared(last, bool(rules), len(stored), differ)


def _compare(bench: Bench, item: PreviewItem, pair: Pair, since: Delta, seed: str) -> None:
    found = look(bench, item.tenant_id, item.submission_id, pair, since)
    system = access.system(item.tenant_id)
    with bench.database.transaction(system) as session:
        locked = drafts.take(session, item.preview_id, item.submission_id)
        if locked is not None:
            drafts.put_changes(session, _rows(Door(session, bench.keys, system), locked, found, seed))
            _end(session, locked, found)


def _end(session: Session, item: PreviewItem, found: Compared) -> None:
    """
    End an agreement: what was never read counts as not compared, with its code, never as unchanged.
    """
    if found.last.screenings and not found.is_affected:
        item.state = "unaffected"
        return
    item.state = "compared" if found.opened else "not_compared"
    if found.opened < found.last.files:
        item.code = submissions.entry(session, item.submission_id).submission.problem_code


def _rows(door: Door, item: PreviewItem, found: Compared, seed: str) -> list[Mapping[str, object]]:
    types = {one.submission_id: one.agreement_type or "" for one in found.last.screenings}
    known = drafts.decisions(door.session, list(types))
    rows: list[Mapping[str, object]] = []
    for one in found.differ:
        change, change_id = one.change, uuid7()
        finding_id, state = known.get((one.submission_id, (change.rule, change.fingerprint)), (None, None))
        before, present = change.before, change.present
        drawn = f"{seed}/{one.submission_id}/{change.rule}/{change.fingerprint}"
        rows.append(
            {
                "id": change_id,
                "preview_id": item.preview_id,
                "submission_id": one.submission_id,
                "tenant_id": item.tenant_id,
                "origin": item.origin,
                "agreement_type": types[one.submission_id],
                "kind": one.kind,
                "rule": change.rule,
                "fingerprint": change.fingerprint,
                "title": dict(present.title),
                "severity": present.severity,
                "ground": present.ground,
                "earlier_severity": before.severity if before else None,
                "earlier_ground": before.ground if before else None,
                "finding_id": finding_id,
                "decided": state,
                "verdict": verdict(one.kind, state),
                "lot": sha256(drawn.encode()).digest()[:16],
                "sealed_quote": door.sealing(one.submission_id)(one.quote, f"preview|{change_id}"),
            }
        )
    return rows
