"""`samspil db upgrade`."""

from __future__ import annotations

import click

from adapters.cli.assembly import alone, installed, is_sqlite, open_database, settings_here, upgrade_with_copy
from adapters.cli.commands import Command, Group, Stop, say
from adapters.cli.language import _
from bot.app import utc_now
from bot.errors import N_
from storage import upgrade as schema


@click.group(cls=Group, help=_("Databasen."))
def db() -> None:
    pass


@db.command(
    cls=Command,
    help=_(
        "Giv databasen denne udgaves tabeller. En SQLite-fil kopieres først. "
        "På PostgreSQL: tag selv en backup først, og kør det, før den nye udgave startes."
    ),
)
def upgrade() -> None:
    settings = settings_here()
    url = settings.database_url
    with alone(url):
        match schema.schema_of(url):
            case schema.Current():
                say(
                    _("Databasen er allerede, som den skal være (%(revision)s).")
                    % {"revision": schema.head()}
                )
            case schema.Newer(revision):
                raise Stop(
                    N_(
                        "Databasen er lavet af en nyere udgave af Samspil (%(revision)s). Brug den udgave eller en nyere."
                    ),
                    revision=revision or "?",
                )
            case schema.Older(revision) if is_sqlite(url):
                upgrade_with_copy(url, revision, utc_now())
                say(_("Databasen er opdateret til %(revision)s.") % {"revision": schema.head()})
            case schema.Older() | schema.Empty():
                schema.upgrade(url)
                say(_("Databasen er opdateret til %(revision)s.") % {"revision": schema.head()})
    database = open_database(settings)
    try:
        installed(database)
    finally:
        database.close()
