"""
Hold documents for a proceeding, and let the system destroy registered ones whose time is over.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0022_retention.sql"


def upgrade() -> None:
    """
    Add the tables and the policies.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: certificates of destruction and holds are records.
    """
    raise NotImplementedError("certificates of destruction are never thrown away")
