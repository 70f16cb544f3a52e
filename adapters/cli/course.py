"""`samspil course load FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from adapters.cli.assembly import installed, open_database, prepare, settings_here
from adapters.cli.commands import Command, Group, Stop, fail, say
from adapters.cli.language import LOCALE, _
from bot.app import utc_now
from bot.errors import N_


@click.group(cls=Group, help=_("Forløb."))
def course() -> None:
    pass


@course.command(
    cls=Command,
    help=_(
        "Læs et forløb fra en TOML-fil (se examples/). Det kan gøres igen: så opdateres det, der er ændret. "
        "Er noget forkert, står der hvad og på hvilken linje, og intet læses ind. Det må gerne ske, mens Samspil kører."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--remove", is_flag=True, help=_("Tag dem, der ikke længere står i filen, ud af deres team."))
def load(file: Path, remove: bool) -> int:
    from bot.features import FEATURES
    from bot.teams.loading import load as load_course
    from bot.teams.problems import CourseFileError

    settings = settings_here()
    settings.need_secret()
    prepare(settings.database_url, utc_now(), may_upgrade=False)
    database = open_database(settings)
    try:
        if installed(database).demo:
            raise Stop(N_("Databasen er en demo med opdigtede personer. Kør den med: samspil demo"))
        content = file.read_bytes()
        report = load_course(database, FEATURES, settings.core, content, str(file), utc_now(), remove=remove)
    except CourseFileError as error:
        fail(error.text(LOCALE))
        return 1
    finally:
        database.close()
    say(report.text(LOCALE))
    return 0
