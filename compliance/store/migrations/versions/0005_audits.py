"""
Audit stored agreements by plan, each period once.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0005_audits.sql"


def upgrade() -> None:
    """
    Add the tables.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what audits found is not thrown away.
    """
    raise NotImplementedError("the results of audits are never thrown away")
