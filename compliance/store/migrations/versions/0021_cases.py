"""
Keep cases: what confirmed findings became, their deadlines, letters and answers.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0021_cases.sql"


def upgrade() -> None:
    """
    Add the tables.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what an authority decided and wrote stays.
    """
    raise NotImplementedError("cases are never thrown away")
