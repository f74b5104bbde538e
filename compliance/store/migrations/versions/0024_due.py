"""
Say until when a finding should be decided, and how sure it is.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0024_due.sql"


def upgrade() -> None:
    """
    Add the columns and their indexes.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: how sure a finding was is not told twice.
    """
    raise NotImplementedError("how sure findings were would be lost")
