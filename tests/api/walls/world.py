"""
Make a world of two of everybody: two people of every part, and a thing of every kind that belongs to each of the two.

Whatever identifies a thing, and whatever words only those may read who see it, are kept with it: what turns up in an
answer to anybody else has leaked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import UUID

from compliance import accounts
from compliance.access import EXAMINERS, RULE_KEEPERS, Actor
from compliance.audits import running
from compliance.audits.plan import Plan, Population, Sample
from compliance.cases.states import Step
from compliance.cases.views import Answer, CaseDecision, CaseFacts
from compliance.identity.views import KeyOrder, NewAccount
from compliance.notifications.desk import FOLLOWERS
from compliance.office import Office
from compliance.views import CatalogView, Decision, DecisionKind, FindingFilter, Origin, Upload
from ingest import read as read_table
from ingest.document import Declaration
from tests.api import sample
from tests.compliance.conftest import Desk
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.test_audits import jobs
from tests.compliance.test_clusters import check_places, read_parties, written
from tests.compliance.test_drafts import do_jobs
from tests.compliance.test_drafts import upload as rule_file
from tests.compliance.test_programmes import FIRST, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compliance.access import Person
    from compliance.settings import Settings
    from ingest.document import Document

SIDES: Final = ("one", "two")
AUTHORITY: Final = EXAMINERS | {Actor.RULE_MANAGER, Actor.ADMINISTRATOR}
"""Who works in one and the same office; every other part has an organisation of its own."""
STARTS_ON: Final = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Caller:
    """
    Hold one person with the key of their program.
    """

    side: str
    tenant: str
    person: Person
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Thing:
    """
    Hold one thing by what names it in an address, who may see it, and further words that nobody else may read.

    Some who do not see a thing know that it is there (`known_to`), and some of these read single words of it
    (`quoted_to`): samples of what a draft of the rules would change.
    """

    kind: str
    word: str
    side: str
    seen_by: frozenset[UUID]
    secrets: tuple[str, ...] = ()
    known_to: frozenset[UUID] = frozenset()
    quoted_to: frozenset[UUID] = frozenset()

    def is_seen_by(self, caller: Caller) -> bool:
        """
        Tell whether a caller may see it.
        """
        return caller.person.id in self.seen_by


@dataclass(slots=True)
class World:
    """
    Hold the office with everybody and everything in it.
    """

    office: Office
    callers: list[Caller]
    things: list[Thing] = field(default_factory=list)

    @classmethod
    def made(cls, settings: Settings) -> Self:
        """
        Open an office, and make everybody and everything.
        """
        catalog = CatalogView("test", sample.catalog().rules)
        instruments = replace(INSTRUMENTS, read=_read, check=_check, catalog=lambda: catalog)
        office = Office.open(settings, instruments)
        world = cls(
            office, [_caller(office, actor, side) for actor in Actor if actor != Actor.SYSTEM for side in SIDES]
        )
        for side in SIDES:
            world.things += world.of_startup(side)
        for side in SIDES:
            world.things += [*world.of_office(side), *world.of_programme(side), *world.of_accounts(side)]
            world.things += world.of_cases(side)
        world.things += world.of_everybody()
        return world

    def caller(self, actor: Actor, side: str) -> Caller:
        """
        Find somebody.
        """
        return next(one for one in self.callers if one.person.actor is actor and one.side == side)

    def those(self, actors: Iterable[Actor], side: str = "") -> frozenset[UUID]:
        """
        Gather people by their parts, of both sides where none is named.
        """
        parts = frozenset(actors)
        return frozenset(one.person.id for one in self.callers if one.person.actor in parts and side in {"", one.side})

    def of(self, kind: str) -> list[Thing]:
        """
        List the things of a kind.
        """
        return [one for one in self.things if one.kind == kind]

    def of_startup(self, side: str) -> Iterator[Thing]:
        """
        Check oneself, and register an agreement of a template that the other startup has signed as well.
        """
        startup = self.caller(Actor.STARTUP, side)
        own, examined = self.those([Actor.STARTUP], side), self.those(EXAMINERS)
        yield from self.screened(startup, f"FLAG high 자가 {side} 문구", f"자가 {side} 문구", Origin.SELF_CHECK, own)
        yield from self.screened(startup, f"FLAG low 초고 {side} 문구", f"초고 {side} 문구", Origin.SELF_CHECK, own)
        text = written(weak=f"새싹 {side}").replace("제5조", f"FLAG low 등록 {side} 문구\n제5조", 1)
        yield from self.screened(startup, text, f"등록 {side} 문구", Origin.REGISTERED, own | examined)

    def screened(self, by: Caller, text: str, words: str, origin: Origin, seen_by: frozenset[UUID]) -> Iterator[Thing]:
        """
        Hand in an agreement and screen it; the words are those of its findings that no other agreement has.
        """
        name = f"{words} 계약서.txt"
        rule_keepers, officers = self.those(RULE_KEEPERS), self.those([Actor.PROGRAMME_OFFICER])
        is_private = origin is Origin.SELF_CHECK
        quoted_to = frozenset() if is_private else rule_keepers
        known_to = frozenset() if is_private else rule_keepers | officers
        upload = Upload(name, text.encode(), "text/plain")
        view = self.office.submit(by.person, upload, Declaration(), origin=origin)
        Desk(self.office).run_job(view.id)
        yield Thing("submission", str(view.id), by.side, seen_by, (name,), known_to)
        for found in self.office.findings(by.person, FindingFilter(submission_id=view.id)).items:
            yield Thing("finding", str(found.id), by.side, seen_by, (words,), known_to, quoted_to)

    def of_office(self, side: str) -> Iterator[Thing]:
        """
        Order an agreement, audit all of them, draft a rule and try it, and register a receiver.
        """
        auditor, examined = self.caller(Actor.AUDITOR, side), self.those(EXAMINERS)
        words = f"명령 {side} 문구"
        keepers = self.those([Actor.PRIVACY_OFFICER])
        document, *found = self.screened(auditor, f"FLAG high {words}", words, Origin.ORDERED, examined)
        yield from (replace(document, known_to=document.known_to | keepers), *found)
        keeper = self.caller(Actor.PRIVACY_OFFICER, side).person
        held = self.office.holds.hold(keeper, UUID(document.word), f"보존-{side}")
        yield Thing("hold", str(held.id), side, keepers, (f"보존-{side}",))
        plan = self.office.audits.draw_up(auditor.person, Plan(title=f"점검-{side}", starts_on=STARTS_ON))
        yield Thing("plan", str(plan.id), side, examined, (f"점검-{side}",))
        for run_id in running.take_up_due(self.office.bench(), STARTS_ON):
            yield Thing("run", str(run_id), side, examined)
        for run, positions in jobs(self.office):
            running.check_chunk(self.office.bench(), run, positions)
        rule_keepers = self.those(RULE_KEEPERS, side)
        manager = self.caller(Actor.RULE_MANAGER, side).person
        draft = self.office.drafts.draw_up(manager, f"초안-{side}", rule_file())
        yield Thing("draft", str(draft.id), side, rule_keepers, (f"초안-{side}",))
        preview = self.office.drafts.begin(manager, draft.id, Population(), Sample())
        do_jobs(self.office)
        yield Thing("preview", str(preview.id), side, rule_keepers)
        administrator = self.caller(Actor.ADMINISTRATOR, side).person
        webhook = self.office.webhooks.register(administrator, f"https://{side}.example.org/hook", [])
        yield Thing("webhook", str(webhook.id), side, self.those(FOLLOWERS, side), (f"{side}.example.org",))
        message = self.office.webhooks.ping(administrator, webhook.id)
        yield Thing("message", str(message.id), side, self.those(FOLLOWERS, side))

    def of_cases(self, side: str) -> Iterator[Thing]:
        """
        Open a case, and ask its company for an explanation.
        """
        auditor, approver = (self.caller(actor, side).person for actor in (Actor.AUDITOR, Actor.APPROVER))
        company, words = self.caller(Actor.RESPONDENT, side), f"사건 {side} 문구"
        examined, asked = self.those(EXAMINERS), self.those([Actor.RESPONDENT], side)
        text = f"FLAG low {words}"
        for thing in self.screened(self.caller(Actor.AUDITOR, side), text, words, Origin.ORDERED, examined):
            # The company reads in its letter what the finding quotes, and of the finding itself nothing.
            yield replace(thing, quoted_to=thing.quoted_to | asked) if thing.kind == "finding" else thing
        [found] = [one for one in self.office.findings(auditor, FindingFilter()).items if one.finding["quote"] == words]
        taken = self.office.decide(auditor, found.id, Decision(DecisionKind.REVIEW), found.etag)
        self.office.decide(auditor, found.id, Decision(DecisionKind.CONFIRM), taken.etag)
        opened = self.office.cases.case(auditor, self.office.cases.open(auditor, [found.id]))
        facts = CaseFacts(f"피심-{side}", company.person.tenant_id, {found.id: "winwin_22_25"})
        case = self.office.cases.note_facts(auditor, opened.id, facts, opened.etag)
        for person, step, code in ((auditor, "take", "C1"), (auditor, "take", "C3"), (approver, "approve", "C3")):
            decision = CaseDecision(Step(step), code, note=f"비고-{side}", asked=(f"질의-{side}",))
            case = self.office.cases.decide(person, case.id, decision, case.etag)
        yield Thing("case", str(case.id), side, examined, (f"비고-{side}",))
        yield Thing("letter", str(case.letters[0].id), side, examined | asked, (f"질의-{side}",))
        seen = self.office.requests.answer(
            company.person, case.letters[0].id, Answer("answer", f"소명-{side}", "증빙.txt", f"증빙 {side}".encode())
        )
        yield Thing("answer", str(seen.answers[0].id), side, examined | asked, (f"소명-{side}",))
        yield Thing("respondent", str(company.person.tenant_id), side, examined | asked)

    def of_programme(self, side: str) -> Iterator[Thing]:
        """
        Take in a project of a host and a startup.
        """
        officer = self.caller(Actor.PROGRAMME_OFFICER, side).person
        host, startup = self.caller(Actor.HOST_OFFICER, side).tenant, self.caller(Actor.STARTUP, side).tenant
        project = (*FIRST[:3], f"과제-{side}", f"주제-{side}", host, "가나전자", startup)
        row = (*project, "매칭", "2026-05-04", "2026. 6. 1.", "비밀유지계약", "자료 제공", "미제출")
        table = "\n".join(map(",".join, (TITLES, row))).encode()
        took = self.office.programmes.take_in(officer, Upload("과제.csv", table, "text/csv"))
        assert took.created == 1, took.faults
        seen_by = self.those(EXAMINERS) | self.those([Actor.PROGRAMME_OFFICER, Actor.HOST_OFFICER, Actor.STARTUP], side)
        for view in self.office.programmes.projects(officer).items:
            yield Thing("project", str(view.id), side, seen_by, (f"과제-{side}", f"주제-{side}"))

    def of_accounts(self, side: str) -> Iterator[Thing]:
        """
        Make somebody who asks nothing, with a key.
        """
        administrators, administrator = self.those([Actor.ADMINISTRATOR]), self.caller(Actor.ADMINISTRATOR, side).person
        idle = self.office.accounts.make(administrator, NewAccount(f"휴면-{side}", f"휴면-{side}-담당", Actor.STARTUP))
        key = self.office.accounts.make_key(administrator, idle.id, KeyOrder(f"열쇠-{side}", None, 1))
        yield Thing("account", str(idle.id), side, administrators, (f"휴면-{side}",))
        yield Thing("key", str(key.id), side, administrators, (f"열쇠-{side}",))

    def of_everybody(self) -> Iterator[Thing]:
        """
        Name what follows from all of it: the template of both startups, the company whose it is, and a rule.
        """
        examiner = self.caller(Actor.AUDITOR, "one").person
        for cluster in self.office.clusters.clusters(examiner).items:
            yield Thing("cluster", str(cluster.id), "one", self.those(EXAMINERS))
        for organisation in self.office.organisations.organisations(examiner).items:
            yield Thing("organisation", str(organisation.id), "one", self.those(EXAMINERS))
        yield Thing("rule", self.office.catalog().rules[0].id, "one", self.those(Actor))


def _read(data: bytes, name: str, declared: Declaration | None) -> Document:
    """
    Read tables as they are read, and agreements with their parties where these are named.
    """
    if name.endswith(".csv"):
        return read_table(data, name, declared)
    return (read_parties if data.startswith(b"PARTIES") else INSTRUMENTS.read)(data, name, declared)


def _check(document: Document, on: date) -> dict[str, Any]:
    """
    Find what the tests' checker finds, told in as many words as the real one tells it.
    """
    report, whole = check_places(document, on), sample.screening()
    findings = [{**whole["findings"][0], **one} for one in report["findings"]]
    return {**whole, **report, "document": {**whole["document"], **report["document"]}, "findings": findings}


def _caller(office: Office, actor: Actor, side: str) -> Caller:
    tenant = f"기관-{side}" if actor in AUTHORITY else f"{actor}-{side}"
    person, key = accounts.make_key(office, tenant, f"{actor}-{side}-담당", actor)
    return Caller(side, tenant, person, key)
