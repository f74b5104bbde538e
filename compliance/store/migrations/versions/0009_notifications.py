"""
Tell others what happened: an outbox, receivers, a log of deliveries, and private addresses of calendars.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0009_notifications.sql"


def upgrade() -> None:
    """
    Add the tables.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: what was told stays known.
    """
    raise NotImplementedError("what was told is never thrown away")
