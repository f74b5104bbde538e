"""
Keep which organisation's agreements are whose, so that its templates and its own trend can be looked at.

Revision ID: 0027
Revises: 0026
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0027_organisations.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Take the table away: `compliance backfill` fills it again.
    """
    op.drop_table("organisation_agreements")
