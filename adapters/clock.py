"""The demo's clock, and the machine that moves it: every due moment on the way happens, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.app import Bot, utc_now
from bot.delivery import Delivery
from storage.database import Database
from storage.installation import installation, set_ahead
from storage.outbox import OutboxQueue
from storage.schedules import DueQueue

LONGEST = timedelta(days=366)  # the furthest one press may lead


class DemoClock:
    """Real time plus what was skipped. `moved` is told the new lead over real time, to be remembered."""

    def __init__(
        self,
        lead: timedelta = timedelta(),
        real: Callable[[], datetime] = utc_now,
        moved: Callable[[timedelta], None] = lambda lead: None,
    ) -> None:
        self._lead = lead
        self._real = real
        self._moved = moved

    def __call__(self) -> datetime:
        return self._real() + self._lead

    def move(self, to: datetime) -> None:
        """Time does not go back."""
        if to > self():
            self._lead = to - self._real()
            self._moved(self._lead)


class NoDemo(Exception):
    """The database is not one that `samspil demo` made."""


def demo_clock(database: Database) -> DemoClock:
    """The clock of a demo database, which remembers how far it was moved. Raises NoDemo."""
    with database.transaction() as tx:
        found = installation(tx)
    if found is None or not found.demo:
        raise NoDemo

    def remember(lead: timedelta) -> None:
        with database.transaction() as tx:
            set_ahead(tx, lead)
            tx.left_work = True  # the runner's timers were set by the old time

    return DemoClock(found.ahead, moved=remember)


class TimeMachine:
    """Lets everything that falls due on the way happen at its own moment, and be delivered. One journey at
    a time: a second one begins where the first ended."""

    def __init__(self, bot: Bot, database: Database, delivery: Delivery, clock: DemoClock) -> None:
        self._bot = bot
        self._database = database
        self._delivery = delivery
        self._clock = clock
        self._travelling = asyncio.Lock()

    async def forward(self, by: timedelta) -> None:
        async with self._travelling:
            await self._pass_to(self._clock() + min(by, LONGEST))

    async def to_next(self) -> None:
        """To the next moment at which something happens; stays where it is when nothing is planned."""
        async with self._travelling:
            await self._happen()
            target = await self._database.run(self._next_event)
            if target is not None:
                await self._pass_to(target)

    async def _pass_to(self, target: datetime) -> None:
        stopped_at: datetime | None = None
        await self._happen()
        while (due := await self._database.run(self._next_step)) is not None and due <= target:
            if due == stopped_at:
                break  # something there cannot be done now: time goes on without it
            await self._database.run(self._clock.move, due)
            await self._happen()
            stopped_at = due
        await self._database.run(self._clock.move, target)
        await self._happen()

    async def _happen(self) -> None:
        """Everything that is due now, and what it says delivered."""
        while await self._database.run(self._bot.run_due):
            pass
        await self._delivery.drain()

    def _next_step(self) -> datetime | None:
        """Whatever is next, also a small edit of a card."""
        now, platforms = self._clock(), tuple(self._delivery.messengers)
        with self._database.transaction() as tx:
            moments = (DueQueue(tx, now).next_at(), OutboxQueue(tx, now).next_at(platforms))
        return min((one for one in moments if one is not None), default=None)

    def _next_event(self) -> datetime | None:
        """The next thing somebody would notice: due work, or a post that waits for its hour."""
        now, platforms = self._clock(), tuple(self._delivery.messengers)
        with self._database.transaction() as tx:
            moments = (DueQueue(tx, now).next_at(), OutboxQueue(tx, now).next_post(platforms))
        return min((one for one in moments if one is not None and one > now), default=None)
