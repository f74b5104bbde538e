"""
Be the door to organisations for `api`: list them, show one as a pattern, and list its agreements.

Only agreements that were registered or ordered are here, whoever asks. Names are opened one by one, so an organisation
is found by its whole name alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from compliance import journal, paging, showing
from compliance.clusters.wording import plain_name
from compliance.errors import NotFound
from compliance.journal import Act
from compliance.organisations import trend
from compliance.organisations.views import AgreementView, ListView, NamedView, OrganisationView, PatternView
from compliance.store import organisations, programmes
from compliance.store.door import Door
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.clusters.desk import ClusterDesk
    from compliance.programmes.views import ProjectView
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.organisations import Ranked

PARTS: Final = ("demand", "fund")
"""As what an organisation takes part in projects whose agreements are its own."""
CLUSTERS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class OrganisationDesk:
    """
    Offer what examiners look at; methods that take an id raise `NotFound` for what is absent.
    """

    database: Database
    keys: KeyRing
    clusters: ClusterDesk

    def organisations(self, person: Person, cursor: str | None = None, limit: int = 20, name: str = "") -> ListView:
        """
        List organisations, those with most agreements first; with a name, the one that is called so.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        only = self.keys.template_hash(plain_name(name).encode()) if name.strip() else None
        with self.database.transaction(person) as session:
            rows = organisations.some(session, paging.gravest_first(cursor), limit + 1, only)
            shown = self._show(session, person, rows[:limit])
            last = shown[-1] if len(rows) > limit else None
            position = f"{last.agreements}.{last.id}" if last else None
            return ListView(shown, position, organisations.nameless(session))

    def of_submission(self, person: Person, submission_id: UUID) -> OrganisationView | None:
        """
        Show whose an agreement is; None where nobody knows, or where it is not theirs to see.
        """
        with self.database.transaction(person) as session:
            known = [one.organisation for one in organisations.of_submissions(session, [submission_id])]
            return self._show(session, person, organisations.some(session, None, 1, known[0]))[0] if known else None

    def named(self, person: Person, submission_ids: Collection[UUID]) -> dict[UUID, NamedView]:
        """
        Name whose agreements are whose; those of which nobody knows are left out.
        """
        with self.database.transaction(person) as session:
            rows = organisations.of_submissions(session, submission_ids)
            names = Door(session, self.keys, person).organisations(rows)
            return {
                one.submission_id: NamedView(UUID(bytes=one.organisation), names[one.submission_id])
                for one in rows
                if one.organisation and one.submission_id in names
            }

    def pattern(self, person: Person, organisation_id: UUID) -> PatternView:
        """
        Show one organisation as a pattern; written into the journal, with the years that had too few agreements.
        """
        key = organisation_id.bytes
        # A desk of its own: two transactions, and the second may see an agreement more.
        clusters = self.clusters.clusters(person, None, CLUSTERS_SHOWN, None, organisation_id)
        with self.database.transaction(person) as session:
            rows = organisations.some(session, None, 1, key)
            if not rows:
                raise NotFound
            projects = self._projects(session, key)
            counts = organisations.by_year(session, key)
            years, whole = trend.years_of(counts), trend.whole_of(counts)
            view = PatternView(
                self._show(session, person, rows)[0],
                projects,
                Counter(each.state for one in projects for each in one.requirements),
                clusters.items,
                clusters.next_cursor is not None,
                tuple(organisations.by_rule(session, key)),
                years,
                whole,
            )
            few = [one.year for one in years if one.is_few]
            detail = {"agreements": view.organisation.agreements, "too_few": few}
            journal.write(session, person, Act.VIEWED_ORGANISATION, f"organisation:{organisation_id}", detail)
            return view

    def agreements(
        self, person: Person, organisation_id: UUID, cursor: str | None = None, limit: int = 20
    ) -> Page[AgreementView]:
        """
        List an organisation's agreements, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.database.transaction(person) as session:
            entries = organisations.agreements(session, organisation_id.bytes, paging.newest_first(cursor), limit + 1)
            if not entries and cursor is None:
                raise NotFound
            shown = showing.submissions(Door(session, self.keys, person), entries[:limit])
            states = organisations.states(session, [one.id for one in shown])
            types = {one.submission.id: one.screening and one.screening.agreement_type for one in entries}
            items = tuple(AgreementView(one, types[one.id] or None, states[one.id]) for one in shown)
            return Page(items, str(shown[-1].id) if len(entries) > limit else None)

    def _show(self, session: Session, person: Person, rows: Sequence[Ranked]) -> tuple[OrganisationView, ...]:
        names = Door(session, self.keys, person).organisations([one.newest for one in rows])
        return tuple(
            OrganisationView(UUID(bytes=one.organisation), names.get(one.newest.submission_id, ""), one.agreements)
            for one in rows
        )

    def _projects(self, session: Session, key: bytes) -> tuple[ProjectView, ...]:
        """
        Fetch the projects that know the organisation by a name which means the same.
        """
        names = programmes.names_of(session, PARTS)
        own = [one for one in names if self.keys.template_hash(plain_name(one).encode()) == key]
        return tuple(programmes.of_participants(session, own, PARTS)) if own else ()
