"""
End the agreements of a run that no rule can judge otherwise than before, many at a time.

Most need not be opened: no rule that reads them has changed. Where some have, these run over the kept reading alone.
What is left has to be checked in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.audits import delta
from compliance.audits.comparing import ChangeKind
from compliance.store import audits, members, screenings
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.queue import Bench
    from compliance.store.audit_tables import AuditItem
    from compliance.store.door import Sealed
    from compliance.store.tables import Screening

Rules = frozenset[str] | None
"""Rules that may judge otherwise; None where all may."""


@dataclass(frozen=True, slots=True)
class LastChecks:
    """
    Hold the last finished checks of a submission, or of a bundle's members; `files` may be more than were ever checked.
    """

    screenings: Sequence[Screening]
    files: int
    is_bundle: bool

    @property
    def ids(self) -> frozenset[UUID]:
        """
        Give the ids of the checks.
        """
        return frozenset(one.id for one in self.screenings)

    @property
    def is_whole(self) -> bool:
        """
        Tell whether every file of it was checked.
        """
        return len(self.screenings) == self.files


def last_checks_of(session: Session, submission_ids: Sequence[UUID]) -> dict[UUID, LastChecks]:
    """
    Fetch the last finished checks of submissions.
    """
    parts = members.ids_of_bundles(session, submission_ids)
    alone = [one for one in submission_ids if one not in parts]
    newest = {
        one.submission_id: one
        for one in screenings.newest_finished(session, [*alone, *(part for of in parts.values() for part in of)])
    }
    return {
        one: LastChecks(
            [newest[part] for part in parts.get(one, [one]) if part in newest], len(parts.get(one, [one])), one in parts
        )
        for one in submission_ids
    }


def last_checks(session: Session, submission_id: UUID) -> LastChecks:
    """
    Fetch the last finished checks of a submission, or of a bundle's members.
    """
    return last_checks_of(session, [submission_id])[submission_id]


def settle(
    bench: Bench, system: Person, items: Sequence[AuditItem], changed: delta.Delta
) -> list[tuple[AuditItem, Rules]]:
    """
    End what stays as it was, and return the rest with the rules that may judge otherwise.

    `items` are of one run and one organisation. Readings are opened, and rules run, between two transactions.
    """
    with bench.database.transaction(system) as session:
        last = last_checks_of(session, [item.submission_id for item in items])
        rules = {one: changed.affected(session, checks.screenings) for one, checks in last.items()}
        untouched = [item for item in items if rules[item.submission_id] == frozenset()]
        left = reaffirm(session, untouched, last, changed)
        kept = _kept(bench, Door(session, bench.keys, system), items, last, rules)
    alike: list[AuditItem] = []
    otherwise: list[AuditItem] = []
    for item in items:
        if item.submission_id in kept:
            is_alike = _is_alike(bench, kept[item.submission_id], rules[item.submission_id], changed.today)
            (alike if is_alike else otherwise).append(item)
    if alike:
        with bench.database.transaction(system) as session:
            left += reaffirm(session, alike, last, changed)
    opened = {item.submission_id for item in (*untouched, *alike, *otherwise)}
    rest = [(item, rules[item.submission_id]) for item in items if item.submission_id not in opened]
    # What some rules judge otherwise all have to judge: one rule may speak for another.
    return [*rest, *((item, None) for item in (*left, *otherwise))]


def _kept(
    bench: Bench, door: Door, items: Sequence[AuditItem], last: Mapping[UUID, LastChecks], rules: Mapping[UUID, Rules]
) -> dict[UUID, Sealed]:
    """
    Fetch the readings of single documents that some rules have to be run over, if this code made them.
    """
    keeping = bench.instruments.keeping
    if keeping is None:
        return {}
    wanted = [
        one.id
        for item in items
        if rules[item.submission_id] and not last[item.submission_id].is_bundle
        for one in last[item.submission_id].screenings
        if one.reading_maker == keeping.maker()
    ]
    return door.readings(items[0].run_id, wanted) if wanted else {}


def _is_alike(bench: Bench, sealed: Sealed, rules: Rules, today: date) -> bool:
    keeping = bench.instruments.keeping
    if keeping is None or rules is None:
        return False
    some = keeping.check_some(sealed.reading(), today, rules)
    return delta.judges_alike(rules, delta.said(sealed.report()), some, is_text=True)


def reaffirm(
    session: Session, items: Sequence[AuditItem], seen: Mapping[UUID, LastChecks], changed: delta.Delta
) -> list[AuditItem]:
    """
    Write down that the last checks of agreements hold; return those that other checks came in between for.

    What is ended already, or of a run that no longer goes on, is left alone.
    """
    if not items:
        return []
    locked = audits.take_many(session, items[0].run_id, [item.submission_id for item in items])
    last = last_checks_of(session, [item.submission_id for item in locked])
    same = [item for item in locked if last[item.submission_id].ids == seen[item.submission_id].ids]
    digest = changed.instruments.catalog().digest
    ids = [one for item in same for one in last[item.submission_id].ids]
    screenings.reaffirm(session, ids, changed.today, digest)
    _end(session, same, last)
    return [item for item in locked if item not in same]


def _end(session: Session, items: Sequence[AuditItem], last: Mapping[UUID, LastChecks]) -> None:
    """
    End agreements as they were: whole ones in one statement, those with a file that was never read one by one.
    """
    whole = [item for item in items if last[item.submission_id].is_whole]
    if whole:
        counts = {item.submission_id: unchanged(_findings(last, item)) for item in whole}
        audits.end_items(session, whole[0].run_id, counts)
    for item in items:
        checks = last[item.submission_id]
        if not checks.is_whole:
            audits.end_partly(session, item, len(checks.screenings), unchanged(_findings(last, item)))


def _findings(last: Mapping[UUID, LastChecks], item: AuditItem) -> int:
    return sum(sum(one.counts["findings"].values()) for one in last[item.submission_id].screenings if one.counts)


def unchanged(count: int) -> dict[str, int]:
    """
    Count findings that are as before, and none otherwise.
    """
    return {kind.value: count if kind is ChangeKind.UNCHANGED else 0 for kind in ChangeKind}
