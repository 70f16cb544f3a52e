"""The doors that are configured. Each is imported here, by name, only when it is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from adapters.leading import Lead
from adapters.operation import Watch, routes
from adapters.process import Process
from adapters.settings import Settings
from adapters.web.app import WebDoor, create_app
from adapters.web.site import Content, StoredFile
from bot import calendar_feed
from bot.app import Bot
from storage.calendars import CalendarStore
from storage.database import Database
from storage.files import FileStore, load

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.door import Door
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
        content=Content(files.calendar, files.calendar_path, files.stored),
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
        from adapters.slack.settings import SlackSettings

        wanted = settings.slack
        slack = SlackDoor(
            SlackSettings(
                wanted.bot_token,
                wanted.app_token,
                wanted.signing_secret,
                wanted.api_url,
                settings.public_url,
            ),
            bot,
            load=files.load,
        )
        slack.mount(app)
        yield slack
    if settings.discord is not None:
        from adapters.discord.start import DiscordDoor

        lead = Lead(bot.database, f"discord {settings.discord.token}")
        watch.waiting_for_lead["discord"] = lambda: lead.waiting
        yield DiscordDoor(bot, settings.discord.token, settings.discord.api_url, files.load, lead)


class Files:
    """What doors show of the core's calendars and stored files."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._database: Database = bot.database

    async def load(self, sha256: str) -> bytes | None:
        return await self._database.run(self._content, sha256)

    def _content(self, sha256: str) -> bytes | None:
        with self._database.transaction() as tx:
            found = load(tx, sha256)
        return found.content if found else None

    def stored(self, tenant_id: int, sha256: str) -> StoredFile | None:
        with self._database.transaction() as tx:
            found = FileStore(tx, tenant_id, self._bot.clock()).get(sha256)
        return StoredFile("", found.kind, found.content) if found else None

    def calendar(self, secret: str) -> bytes | None:
        return calendar_feed.feed(self._bot, secret)

    def calendar_path(self, tenant_id: int, person_id: int) -> str | None:
        with self._database.transaction() as tx:
            secret = CalendarStore(tx, tenant_id, self._bot.clock()).of_person(person_id)
        return f"/kalender/{secret}.ics"
