"""
Gather the audit result report (점검결과서): what was planned, which documents were checked and which not, and what stands.

Its fields are the minimum of ../shared/domain/WORKFLOW.md 1.7. What is gathered is what stands on the day it is drawn up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from compliance import seoul, showing
from compliance.errors import Rejected
from compliance.journal import Act
from compliance.store import audits, findings, members, people, screenings, submissions
from compliance.store.door import Door
from compliance.store.screenings import BUNDLE
from ingest.bundle import Entry as FileEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.access import Person
    from compliance.audits.desk import AuditDesk
    from compliance.audits.views import ChangeView, PlanView, RunView
    from compliance.store.audit_tables import AuditItem
    from compliance.store.tables import Finding, Screening, Submission
    from compliance.views import FindingView

Row = TypeVar("Row")
MOST_AGREEMENTS = 5_000
"""Agreements of one report; a larger run is reported in parts by narrower plans."""
TOGETHER = 200
"""Documents that are opened together."""


@dataclass(frozen=True, slots=True)
class Checked:
    """
    Account for one document of a run, or for one file of a bundle.

    `code` and `why`: why it was not checked; `reasons`: why a person has to look at one that was, codes of ingest.codes.
    `outcomes`: its rules by outcome. `sha256` is empty for a file of which nothing is stored.
    """

    name: str
    sha256: str
    state: str
    code: int | None
    outcomes: Mapping[str, int]
    reasons: Sequence[int] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class RuleOutcomes:
    """
    Count how one rule ended over all documents; `unjudged`: why it could not be judged, with how often.
    """

    rule: str
    title: str
    outcomes: Mapping[str, int]
    unjudged: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Hold a finding that stands as people left it, with who did so last and when.
    """

    view: FindingView
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class AuditReport:
    """
    Hold everything that a report on a run says, on which day and by whom it was drawn up.
    """

    plan: PlanView
    run: RunView
    issuer: str
    author: str
    drawn_up_on: date
    documents: Sequence[Checked]
    rules: Sequence[RuleOutcomes]
    findings: Sequence[Standing]
    changes: Sequence[ChangeView]


def gather(desk: AuditDesk, person: Person, run_id: UUID) -> AuditReport:
    """
    Gather the report on a run; that its findings and outcomes were read is written into the journal.

    Raises:
        Rejected: "agreements", the run has more agreements than one report holds.
    """
    run = desk.run(person, run_id)
    if run.total > MOST_AGREEMENTS:
        raise Rejected(
            f"회차의 문서가 {MOST_AGREEMENTS}건을 넘어 결과서 하나에 담을 수 없습니다",
            f"a report holds at most {MOST_AGREEMENTS} agreements",
            "agreements",
        )
    with desk.bench.database.transaction(person) as session:
        door = Door(session, desk.bench.keys, person)
        ledger = _Ledger.open(door, audits.items(session, run_id, -1, MOST_AGREEMENTS))
        titles = {rule.id: rule.title["ko"] for rule in desk.bench.instruments.catalog().rules}
        return AuditReport(
            desk.plan(person, run.plan_id),
            run,
            people.tenant_name(session, person.tenant_id),
            person.name,
            seoul.today(),
            list(ledger.documents()),
            _rules(door, f"audit_run:{run_id}", ledger.newest.values(), titles),
            _standing(door, findings.of_submissions(session, ledger.ids())),
            list(_changes(desk, person, run_id)),
        )


def _changes(desk: AuditDesk, person: Person, run_id: UUID) -> Iterator[ChangeView]:
    page = desk.changes(person, run_id, limit=MOST_AGREEMENTS)
    yield from page.items
    while page.next_cursor:
        page = desk.changes(person, run_id, page.next_cursor, MOST_AGREEMENTS)
        yield from page.items


