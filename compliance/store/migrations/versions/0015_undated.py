"""
Count the agreements that a day of the law may concern but whose own day nobody knows.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Add the column.
    """
    op.execute("ALTER TABLE law_days ADD COLUMN undated integer DEFAULT 0 NOT NULL")


def downgrade() -> None:
    """
    Refuse: what was told of a day of the law stays told.
    """
    raise NotImplementedError("what a day of the law listed is never thrown away")
