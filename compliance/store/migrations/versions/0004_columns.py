"""
Keep what an organisation says of the columns of its tables.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0004_columns.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what people said of their tables is not thrown away.
    """
    raise NotImplementedError("what people said is never thrown away")
