"""
Add programmes with their projects, stages and required documents, and tie agreements to projects.

Revision ID: 0007
Revises: 0011
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0011"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0007_programmes.sql"


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
