"""
Let the system count blind verdicts and decided findings.

Revision ID: 0028
Revises: 0027
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0028_fairness.sql"


def upgrade() -> None:
    """
    Add the policy and the index.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: figures need it.
    """
    raise NotImplementedError("the figures of agreement would be lost")
