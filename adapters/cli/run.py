"""`samspil run`."""

from __future__ import annotations

import asyncio
import logging

import click

from adapters.cli.assembly import alone, erased_list, installed, open_database, prepare, settings_here
from adapters.cli.commands import Command, Stop, say
from adapters.cli.language import _
from adapters.settings import Settings
from bot.app import Bot, utc_now
from bot.errors import N_

log = logging.getLogger(__name__)


@click.command(cls=Command, help=_("Kør Samspil, til du stopper det med Ctrl+C (eller SIGTERM)."))
def run() -> None:
    settings = settings_here()
    settings.for_running()
    with alone(settings.database_url):
        prepare(settings.database_url, utc_now(), may_upgrade=True)
        _serve(settings)


def _serve(settings: Settings) -> None:
    from adapters import logs
    from adapters.cli.doors import open_doors
    from adapters.feeds.fetch import Fetcher
    from adapters.operation import Watch
    from adapters.process import Process
    from bot.features import FEATURES
    from bot.restored import erase_again

    logs.configure(as_json=settings.log_json, secrets=settings.all_secrets)
    database = open_database(settings)
    try:
        if installed(database).demo:
            raise Stop(N_("Databasen er en demo med opdigtede personer. Kør den med: samspil demo"))
        bot = Bot(database, FEATURES, settings.core)
        if again := erase_again(bot):
            log.warning("erased again after a restore: %s", again, extra={"action": "restore.finished"})
        process = Process(
            bot,
            Watch(database, bot.clock),
            erased_list=erased_list(settings),
            calendars=Fetcher(settings.calendar_ports) if settings.calendar_ports else None,
        )
        open_doors(settings, process)
        tell_modes(settings)
        asyncio.run(process.run(lambda: say(_("Samspil kører: %(url)s") % {"url": settings.base_url})))
    finally:
        database.close()


def tell_modes(settings: Settings) -> None:
    """Which doors there will be, and why."""
    if settings.slack is not None:
        if settings.slack.both_kinds:
            say(
                _(
                    "Både SLACK_APP_TOKEN og SLACK_SIGNING_SECRET er sat. Jeg bruger Socket Mode (SLACK_APP_TOKEN)."
                )
            )
        elif settings.slack.app_token:
            say(_("Slack: Socket Mode."))
        else:
            say(_("Slack: HTTP på %(url)s/slack/events.") % {"url": settings.base_url})
    if settings.discord is not None:
        say(_("Discord: til."))
    if not settings.platforms:
        say(_("Hverken Slack eller Discord er sat op, så Samspil kører kun i browseren."))
