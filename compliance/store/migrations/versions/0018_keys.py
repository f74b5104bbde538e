"""
Remember the seed beside each key-encryption key, and which keys are retired.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Add the columns.
    """
    op.execute("ALTER TABLE key_marks ADD COLUMN wrapped_seed bytea, ADD COLUMN retired_at timestamptz")


def downgrade() -> None:
    """
    Refuse: a retired key would be taken for one that may wrap.
    """
    raise NotImplementedError("a retired key is never taken up again")
