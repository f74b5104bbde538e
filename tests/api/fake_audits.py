"""
Stand in for the desk of audits: plans and one run for each, kept in memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.access import Actor
from compliance.audits.desk import DIRECTORS, STEPS
from compliance.audits.report import AuditReport, Checked, RuleOutcomes
from compliance.audits.views import ChangeView, CoverageView, LawDayView, PlanView, RecheckView, RunView
from compliance.errors import Conflict, Forbidden, NotFound
from compliance.versions_seen import must_be
from compliance.views import Page

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.audits.plan import Plan

SPACE = UUID(int=8)
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
EXAMINING = frozenset({Actor.AUDITOR, Actor.REVIEWER, Actor.APPROVER})


class FakeAudits:
    """
    Keep plans; each has one running run that created, changed and lost a finding.
    """

    def __init__(self) -> None:
        """
        Begin without a plan.
        """
        self.known: dict[UUID, PlanView] = {}
        self.states: dict[UUID, str] = {}

    def draw_up(self, person: Person, plan: Plan) -> PlanView:
        """
        Keep a plan of somebody who may draw one up.
        """
        _must(person)
        view = PlanView(uuid5(SPACE, plan.title), person.name, plan, "active", plan.starts_on, None, NOW)
        self.known[view.id] = view
        return view

    def plans(self, person: Person) -> list[PlanView]:
        """
        List them to examiners.
        """
        return list(self.known.values()) if person.actor in EXAMINING else []

    def plan(self, person: Person, plan_id: UUID) -> PlanView:
        """
        Show one to examiners.
        """
        if person.actor not in EXAMINING or plan_id not in self.known:
            raise NotFound
        return self.known[plan_id]

    def end(self, person: Person, plan_id: UUID, if_match: str | None = None) -> PlanView:
        """
        End one.
        """
        _must(person)
        must_be(self.plan(person, plan_id).etag, if_match)
        self.known[plan_id] = replace(self.plan(person, plan_id), state="ended", next_due=None)
        return self.known[plan_id]

    def begin(self, person: Person, plan_id: UUID) -> RunView:
        """
        Begin the plan's one run.
        """
        _must(person)
        return self.run(person, uuid5(self.plan(person, plan_id).id, "run"))

    def runs(self, person: Person, plan_id: UUID, cursor: str | None = None, limit: int = 20) -> Page[RunView]:
        """
        Show the plan's one run.
        """
        del cursor, limit
        return Page((self.run(person, uuid5(self.plan(person, plan_id).id, "run")),), None)

    def run(self, person: Person, run_id: UUID) -> RunView:
        """
        Show a run.
        """
        for plan in self.plans(person):
            if uuid5(plan.id, "run") == run_id:
                state = self.states.get(run_id, "running")
                agreements = {"checked": 1, "not_checked": 1, "waiting": 1}
                findings = {"created": 1, "unchanged": 4, "changed": 1, "gone": 1, "reopened": 0}
                day = date(2026, 11, 24)
                return RunView(
                    run_id, plan.id, plan.plan.title, day, state, day, "ab" * 32, NOW, None, agreements, findings, NOW
                )
        raise NotFound

    def changes(self, person: Person, run_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[ChangeView]:
        """
        Show three changes.
        """
        del cursor, limit
        self.run(person, run_id)
        title = {"ko": "대금 없는 추가 작업", "en": "unpaid additional work"}
        made = [
            ChangeView(
                uuid5(run_id, kind), uuid5(run_id, "document"), None, kind, "POC-02", title, "high", "advisory",
                earlier, "advisory" if earlier else None, None,
            )
            for kind, earlier in (("created", None), ("changed", "low"), ("gone", "high"))
        ]  # fmt: skip
        return Page(tuple(made), None)

    def coverage(self, person: Person, run_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[CoverageView]:
        """
        Show one document that was checked, and one that was not.
        """
        self.run(person, run_id)
        counts = {"created": 1, "unchanged": 4, "changed": 1, "gone": 1, "reopened": 0}
        listed = [
            CoverageView(uuid5(run_id, "document"), "협업계약.pdf", 0, "checked", None, counts),
            CoverageView(uuid5(run_id, "other"), "잠긴 문서.pdf", 1, "not_checked", 106, {}),
        ]
        first = int(cursor) + 1 if cursor else 0
        shown = listed[first : first + limit]
        rest = first + limit < len(listed)
        return Page(tuple(shown), str(shown[-1].position) if rest else None)

    def law_days(self, person: Person, limit: int = 20, today: date | None = None) -> list[LawDayView]:
        """
        Show one duty, to examiners, with one of its two agreements.
        """
        del today
        if person.actor not in EXAMINING:
            return []
        day = date(2026, 12, 3)
        listed = [RecheckView(uuid5(SPACE, "recheck"), "공급계약.pdf", day)][:limit]
        title = {"ko": "주요 에너지경비의 납품대금 연동", "en": "indexation of main energy costs"}
        return [
            LawDayView("winwin.21-1-4-energy", "상생협력법 제21조 제1항 제4호", title, day, ("SUP-06",), 2, 3, listed)
        ]

    def report(self, person: Person, run_id: UUID) -> AuditReport:
        """
        Gather what the run above shows.
        """
        run = self.run(person, run_id)
        documents = [
            Checked(one.name, "ab" * 32, one.state, one.code, {"clear": 2} if one.counts else {})
            for one in self.coverage(person, run_id).items
        ]
        rules = [RuleOutcomes("POC-02", "대금 없는 추가 작업", {"clear": 2}, {})]
        plan, changes = self.plan(person, run.plan_id), self.changes(person, run_id).items
        return AuditReport(plan, run, "시험 기관", person.name, run.period, documents, rules, (), changes)

    def direct(self, person: Person, run_id: UUID, step: str, if_match: str | None = None) -> RunView:
        """
        Change a run's state as the desk does.
        """
        _must(person)
        allowed, state = STEPS[step]
        must_be(self.run(person, run_id).etag, if_match)
        if self.run(person, run_id).state not in allowed.split():
            raise Conflict("현재 상태에서는 할 수 없는 조치입니다", "the run's state does not allow this", "state")
        self.states[run_id] = state
        return self.run(person, run_id)


def _must(person: Person) -> None:
    if person.actor not in DIRECTORS:
        raise Forbidden("점검계획을 다룰 권한이 없습니다", "this actor does not direct audits")
