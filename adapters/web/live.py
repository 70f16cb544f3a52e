"""Who has a place open now, and that something changed there.

The rows are the truth: a wake-up only says "read again". Where several processes share a database, the
ticker finds what another process delivered; it also notices sessions that have ended.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

SPACING = 1.0  # seconds between two updates of a place: eight answers in two seconds are three updates


@dataclass(eq=False, slots=True)
class Watcher:
    """One open page."""

    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Live:
    """Used from the event loop only. `every` is the ticker's step in seconds."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._watchers: defaultdict[str, set[Watcher]] = defaultdict(set)
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._woken: dict[str, float] = {}
        self._ticker: asyncio.Task[None] | None = None
        self.closing = False

    @contextmanager
    def watching(self, *values: str) -> Iterator[Watcher]:
        """A watcher of these web addresses ("team/7", "person/9"), woken once to begin with."""
        watcher = Watcher()
        watcher.changed.set()
        for value in values:
            self._watchers[value].add(watcher)
        if self._ticker is None:
            self._ticker = asyncio.create_task(self._tick())
        try:
            yield watcher
        finally:
            for value in values:
                self._watchers[value].discard(watcher)
                if not self._watchers[value]:
                    del self._watchers[value]

    def wake(self, value: str) -> None:
        """Something changed at the address: tell at once, then at most every SPACING seconds."""
        if value not in self._watchers or value in self._waiting:
            return
        loop = asyncio.get_running_loop()
        soonest = self._woken.get(value, -SPACING) + SPACING
        if loop.time() >= soonest:
            self._wake_now(value)
        else:
            self._waiting[value] = loop.call_at(soonest, self._wake_now, value)

    def _wake_now(self, value: str) -> None:
        self._waiting.pop(value, None)
        self._woken[value] = asyncio.get_running_loop().time()
        for watcher in self._watchers.get(value, ()):
            watcher.changed.set()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            now = asyncio.get_running_loop().time()
            self._woken = {value: at for value, at in self._woken.items() if at > now - SPACING}
            for value in list(self._watchers):
                self.wake(value)

    async def close(self) -> None:
        """End the open streams, so that a stopping server need not wait for them."""
        self.closing = True
        for handle in self._waiting.values():
            handle.cancel()
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.changed.set()
        if self._ticker is not None:
            self._ticker.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticker
