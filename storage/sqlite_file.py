"""How SQLite is used: its settings, how a transaction begins and ends, and where nobody waits for its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage.errors import raise_as_sqlalchemy

BUSY_TIMEOUT = 5000  # milliseconds that SQLite waits for another process
BEGIN = "begin"  # where an SQLite connection says how it begins its transactions
NEVER_WAITS = "never waits"  # … and that it is used on the event loop


class Taken(BaseException):
    """SQLite's lock is somebody else's, and this is no place to wait for it. Not for handlers to catch."""


def prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"busy_timeout={BUSY_TIMEOUT}",
            "foreign_keys=ON",
            "secure_delete=ON",  # erased text is overwritten, not only unlinked
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "begin", _begin)


def _begin(connection: Connection) -> None:
    """Unless the driver has begun already. A deferred transaction that reads and then writes loses updates or
    fails at the upgrade of its lock, whatever the busy_timeout; who only reads does without the lock that
    everybody else would wait for."""
    pooled = connection.connection
    driver: Any = pooled.dbapi_connection
    if driver.in_transaction:
        return
    begin = pooled.info.get(BEGIN, "BEGIN IMMEDIATE")
    try:
        driver.execute(begin)
    except connection.dialect.loaded_dbapi.Error as error:
        if pooled.info.get(NEVER_WAITS) and "locked" in str(error):
            raise Taken from None
        raise_as_sqlalchemy(connection, begin, error)


def never_wait(connection: Connection) -> None:
    """For the event loop: no waiting for a lock, and no write-ahead log to be copied and flushed at a commit; the
    writer thread's next commit does that."""
    connection.info[NEVER_WAITS] = True
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA busy_timeout=0")
    driver.execute("PRAGMA wal_autocheckpoint=0")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """A transaction on SQLite. SQLAlchemy's own objects for it take as long as two statements: they are made
    only when something is executed through it, and then it is SQLAlchemy that ends the transaction."""
    _begin(connection)
    driver: Any = connection.connection.dbapi_connection
    try:
        yield
    except BaseException:
        (connection if connection.in_transaction() else driver).rollback()
        raise
    try:
        (connection if connection.in_transaction() else driver).commit()
    except connection.dialect.loaded_dbapi.Error as error:
        driver.rollback()
        raise_as_sqlalchemy(connection, "COMMIT", error)
    except BaseException:
        connection.rollback()
        raise
