"""Keeping the database small, and erased text gone from the file."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.erasures import noted
from storage.health import expire_abandoned
from storage.inbox import forget_old
from storage.schema import complete
from storage.sqlite_file import BUSY_TIMEOUT
from storage.web import forget_old_keys
from storage.word_index import forget_removed

# Rows of each index: a guess is enough, and with a limit SQLite keeps no samples of what people wrote.
COUNTED = 400
LOCK_WAIT = 5  # seconds that everybody else may wait for a table to be rewritten


def tidy(database: Database, now: datetime, platforms: tuple[str, ...]) -> None:
    """Every hour: forget delivery ids, drafts and keys that have served, and posts for doors that are gone."""
    with database.transaction() as tx:
        forget_old(tx, now)
        forget_old_keys(tx, now)
    with database.transaction() as tx:
        expire_abandoned(tx, now, platforms)


def empty_log(database: Database) -> bool:
    """After an erasure: take removed words out of the index of words, put what SQLite's write-ahead log holds into
    the file, where erased text has been overwritten, and empty it. Waits for nobody: False when another process or thread reads or writes just
    now (a backup, an export), to be tried again soon. PostgreSQL has no such file of ours: True."""
    if not database.is_sqlite:
        return True
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            forget_removed(cursor)
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:  # somebody writes just now
            busy = True
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
            cursor.close()
    finally:
        connection.close()
    return not busy


def compact(database: Database, erased_since: datetime | None = None) -> None:
    """Every night: rewrite an SQLite file without its free pages, which may hold erased text, count what its
    indexes tell apart, and empty the write-ahead log. Uncounted, an index of all of a school's rows may be taken
    for as good as one of a single goal's.

    PostgreSQL's own VACUUM makes erased rows unreachable but leaves their bytes in the file: its tables
    are rewritten, only when somebody was erased after `erased_since` (UTC; None: always). A table that is
    in use is left for the next night.
    """
    if not database.is_sqlite:
        _rewrite_tables(database, erased_since)
        return
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        forget_removed(cursor)
        cursor.execute("VACUUM")
        cursor.execute(f"PRAGMA analysis_limit={COUNTED}")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        connection.close()


def _rewrite_tables(database: Database, erased_since: datetime | None) -> None:
    with database.transaction() as tx:
        if erased_since is not None and not any(one.at > erased_since for one in noted(tx)):
            return
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_WAIT}s'"))
        try:
            for table in complete().sorted_tables:
                with suppress(OperationalError):  # somebody holds it
                    connection.execute(text(f'VACUUM FULL "{table.name}"'))
        finally:
            connection.execute(text("RESET lock_timeout"))
