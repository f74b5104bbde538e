"""
Make the office: people, submissions, findings, the journal, the walls between tenants, and the queue.

Revision ID: 0001
Revises: (none)
"""

from __future__ import annotations

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql"


def upgrade() -> None:
    """
    Run the parts in order; all of it is one transaction.
    """
    for part in ("0001_tables", "0001_walls", "0001_chain"):
        _run((SQL / f"{part}.sql").read_text(encoding="utf-8"))
    # The queue brings its own tables; a schema of their own keeps them out of our comparisons.
    _run("CREATE SCHEMA queue; SET LOCAL search_path = queue")
    _run(SchemaManager.get_schema())
    _run("SET LOCAL search_path = public, queue")
    _run((SQL / "0001_queue.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """
    Refuse: taking away the first migration would destroy the journal.
    """
    raise NotImplementedError("the first migration is never taken back")


def _run(script: str) -> None:
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
