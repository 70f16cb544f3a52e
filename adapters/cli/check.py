"""`samspil check`: door by door, what is configured, whether it works, what is missing and how to get it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from adapters.cli.assembly import open_database, settings_here
from adapters.cli.commands import Command, say
from adapters.cli.language import LOCALE, _, ngettext
from adapters.settings import Discord, Settings, Slack, WrongSetting
from bot.app import utc_now
from storage import health, upgrade
from storage.database import Transaction
from storage.errors import DATABASE_ERRORS, in_one_line

if TYPE_CHECKING:
    from adapters.slack.installation import Installation

GOOD, NOTE, BROKEN = "✓", "·", "✗"
DOWN_TOO_LONG, OVERDUE_TOO_LONG = timedelta(minutes=10), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; BROKEN ones make the exit code 1."""

    mark: str
    text: str


@click.command(
    cls=Command,
    help=_(
        "Se efter, dør for dør: hvad er sat op, virker det, og hvad mangler. Slutter med 1, hvis noget er i stykker."
    ),
)
def check() -> int:
    settings = settings_here()
    broken = False
    for title, findings in asyncio.run(_everything(settings)):
        say(title)
        for one in findings:
            say(f"  {one.mark} {one.text}")
            broken = broken or one.mark == BROKEN
    say(_("Noget skal rettes, før Samspil virker.") if broken else _("Alt, hvad der er sat op, virker."))
    return 1 if broken else 0


async def _everything(settings: Settings) -> list[tuple[str, list[Finding]]]:
    return [
        (_("Fælles"), list(_common(settings))),
        (_("Database"), _database(settings)),
        (_("Browser"), list(_web(settings))),
        ("Slack", await _slack(settings.slack, settings)),
        ("Discord", await _discord(settings.discord)),
    ]


def _common(settings: Settings) -> Iterable[Finding]:
    try:
        settings.for_running()
    except WrongSetting as error:
        yield Finding(BROKEN, LOCALE.gettext(error.message) % error.values)
        return
    count = len(settings.secrets)
    yield Finding(
        GOOD,
        ngettext(
            "SAMSPIL_SECRET_KEY er sat.", "SAMSPIL_SECRET_KEY har %(n)s nøgler; den første krypterer.", count
        )
        % {"n": count},
    )
    if settings.controller:
        yield Finding(
            GOOD,
            _("Dataansvarlig: %(who)s, %(contact)s.")
            % {"who": settings.controller, "contact": settings.contact or "–"},
        )


# ---- the database, and what a running Samspil reports in it


def _database(settings: Settings) -> list[Finding]:
    try:
        match upgrade.schema_of(settings.database_url):
            case upgrade.Current():
                return [Finding(GOOD, _("Databasen svarer og passer til denne udgave.")), *_running(settings)]
            case upgrade.Empty():
                return [
                    Finding(
                        NOTE,
                        _(
                            "Databasen er tom. På SQLite laver samspil run den; på PostgreSQL gør samspil db upgrade."
                        ),
                    )
                ]
            case upgrade.Older():
                return [Finding(BROKEN, _("Databasen er fra en ældre udgave. Kør: samspil db upgrade"))]
            case upgrade.Newer():
                return [
                    Finding(
                        BROKEN,
                        _(
                            "Databasen er lavet af en nyere udgave af Samspil. Brug den udgave eller en nyere."
                        ),
                    )
                ]
    except DATABASE_ERRORS as error:
        return [
            Finding(
                BROKEN,
                _("Databasen (DATABASE_URL) svarer ikke, som den skal: %(why)s")
                % {"why": in_one_line(error)},
            )
        ]


def _running(settings: Settings) -> list[Finding]:
    database = open_database(settings)
    try:
        with database.transaction() as tx:
            return list(_reported(tx, settings))
    finally:
        database.close()


def _reported(tx: Transaction, settings: Settings) -> Iterable[Finding]:
    now = utc_now()
    doors = health.doors(tx, now)
    if not doors:
        yield Finding(NOTE, _("Samspil kører ikke lige nu."))
    for door in doors:
        if not door.ready and now - door.since > DOWN_TOO_LONG:
            facts = {"door": door.door, "since": LOCALE.long(door.since), "reason": door.reason}
            yield Finding(BROKEN, _("%(door)s har været nede siden %(since)s UTC (%(reason)s).") % facts)
    platforms = ("web", *settings.platforms)
    oldest = health.backlog(tx, now, platforms).oldest_post
    if oldest is not None and now - oldest > OVERDUE_TOO_LONG:
        yield Finding(
            BROKEN, _("Den ældste besked skulle være sendt %(since)s UTC.") % {"since": LOCALE.long(oldest)}
        )
    for platform, count in health.abandoned(tx, platforms).items():
        waiting = {"count": count, "door": platform}
        told = ngettext(
            "Én besked venter på %(door)s, som ikke er sat op.",
            "%(count)s beskeder venter på %(door)s, som ikke er sat op.",
            count,
        )
        yield Finding(NOTE, told % waiting)


