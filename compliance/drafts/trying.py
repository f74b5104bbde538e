"""
Try a draft as shipped rules are tried before they are shipped: its examples hold, and each condition is pinned by one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from compliance import access
from compliance.drafts import packing
from compliance.errors import Rejected
from compliance.store import drafts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from compliance.queue import Bench
    from compliance.store.draft_tables import CatalogDraft

MOST_PROBLEMS = 50
"""Problems that are told of a draft; whoever mends it tries again."""
OTHERS_NOW = "the rules that it was drawn up over are others now"
BROKE = "the trial itself failed; nothing is known of the rules"


def try_rules(bench: Bench, draft_id: UUID) -> None:
    """
    Try every rule that a draft lets judge otherwise, and write down what does not hold; nothing where that was done.
    """
    with bench.database.transaction(access.system()) as session:
        row = drafts.draft(session, draft_id)
    if row.tried_at is None:
        _write(bench, draft_id, _problems(bench, row))


def give_up(bench: Bench, draft_id: UUID) -> None:
    """
    Say of a draft that its trial broke: it does not read as one that held.
    """
    _write(bench, draft_id, [BROKE])


def _problems(bench: Bench, row: CatalogDraft) -> list[str]:
    try:
        theirs = packing.of_draft(bench.instruments, row)
    except Rejected as refusal:
        return [refusal.en]
    if theirs.catalog().digest != row.digest:
        return [OTHERS_NOW]
    files = packing.files_of(row.files)
    rules = {name.rpartition("/")[2].partition(".")[0] for name in files if name.startswith("packs/")}
    return list(islice(theirs.trial(rules | row.changed.keys()), MOST_PROBLEMS))


def _write(bench: Bench, draft_id: UUID, problems: Sequence[str]) -> None:
    with bench.database.transaction(access.system()) as session:
        row = drafts.draft(session, draft_id, to_change=True)
        if row.tried_at is None:
            row.tried_at, row.problems = datetime.now(UTC), list(problems)
