"""
Keep drafts of the rules and what they would change.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0010_drafts.sql"


def upgrade() -> None:
    """
    Add the tables.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: who proposed and approved which rules is a record.
    """
    raise NotImplementedError("a record of who approved rules is never thrown away")
