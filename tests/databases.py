"""A database for one test after the other: its connections know its tables and statements already, and to empty it
takes a tenth of the time that making a new one does. One that a test has closed is not used again."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.schema import complete
from storage.secrets import Vault
from storage.word_index import INDEXES
from storage.writer import Writer

VAULT = Vault(("test-secret-that-is-long-enough-for-a-key",))
TEMPLATE = "template_samspil"
MOST_CONNECTIONS = 30  # that a database of several tests may have got
PATIENCE = 5.0  # seconds for what a test has left at work
EMPTIED = """
    CREATE FUNCTION emptied() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE name text;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('DELETE FROM %I', name);
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
            EXECUTE format('ALTER SEQUENCE %I RESTART', name);
        END LOOP;
    END $$
"""
_numbers = itertools.count(1)


class OneAfterTheOther(ABC):
    def __init__(self) -> None:
        self._database: Database | None = None

    def emptied(self) -> Database:
        """As new: without a row, and the next id of every table is 1."""
        if self._database is None or not self._at_rest(self._database):
            self._database = self._make()
        try:
            self._empty()
        except (
            OperationalError,
            sqlite3.OperationalError,
        ):  # what a test has left at work there waits for us
            self._database = self._make()
        self._database.on_commit = self._database.on_erasure = lambda: None
        return self._database

    @abstractmethod
    def _at_rest(self, used: Database) -> bool:
        """It can go on to the next test."""

    @abstractmethod
    def _make(self) -> Database: ...

    @abstractmethod
    def _empty(self) -> None: ...


class OnSQLite(OneAfterTheOther):
    """Files in `folder`, copies of `template`."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        self._template, self._folder = template, folder
        self._to_empty: sqlite3.Connection | None = None

    def _at_rest(self, used: Database) -> bool:
        workers = used._workers
        assert isinstance(workers, Writer)
        until = time.monotonic() + PATIENCE
        while not workers.idle and not workers._closing and time.monotonic() < until:
            time.sleep(0.001)
        return workers.idle and len(used._connections) <= MOST_CONNECTIONS

    def _make(self) -> Database:
        path = self._folder / f"{next(_numbers)}.db"
        shutil.copy(self._template, path)
        self._to_empty = sqlite3.connect(path, isolation_level=None)
        return Database(f"sqlite:///{path}", VAULT)

    def _empty(self) -> None:
        assert self._to_empty is not None
        run = self._to_empty.execute
        run("BEGIN IMMEDIATE")
        for table in complete().tables:
            run(f'DELETE FROM "{table}"')
        run("DELETE FROM sqlite_sequence")
        for index in INDEXES:
            run(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        run("COMMIT")
        run("PRAGMA wal_checkpoint(TRUNCATE)")  # old pages rest in the log


class OnPostgreSQL(OneAfterTheOther):
    """On the server at this address, copies of its database TEMPLATE."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self._server = server
        self._to_empty: Connection | None = None

    def _at_rest(self, used: Database) -> bool:
        workers: Any = used._workers
        return not workers._shutdown and len(used._connections) <= MOST_CONNECTIONS

    def _make(self) -> Database:
        url = make_url(self._server).set(database=copied(self._server))
        self._to_empty = create_engine(url, isolation_level="AUTOCOMMIT").connect()
        self._to_empty.execute(text(EMPTIED))
        made = Database(url.render_as_string(hide_password=False), VAULT)
        threads: Any = made.engine.pool
        threads._max_overflow = MOST_CONNECTIONS  # those of earlier tests keep theirs
        return made

    def _empty(self) -> None:
        assert self._to_empty is not None
        self._to_empty.execute(text("SELECT emptied()"))


def copied(server: str) -> str:
    """The name of a new database with every table and no row."""
    name = f"samspil_{next(_numbers)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    admin.dispose()
    return name
