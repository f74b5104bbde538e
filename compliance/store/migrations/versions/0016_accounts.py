"""
Let administrators direct accounts, narrow API keys and give them an end, and end sessions from elsewhere.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0016_accounts.sql"


def upgrade() -> None:
    """
    Add the columns and policies.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: whom a key lets in stays known.
    """
    raise NotImplementedError("who may enter is never forgotten")
