"""
Stand in for the office: the same methods and promises, kept in memory, so that the front is tested by itself.

Two startups, an auditor, a second reviewer, an approver, a rule manager and an administrator exist. A startup sees its own submissions;
auditors see what was registered or ordered. Everybody else's things are absent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from compliance.access import Actor, Person
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.identity.signing_in import SignInDesk
from compliance.repeating import other_request
from compliance.settings import Settings
from compliance.store.database import Database
from compliance.store.envelope import KeyRing
from compliance.versions_seen import must_be
from compliance.views import (
    CatalogView,
    ColumnChoice,
    Decision,
    DecisionKind,
    DestructionView,
    DocumentView,
    EventView,
    FindingFilter,
    FindingState,
    FindingView,
    HealthView,
    LinkView,
    Origin,
    Page,
    Problem,
    ScreeningSummary,
    SubmissionState,
    SubmissionView,
    Upload,
    WorkloadView,
)
from tests.api import sample, sample_bundle, sample_table, sample_terms
from tests.api.fake_accounts import FakeAccounts
from tests.api.fake_agenda import FakeAgenda
from tests.api.fake_audits import FakeAudits
from tests.api.fake_cases import FakeCases, FakeRequests
from tests.api.fake_clusters import FakeClusters
from tests.api.fake_decisions import FakeDecisions, FakeExports
from tests.api.fake_desk import FakeBlind, FakeWorklist
from tests.api.fake_doors import Doors
from tests.api.fake_drafts import FakeDrafts
from tests.api.fake_facsimiles import FakeFacsimiles
from tests.api.fake_fairness import FakeFairness
from tests.api.fake_holds import FakeHolds
from tests.api.fake_notifications import FakeSubscriptions, FakeWebhooks
from tests.api.fake_programmes import FakeProgrammes
from tests.api.fake_repeats import FakeRepeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.programmes.views import Belonging
    from ingest.document import Declaration

SPACE = UUID(int=7)
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
EXAMINING = frozenset({Actor.AUDITOR, Actor.REVIEWER, Actor.APPROVER})
SHOWN = {Origin.REGISTERED, Origin.ORDERED}
TO_STATE = {
    DecisionKind.REVIEW: FindingState.IN_REVIEW,
    DecisionKind.CONFIRM: FindingState.CONFIRMED,
    DecisionKind.DISMISS: FindingState.DISMISSED,
    DecisionKind.HOLD: FindingState.ON_HOLD,
    DecisionKind.RELEASE: FindingState.IN_REVIEW,
}
ALLOWED = {
    FindingState.DETECTED: (DecisionKind.REVIEW,),
    FindingState.IN_REVIEW: (DecisionKind.CONFIRM, DecisionKind.DISMISS, DecisionKind.HOLD),
    FindingState.ON_HOLD: (DecisionKind.RELEASE,),
}
STATE_KO = {FindingState.DETECTED: "미검토", FindingState.IN_REVIEW: "검토중", FindingState.CONFIRMED: "확정"}


def person(name: str, actor: Actor) -> Person:
    """
    Make a person whose ids follow from the name.
    """
    return Person(uuid5(SPACE, name), uuid5(SPACE, f"tenant of {name}"), name, actor)


PEOPLE = {
    "startup-key": person("새싹로보틱스", Actor.STARTUP),
    "other-startup-key": person("푸른센서", Actor.STARTUP),
    "auditor-key": person("김담당", Actor.AUDITOR),
    "reviewer-key": person("이검토", Actor.REVIEWER),
    "administrator-key": person("박관리", Actor.ADMINISTRATOR),
    "host-key": person("최주관", Actor.HOST_OFFICER),
    "officer-key": person("한사업", Actor.PROGRAMME_OFFICER),
    "rule-manager-key": person("문기준", Actor.RULE_MANAGER),
    "approver-key": person("한결재", Actor.APPROVER),
    "objection-key": person("오심사", Actor.OBJECTION_OFFICER),
    "privacy-key": person("서보호", Actor.PRIVACY_OFFICER),
    "respondent-key": person("서응답", Actor.RESPONDENT),
}


class FakeOffice(Doors):
    """
    Keep submissions and findings in memory; a submission is screened when it is polled for the second time.
    """

    def __init__(self) -> None:
        """
        Open with nobody signed in and nothing handed in.
        """
        self.links = {"fresh-link": "auditor-key"}
        self.sessions: dict[str, str] = {}
        self.owners: dict[UUID, Person] = {}
        self.views: dict[UUID, SubmissionView] = {}
        self.polls: dict[UUID, int] = {}
        self.uploads: dict[UUID, tuple[Upload, Declaration]] = {}
        self.recorded: dict[UUID, FindingView] = {}
        self.events: dict[UUID, list[EventView]] = {}
        self.repeats: dict[tuple[UUID, str], tuple[UUID, bytes]] = {}
        self.healthy = True
        self.said: list[ColumnChoice] = []
        self.desk = FakeAudits()
        self.receivers = FakeWebhooks()
        self.subscribers = FakeSubscriptions()
        self.working = WorkloadView((), (), {}, {}, {}, 0)
        self.projects = FakeProgrammes()
        self.rule_desk = FakeDrafts()
        self.templates = FakeClusters()
        self.figures = FakeFairness()
        self.answers = FakeRepeats()
        self.directory = FakeAccounts(PEOPLE.values())
        self.held = FakeHolds()
        self.matters = FakeCases()
        self.asked = FakeRequests()

    def __setattr__(self, name: str, value: object) -> None:
        """
        Let the fake change: the real office is frozen.
        """
        object.__setattr__(self, name, value)

    @property
    def accounts(self) -> FakeAccounts:  # type: ignore[override]
        """
        Lead to the made-up accounts.
        """
        return self.directory

    @property
    def signing_in(self) -> SignInDesk:
        """
        Lead to a provider that there is not.
        """
        return SignInDesk(
            Database.connect("postgresql://", pool_size=1, wait_seconds=1), KeyRing(bytes(32)), Settings()
        )

    @property
    def audits(self) -> FakeAudits:  # type: ignore[override]
        """
        Lead to the made-up audits.
        """
        return self.desk

    @property
    def agenda(self) -> FakeAgenda:  # type: ignore[override]
        """
        Lead to an invented month.
        """
        return FakeAgenda()

    @property
    def programmes(self) -> FakeProgrammes:  # type: ignore[override]
        """
        Lead to the made-up programmes.
        """
        return self.projects

    @property
    def clusters(self) -> FakeClusters:  # type: ignore[override]
        """
        Lead to the made-up template.
        """
        return self.templates

    @property
    def fairness(self) -> FakeFairness:  # type: ignore[override]
        """
        Lead to the invented figures.
        """
        return self.figures

    @property
    def facsimiles(self) -> FakeFacsimiles:  # type: ignore[override]
        """
        Lead to the made-up agreement on paper.
        """
        return FakeFacsimiles(self._screened)

    @property
    def cases(self) -> FakeCases:  # type: ignore[override]
        """
        Lead to the made-up case.
        """
        return self.matters

    @property
    def requests(self) -> FakeRequests:  # type: ignore[override]
        """
        Lead to the made-up letter.
        """
        return self.asked

    @property
    def blind(self) -> FakeBlind:  # type: ignore[override]
        """
        Lead to the made-up blind review.
        """
        return FakeBlind(self)

    @property
    def worklist(self) -> FakeWorklist:  # type: ignore[override]
        """
        Lead to the made-up counts.
        """
        return FakeWorklist()

    @property
    def drafts(self) -> FakeDrafts:  # type: ignore[override]
        """
        Lead to the made-up drafts.
        """
        return self.rule_desk

    @property
    def exports(self) -> FakeExports:  # type: ignore[override]
        """
        Lead to exports of the list.
        """
        return FakeExports(self)

    @property
    def decisions(self) -> FakeDecisions:  # type: ignore[override]
        """
        Lead to decisions on several findings.
        """
        return FakeDecisions(self, self.recorded)  # type: ignore[arg-type]

    @property
    def kept_answers(self) -> FakeRepeats:  # type: ignore[override]
        """
        Lead to the answers kept in memory.
        """
        return self.answers

    @property
    def webhooks(self) -> FakeWebhooks:  # type: ignore[override]
        """
        Lead to the made-up receivers.
        """
        return self.receivers

    @property
    def subscriptions(self) -> FakeSubscriptions:  # type: ignore[override]
        """
        Lead to the made-up subscriptions.
        """
        return self.subscribers

    def close(self) -> None:
        """
        Have nothing to give back.
        """

    def enter(self, key: str) -> Person | None:
        """
        Know the keys above.
        """
        return PEOPLE.get(key)

    def exchange(self, key: str) -> str | None:
        """
        Open a session named after the key.
        """
        if key not in PEOPLE:
            return None
        token = f"session-of-{key}-{len(self.sessions)}"
        self.sessions[token] = key
        return token

    def enter_with_link(self, token: str) -> str | None:
        """
        Use up a link.
        """
        key = self.links.pop(token, None)
        return self.exchange(key) if key else None

    def session(self, token: str) -> Person | None:
        """
        Know open sessions.
        """
        return PEOPLE.get(self.sessions.get(token, ""))

    def leave(self, token: str) -> None:
        """
        End a session.
        """
        self.sessions.pop(token, None)

    def submit(
        self,
        person: Person,
        upload: Upload,
        declaration: Declaration,
        idempotency_key: str | None = None,
        *,
        origin: Origin | None = None,
        project: Belonging | None = None,
    ) -> SubmissionView:
        """
        Take a file; an idempotency key gives the same submission for the same bytes.
        """
        if not upload.content:
            raise Rejected("빈 파일입니다", "the file is empty", "101")
        if idempotency_key and (known := self.repeats.get((person.id, idempotency_key))):
            if known[1] != upload.content:
                raise other_request()
            return replace(self.views[known[0]], repeated=True)
        view = _received(upload, person, origin, len(self.views))
        self.views[view.id], self.owners[view.id] = view, person
        self.uploads[view.id] = (upload, declaration)
        if idempotency_key:
            self.repeats[person.id, idempotency_key] = (view.id, upload.content)
        if project:
            self.projects.tie(person, project.project_id, view.id, project.document_type)
        return view

    def submission(self, person: Person, submission_id: UUID) -> SubmissionView:
        """
        Show one, and finish it from the second look on.
        """
        self._may_see(person, submission_id)
        self.polls[submission_id] = self.polls.get(submission_id, 0) + 1
        if self.polls[submission_id] > 1 and self.views[submission_id].state is SubmissionState.RECEIVED:
            self._screen(submission_id)
        return self.views[submission_id]

    def submissions(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[SubmissionView]:
        """
        List what the person may see.
        """
        return _page([view for view in self.views.values() if self._sees(person, view.id)], cursor, limit)

    def screening(self, person: Person, submission_id: UUID) -> dict[str, object]:
        """
        Give the made-up screening once screened.
        """
        self._screened(person, submission_id)
        name = self.views[submission_id].name
        if name.startswith("투자조건"):
            return sample_terms.deal() if name.endswith(".zip") else sample_terms.screening()
        return sample.screening() | (sample_table.parts() if name.endswith(".csv") else {})

    def map_columns(self, person: Person, submission_id: UUID, choices: Sequence[ColumnChoice]) -> SubmissionView:
        """
        Note the choices and take the same file once more.
        """
        self._screened(person, submission_id)
        self.said += choices
        return self.submit(person, *self.uploads[submission_id])

    def deal_links(self, person: Person, submission_id: UUID) -> tuple[LinkView, ...]:
        """
        Tie the made-up bundle's documents.
        """
        self._screened(person, submission_id)
        return sample_bundle.links(self.views[submission_id])

    def document_text(self, person: Person, submission_id: UUID) -> DocumentView:
        """
        Give the made-up text once screened.
        """
        self._screened(person, submission_id)
        return sample.document_of(submission_id)

    def findings(
        self, person: Person, wanted: FindingFilter, cursor: str | None = None, limit: int = 20
    ) -> Page[FindingView]:
        """
        List recorded findings by the filters.
        """
        seen = [view for view in self.recorded.values() if self._sees(person, view.submission_id)]
        if wanted.order == "unsure":
            seen.sort(key=lambda view: float(str(view.finding["certainty"])))
        return _page([self._for(person, view) for view in seen if _fits(view, wanted)], cursor, limit)

    def finding(self, person: Person, finding_id: UUID) -> FindingView:
        """
        Show one finding.
        """
        view = self.recorded.get(finding_id)
        if view is None or not self._sees(person, view.submission_id):
            raise NotFound
        return self._for(person, view)

    def decide(self, person: Person, finding_id: UUID, decision: Decision, if_match: str) -> FindingView:
        """
        Move a finding along the small table above.
        """
        view = self.finding(person, finding_id)
        must_be(view.etag, if_match)
        if decision.kind not in view.allowed:
            raise Forbidden("지금은 할 수 없습니다", "not in this state")
        if decision.kind is DecisionKind.DISMISS and not decision.reason_code:
            raise Rejected("기각 사유가 필요합니다", "a reason code is missing", "reason_code")
        after = replace(view, state=TO_STATE[decision.kind], reason_code=decision.reason_code, etag=view.etag + "x")
        self.recorded[finding_id] = after
        self.events[finding_id].append(_event(person, view, after, decision, len(self.events[finding_id])))
        return self._for(person, after)

    def history(self, person: Person, finding_id: UUID) -> list[EventView]:
        """
        List what happened.
        """
        return self.events[self.finding(person, finding_id).id]

    def catalog(self) -> CatalogView:
        """
        Show the made-up catalog.
        """
        return sample.catalog()

    def catalog_of(self, digest: str) -> CatalogView:
        """
        Know no catalog but the one.
        """
        del digest
        return sample.catalog()

    def destroy(self, person: Person, submission_id: UUID) -> DestructionView:
        """
        Forget a self-check; keep what was registered.
        """
        self._may_see(person, submission_id)
        if self.views[submission_id].origin is not Origin.SELF_CHECK:
            raise Conflict("지울 수 없습니다", "it is kept", "origin")
        del self.views[submission_id]
        return DestructionView(uuid5(SPACE, "receipt"), NOW, 1, "signed")

    def health(self) -> HealthView:
        """
        Say whether the test switched it off.
        """
        return HealthView(
            self.healthy, self.healthy, 0, NOW, NOW, worker_alive=self.healthy, scheduler_alive=self.healthy
        )

    def workload(self) -> WorkloadView:
        """
        Say what the test put there.
        """
        return self.working

    def _sees(self, person: Person, submission_id: UUID) -> bool:
        if submission_id not in self.views:
            return False
        own = self.owners[submission_id].tenant_id == person.tenant_id
        return own or (person.actor in EXAMINING and self.views[submission_id].origin in SHOWN)

    def _may_see(self, person: Person, submission_id: UUID) -> None:
        if not self._sees(person, submission_id):
            raise NotFound

    def _screened(self, person: Person, submission_id: UUID) -> None:
        self._may_see(person, submission_id)
        if self.views[submission_id].state is not SubmissionState.SCREENED:
            raise NotFound

    def _for(self, person: Person, view: FindingView) -> FindingView:
        allowed = ALLOWED.get(view.state, ()) if person.actor in EXAMINING else ()
        return replace(view, allowed=allowed)

    def _screen(self, submission_id: UUID) -> None:
        view = self.views[submission_id]
        if view.name.endswith(".locked.pdf"):
            problem = Problem(106, "암호가 걸린 파일입니다", "the file is protected by a password")
            self.views[submission_id] = replace(view, state=SubmissionState.UNREADABLE, problem=problem)
            return
        files = sample_bundle.files(view, _summary(submission_id)) if view.name.endswith(".zip") else None
        screened = replace(view, state=SubmissionState.SCREENED, screening=_summary(submission_id), files=files)
        self.views[submission_id] = screened
        for number, found in enumerate(sample.screening()["findings"]):
            recorded = _finding(view, found, uuid5(submission_id, str(number)))
            self.recorded[recorded.id] = recorded
            self.events[recorded.id] = []


def _received(upload: Upload, person: Person, origin: Origin | None, number: int) -> SubmissionView:
    default = Origin.SELF_CHECK if person.actor is Actor.STARTUP else Origin.ORDERED
    return SubmissionView(
        id=uuid5(SPACE, f"submission {number}"),
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        sha256="ab" * 32,
        state=SubmissionState.RECEIVED,
        origin=origin or default,
        submitted_by=person.name,
        received_at=NOW,
        declaration={},
    )


def _summary(submission_id: UUID) -> ScreeningSummary:
    return ScreeningSummary(
        id=uuid5(submission_id, "screening"),
        status="needs_review",
        codes=(202,),
        findings={"high": 2, "medium": 1, "low": 1},
        outcomes={"flagged": 4, "clear": 2, "not_applicable": 1, "not_assessable": 1},
        catalog_digest=sample.DIGEST,
        checked_on=date(2026, 11, 24),
        finished_at=NOW,
    )


def _finding(view: SubmissionView, found: dict[str, Any], finding_id: UUID) -> FindingView:
    return FindingView(
        id=finding_id,
        submission_id=view.id,
        document_name=view.name,
        catalog=sample.DIGEST,
        rule=found["rule"],
        title=found["title"],
        ground=found["ground"],
        severity=found["severity"],
        state=FindingState.DETECTED,
        state_ko=STATE_KO[FindingState.DETECTED],
        finding=found,
        detected_at=NOW,
        assignee=None,
        reason_code=None,
        proposed=None,
        hold_until=None,
        allowed=(),
        etag="v1",
    )


def _event(person: Person, before: FindingView, after: FindingView, decision: Decision, number: int) -> EventView:
    return EventView(
        id=uuid5(before.id, f"event {number}"),
        at=NOW,
        person=person.name,
        actor=person.actor,
        kind=decision.kind.value,
        transition="F1",
        from_state=before.state,
        to_state=after.state,
        reason_code=decision.reason_code,
        note=decision.note,
    )


def _fits(view: FindingView, wanted: FindingFilter) -> bool:
    return all(
        (
            not wanted.states or view.state in wanted.states,
            not wanted.severities or view.severity in wanted.severities,
            not wanted.grounds or view.ground in wanted.grounds,
            wanted.rule in {None, view.rule},
            wanted.submission_id in {None, view.submission_id},
            not wanted.fingerprints or view.finding.get("fingerprint") in wanted.fingerprints,
        )
    )


def _page(views: list[Any], cursor: str | None, limit: int) -> Page[Any]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(views[start:end]), str(end) if end < len(views) else None)
