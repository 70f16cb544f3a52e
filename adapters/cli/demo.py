"""`samspil demo`: an invented course in a database of its own, in the browser alone."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from adapters.cli.assembly import alone, installed, open_database, settings_here
from adapters.cli.commands import Command, Stop, fail, say
from adapters.cli.language import LOCALE, _
from adapters.settings import Settings
from bot.app import utc_now
from bot.errors import N_
from storage import upgrade
from storage.database import Database
from storage.installation import is_demo_file, set_ahead
from storage.upgrade import Current, Empty

if TYPE_CHECKING:
    from bot.teams.course_file import CourseFile

FILE = Path("samspil-demo.db")
OPENS = time(8, 30)  # on the course's first day: everybody's first morning
EXAMPLE = Path("examples") / "course.toml"


@click.command(
    cls=Command,
    help=_(
        "Prøv Samspil i browseren med et opdigtet forløb: skift mellem personerne, og skru tiden frem. "
        "Det ligger i en database for sig selv, og intet sendes nogen steder hen."
    ),
)
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), default=FILE, metavar="FILE",
              help=_("Demoens database (%(file)s, hvis du ikke siger andet).") % {"file": FILE})  # fmt: skip
@click.option("--course", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help=_("Et andet forløb end det i examples/."))  # fmt: skip
@click.option("--fresh", is_flag=True, help=_("Begynd forfra: slet den gamle demo, og lav en ny."))
def demo(file: Path, course: Path | None, fresh: bool) -> None:
    from adapters import logs

    if file.exists() and not is_demo_file(file):
        raise Stop(NOT_OURS, file=str(file))
    settings = _settings(file)
    logs.configure(as_json=settings.log_json, secrets=settings.all_secrets, least=logging.WARNING)
    with alone(settings.database_url):
        if fresh:
            _unlink(file)
        if isinstance(upgrade.schema_of(settings.database_url), Empty):
            _make(settings, file, _read(course or _example()))
        elif not isinstance(upgrade.schema_of(settings.database_url), Current):
            raise Stop(N_("Demoen er fra en anden udgave af Samspil. Begynd forfra: samspil demo --fresh"))
        _serve(settings)


NOT_OURS = N_("%(file)s er ikke en demo, jeg har lavet, så jeg rører den ikke. Vælg en anden fil med --file.")


def _settings(file: Path) -> Settings:
    """The operator's, without platforms, on the demo's own file and key."""
    here = settings_here()
    return replace(
        here,
        database_url=f"sqlite:///{file}",
        secrets=(_key(file),),
        slack=None,
        discord=None,
        erased_list=None,
        controller=here.controller or _("Demoen"),
        contact=here.contact or _("ingen: personerne er opdigtede"),
    )


def _key(file: Path) -> str:
    """Kept beside the database: what is in a demo is no secret."""
    path = file.with_name(f"{file.name}.key")
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(32))
    return path.read_text().strip()


# ---- making and removing it


def _example() -> Path:
    """Beside the code, or where one stands."""
    places = (Path.cwd() / EXAMPLE, Path(__file__).parents[2] / EXAMPLE)
    found = next((path for path in places if path.exists()), None)
    if found is None:
        raise Stop(N_("Jeg kan ikke finde %(file)s. Vælg et forløb med --course."), file=str(EXAMPLE))
    return found


def _read(path: Path) -> CourseFile:
    """The course, moved to begin on Monday of this week."""
    from bot.teams import course_file
    from bot.teams.problems import CourseFileError

    try:
        found = course_file.read(path.read_bytes(), str(path))
    except CourseFileError as error:
        fail(error.text(LOCALE))
        raise Stop(N_("Forløbet kan ikke læses, så der er ikke lavet nogen demo.")) from error
    return course_file.shifted(found, _monday(found.course.zone))


def _monday(zone: str) -> date:
    today = utc_now().astimezone(ZoneInfo(zone)).date()
    return today - timedelta(days=today.weekday())


def _make(settings: Settings, file: Path, course: CourseFile) -> None:
    """All of it, or nothing is left."""
    from bot.features import FEATURES
    from bot.teams.loading import apply

    upgrade.upgrade(settings.database_url)
    database = open_database(settings)
    try:
        installed(database, demo=True)
        begins = datetime.combine(course.course.starts_on, OPENS, ZoneInfo(course.course.zone))
        with database.transaction() as tx:
            set_ahead(tx, begins - utc_now())
        core = replace(settings.core, demo=True)
        apply(database, FEATURES, core, course, begins, at_once=True)
    except BaseException:
        database.close()
        _unlink(file)
        raise
    database.close()


def _unlink(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


# ---- running it


def _serve(settings: Settings) -> None:
    database = open_database(settings)
    try:
        asyncio.run(_run(settings, database))
    finally:
        database.close()


async def _run(settings: Settings, database: Database) -> None:
    from adapters.cli.doors import open_doors
    from adapters.clock import TimeMachine, demo_clock
    from adapters.operation import Watch
    from adapters.process import Process
    from adapters.web.demo import Demo
    from bot.app import Bot
    from bot.features import FEATURES

    clock = demo_clock(database)
    bot = Bot(database, FEATURES, replace(settings.core, demo=True), clock)
    process = Process(bot, Watch(database, clock))
    machine = TimeMachine(bot, database, process.delivery, clock)
    door = open_doors(settings, process, demo=Demo(bot, database, machine))

    def ready() -> None:
        say(_("Demoen kører. Åbn %(url)s/demo, og vælg, hvem du vil være. Stop med Ctrl+C.")
            % {"url": f"http://127.0.0.1:{door.port}"})  # fmt: skip

    await process.run(ready)
