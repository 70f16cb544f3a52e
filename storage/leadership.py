"""One owner at a time for what must not be done twice by processes that share a database."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database


class Leadership:
    """An advisory lock of PostgreSQL on a connection of its own; it falls when that or the process does.

    On SQLite there is one process (storage.lock): it always leads.
    """

    def __init__(self, database: Database, what: str) -> None:
        self._database = database
        digest = hashlib.sha256(f"samspil {what}".encode()).digest()
        self._key = int.from_bytes(digest[:8], "big", signed=True)
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """Take the lead, or see that it is still ours. Call it often, in a database thread."""
        if self._database.is_sqlite:
            return True
        try:
            if self._connection is None:
                return self._take()
            self._connection.execute(text("SELECT 1"))
            return True
        except SQLAlchemyError:
            self.let_go()
            return False

    def _take(self) -> bool:
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}).scalar_one()
        if taken:
            self._connection = connection
        else:
            connection.close()
        return bool(taken)

    def let_go(self) -> None:
        """Free at once; a connection that does not answer is dropped, and the lock with it."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self._key})
        except SQLAlchemyError:
            connection.invalidate()
        finally:
            connection.close()
