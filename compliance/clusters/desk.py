"""
Be the door to template clauses for `api`: list them, show one, and note something for all its uses.

Findings are decided one by one, whatever template they share: several are never confirmed at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from compliance import journal, paging
from compliance.access import EXAMINERS
from compliance.clusters.views import ClusterView, NoteView, SameTemplate
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.journal import Act
from compliance.store import clusters, findings
from compliance.store.cluster_tables import ClusterNote
from compliance.store.door import Door
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.store.clusters import Summed
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

KINDS = ("note", "wording")
LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class ClusterDesk:
    """
    Offer what examiners do with template clauses; methods that take an id raise `NotFound` for what is absent.
    """

    database: Database
    keys: KeyRing

    def clusters(
        self,
        person: Person,
        cursor: str | None = None,
        limit: int = 20,
        rule: str | None = None,
        organisation: UUID | None = None,
    ) -> Page[ClusterView]:
        """
        List templates that two or more agreements use (of one organisation, where it is given), most used first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.database.transaction(person) as session:
            rows = clusters.some(
                session, paging.gravest_first(cursor), limit + 1, rule, organisation.bytes if organisation else None
            )
            shown = tuple(self._show(session, person, rows[:limit]))
            last = shown[-1] if len(rows) > limit else None
            return Page(shown, f"{last.agreements}.{last.id}" if last else None)

    def cluster(self, person: Person, cluster_id: UUID) -> ClusterView:
        """
        Show one template, by the id of any cluster that has grown into it.
        """
        with self.database.transaction(person) as session:
            rows = clusters.sums(session, [clusters.cluster_of(session, cluster_id)])
            if not rows:
                raise NotFound
            return self._show(session, person, rows)[0]

    def same_template(self, person: Person, finding_ids: Sequence[UUID]) -> dict[UUID, SameTemplate]:
        """
        Tell which findings rest on a template with others, of the same agreement or of several.
        """
        with self.database.transaction(person) as session:
            found = clusters.of_findings(session, finding_ids)
            sums = {one.id: one for one in clusters.sums(session, sorted(set(found.values())))}
        return {
            finding_id: SameTemplate(cluster, one.agreements, count)
            for finding_id, cluster in found.items()
            if (one := sums.get(cluster)) and (count := sum(one.states.values())) > 1
        }

    def notes(self, person: Person, cluster_id: UUID) -> list[NoteView]:
        """
        Show what was noted for a template, newest first; written into the journal first.
        """
        with self.database.transaction(person) as session:
            cluster = clusters.cluster_of(session, cluster_id)
            rows = clusters.notes(session, cluster)
            told = Door(session, self.keys, person).cluster_notes(cluster, [row for row, _ in rows])
            return [
                NoteView(row.id, name or "", row.created_at, told[row.id]["kind"], told[row.id]["text"])
                for row, name in rows
            ]

    def note(self, person: Person, cluster_id: UUID, kind: str, words: str) -> None:
        """
        Note something for a template: a remark, or other wording to propose to all who use it. No finding is decided.

        Raises:
            Forbidden: this actor examines nothing.
            Rejected: "note", it is empty, too long or of no known kind.
        """
        if person.actor not in EXAMINERS:
            raise Forbidden("점검할 권한이 없습니다", "this actor examines nothing")
        if kind not in KINDS or not 0 < len(words) <= LONGEST_NOTE:
            raise Rejected("메모를 4,000자 이내로 적으십시오", "a note has at most 4,000 letters", "note")
        with self.database.transaction(person) as session:
            cluster, note_id = clusters.cluster_of(session, cluster_id), uuid7()
            envelope, wrapped = self.keys.new_envelope(person.tenant_id, note_id)
            sealed = envelope.seal_json({"kind": kind, "text": words}, "cluster_note")
            clusters.add_note(
                session,
                ClusterNote(
                    id=note_id, form_id=cluster, tenant_id=person.tenant_id, person_id=person.id,
                    wrapped_key=wrapped, sealed_note=sealed,
                ),
            )  # fmt: skip
            journal.write(session, person, Act.CLUSTER_NOTED, f"template:{cluster}", {"note": str(note_id)})

    def _show(self, session: Session, person: Person, rows: Sequence[Summed]) -> list[ClusterView]:
        newest = [one.finding_id for one in rows]
        titles = {one.id: one.title for one in findings.by_id(session, newest)}
        labels = Door(session, self.keys, person).labels(clusters.labels(session, newest))
        return [
            ClusterView(
                one.id, one.rule, titles.get(one.finding_id, {}), labels.get(one.finding_id, {}).get("organisation", ""),
                labels.get(one.finding_id, {}).get("clause") or "", one.wordings, one.agreements, one.states,
                one.finding_id,
            )
            for one in rows
        ]  # fmt: skip
