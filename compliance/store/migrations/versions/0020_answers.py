"""
Keep the answers to requests that carry an idempotency key, for a day.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0020_answers.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: who relies on an answer being kept would do the same twice.
    """
    raise NotImplementedError("what was answered stays answered")
