"""Several workers on one PostgreSQL database and one chat, each with connections, threads and an event loop of
its own, under one clock.

Between two moments of the clock every worker runs until it waits for time to pass, all at once and as they
like. So what they do meanwhile is up to the machine, and what time it is never is.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.app import Bot
from bot.delivery import Delivery
from bot.features import FEATURES
from bot.interactions import Address
from bot.ports import Uncertain
from bot.settings import Settings
from bot.ui import Card
from storage.database import PEOPLE, Database
from storage.outbox.queue import LEASE
from tests.databases import VAULT
from tests.world import Clock

TURNS = 30  # of an event loop in which nothing begins: everything there waits for time to pass
ON_THE_WAY = timedelta(seconds=50)  # the longest until a request lands; delivery gives it a minute
PAUSES, LOST = 0.06, 0.15  # how often a worker is held up at a seam, and a reply lost


@dataclass
class Shown:
    ref: str
    card: Card


class SharedChat:
    """What everybody sees, and has seen; its history tells the truth."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.posted: dict[tuple[str, str], list[Shown]] = {}

    def post(self, place: str, key: str, card: Card) -> str:
        with self.lock:
            there = self.posted.setdefault((place, key), [])
            there.append(Shown(f"{place}/{key}/{len(there)}", card))
            return there[-1].ref

    def edit(self, ref: str, card: Card) -> None:
        place, key, number = ref.split("/")
        with self.lock:
            self.posted[place, key][int(number)].card = card

    def find(self, place: str, key: str) -> str | None:
        with self.lock:
            found = self.posted.get((place, key))
            return found[0].ref if found else None


class HeldUp(Database):
    """A database whose answers, and whose questions, a worker's pause keeps waiting."""

    worker: Worker

    def run(
        self, work: Callable[..., Any], *args: Any, priority: int = PEOPLE, at_once: bool = False
    ) -> asyncio.Future[Any]:
        return asyncio.ensure_future(self._run(work, *args))

    async def _run(self, work: Callable[..., Any], *args: Any) -> Any:
        await self.worker.seam()  # between a call and its mark
        result = await self.worker.doing(super().run(work, *args))
        await self.worker.seam()  # between a claim and its call
        return result


class Worker:
    """`step` lets it work until it waits. It is a messenger too: of its own, into the shared chat."""

    repeats_for, spacing = timedelta(0), 0.0

    def __init__(self, url: str, chat: SharedChat, clock: Clock, seed: int) -> None:
        self.chat, self.clock, self.chance = chat, clock, random.Random(seed)
        self.database = HeldUp(url, VAULT)
        self.database.worker = self
        self.delivery = Delivery(Bot(self.database, FEATURES, Settings(), clock), {"chat": self})
        self.paused_until = clock()
        self.pauses = 0
        self._begun = self._busy = 0
        self._claiming: asyncio.Task[Any] | None = None
        self._loop = asyncio.new_event_loop()
        self._tick = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def step(self) -> Future[None]:
        """Begin; it is done when everything in this worker waits for time to pass."""
        return asyncio.run_coroutine_threadsafe(self._step(), self._loop)

    async def _step(self) -> None:
        tick, self._tick = self._tick, asyncio.Event()
        tick.set()
        if self._claiming is None or self._claiming.done():
            if self._claiming is not None:
                self._claiming.result()
            self._claiming = asyncio.create_task(self.delivery.run_once())
        quiet, begun = 0, -1
        while quiet < TURNS:
            await asyncio.sleep(0 if not self._busy else 0.001)
            quiet = quiet + 1 if not self._busy and begun == self._begun else 0
            begun = self._begun

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self.database.close()

    # ---- time

    async def seam(self) -> None:
        """Here the worker may be held up for longer than a lease, as a machine that is put to sleep."""
        self._begun += 1
        if self.clock() >= self.paused_until and self.chance.random() < PAUSES:
            self.paused_until = self.clock() + LEASE * self.chance.uniform(1.05, 2.5)
            self.pauses += 1
        await self._until(lambda: self.paused_until)

    async def _until(self, moment: Callable[[], datetime]) -> None:
        while self.clock() < moment():
            await self._tick.wait()
            self._begun += 1

    async def doing(self, work: Any) -> Any:
        self._busy += 1
        try:
            return await work
        finally:
            self._busy -= 1
            self._begun += 1

    # ---- the messenger

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        landing = self.clock() + ON_THE_WAY * self.chance.random()
        await self._until(lambda: landing)
        ref = self.chat.post(to.value, key, card)
        return await self._reply(ref)

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        landing = self.clock() + ON_THE_WAY * self.chance.random()
        await self._until(lambda: landing)
        self.chat.edit(ref, card)
        return await self._reply(ref)

    async def _reply(self, ref: str) -> str:
        await self.seam()
        if self.chance.random() < LOST:
            raise Uncertain
        return ref

    async def delete(self, to: Address, ref: str) -> None:
        raise AssertionError("nothing is withdrawn here")

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        return self.chat.find(to.value, key)
