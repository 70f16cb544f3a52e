"""The lead over a door that one process at a time may hold open (design.md: one owner per gateway)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.database import Database
from storage.leadership import Leadership

log = logging.getLogger(__name__)
LOOK = 5.0  # seconds: how soon another process takes over, and how soon a lost lead is noticed


class LostLead(Exception):
    """The database connection that held the lead broke: another process may hold it by now."""


class Lead:
    """`async with lead():` waits until the lead is ours; the block is broken off with LostLead when it is
    not ours any more."""

    def __init__(self, database: Database, what: str, look: float = LOOK) -> None:
        self._database = database
        self._leadership = Leadership(database, what)
        self._look = look
        self.waiting = False

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[None]:
        await self._win()
        leader = asyncio.current_task()
        assert leader is not None
        lost = asyncio.Event()
        watching = asyncio.create_task(self._watch(leader, lost))
        try:
            yield
        except asyncio.CancelledError:
            if lost.is_set() and leader.uncancel() == 0:
                raise LostLead from None
            raise
        finally:
            watching.cancel()
            await self._database.read(self._leadership.let_go)

    async def _win(self) -> None:
        while not await self._database.read(self._leadership.hold):
            self.waiting = True
            await asyncio.sleep(self._look)
        self.waiting = False

    async def _watch(self, leader: asyncio.Task[object], lost: asyncio.Event) -> None:
        try:
            while True:
                await asyncio.sleep(self._look)
                if not await self._database.read(self._leadership.hold):
                    break
            log.warning("the lead is lost", extra={"action": "lead.lost"})
        except Exception:  # whatever it is: a lead that cannot be seen to is none
            log.exception("the lead cannot be seen to", extra={"action": "lead.lost"})
        lost.set()
        leader.cancel()
