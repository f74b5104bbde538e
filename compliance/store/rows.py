"""
Fetch one row by its id, in whichever table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from compliance.errors import NotFound
from compliance.store.tables import Table

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

Row = TypeVar("Row", bound=Table)


def one(session: Session, table: type[Row], row_id: UUID, *, to_change: bool) -> Row:
    """
    Fetch one row, locked where its state is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    found = session.get(table, row_id, with_for_update=to_change or None, populate_existing=to_change)
    if found is None:
        raise NotFound
    return found
