"""
Let the files of a bundle be submissions of their own under the bundle's.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0002_bundles.sql"


def upgrade() -> None:
    """
    Add the columns.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: members would become documents that nobody handed in.
    """
    raise NotImplementedError("members of bundles are never cut off")
