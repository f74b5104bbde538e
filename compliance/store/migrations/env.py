"""
Let Alembic work on the connection that `store.migrate` opened.
"""

from __future__ import annotations

from alembic import context

from compliance.store.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
