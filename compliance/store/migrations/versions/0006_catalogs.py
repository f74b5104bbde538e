"""
Remember catalogs by the fingerprints of their rules, so that an audit checks what changed.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_catalogs.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: audits compare with what is remembered.
    """
    raise NotImplementedError("what audits compare with is never thrown away")
