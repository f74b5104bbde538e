"""
Keep what an organisation says of the columns of its tables, and ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from compliance.store.tables import ColumnReading
from ingest.document import DeclaredColumn

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from compliance.access import Person

SAME = ("tenant_id", "table_kind", "title_key")


def kept(session: Session, person: Person) -> list[DeclaredColumn]:
    """
    Fetch what this person's organisation says, always in the same order.
    """
    wanted = select(ColumnReading).where(ColumnReading.tenant_id == person.tenant_id)
    rows = session.scalars(wanted.order_by(ColumnReading.table_kind, ColumnReading.title_key))
    return [DeclaredColumn(row.title, row.column_name, row.table_kind, remembered=True) for row in rows]


def keep(session: Session, person: Person, key: str, said: DeclaredColumn) -> None:
    """
    Keep what is said of a title, instead of anything said of it before; `key` is the title as it is compared.
    """
    values = {"title": said.title, "column_name": said.column, "said_by": person.id}
    statement = insert(ColumnReading).values(tenant_id=person.tenant_id, table_kind=said.table, title_key=key, **values)
    session.execute(statement.on_conflict_do_update(index_elements=SAME, set_={**values, "said_at": func.now()}))


def forget(session: Session, person: Person, key: str, table: str) -> None:
    """
    Forget what was said of a title, so that it is read as anybody's.
    """
    mine = ColumnReading.tenant_id == person.tenant_id
    session.execute(
        delete(ColumnReading).where(mine, ColumnReading.table_kind == table, ColumnReading.title_key == key)
    )
