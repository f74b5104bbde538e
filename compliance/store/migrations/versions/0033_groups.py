"""
Name the business group of a project's demand companies.

Revision ID: 0033
Revises: 0032
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0033_groups.sql"


def upgrade() -> None:
    """
    Admit the part.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what was entered would be lost.
    """
    raise NotImplementedError("groups were entered")
