"""Which release's schema a database has, and bringing an older one up to this release's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from storage.database import engine_url
from storage.offline import changing


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing in it yet."""


@dataclass(frozen=True, slots=True)
class Current:
    pass


@dataclass(frozen=True, slots=True)
class Older:
    revision: str


@dataclass(frozen=True, slots=True)
class Newer:
    """A later release's, or not ours at all: not to be touched."""

    revision: str


Schema = Empty | Current | Older | Newer


def migrations(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("version_path_separator", "os")
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The schema revision of this release."""
    found = ScriptDirectory.from_config(migrations()).get_current_head()
    assert found is not None
    return found


def known(revision: str) -> bool:
    """Whether this release knows how to come from there."""
    scripts = ScriptDirectory.from_config(migrations()).walk_revisions()
    return revision in {script.revision for script in scripts}


def schema_of(url: str) -> Schema:
    """What there is. Creates nothing, not even an SQLite file. Raises sqlalchemy's OperationalError."""
    address = engine_url(url)
    on_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    if on_file and not Path(str(address.database)).exists():
        return Empty()
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return schema_on(connection)
    finally:
        engine.dispose()


def schema_on(connection: Connection) -> Schema:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return Newer("") if inspect(connection).get_table_names() else Empty()
    if not known(revision):
        return Newer(revision)
    return Current() if revision == head() else Older(revision)


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """Within the caller's transaction."""
    command.upgrade(migrations(connection), revision)


def upgrade(url: str) -> None:
    """To this release's schema, all or nothing. A second process waits, and then finds it done."""
    with changing(url) as connection:
        upgrade_on(connection)


def copy_before_upgrade(url: str, now: datetime) -> Path:
    """A whole copy of an SQLite database beside it, consistent also while others write."""
    address = engine_url(url)
    path = Path(f"{address.database}.before-{head()}-{now:%Y%m%dT%H%M%S}")
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
        path.chmod(0o600)
    finally:
        engine.dispose()
    return path
