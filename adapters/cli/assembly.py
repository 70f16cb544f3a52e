"""Putting things together: settings → database → core → doors → process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from adapters.cli.commands import Stop, say
from adapters.cli.language import _
from adapters.environment import load
from adapters.settings import Settings
from bot.app import utc_now
from bot.errors import N_
from storage import upgrade
from storage.database import Database, engine_url
from storage.installation import Installation, take_into_use
from storage.lock import FileLock, Taken
from storage.secrets import Vault
from storage.upgrade import Current, Empty, Newer, Older


def settings_here() -> Settings:
    """Raises WrongSetting."""
    return load(os.environ, Path.cwd())


def is_sqlite(url: str) -> bool:
    return engine_url(url).get_backend_name() == "sqlite"


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Nobody else runs on this SQLite file meanwhile. Raises Stop."""
    try:
        with FileLock(url):
            yield
    except Taken as taken:
        raise Stop(
            N_("Der kører allerede et Samspil på den database. Stop det først. (Låsen er %(path)s.)"),
            path=str(taken),
        ) from taken


def prepare(url: str, now: datetime, *, may_upgrade: bool) -> None:
    """See to it that the database has this release's schema, or say what to do. Raises Stop.

    SQLite is made when it is not there, and with `may_upgrade` upgraded after a copy; PostgreSQL only by
    `samspil db upgrade`.
    """
    match upgrade.schema_of(url):
        case Current():
            return
        case Newer(revision):
            raise Stop(
                N_(
                    "Databasen er lavet af en nyere udgave af Samspil (%(revision)s). Brug den udgave eller en nyere."
                ),
                revision=revision or "?",
            )
        case Empty() if is_sqlite(url):
            upgrade.upgrade(url)
        case Older(revision) if is_sqlite(url) and may_upgrade:
            upgrade_with_copy(url, revision, now)
        case Empty() | Older():
            raise Stop(N_("Databasen skal have denne udgaves tabeller. Kør først: samspil db upgrade"))


def upgrade_with_copy(url: str, revision: str, now: datetime) -> None:
    """An SQLite file is copied whole before anything in it is changed."""
    copy = upgrade.copy_before_upgrade(url, now)
    say(_("Databasen er fra en ældre udgave (%(revision)s). Den er kopieret til %(path)s og bliver nu opdateret.")
        % {"revision": revision, "path": copy})  # fmt: skip
    upgrade.upgrade(url)


def open_database(settings: Settings) -> Database:
    return Database(settings.database_url, Vault(settings.secrets))


def installed(database: Database, *, demo: bool = False) -> Installation:
    """The database's name and mark, given now if it has none."""
    with database.transaction() as tx:
        return take_into_use(tx, utc_now(), demo=demo)


def erased_list(settings: Settings) -> Path | None:
    """Where the list of erasures is kept outside the database: beside an SQLite file, else where told."""
    if settings.erased_list is not None or not is_sqlite(settings.database_url):
        return settings.erased_list
    return Path(f"{engine_url(settings.database_url).database}.erased")
