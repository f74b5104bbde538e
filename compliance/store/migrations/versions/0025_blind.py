"""
Keep what a second person makes of a finding without knowing the first decision.

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0025_blind.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: what was judged blindly cannot be judged so again.
    """
    raise NotImplementedError("what was judged blindly would be lost")
