"""Which release's schema a database has, and bringing an older one up to this release's.

Migrations are named by their number, one after the other. Alembic is imported only where something changes:
every start asks how the database stands, and it takes a third of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from storage.database import engine_url
from storage.offline import changing
from storage.schema import complete

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"


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
    """Alembic's configuration; there is no ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def revisions() -> tuple[str, ...]:
    """What this release knows, oldest first."""
    return tuple(sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")))


def head() -> str:
    """The schema revision of this release."""
    return revisions()[-1]


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
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return Newer("") if tables else Empty()
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is None:
        return Newer("") if tables != ["alembic_version"] else Empty()
    if revision not in revisions():
        return Newer(revision)
    return Current() if revision == head() else Older(revision)


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """Within the caller's transaction. Where there is nothing yet the tables are made as they are now, in a tenth of the
    time that the way through every release takes; `make check` proves that both lead to the same."""
    from alembic import command

    if revision in ("head", head()) and isinstance(schema_on(connection), Empty):
        complete().create_all(connection)
        command.stamp(migrations(connection), "head")
        return
    used = _ids_used(connection)
    command.upgrade(migrations(connection), revision)
    _go_on_after(connection, used)


def _ids_used(connection: Connection) -> dict[str, int]:
    """Of SQLite: the highest id each table has given out, which it may have no more. A table that is made anew counts
    from those that are left, and a button to what is gone would point at something else."""
    if connection.dialect.name != "sqlite" or not inspect(connection).has_table("sqlite_sequence"):
        return {}
    found = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    return {row.name: row.seq for row in found}


def _go_on_after(connection: Connection, used: dict[str, int]) -> None:
    now, there = _ids_used(connection), inspect(connection).get_table_names()
    for table, last in used.items():
        if table in there and now.get(table, 0) < last:
            of_table = {"name": table, "last": last}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), of_table)
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), of_table
            )


def upgrade(url: str) -> None:
    """To this release's schema, all or nothing. A second process waits, and then finds it done."""
    with changing(url) as connection:
        upgrade_on(connection)


def copy_before_upgrade(url: str, now: datetime) -> Path:
    """A whole copy of an SQLite database beside it, consistent also while others write."""
    address = engine_url(url)
    name = f"{address.database}.before-{head()}-{now:%Y%m%dT%H%M%S}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    path = next(path for path in map(Path, names) if not path.exists())  # one may be half written
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
        path.chmod(0o600)
    finally:
        engine.dispose()
    return path
