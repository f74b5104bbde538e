"""
Keep each document as it was read, so that a bundle is judged as one deal.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0003_documents.sql"


def upgrade() -> None:
    """
    Exchange the columns.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: what ties documents cannot be had back.
    """
    raise NotImplementedError("documents that were read are never thrown away")
