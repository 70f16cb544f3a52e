"""Alembic's entry: migrations run on the connection, and in the transaction, of who asked for them."""

from alembic import context

from storage.migrations.options import OPTIONS
from storage.schema import complete

context.configure(connection=context.config.attributes["connection"], target_metadata=complete(), **OPTIONS)
with context.begin_transaction():
    context.run_migrations()
