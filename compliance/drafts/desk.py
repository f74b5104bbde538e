"""
Be the door to drafts of the rules for `api`: keep them, preview them, and have a second person agree to a day.

An approved draft is in force from its day on (`compliance/in_force.py`), until another is, or an earlier version again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from compliance import journal, paging, seoul
from compliance.access import Actor
from compliance.audits.desk import ends_at
from compliance.audits.plan import Population, Sample
from compliance.drafts import activating, packing
from compliance.drafts.explained import explained
from compliance.drafts.views import DifferenceView, DraftView, PreviewView, RuleImpact
from compliance.errors import Conflict, Forbidden, Rejected
from compliance.journal import Act
from compliance.store import drafts, findings
from compliance.store.door import Door
from compliance.versions_seen import must_be
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.drafts.views import ExplainedRule, InForceView
    from compliance.queue import Bench
    from compliance.store.draft_tables import CatalogDraft, DraftPreview, PreviewChange
    from compliance.views import Upload

LONGEST_TITLE = 200
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """
    Offer what people do with drafts; methods that take an id raise `NotFound` for what is absent or not theirs.
    """

    bench: Bench

    def draw_up(self, person: Person, title: str, upload: Upload) -> DraftView:
        """
        Keep changed rule files as a draft; the same files over the same rules are one draft, however often sent.

        Raises:
            Rejected: "draft", the files are none or do not hold; "title", it is empty or too long.
            Forbidden: this actor writes no rules.
        """
        _must_manage(person)
        if not 0 < len(title) <= LONGEST_TITLE:
            raise Rejected("제목을 200자 이내로 적으십시오", "a draft has a title of at most 200 letters", "title")
        ours, today = self.bench.instruments, seoul.today()
        files = packing.unpacked(upload, ours.files)
        theirs = packing.instruments(ours, files)
        changed = theirs.affected(ours.fingerprints(), today, today)
        with self.bench.database.transaction(person) as session:
            row = drafts.add(
                session,
                {
                    "tenant_id": person.tenant_id,
                    "author_id": person.id,
                    "title": title,
                    "files": packing.packed(files),
                    "overlay": packing.packed(theirs.files),
                    "digest": theirs.catalog().digest,
                    "base_digest": ours.catalog().digest,
                    "changed": {name: sorted(types) for name, types in changed.items()},
                },
            )
            session.flush()
            if row.tried_at is None:
                self.bench.queue.order_trial(session, row.id)
            journal.write(session, person, Act.CATALOG_DRAFTED, f"catalog_draft:{row.id}", {"digest": row.digest})
            return self._show(session, person, row)

    def drafts(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[DraftView]:
        """
        List drafts, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            rows = drafts.drafts(session, paging.newest_first(cursor), limit + 1)
            shown = self._shown(session, person, rows[:limit])
            return Page(shown, str(shown[-1].id) if len(rows) > limit else None)

    def draft(self, person: Person, draft_id: UUID) -> DraftView:
        """
        Show one draft.
        """
        with self.bench.database.transaction(person) as session:
            return self._show(session, person, drafts.draft(session, draft_id))

    def files(self, person: Person, draft_id: UUID) -> dict[str, str]:
        """
        Hand out the files of a draft, by their places below rules/.
        """
        with self.bench.database.transaction(person) as session:
            return packing.files_of(drafts.draft(session, draft_id).files)

    def try_again(self, person: Person, draft_id: UUID) -> DraftView:
        """
        Have the examples of a draft tried again, where its trial broke or was never held.

        Raises:
            Forbidden: this actor writes no rules.
            Conflict: "state", it was withdrawn or approved.
        """
        _must_manage(person)
        with self.bench.database.transaction(person) as session:
            row = _in_state(session, draft_id, *drafts.OPEN)
            row.tried_at, row.problems = None, None
            self.bench.queue.order_trial(session, row.id)
            return self._directed(session, person, row, "try")

    def propose(
        self, person: Person, draft_id: UUID, effective_on: date, reason: str, if_match: str | None = None
    ) -> DraftView:
        """
        Propose that a draft holds from a day on; proposed again, another day or reason takes the place of the first.

        Raises:
            Forbidden: this actor writes no rules.
            Conflict: "etag", it is not as `if_match` names it; "state", it was withdrawn or approved; "trial", its examples were not tried, or do not hold.
            Rejected: "effective_on", the day has passed; "reason", it is missing or too long.
        """
        _must_manage(person)
        _must_come(effective_on)
        _must_say_why(reason)
        with self.bench.database.transaction(person) as session:
            row = self._seen(session, person, draft_id, if_match, *drafts.OPEN)
            activating.must_hold(row)
            row.state, row.effective_on, row.reason = "proposed", effective_on, reason
            row.proposed_by, row.proposed_at = person.id, datetime.now(UTC)
            return self._directed(session, person, row, "propose")

    def approve(self, person: Person, draft_id: UUID, if_match: str | None = None) -> DraftView:
        """
        Agree to a proposal, as a second person.

        Raises:
            Forbidden: who wrote or proposed it does not approve it.
            Conflict: "etag", it is not as `if_match` names it; "state", it is not proposed; "base", the rules it was drawn up over are no longer today's;
                "trial", its examples do not hold; "waiting", another one waits for its day.
            Rejected: "effective_on", the day has passed meanwhile.
        """
        with self.bench.database.transaction(person) as session:
            row = self._seen(session, person, draft_id, if_match, "proposed")
            if person.id in {row.author_id, row.proposed_by}:
                raise Forbidden(
                    "작성하거나 시행을 제안한 사람은 승인할 수 없습니다", "a second person approves a draft"
                )
            _must_come(row.effective_on)
            activating.must_be_next(self.bench, session, row)
            row.state, row.approved_by, row.approved_at = "approved", person.id, datetime.now(UTC)
            self._directed(session, person, row, "approve")
        # Only now, with the transaction done, may its rules be those in force.
        return DraftDesk(self.bench.present()).draft(person, draft_id)

    def withdraw(self, person: Person, draft_id: UUID, if_match: str | None = None) -> DraftView:
        """
        Take a draft back, also one that was approved and waits for its day: today's rules go on.

        Raises:
            Conflict: "etag", it is not as `if_match` names it; "state", it was withdrawn before, or its day has come: an earlier version may take its place.
        """
        with self.bench.database.transaction(person) as session:
            row = self._seen(session, person, draft_id, if_match, "drafted", "proposed", "approved")
            if row.state == "approved" and row.effective_on and row.effective_on <= seoul.today():
                raise _wrong_state()
            row.state = "withdrawn"
            return self._directed(session, person, row, "withdraw")

    def begin(self, person: Person, draft_id: UUID, population: Population, sample: Sample) -> PreviewView:
        """
        Ask for a preview over stored agreements; asked again on the same day it is the same preview.

        Raises:
            Forbidden: this actor writes no rules.
            Conflict: "state", the draft was withdrawn.
        """
        _must_manage(person)
        asked = {"population": population.model_dump(mode="json"), "sample": sample.model_dump(mode="json")}
        with self.bench.database.transaction(person) as session:
            row = _in_state(session, draft_id, "drafted", "proposed", "approved")
            values = {
                "draft_id": row.id,
                "tenant_id": person.tenant_id,
                "person_id": person.id,
                "base_digest": self.bench.instruments.catalog().digest,
                "checked_on": seoul.today(),
                "repetition": sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest(),
                **asked,
            }
            if preview_id := drafts.ask(session, values):
                self.bench.queue.order_preview(session, preview_id, None)
            return _preview(session, drafts.asked(session, values), row)

    def previews(self, person: Person, draft_id: UUID) -> list[PreviewView]:
        """
        List the previews of a draft, newest first.
        """
        with self.bench.database.transaction(person) as session:
            row = drafts.draft(session, draft_id)
            return [_preview(session, one, row) for one in drafts.previews(session, draft_id)]

    def preview(self, person: Person, preview_id: UUID) -> PreviewView:
        """
        Show one preview with what it has counted so far.
        """
        with self.bench.database.transaction(person) as session:
            row = drafts.preview(session, preview_id)
            return _preview(session, row, drafts.draft(session, row.draft_id))

    def cancel(self, person: Person, preview_id: UUID) -> PreviewView:
        """
        Stop a preview; what was compared stays to be seen.

        Raises:
            Conflict: "state", it has ended.
        """
        with self.bench.database.transaction(person) as session:
            row = drafts.preview(session, preview_id, to_change=True)
            if row.state not in {"waiting", "running"}:
                raise _wrong_state()
            row.state = "cancelled"
            session.flush()
        return self.preview(person, preview_id)

    def differences(
        self, person: Person, preview_id: UUID, cursor: str | None = None, limit: int = 50, verdict: str | None = None
    ) -> Page[DifferenceView]:
        """
        List what a preview saw otherwise, newest first, of one verdict on people's decisions where it is named.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            drafts.preview(session, preview_id)
            rows = drafts.changes(session, preview_id, paging.newest_first(cursor), limit + 1, verdict)
            return Page(tuple(map(_difference, rows[:limit])), str(rows[limit - 1].id) if len(rows) > limit else None)

    def samples(self, person: Person, preview_id: UUID) -> list[DifferenceView]:
        """
        Show the changes that the seed drew with their quotes, names of parties masked; written into the journal first.

        Quotes are there once the preview has ended.
        """
        with self.bench.database.transaction(person) as session:
            row = drafts.preview(session, preview_id)
            drawn = drafts.samples(session, preview_id)
            quotes = (
                Door(session, self.bench.keys, person).samples(preview_id, drawn) if row.state == "finished" else {}
            )
            return [_difference(one, quotes.get(one.id)) for one in drawn]

    def roll_back(self, person: Person, draft_id: UUID | None, effective_on: date, reason: str) -> DraftView:
        """
        Propose that an earlier version holds again, the shipped rules where none is named; a second person approves it.

        Raises:
            Forbidden: this actor writes no rules.
            Conflict: "state", it was never in force, or is what is in force.
            Rejected: "effective_on", the day has passed; "reason", it is missing or too long.
        """
        _must_manage(person)
        _must_come(effective_on)
        _must_say_why(reason)
        with self.bench.database.transaction(person) as session:
            row = activating.earlier(self.bench, session, person, draft_id, (effective_on, reason))
            return self._directed(session, person, row, "roll_back")

    def in_force(self) -> InForceView:
        """
        Show which rules are in force, and since when.
        """
        return activating.standing(self.bench)

    def explain(self, person: Person, draft_id: UUID, words: str, kind: str) -> list[ExplainedRule]:
        """
        Tell why the rules that a draft touches do or do not flag words of one's own, today and by the draft.

        Raises:
            Rejected: "words", there are none, too many, or nobody can read them; "draft", it holds no longer.
        """
        with self.bench.database.transaction(person) as session:
            row = drafts.draft(session, draft_id)
        return explained(self.bench.instruments, row, words, kind, seoul.today())

    def _seen(
        self, session: Session, person: Person, draft_id: UUID, if_match: str | None, *states: str
    ) -> CatalogDraft:
        """
        Lock a draft as the person saw it, in one of these states.
        """
        row = drafts.draft(session, draft_id, to_change=True)
        must_be(self._show(session, person, row).etag, if_match)
        if row.state not in states:
            raise _wrong_state()
        return row

    def _show(self, session: Session, person: Person, row: CatalogDraft) -> DraftView:
        return self._shown(session, person, [row])[0]

    def _shown(self, session: Session, person: Person, rows: Sequence[CatalogDraft]) -> tuple[DraftView, ...]:
        head, today = activating.head_of(self.bench), self.bench.instruments.catalog().digest
        people = {one for row in rows for one in (row.author_id, row.proposed_by, row.approved_by) if one}
        names = findings.names(session, people)
        return tuple(_view(person, row, activating.state_of(row, head), names, today) for row in rows)

    def _directed(self, session: Session, person: Person, row: CatalogDraft, step: str) -> DraftView:
        session.flush()
        journal.write(session, person, Act.CATALOG_DIRECTED, f"catalog_draft:{row.id}", {"step": step})
        return self._show(session, person, row)


def _view(person: Person, row: CatalogDraft, state: str, names: Mapping[UUID, str], digest: str) -> DraftView:
    return DraftView(
        row.id, row.title, names.get(row.author_id, ""), state, row.digest, row.base_digest, row.base_digest == digest,
        tuple(packing.files_of(row.files)), row.changed, row.created_at, row.effective_on, row.reason,
        names.get(row.proposed_by) if row.proposed_by else None,
        names.get(row.approved_by) if row.approved_by else None,
        row.approved_at, tuple(_allowed(person, row, state)), activating.trial_of(row), tuple(row.problems or ()),
    )  # fmt: skip


def _allowed(person: Person, row: CatalogDraft, state: str) -> list[str]:
    """
    Name what this person may do to a draft now.
    """
    manages, is_open, trial = person.actor is Actor.RULE_MANAGER, state in drafts.OPEN, activating.trial_of(row)
    steps = {
        "preview": manages and (is_open or state == "approved"),
        "try": manages and is_open and trial == "failed",
        "propose": manages and is_open and trial == "held",
        "approve": state == "proposed" and trial == "held" and person.id not in {row.author_id, row.proposed_by},
        "withdraw": is_open or state == "approved",
        "roll_back": manages and state == "replaced",
    }
    return [step for step, may in steps.items() if may]


def _preview(session: Session, row: DraftPreview, draft: CatalogDraft) -> PreviewView:
    agreements = drafts.progress(session, row.id)
    return PreviewView(
        row.id, draft.id, draft.title, row.state, row.checked_on, row.base_digest, draft.digest,
        Sample.model_validate(row.sample).seed, row.created_at, row.finished_at, agreements,
        tuple(RuleImpact(*each) for each in drafts.impacts(session, row.id)), drafts.verdicts(session, row.id),
        ends_at(row.created_at, agreements) if row.state == "running" else None,
    )  # fmt: skip


def _difference(row: PreviewChange, quote: str | None = None) -> DifferenceView:
    return DifferenceView(
        row.id, row.submission_id, row.finding_id, row.agreement_type, row.kind, row.rule, row.title, row.severity,
        row.ground, row.earlier_severity, row.earlier_ground, row.decided, row.verdict, quote,
    )  # fmt: skip


def _in_state(session: Session, draft_id: UUID, *states: str) -> CatalogDraft:
    row = drafts.draft(session, draft_id, to_change=True)
    if row.state not in states:
        raise _wrong_state()
    return row


def _wrong_state() -> Conflict:
    return Conflict("현재 상태에서는 할 수 없는 조치입니다", "its state does not allow this", "state")


def _must_manage(person: Person) -> None:
    if person.actor is not Actor.RULE_MANAGER:
        raise Forbidden("점검 기준을 다룰 권한이 없습니다", "this actor does not write rules")


def _must_come(day: date | None) -> None:
    if day is None or day < seoul.today():
        raise Rejected("적용 시작일은 지난 날일 수 없습니다", "the day has passed", "effective_on")


def _must_say_why(reason: str) -> None:
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Rejected("시행 사유를 적으십시오", "say why the rules are to change", "reason")
