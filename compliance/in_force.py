"""
Find the rules that are in force: those the program was shipped with, under the files that people put over them.

Asked anew for each request and each job, so that every process judges by an activation from the first moment of its
day. What is compiled is kept until other rules are in force.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from compliance import access, seoul
from compliance.drafts import packing
from compliance.store import audits, catalogs, drafts
from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from compliance.instruments import Instruments
    from compliance.store.database import Database

log = logging.getLogger(__name__)


@dataclass(slots=True)
class InForce:
    """
    Keep the instruments of the rules that were last found in force, for one process.
    """

    _known: tuple[UUID, Instruments] | None = None
    _one_at_a_time: Lock = field(default_factory=Lock, repr=False)

    def over(self, database: Database, shipped: Instruments, today: date | None = None) -> Instruments:
        """
        Give the instruments of the rules in force on a day (today in Asia/Seoul): `shipped` where nothing lies over it.
        """
        with database.transaction(access.system()) as session:
            head = drafts.in_force(session, today or seoul.today())
        if head is None or head.overlay is None:
            return shipped
        with self._one_at_a_time:
            if self._known is None or self._known[0] != head.id:
                self._known = (head.id, _compiled(shipped, packing.files_of(head.overlay)))
                introduce(database, self._known[1])
            return self._known[1]


def introduce(database: Database, instruments: Instruments) -> None:
    """
    Write down what is known of a catalog that begins to judge: what tells its rules apart, and their words.
    """
    view = instruments.catalog()
    with database.transaction(access.system()) as session:
        audits.remember(session, view.digest, instruments.fingerprints())
        catalogs.keep_words(session, view)


def under(database: Database, instruments: Instruments, digest: str) -> Instruments:
    """
    Give the instruments of the catalog of a digest; those given where it cannot be built any more.
    """
    for one in (instruments, instruments.drafted({})):
        if one.catalog().digest == digest:
            return one
    with database.transaction(access.system()) as session:
        row = drafts.of_digest(session, digest)
    if row is None or row.overlay is None:
        return instruments
    found = _compiled(instruments, packing.files_of(row.overlay))
    return found if found.catalog().digest == digest else instruments


def _compiled(shipped: Instruments, files: Mapping[str, str]) -> Instruments:
    """
    Bring what the files make; files that a newer program no longer takes leave its shipped rules in force.
    """
    try:
        return shipped.drafted(files)
    except RuleError as wrong:
        log.warning("rules that were put into force do not hold in this version of the program: %s", wrong)
        return shipped.drafted({})
