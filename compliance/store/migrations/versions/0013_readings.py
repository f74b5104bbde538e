"""
Keep the reading of each document, so that a changed rule runs alone and quickly.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0013_readings.sql"


def upgrade() -> None:
    """
    Add the columns.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: a schema is never taken back.
    """
    raise NotImplementedError("a schema is never taken back")
