"""
Keep what is put into force of the rules, and the words of every catalog that judged.

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0026_activation.sql"


def upgrade() -> None:
    """
    Add the columns.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what was put into force stays known.
    """
    raise NotImplementedError("which rules were in force is never thrown away")
