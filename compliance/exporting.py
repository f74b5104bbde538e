"""
Hand out whole lists of findings: page after page as it is sent, each written into the journal before it is opened.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from compliance import access, journal, paging, showing
from compliance.journal import Act
from compliance.store import findings
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.views import FindingFilter, FindingView

AT_ONCE: Final = 200
"""Findings opened at a time, each time in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """
    Offer exports: a person gets what they see in lists, and no more.
    """

    database: Database
    keys: KeyRing

    def findings(self, person: Person, wanted: FindingFilter, form: str) -> Iterator[FindingView]:
        """
        Hand out all findings that a list with this filter shows, in its order.
        """
        with self.database.transaction(person) as session:
            detail = {"form": form, "filter": {name: _told(value) for name, value in asdict(wanted).items() if value}}
            journal.write(session, person, Act.EXPORTED, "findings", detail)
        cursor: str | None = None
        while True:
            with self.database.transaction(person) as session:
                rows = findings.some(session, wanted, paging.gravest_first(cursor), AT_ONCE, access.only_tenant(person))
                views = showing.findings(Door(session, self.keys, person), rows)
            yield from views
            if len(rows) < AT_ONCE:
                return
            cursor = f"{findings.position(wanted.order, rows[-1])}.{rows[-1].id}"


def _told(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else value
