"""
Add programmes with their projects, stages and required documents, and tie agreements to projects.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0008_programmes.sql"


def upgrade() -> None:
    """
    Add the tables with their walls.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: findings stand on what projects required.
    """
    raise NotImplementedError("what projects required is never thrown away")
