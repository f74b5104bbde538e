"""
Keep which findings rest on the same template clause of one organisation.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0014_clusters.sql"


def upgrade() -> None:
    """
    Add the tables.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: notes of people hang on the clusters.
    """
    raise NotImplementedError("notes of people are never thrown away")
