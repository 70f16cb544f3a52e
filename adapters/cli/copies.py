"""`samspil backup FILE` and `samspil restore FILE`."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import click

from adapters.cli.assembly import (
    alone,
    erased_list,
    installed,
    open_database,
    prepare,
    settings_here,
)
from adapters.cli.commands import Command, Stop, say
from adapters.cli.language import _, ngettext
from adapters.settings import Settings
from bot.app import Bot, utc_now
from bot.errors import N_
from storage import backup as copies
from storage.backup import Damaged, NotEmpty, TooNew
from storage.erasures import Erasure, ErasureList, NotAList, list_of, read_list
from storage.housekeeping import compact
from storage.secrets import Vault
from storage.upgrade import Empty, schema_of


@click.command(
    cls=Command,
    help=_(
        "Skriv hele databasen til FILE, også mens Samspil kører. Filen kan læses ind i SQLite og i PostgreSQL. "
        "Krypterede tekster forbliver krypterede, så gem også SAMSPIL_SECRET_KEY, men et andet sted."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    settings = settings_here()
    now = utc_now()
    if isinstance(schema_of(settings.database_url), Empty):
        raise Stop(N_("Der er ikke noget at gemme: Databasen er tom."))
    prepare(settings.database_url, now, may_upgrade=False)
    if file.exists():
        raise Stop(N_("%(file)s findes allerede. Vælg et andet navn."), file=str(file))
    rows = copies.dump(settings.database_url, file, now, Vault(settings.secrets).key_ids)
    say(_("%(file)s er skrevet: %(rows)s rækker fra %(tables)s tabeller. Den indeholder personoplysninger.")
        % {"file": file, "rows": sum(rows.values()), "tables": len(rows)})  # fmt: skip


@click.command(
    cls=Command,
    help=_(
        "Læs FILE ind i en tom database. Den, der er slettet, siden backuppen blev taget, bliver slettet igen: "
        "Jeg finder listen ved siden af databasen, eller hvor du siger med --erased-in."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--erased-in",
    "sources",
    multiple=True,
    metavar="KILDE",
    help=_(
        "Hvor der også står, hvem der er slettet: den gamle database (fil eller adresse), en nyere backup eller en liste."
    ),
)
@click.option(
    "--without-list",
    is_flag=True,
    help=_(
        "Der er ingen liste. Den, der er slettet efter backuppen, kommer tilbage og skal slettes igen i hånden."
    ),
)
def restore(file: Path, sources: tuple[str, ...], without_list: bool) -> None:
    settings = settings_here()
    settings.need_secret()
    try:
        header = copies.read_header(file)
    except Damaged as error:
        raise Stop(DAMAGED, file=str(file)) from error
    lists = [_read_source(source) for source in _sources(settings, sources)]
    _check(lists, header.installation, without_list)
    erased = sorted({one for found in lists for one in found.erasures})
    with alone(settings.database_url):
        rows = _restore(settings, file, erased)
        again = _finish(settings)
    say(_("%(rows)s rækker er læst ind fra backuppen af %(made)s.")
        % {"rows": sum(rows.values()), "made": f"{header.made_at:%Y-%m-%d %H:%M} UTC"})  # fmt: skip
    if again:
        told = ngettext(
            "Én person, der var slettet siden, er slettet igen.",
            "%(count)s personer, der var slettet siden, er slettet igen.",
            again,
        )
        say(told % {"count": again})
    if not set(header.keys) <= set(Vault(settings.secrets).key_ids):
        say(
            _(
                "Advarsel: Backuppen er lavet med en anden SAMSPIL_SECRET_KEY. Private tekster kan først læses, når den gamle nøgle også står der."
            )
        )


DAMAGED = N_("%(file)s er ikke en hel backup fra Samspil, eller den er fra en nyere udgave.")


def _restore(settings: Settings, file: Path, erased: list[Erasure]) -> dict[str, int]:
    try:
        _header, rows = copies.restore(file, settings.database_url, erased)
    except NotEmpty as error:
        raise Stop(
            N_(
                "Databasen er ikke tom, så jeg har ikke rørt den. Læs ind i en ny: Flyt SQLite-filen, eller lav en ny database i PostgreSQL."
            )
        ) from error
    except TooNew as error:
        raise Stop(
            N_(
                "Backuppen er lavet af en nyere udgave af Samspil (%(revision)s). Brug den udgave eller en nyere."
            ),
            revision=str(error),
        ) from error
    except Damaged as error:
        raise Stop(DAMAGED, file=str(file)) from error
    return rows


def _finish(settings: Settings) -> int:
    """Erase again who was erased, and leave nothing of them in the file."""
    from bot.features import FEATURES
    from bot.restored import erase_again

    database = open_database(settings)
    try:
        installed(database)
        again = erase_again(Bot(database, FEATURES, settings.core))
        if again:
            compact(database)
        return again
    finally:
        database.close()


def _sources(settings: Settings, named: tuple[str, ...]) -> list[str]:
    """What was named, and the list that `run` keeps."""
    kept = erased_list(settings)
    return [*named, *([str(kept)] if kept is not None and kept.exists() else [])]


def _read_source(source: str) -> ErasureList:
    """A list, a backup or a database, told apart by what is in it. Raises Stop."""
    try:
        if "://" in source:
            return list_of(source)
        path = Path(source)
        with path.open("rb") as file:
            start = file.read(15)
        if start.startswith(b"\x1f\x8b"):
            return copies.erasures_in(path)
        if start == b"SQLite format 3":
            return list_of(f"sqlite:///{path.absolute()}")
        return read_list(path)
    except (NotAList, Damaged) as error:
        raise Stop(
            N_("%(source)s er hverken en database, en backup eller en liste over slettede."),
            source=_shown(source),
        ) from error


def _shown(source: str) -> str:
    """Without a password."""
    with suppress(ValueError):
        from storage.database import engine_url

        return str(engine_url(source)) if "://" in source else os.fspath(source)
    return "?"


def _check(lists: list[ErasureList], installation: str, without_list: bool) -> None:
    """Ids mean nothing in another installation: a list of its would erase the wrong people. Raises Stop."""
    if any(found.installation != installation for found in lists):
        raise Stop(
            N_(
                "Listen over slettede hører til en anden database end backuppen. Jeg har ikke gjort noget. Flyt den, hvis den ligger ved siden af databasen, eller angiv den rigtige med --erased-in."
            )
        )
    if not lists and not without_list:
        raise Stop(
            N_(
                "Jeg kan ikke se, hvem der er slettet, siden backuppen blev taget. Angiv det med --erased-in, eller skriv --without-list, hvis der ingen liste er."
            )
        )
