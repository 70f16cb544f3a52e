"""`samspil course load FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from adapters.cli.assembly import installed, open_database, prepare, settings_here
from adapters.cli.commands import Command, Group, Stop, fail, say
from adapters.cli.language import LOCALE, _
from bot.app import utc_now
from bot.errors import N_
from bot.feeds.wanted import NotACalendar


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


@course.command(
    cls=Command,
    help=_(
        "Læs et skema fra en iCal-fil (.ics) til et forløb, når det ikke kan hentes fra en adresse. Det gælder, til du læser "
        "et nyt ind, eller til forløbets fil nævner en adresse. Kun tider og slags gemmes, ingen titler."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--course", "key", required=True, help=_("Forløbets id, som det står i dets fil."))
@click.option("--cluster", default="", help=_("Klyngens id, når skemaet kun gælder for den."))
def timetable(file: Path, key: str, cluster: str) -> int:
    from bot.timetable_file import NoSuchCourse, load_timetable

    settings = settings_here()
    prepare(settings.database_url, utc_now(), may_upgrade=False)
    database = open_database(settings)
    try:
        found = load_timetable(database, file.read_bytes(), key, cluster, utc_now())
    except NoSuchCourse as error:
        raise Stop(N_("Der er ikke netop ét forløb med id'et %(key)s."), key=key) from error
    except NotACalendar as error:
        raise Stop(N_("Det er ikke en iCal-fil.")) from error
    finally:
        database.close()
    say(_("Læst: %(times)s tider.") % {"times": len(found.times or ())})
    if found.unread:
        say(_("%(count)s begivenheder kunne jeg ikke læse.") % {"count": found.unread})
    return 0
