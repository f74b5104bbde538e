"""
Stand in for the desk of template clauses: one template of one organisation, used in two agreements.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.clusters.views import ClusterView, NoteView, SameTemplate
from compliance.errors import NotFound
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.access import Person

SPACE = UUID(int=10)
CLUSTER = uuid5(SPACE, "cluster")
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


class FakeClusters:
    """
    Know one template; every finding rests on it.
    """

    def __init__(self) -> None:
        """
        Begin without notes.
        """
        self.noted: list[NoteView] = []

    def clusters(
        self,
        person: Person,
        cursor: str | None = None,
        limit: int = 20,
        rule: str | None = None,
        organisation: UUID | None = None,
    ) -> Page[ClusterView]:
        """
        List it, unless another rule is asked for.
        """
        del cursor, limit, organisation
        return Page((self.cluster(person, CLUSTER),) if rule in {None, "IP-01"} else (), None)

    def cluster(self, person: Person, cluster_id: UUID) -> ClusterView:
        """
        Show it.
        """
        del person
        if cluster_id != CLUSTER:
            raise NotFound
        title = {"ko": "결과물 일괄 귀속", "en": "all results fall to one side"}
        states = {"DETECTED": 1, "CONFIRMED": 1}
        return ClusterView(CLUSTER, "IP-01", title, "주식회사 한빛정밀", "제5조", 2, 2, states, uuid5(SPACE, "finding"))

    def same_template(self, person: Person, finding_ids: Sequence[UUID]) -> dict[UUID, SameTemplate]:
        """
        Say that each finding rests on it.
        """
        del person
        return {one: SameTemplate(CLUSTER, 2, 2) for one in finding_ids}

    def notes(self, person: Person, cluster_id: UUID) -> list[NoteView]:
        """
        Show the notes, newest first.
        """
        self.cluster(person, cluster_id)
        return self.noted[::-1]

    def note(self, person: Person, cluster_id: UUID, kind: str, words: str) -> None:
        """
        Keep a note.
        """
        self.cluster(person, cluster_id)
        self.noted.append(NoteView(uuid5(SPACE, words), person.name, NOW, kind, words))
