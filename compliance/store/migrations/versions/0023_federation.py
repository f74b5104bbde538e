"""
Remember whose account it is that an OpenID provider vouches for.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0023_federation.sql"


def upgrade() -> None:
    """
    Add the table.
    """
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """
    Refuse: whose an account is stays known.
    """
    raise NotImplementedError("whose an account is is never forgotten")
