"""
Keep a record of each project to judge what it lacks, and list what a day of the law asks to be looked at again.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0012_rechecks.sql"


def upgrade() -> None:
    """
    Add the tables with their walls.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: findings stand on the records of projects.
    """
    raise NotImplementedError("what findings stand on is never thrown away")