@dataclass(frozen=True, slots=True)
class _Ledger:
    """
    Hold the agreements of a run with the documents of bundles, their names and their last finished checks.
    """

    items: Sequence[AuditItem]
    stored: Mapping[UUID, Submission]
    parts: Mapping[UUID, Mapping[int | None, Submission]]
    particulars: Mapping[UUID, Mapping[str, Any]]
    newest: Mapping[UUID, Screening]

    @classmethod
    def open(cls, door: Door, items: Sequence[AuditItem]) -> _Ledger:
        """
        Fetch what is known of the agreements.
        """
        ids = {item.submission_id for item in items}
        parts: dict[UUID, dict[int | None, Submission]] = {}
        for part in members.of_bundles(door.session, ids):
            if part.parent_id:
                parts.setdefault(part.parent_id, {})[part.position] = part
        inner = [part for listed in parts.values() for part in listed.values()]
        stored = {one.id: one for one in (*submissions.named(door.session, ids), *inner)}
        newest = screenings.newest_finished(door.session, [one for one in stored if one not in parts])
        shown = door.particulars(list(stored.values()))
        return cls(items, stored, parts, shown, {one.submission_id: one for one in newest})

    def ids(self) -> list[UUID]:
        """
        Give the ids of all documents.
        """
        return list(self.stored)

    def documents(self) -> Iterator[Checked]:
        """
        Account for every agreement in the run's order, each bundle followed by all its files.
        """
        for item in self.items:
            shown = self.particulars.get(item.submission_id)
            if shown is None:
                # What was destroyed since is still accounted for.
                yield Checked("", "", item.state, item.code, {})
                continue
            yield self._document(item.submission_id, shown["name"], item.state, item.code)
            files = shown[BUNDLE]["files"] if BUNDLE in shown else []
            for position, file in enumerate(files):
                yield self._file(item, position, FileEntry(**file))

    def _document(self, submission_id: UUID, name: str, state: str, code: int | None) -> Checked:
        screening = self.newest.get(submission_id)
        return Checked(
            name,
            self.particulars[submission_id]["sha256"],
            state,
            code,
            ((screening.counts or {}) if screening else {}).get("outcomes", {}),
            tuple(screening.codes or ()) if screening else (),
            self.stored[submission_id].problem_ko or "",
        )

    def _file(self, item: AuditItem, position: int, file: FileEntry) -> Checked:
        part = self.parts.get(item.submission_id, {}).get(position)
        name = f"{self.particulars[item.submission_id]['name']} › {file.name}"
        if part is None:
            refusal = file.refusal
            return Checked(name, "", "not_checked", refusal.code if refusal else None, {}, (), file.reason[0])
        ended = "checked" if part.id in self.newest else "not_checked"
        return self._document(part.id, name, "waiting" if item.state == "waiting" else ended, part.problem_code)


def _rules(door: Door, subject: str, checks: Iterable[Screening], titles: Mapping[str, str]) -> list[RuleOutcomes]:
    outcomes: dict[str, Counter[str]] = {}
    unjudged: dict[str, Counter[str]] = {}
    for some in _batches(list(checks)):
        opened = screenings.with_reports(door.session, [one.id for one in some])
        for report in door.parts(subject, opened, "report", Act.VIEWED_REPORT).values():
            for rule, told in report["outcomes"].items():
                outcomes.setdefault(rule, Counter())[told["outcome"]] += 1
                if told["outcome"] == "not_assessable":
                    unjudged.setdefault(rule, Counter())[told["why"]["ko"]] += 1
        for one in opened:
            door.session.expire(one, ["sealed_report"])
    return [
        RuleOutcomes(rule, titles.get(rule, ""), outcomes[rule], unjudged.get(rule, {})) for rule in sorted(outcomes)
    ]


def _standing(door: Door, rows: Sequence[Finding]) -> list[Standing]:
    stand: list[Standing] = []
    for some in _batches(rows):
        views = showing.findings(door, some)
        last = findings.last_decisions(door.session, [one.id for one in views])
        for view in views:
            name, at = last.get(view.id, ("", None))
            stand.append(Standing(view, name, seoul.day_of(at) if at else None))
    return stand


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))
