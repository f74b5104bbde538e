"""
Say in the journal from where somebody acted, whose data it concerns and for what.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0019_journal.sql"


def upgrade() -> None:
    """
    Add the columns, and let the chain cover them.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: lines of the journal are never changed.
    """
    raise NotImplementedError("lines of the journal are never changed")
