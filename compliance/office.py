"""
Be the one door to the office for `api` and the command line: each method is one transaction, committed at its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from compliance import access, deciding, entrance, health, intake, mapping, metering, paging, quota, showing
from compliance.audits.agenda import AgendaDesk
from compliance.audits.desk import AuditDesk
from compliance.blind.desk import BlindDesk
from compliance.cases.desk import CaseDesk
from compliance.cases.portal import RequestDesk
from compliance.clusters.desk import ClusterDesk
from compliance.deciding_many import DecisionDesk
from compliance.destroying import Destroyer
from compliance.drafts.desk import DraftDesk
from compliance.errors import NotFound
from compliance.exporting import ExportDesk
from compliance.facsimile.desk import FacsimileDesk
from compliance.facsimile.recent import Recent
from compliance.fairness.desk import FairnessDesk
from compliance.identity.desk import AccountDesk
from compliance.identity.signing_in import SignInDesk
from compliance.in_force import InForce
from compliance.intake import Delivery
from compliance.mapping import Again
from compliance.notifications.desk import WebhookDesk
from compliance.notifications.subscribing import SubscriptionDesk
from compliance.organisations.desk import OrganisationDesk
from compliance.programmes.desk import ProgrammeDesk, tie
from compliance.queue import Bench, ScreeningQueue
from compliance.real import REAL
from compliance.repeating import RepeatDesk
from compliance.safekeeping.holding import HoldDesk
from compliance.store import catalogs, findings, people, submissions
from compliance.store.database import Database
from compliance.store.door import Door
from compliance.store.envelope import KeyRing, key_ring
from compliance.store.screenings import BUNDLE
from compliance.store.site import Site, check_key
from compliance.views import FindingView, Page, SubmissionView, Upload
from compliance.worklist import WorklistDesk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.instruments import Instruments
    from compliance.programmes.views import Belonging
    from compliance.settings import Settings
    from compliance.store.tables import Screening
    from compliance.views import (
        CatalogView,
        ColumnChoice,
        Decision,
        DestructionView,
        DocumentView,
        EventView,
        FindingFilter,
        HealthView,
        LinkView,
        Origin,
        WorkloadView,
    )
    from ingest.document import Declaration


@dataclass(frozen=True, slots=True)
class Office:
    """
    Hold the connections of one process and offer what people do: enter, submit, look, decide.

    Every method may raise `Unavailable`; those that take an id raise `NotFound` for what is absent or not theirs.
    """

    settings: Settings
    site: Site
    database: Database
    keys: KeyRing
    instruments: Instruments
    queue: ScreeningQueue
    recent: Recent = field(default_factory=Recent)
    in_force: InForce = field(default_factory=InForce)

    @classmethod
    def open(cls, settings: Settings, instruments: Instruments = REAL) -> Self:
        """
        Find or start PostgreSQL, bring its schema up to date (embedded only) and connect.

        Raises:
            Unavailable: PostgreSQL does not start or answer, its schema is old, or the key is not the database's.
        """
        site = Site.open(settings)
        database = Database.connect(site.url, pool_size=settings.pool_size, wait_seconds=settings.pool_wait_seconds)
        try:
            keys = check_key(database, key_ring(settings.kek, settings.data_dir, settings.next_kek))
            office = cls(settings, site, database, keys, instruments, ScreeningQueue())
            office.destroyer.replay()
        except BaseException:
            database.close()
            site.close()
            raise
        return office

    def close(self) -> None:
        """
        Give back all connections; stop the embedded PostgreSQL if this was its last user.
        """
        self.database.close()
        self.site.close()

    def bench(self) -> Bench:
        """
        Hand a worker or the scheduler what it works with, by the rules that are in force.
        """
        bench = Bench(self.database, self.keys, self.instruments, self.settings, self.queue, self.in_force)
        return bench.present()

    @property
    def destroyer(self) -> Destroyer:
        """
        Lead to what destroys self-checks.
        """
        return Destroyer(self.database, self.keys, self.settings.data_dir)

    @property
    def audits(self) -> AuditDesk:
        """
        Lead to the audits.
        """
        return AuditDesk(self.bench())

    @property
    def agenda(self) -> AgendaDesk:
        """
        Lead to the calendar of audits.
        """
        return AgendaDesk(self.bench())

    @property
    def programmes(self) -> ProgrammeDesk:
        """
        Lead to the programmes.
        """
        return ProgrammeDesk(self.bench())

    @property
    def fairness(self) -> FairnessDesk:
        """
        Lead to the fairness figures.
        """
        return FairnessDesk(self.bench())

    @property
    def exports(self) -> ExportDesk:
        """
        Lead to exports.
        """
        return ExportDesk(self.database, self.keys)

    @property
    def decisions(self) -> DecisionDesk:
        """
        Lead to decisions on several findings.
        """
        return DecisionDesk(self.database, self.keys)

    @property
    def kept_answers(self) -> RepeatDesk:
        """
        Lead to what does things once.
        """
        return RepeatDesk(self.database)

    @property
    def webhooks(self) -> WebhookDesk:
        """
        Lead to the receivers of webhooks.
        """
        return WebhookDesk(self.database, self.keys, self.settings)

    @property
    def subscriptions(self) -> SubscriptionDesk:
        """
        Lead to what a person subscribed to.
        """
        return SubscriptionDesk(self.database, self.keys, self.settings)

    @property
    def clusters(self) -> ClusterDesk:
        """
        Lead to the template clauses.
        """
        return ClusterDesk(self.database, self.keys)

    @property
    def organisations(self) -> OrganisationDesk:
        """
        Lead to organisations and the patterns of their agreements.
        """
        return OrganisationDesk(self.database, self.keys, self.clusters)

    @property
    def holds(self) -> HoldDesk:
        """
        Lead to holds on documents and to certificates of destruction.
        """
        return HoldDesk(self.database)

    @property
    def facsimiles(self) -> FacsimileDesk:
        """
        Lead to agreements as they look on paper.
        """
        return FacsimileDesk(self.database, self.keys, self.instruments.draw, self.recent)

    @property
    def cases(self) -> CaseDesk:
        """
        Lead to the cases.
        """
        return CaseDesk(self.database, self.keys)

    @property
    def requests(self) -> RequestDesk:
        """
        Lead to what a company was asked.
        """
        return RequestDesk(self.bench())

    @property
    def blind(self) -> BlindDesk:
        """
        Lead to what is judged a second time.
        """
        return BlindDesk(self.database, self.keys, self.settings)

    @property
    def worklist(self) -> WorklistDesk:
        """
        Lead to what the queue tells beside its findings.
        """
        return WorklistDesk(self.database)

    @property
    def drafts(self) -> DraftDesk:
        """
        Lead to the drafts of the rules.
        """
        return DraftDesk(self.bench())

    @property
    def accounts(self) -> AccountDesk:
        """
        Lead to the accounts.
        """
        return AccountDesk(self.database, self.settings)

    @property
    def signing_in(self) -> SignInDesk:
        """
        Lead to sign-in at the OpenID provider.
        """
        return SignInDesk(self.database, self.keys, self.settings)

    def enter(self, key: str) -> Person | None:
        """
        Return whom this API key belongs to, None for an unknown or revoked key.
        """
        return entrance.by_key(self.database, key)

    def exchange(self, key: str) -> str | None:
        """
        Exchange an API key for a session token, None for an unknown, revoked, old or narrowed key.
        """
        return entrance.begin(self.database, self.settings, key, people.entering_by_key)

    def enter_with_link(self, token: str) -> str | None:
        """
        Use up a one-use link and return a session token, None if it is unknown, used or too old.
        """
        return entrance.begin(self.database, self.settings, token, people.entering_by_link)

    def session(self, token: str) -> Person | None:
        """
        Return whose session this is and keep it alive, None if it is unknown, ended or too old.
        """
        return entrance.by_session(self.database, self.settings, token)

    def leave(self, token: str) -> None:
        """
        End a session; an unknown token is no error.
        """
        entrance.end(self.database, token)

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
        Store the bytes unaltered and queue their screening; both are on disk when this returns.

        `origin` defaults to a self-check for a startup (which the authority never sees) and to `ordered` for an
        auditor; a startup may say `registered`, and then which `project` the agreement belongs to.

        Raises:
            Rejected: "101" the file is empty, "104" it is too large.
            Outage: there is no room left for it.
            Rejected: "idempotency", the key was used with another file or declaration.
            Forbidden: this actor does not submit, or not with this origin.
            TooMuch: the organisation has handed in what it may today.
        """
        origin = intake.origin_of(person, origin)
        intake.verify(upload, self.settings)
        digest = self.catalog().digest
        with self.database.transaction(person) as session:
            quota.check(session, self.settings, person.tenant_id, len(upload.content))
            kept = mapping.kept_for(session, person, upload.name, declaration)
            delivery = Delivery(person, upload, declaration, origin, digest, kept)
            receipt = intake.receive(session, self.keys, self.queue, delivery, idempotency_key)
            if not receipt.repeated:
                quota.count(session, self.settings, person.tenant_id, len(upload.content))
            if project:
                tie(session, person, project, receipt.submission_id)
            entry = submissions.entry(session, receipt.submission_id)
            return showing.submissions(self._door(session, person), [entry], repeated=receipt.repeated)[0]

    def map_columns(self, person: Person, submission_id: UUID, choices: Sequence[ColumnChoice]) -> SubmissionView:
        """
        Keep what the person says of a table's columns, for later tables too, and judge the stored bytes again by it.

        Raises:
            Rejected: "columns", a column that nobody knows, or too many kept.
            Forbidden: this actor does not submit, or the table is another organisation's.
        """
        digest = self.catalog().digest
        with self.database.transaction(person) as session:
            door = self._door(session, person)
            receipt = mapping.judge_again(Again(door, self.queue, digest), submission_id, choices)
            entry = submissions.entry(session, receipt.submission_id)
            return showing.submissions(door, [entry], repeated=receipt.repeated)[0]

    def submission(self, person: Person, submission_id: UUID) -> SubmissionView:
        """
        Show one submission; a bundle with how each of its documents stands.
        """
        with self.database.transaction(person) as session:
            door, entry = self._door(session, person), submissions.entry(session, submission_id)
            return showing.bundle(door, showing.submissions(door, [entry])[0])

    def destroy(self, person: Person, submission_id: UUID) -> DestructionView:
        """
        Destroy a self-check for good, and give a receipt that says nothing of what it was.

        Raises:
            Conflict: it is no self-check, or it is part of a bundle, which goes as a whole.
        """
        return self.destroyer.destroy(person, submission_id)

    def submissions(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[SubmissionView]:
        """
        List the submissions this person may see, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        limit = self._limit(limit)
        with self.database.transaction(person) as session:
            entries = submissions.entries(session, paging.newest_first(cursor), limit + 1, access.only_tenant(person))
            shown = showing.submissions(self._door(session, person), entries[:limit])
            return Page(shown, str(shown[-1].id) if len(entries) > limit else None)

    def original(self, person: Person, submission_id: UUID) -> Upload:
        """
        Hand out the very bytes that came in; written into the journal first.
        """
        with self.database.transaction(person) as session:
            door, submission = self._door(session, person), submissions.entry(session, submission_id).submission
            name = door.particulars([submission])[submission_id]["name"]
            return Upload(name, door.original(submission_id), submission.media_type)

    def screening(self, person: Person, submission_id: UUID) -> dict[str, Any]:
        """
        Return the object of CHECK_JSON.md; written into the journal first. NotFound until it is screened.

        For a bundle it is the one object of `compliance check --bundle` over the documents that were read.
        """
        with self.database.transaction(person) as session:
            door, screening = self._door(session, person), _screened(session, submission_id)
            view = showing.bundle(door, showing.submissions(door, [submissions.entry(session, submission_id)])[0])
            report = door.report(screening)
            return report if view.files is None else showing.deal(door, view, report)

    def deal_links(self, person: Person, submission_id: UUID) -> tuple[LinkView, ...]:
        """
        Show how the documents of a bundle belong together; written into the journal first. NotFound until it is closed.
        """
        with self.database.transaction(person) as session:
            door, screening = self._door(session, person), _screened(session, submission_id)
            return showing.deal_links(door.report(screening))

    def document_text(self, person: Person, submission_id: UUID) -> DocumentView:
        """
        Show the text that was read with its clauses; written into the journal first. NotFound until it is screened.

        A bundle has no text of its own: its documents have.
        """
        with self.database.transaction(person) as session:
            door, entry = self._door(session, person), submissions.entry(session, submission_id)
            particulars = door.particulars([entry.submission])[submission_id]
            if BUNDLE in particulars:
                raise NotFound
            return showing.document(submission_id, particulars["name"], door.text(_screened(session, submission_id)))

    def findings(
        self, person: Person, wanted: FindingFilter, cursor: str | None = None, limit: int = 20
    ) -> Page[FindingView]:
        """
        List findings this person may see in the order that is wanted; written into the journal first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        limit = self._limit(limit)
        with self.database.transaction(person) as session:
            rows = findings.some(session, wanted, paging.gravest_first(cursor), limit + 1, access.only_tenant(person))
            last = rows[limit - 1] if len(rows) > limit else None
            shown = showing.findings(self._door(session, person), rows[:limit])
            return Page(shown, f"{findings.position(wanted.order, last)}.{last.id}" if last else None)

    def finding(self, person: Person, finding_id: UUID) -> FindingView:
        """
        Show one finding; written into the journal first.
        """
        with self.database.transaction(person) as session:
            return showing.findings(self._door(session, person), [findings.one(session, finding_id)])[0]

    def decide(self, person: Person, finding_id: UUID, decision: Decision, if_match: str) -> FindingView:
        """
        Decide on a finding as `lifecycle.json` allows; `if_match` is the `etag` the person saw.

        Raises:
            Conflict: the etag is not the present one.
            Forbidden: this actor, this state or this very person may not.
            Rejected: a missing reason code ("reason_code") or note ("note").
        """
        with self.database.transaction(person) as session:
            door = self._door(session, person)
            return showing.findings(door, [deciding.decide(door, finding_id, decision, if_match)])[0]

    def history(self, person: Person, finding_id: UUID) -> list[EventView]:
        """
        List what happened to a finding, oldest first.
        """
        with self.database.transaction(person) as session:
            finding = findings.one(session, finding_id)
            steps = findings.history(session, finding_id)
            notes = self._door(session, person).notes(finding, [step for step, _ in steps])
            return [showing.event(step, name, notes.get(step.id, "")) for step, name in steps]

    def catalog(self) -> CatalogView:
        """
        Show the catalog that is in force.
        """
        return self.bench().instruments.catalog()

    def catalog_of(self, digest: str) -> CatalogView:
        """
        Show the catalog of a digest as it was; the one in force where its words were never kept.
        """
        ours = self.catalog()
        if digest in {ours.digest, ""}:
            return ours
        with self.database.transaction(access.system()) as session:
            return catalogs.words(session, digest) or ours

    def health(self) -> HealthView:
        """
        Say how the office is; never raises.
        """
        return health.look(self.database, self.settings)

    def workload(self) -> WorkloadView:
        """
        Say what waits, what ran and who lives, for the operator's metrics.

        Raises:
            Unavailable: the database cannot be reached.
        """
        return metering.workload(self.database, self.settings.stalled_after_seconds)

    def _door(self, session: Session, person: Person) -> Door:
        return Door(session, self.keys, person)

    def _limit(self, asked: int) -> int:
        return max(1, min(asked, self.settings.page_limit))


def _screened(session: Session, submission_id: UUID) -> Screening:
    screening = submissions.entry(session, submission_id).screening
    if screening is None or screening.finished_at is None:
        raise NotFound
    return screening
