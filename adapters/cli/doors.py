"""The doors that are configured. Each is imported here, by name, only when it is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from adapters.leading import Lead
from adapters.operation import Watch, routes
from adapters.pictures import Drawn
from adapters.process import Process
from adapters.settings import Settings, Slack
from adapters.web.app import WebDoor, create_app
from bot.app import Bot
from storage.database import Database
from storage.files import StoredFile, load

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.door import Door
    from adapters.slack.settings import SlackSettings
    from adapters.web.demo import Demo


def open_doors(settings: Settings, process: Process, *, demo: Demo | None = None) -> WebDoor:
    """Put the configured doors into the process; the web door is always there."""
    bot, watch = process.bot, process.watch
    files = Files(bot)
    app = create_app(
        bot,
        bot.database,
        bot.settings,
        demo=demo,
        drawn=files.drawn,
        extra_routes=routes(watch, metrics=settings.metrics),
    )
    web_door = WebDoor(app, settings.host, settings.port)
    process.doors = [web_door, *_platforms(settings, bot, watch, files, app)]
    return web_door


def _platforms(
    settings: Settings, bot: Bot, watch: Watch, files: Files, app: web.Application
) -> Iterable[Door]:
    if settings.slack is not None:
        from adapters.slack.app import SlackDoor

        slack = SlackDoor(slack_settings(settings.slack), bot, load=files.load)
        slack.mount(app)
        yield slack
    if settings.discord is not None:
        from adapters.discord.start import DiscordDoor

        lead = Lead(bot.database, f"discord {settings.discord.token}")
        watch.waiting_for_lead["discord"] = lambda: lead.waiting
        yield DiscordDoor(bot, settings.discord.token, settings.discord.api_url, files.load, lead)


def slack_settings(slack: Slack) -> SlackSettings:
    from adapters.slack.settings import SlackSettings

    return SlackSettings(slack.bot_token, slack.app_token, slack.signing_secret, slack.api_url)


class Files:
    """The stored files of cards, for doors that upload them: pictures as PNG."""

    def __init__(self, bot: Bot) -> None:
        self.drawn = Drawn()
        self._database: Database = bot.database

    async def load(self, sha256: str) -> bytes | None:
        found = await self._database.run(self._file, sha256)
        return await self.drawn.shown(found.kind, found.content) if found else None

    def _file(self, sha256: str) -> StoredFile | None:
        with self._database.transaction() as tx:
            return load(tx, sha256)
