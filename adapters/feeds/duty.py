"""The runner's duty: fetch what is due, a few at a time, and give it to the core."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime

from bot import calendar_reading
from bot.app import Bot
from bot.calendar_reading import Due
from bot.ports import Calendars, NotFetched
from storage.database import BACKGROUND
from storage.taken import Reading

log = logging.getLogger(__name__)
AT_ONCE = 4


class Feeds:
    def __init__(self, bot: Bot, calendars: Calendars) -> None:
        self.bot, self.database, self.calendars = bot, bot.database, calendars

    async def run_once(self) -> datetime | None:
        """Read everything that is due; when to look again (UTC)."""
        at = await self.database.run(calendar_reading.next_at, self.bot, priority=BACKGROUND)
        if at is not None and at <= self.bot.clock():
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._one_after_the_other())
            at = await self.database.run(calendar_reading.next_at, self.bot, priority=BACKGROUND)
        return at

    async def _one_after_the_other(self) -> None:
        while due := await self.database.run(calendar_reading.take, self.bot, priority=BACKGROUND):
            await self._read(due)

    async def _read(self, due: Due) -> None:
        try:
            found = await self._found(due)
        except NotFetched as problem:
            extra = {"action": f"calendar.{problem.problem}"}
            log.info("calendar %s not read", due.source.id, extra=extra)
            await self.database.run(calendar_reading.fail, self.bot, due, problem, priority=BACKGROUND)
            return
        await self.database.run(calendar_reading.keep, self.bot, due, found, priority=BACKGROUND)

    async def _found(self, due: Due) -> Reading:
        fetched = await self.calendars.fetch(due.address, due.source.etag, due.source.modified)
        same = Reading(times=None, etag=fetched.etag, modified=fetched.modified)
        if fetched.content is None:
            return same
        found = await self.calendars.read(fetched.content, due.wanted)
        return replace(found, etag=fetched.etag, modified=fetched.modified)
