"""
Let self-checks be destroyed, and nothing else.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0011_destruction.sql"


def upgrade() -> None:
    """
    Add the policies.
    """
    # A percent sign would be taken for a placeholder.
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse, as every downgrade does: data is never thrown away.
    """
    raise NotImplementedError("what was destroyed cannot come back")
