"""Keeping the database small, and erased text gone from the file."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.health import expire_abandoned
from storage.inbox import forget_old
from storage.web import forget_old_keys


def tidy(database: Database, now: datetime, platforms: tuple[str, ...]) -> None:
    """Every hour: forget delivery ids, drafts and keys that have served, and posts for doors that are gone."""
    with database.transaction() as tx:
        forget_old(tx, now)
        forget_old_keys(tx, now)
    with database.transaction() as tx:
        expire_abandoned(tx, now, platforms)


def compact(database: Database) -> None:
    """Every night: rewrite an SQLite file without its free pages, which may hold erased text, and empty
    the write-ahead log. PostgreSQL does this by itself (autovacuum)."""
    if not database.is_sqlite:
        return
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        connection.close()
