"""
Stand in for the desk of drafts: drafts and one preview for each, kept in memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.access import Actor
from compliance.drafts import packing
from compliance.drafts.views import DifferenceView, DraftView, ExplainedRule, InForceView, PreviewView, RuleImpact, Told
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.versions_seen import must_be
from compliance.views import Page

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.audits.plan import Population, Sample
    from compliance.views import Upload

SPACE = UUID(int=9)
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TITLE = {"ko": "비밀유지 기간이 짧음", "en": "the tail is short"}


class FakeDrafts:
    """
    Keep drafts; each has one finished preview in which a finding was gained, one lost and one regraded.
    """

    def __init__(self) -> None:
        """
        Begin without a draft.
        """
        self.known: dict[UUID, DraftView] = {}
        self.kept: dict[UUID, dict[str, str]] = {}
        self.begun: dict[UUID, PreviewView] = {}

    def draw_up(self, person: Person, title: str, upload: Upload) -> DraftView:
        """
        Keep a draft of a rule manager's.
        """
        if person.actor is not Actor.RULE_MANAGER:
            raise Forbidden("점검 기준을 다룰 권한이 없습니다", "this actor does not write rules")
        if not title:
            raise Rejected("제목을 적으십시오", "a draft has a title", "title")
        files = packing.unpacked(upload)
        draft_id = uuid5(SPACE, title)
        self.kept[draft_id] = files
        self.known[draft_id] = DraftView(
            draft_id, title, person.name, "drafted", "cd" * 32, "ab" * 32, bool(files), tuple(files), {"NDA-08": ["nda"]},
            NOW, None, None, None, None, None, ("preview", "propose", "withdraw"), "held", (),
        )  # fmt: skip
        return self.known[draft_id]

    def drafts(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[DraftView]:
        """
        List them.
        """
        del person, cursor, limit
        return Page(tuple(self.known.values()), None)

    def draft(self, person: Person, draft_id: UUID) -> DraftView:
        """
        Show one as this person may go on with it.
        """
        if draft_id not in self.known:
            raise NotFound
        view = self.known[draft_id]
        second = view.state == "proposed" and person.actor is Actor.APPROVER
        return replace(view, allowed=("approve", "withdraw") if second else view.allowed)

    def files(self, person: Person, draft_id: UUID) -> dict[str, str]:
        """
        Hand out its files.
        """
        self.draft(person, draft_id)
        return self.kept[draft_id]

    def propose(
        self, person: Person, draft_id: UUID, effective_on: date, reason: str, if_match: str | None = None
    ) -> DraftView:
        """
        Propose one.
        """
        view = self._in_state(person, draft_id, "drafted", if_match)
        if effective_on < TODAY:
            raise Rejected("적용 시작일은 지난 날일 수 없습니다", "the day has passed", "effective_on")
        return self._keep(
            replace(
                view, state="proposed", effective_on=effective_on, reason=reason, proposed_by=person.name,
                allowed=("preview", "withdraw"),
            )
        )  # fmt: skip

    def approve(self, person: Person, draft_id: UUID, if_match: str | None = None) -> DraftView:
        """
        Approve one.
        """
        view = self._in_state(person, draft_id, "proposed", if_match)
        if person.name == view.author:
            raise Forbidden("작성하거나 시행을 제안한 사람은 승인할 수 없습니다", "a second person approves a draft")
        return self._keep(replace(view, state="approved", approved_by=person.name, approved_at=NOW, allowed=()))

    def try_again(self, person: Person, draft_id: UUID) -> DraftView:
        """
        Try one again.
        """
        return self._keep(replace(self.draft(person, draft_id), trial="waiting"))

    def roll_back(self, person: Person, draft_id: UUID | None, effective_on: date, reason: str) -> DraftView:
        """
        Propose one again; the shipped rules are in force.
        """
        if draft_id is None:
            raise Conflict("지금 시행 중인 기준과 같습니다", "these are the rules in force", "state")
        return self._keep(replace(self.draft(person, draft_id), effective_on=effective_on, reason=reason))

    def in_force(self) -> InForceView:
        """
        Show one that was put into force.
        """
        return InForceView("ab" * 32, "납품 기한", TODAY, "한결재", ("limits/payment_days.yaml",), holds=False)

    def explain(self, person: Person, draft_id: UUID, words: str, kind: str) -> list[ExplainedRule]:
        """
        Tell of one rule that flags anything by the draft, and nothing today.
        """
        self.draft(person, draft_id)
        if not words:
            raise Rejected("문장을 적으십시오", "give a sentence", "words")
        told = Told(fires=True, quote=words, conditions=((0, True, "all"), (1, True, f"agreement: {kind}")))
        return [ExplainedRule("NDA-08", TITLE, replace(told, fires=False), told)]

    def withdraw(self, person: Person, draft_id: UUID, if_match: str | None = None) -> DraftView:
        """
        Take one back.
        """
        view = self._in_state(person, draft_id, self.draft(person, draft_id).state, if_match)
        return self._keep(replace(view, state="withdrawn", allowed=()))

    def begin(self, person: Person, draft_id: UUID, population: Population, sample: Sample) -> PreviewView:
        """
        Preview one at once.
        """
        del population
        view = self.draft(person, draft_id)
        preview = PreviewView(
            uuid5(draft_id, "preview"), draft_id, view.title, "finished", TODAY, view.base_digest, view.digest,
            sample.seed, NOW, NOW, {"compared": 2, "unaffected": 7, "not_compared": 1},
            (RuleImpact("NDA-08", TITLE, "nda", 1, 1, 1),), {"contradicts": 1, "regraded": 0, "agrees": 0},
        )  # fmt: skip
        self.begun[preview.id] = preview
        return preview

    def previews(self, person: Person, draft_id: UUID) -> list[PreviewView]:
        """
        List those of a draft.
        """
        self.draft(person, draft_id)
        return [one for one in self.begun.values() if one.draft_id == draft_id]

    def preview(self, person: Person, preview_id: UUID) -> PreviewView:
        """
        Show one.
        """
        del person
        if preview_id not in self.begun:
            raise NotFound
        return self.begun[preview_id]

    def cancel(self, person: Person, preview_id: UUID) -> PreviewView:
        """
        Refuse: it has ended.
        """
        self.preview(person, preview_id)
        raise Conflict("현재 상태에서는 할 수 없는 조치입니다", "its state does not allow this", "state")

    def differences(
        self, person: Person, preview_id: UUID, cursor: str | None = None, limit: int = 50, verdict: str | None = None
    ) -> Page[DifferenceView]:
        """
        Show three, of which one contradicts a decision.
        """
        del cursor
        shown = [replace(one, quote=None) for one in self.samples(person, preview_id)]
        wanted = tuple(one for one in shown if verdict in {None, one.verdict})[:limit]
        return Page(wanted, None)

    def samples(self, person: Person, preview_id: UUID) -> list[DifferenceView]:
        """
        Show all three with their quotes.
        """
        self.preview(person, preview_id)
        made = (
            ("created", None, None, None),
            ("gone", "high", "CONFIRMED", "contradicts"),
            ("changed", "low", None, None),
        )
        return [
            DifferenceView(
                uuid5(preview_id, kind), uuid5(preview_id, "document"), None, "nda", kind, "NDA-08", TITLE, "high",
                "advisory", earlier, "advisory" if earlier else None, decided, verdict, "갑은 계약 종료 후 1년간 비밀을 지킨다.",
            )
            for kind, earlier, decided, verdict in made
        ]  # fmt: skip

    def _in_state(self, person: Person, draft_id: UUID, state: str, if_match: str | None) -> DraftView:
        view = self.draft(person, draft_id)
        must_be(view.etag, if_match)
        if view.state != state:
            raise Conflict("현재 상태에서는 할 수 없는 조치입니다", "its state does not allow this", "state")
        return view

    def _keep(self, view: DraftView) -> DraftView:
        self.known[view.id] = view
        return view
