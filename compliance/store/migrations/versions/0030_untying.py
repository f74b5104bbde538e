"""
Let officers and auditors take an agreement out of a project that it was tied to by mistake.

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0030_untying.sql"


def upgrade() -> None:
    """
    Add the policy.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: the application deletes such rows.
    """
    raise NotImplementedError("the application unties agreements")
