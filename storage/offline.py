"""Connections for work on a whole database: upgrading it, copying it out, filling it from a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.pool import NullPool

from storage.database import engine_url

UPGRADE_LOCK = 0x5A35  # PostgreSQL: one process at a time changes the schema


@contextmanager
def changing(url: str) -> Iterator[Connection]:
    """One transaction in which the schema itself may change.

    On SQLite foreign keys are off, since a table is altered by moving its rows to a new one, and dropping
    the old one would cascade; they are checked before the commit instead.
    """
    with _connected(url, "BEGIN IMMEDIATE") as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        yield connection
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise BrokenReferences(f"{len(broken)} rows of {broken[0][0]} and others point at nothing")


class BrokenReferences(Exception):
    """A change would leave rows that point at nothing; it was rolled back."""


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """The database as it is at this moment, read at leisure while others go on writing."""
    with _connected(url, "BEGIN") as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def _connected(url: str, begin: str) -> Iterator[Connection]:
    engine = create_engine(engine_url(url), poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "busy_timeout=5000", "foreign_keys=OFF", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