# ---- the doors


def _web(settings: Settings) -> Iterable[Finding]:
    yield Finding(GOOD, _("Lytter på %(host)s:%(port)s; folk finder det på %(url)s.")
                  % {"host": settings.host, "port": settings.port, "url": settings.base_url})  # fmt: skip
    if not settings.public_url:
        yield Finding(
            NOTE,
            _(
                "Kun denne maskine kan nå den adresse. Skal andre ind, så sæt SAMSPIL_BASE_URL til adressen udefra (https)."
            ),
        )
    elif not settings.base_url.startswith("https://"):
        yield Finding(
            NOTE,
            _("Adressen er uden https. Sæt en proxy med certifikat foran, før rigtige mennesker bruger den."),
        )


async def _slack(slack: Slack | None, settings: Settings) -> list[Finding]:
    if slack is None:
        return [Finding(NOTE, _("Ikke sat op. Se README, Slack på 5 minutter, og samspil manifest slack."))]
    from adapters.cli.doors import slack_settings
    from adapters.slack.probe import NoAnswer, TokenRefused, probe

    try:
        found = list(_installed(await probe(slack_settings(slack))))
    except TokenRefused as error:
        facts = {"name": error.name, "code": error.code}
        return [
            Finding(BROKEN, _("%(name)s virker ikke (%(code)s). Tag en ny på api.slack.com/apps.") % facts)
        ]
    except NoAnswer:
        return [_unreachable(slack.api_url)]
    if slack.app_token:
        found.append(Finding(GOOD, _("SLACK_APP_TOKEN virker (Socket Mode).")))
    else:
        how = _("HTTP: Slack skal kalde %(url)s/slack/events. Signaturen kan først prøves, når Slack kalder.")
        found.append(Finding(NOTE, how % {"url": settings.base_url}))
    if slack.both_kinds:
        found.append(Finding(NOTE, _("SLACK_SIGNING_SECRET bruges ikke, når SLACK_APP_TOKEN er sat.")))
    return found


def _installed(installation: Installation) -> Iterable[Finding]:
    yield Finding(
        GOOD,
        _("SLACK_BOT_TOKEN virker: %(name)s i workspacet %(team)s.")
        % {"name": installation.name, "team": installation.team},
    )
    if installation.missing_scopes:
        missing = ", ".join(installation.missing_scopes)
        yield Finding(
            BROKEN,
            _(
                "Appen mangler rettigheder: %(missing)s. Tilføj dem under OAuth & Permissions, og installér appen igen."
            )
            % {"missing": missing},
        )
    if not installation.sees_history:
        yield Finding(
            NOTE,
            _(
                "Uden historik kan Samspil ikke selv se, om en usikker besked nåede frem (samspil manifest slack --with-history)."
            ),
        )


def _unreachable(url: str) -> Finding:
    return Finding(
        BROKEN, _("Jeg kan ikke få svar fra %(url)s. Er der net, og er adressen rigtig?") % {"url": url}
    )


async def _discord(discord: Discord | None) -> list[Finding]:
    if discord is None:
        return [
            Finding(NOTE, _("Ikke sat op. Se README, Discord på 5 minutter, og samspil manifest discord."))
        ]
    import aiohttp

    from adapters.discord.start import BadToken, probe

    try:
        found = await probe(discord.token, discord.api_url)
    except BadToken:
        return [
            Finding(
                BROKEN,
                _("DISCORD_TOKEN virker ikke. Tag en ny på discord.com/developers under Bot, Reset Token."),
            )
        ]
    except (aiohttp.ClientError, OSError, TimeoutError):
        return [_unreachable(discord.api_url)]
    lines = [Finding(GOOD, _("DISCORD_TOKEN virker: %(name)s.") % {"name": found.name})]
    if found.servers:
        lines.append(Finding(GOOD, _("Med på: %(servers)s.") % {"servers": ", ".join(found.servers)}))
    else:
        lines.append(
            Finding(
                NOTE,
                _("Botten er ikke på nogen server endnu. Invitér den med %(invite)s")
                % {"invite": found.invite},
            )
        )
    return lines
