"""How fast a place may be written to: a breath between two messages, and none while the platform says wait."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

PlaceKey = tuple[str, str]  # platform, value
AT_ONCE = 50  # calls under way on one platform: a connection pool's worth


class Pace:
    """One message at a time in each place; places do not wait for each other."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._turns: defaultdict[PlaceKey, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._calls: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._paused: dict[PlaceKey, datetime] = {}
        self._next: dict[PlaceKey, float] = {}

    def turn(self, place: PlaceKey) -> asyncio.Lock:
        """This place's turn: nobody else writes to it while it is held."""
        return self._turns[place]

    @asynccontextmanager
    async def call(self, place: PlaceKey, spacing: float) -> AsyncIterator[None]:
        """One message, `spacing` seconds after the one before it."""
        loop = asyncio.get_running_loop()
        wait = self._next.pop(place, 0.0) - loop.time()
        if wait > 0:
            await self._breathe(wait)
        async with self._calls[place[0]]:
            yield
        if spacing:
            self._next[place] = loop.time() + spacing

    async def _breathe(self, seconds: float) -> None:
        """By itself, for a test whose clock is not the event loop's."""
        await asyncio.sleep(seconds)

    def pause(self, place: PlaceKey, until: datetime) -> None:
        """The platform said so: every message there waits."""
        self._paused[place] = until

    def paused_until(self, place: PlaceKey) -> datetime | None:
        until = self._paused.get(place)
        if until is not None and until <= self._clock():
            del self._paused[place]
            return None
        return until
