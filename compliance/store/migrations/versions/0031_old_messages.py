"""
Let the system forget old messages that arrived or died.

Revision ID: 0031
Revises: 0030
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0031_old_messages.sql"


def upgrade() -> None:
    """
    Add the index and the right.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: the scheduler deletes such rows.
    """
    raise NotImplementedError("the scheduler forgets messages")
