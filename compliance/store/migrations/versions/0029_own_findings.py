"""
Find the findings of one organisation without walking through those of all.

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0029_own_findings.sql"


def upgrade() -> None:
    """
    Add the index.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: lists need it.
    """
    raise NotImplementedError("lists of startups would be slow")
