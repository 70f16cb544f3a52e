"""A Samspil process in the simulation: it lives until a crash, and the next one knows only what was committed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from adapters.process import AT_ONCE, TICK, Duty
from bot.app import Bot
from bot.delivery import Delivery
from bot.features import FEATURES
from bot.interactions import Interaction, Response
from bot.ports import Messenger
from bot.settings import Settings
from storage import housekeeping
from storage.database import PEOPLE, Database, Transaction
from storage.schedules import DueQueue
from tests.simulation.loop import VirtualLoop

T = TypeVar("T")
TIDY_EVERY = timedelta(days=1)  # hourly in the product; it costs, and proves nothing more


class Killed(BaseException):
    """SIGKILL: no handler of an exception sees it as one."""


@dataclass
class Crashes:
    """Where the next one strikes. `every`: at one of so many points, on average; 0: never."""

    chance: random.Random
    every: int
    count: int = 0
    at: dict[str, int] = field(default_factory=dict)
    calm: int = 0  # while not 0, there are none

    def strikes(self, where: str) -> bool:
        if self.calm or not self.every or self.chance.random() * self.every >= 1:
            return False
        self.count += 1
        self.at[where] = self.at.get(where, 0) + 1
        return True


class UnderWay(Protocol):
    """A request that has left the process."""

    def abandoned(self) -> None: ...


class Life:
    """From a start to a crash. Every point at which the outside world could notice the difference asks it."""

    def __init__(self, crashes: Crashes, on_death: Callable[[str], None]) -> None:
        self._crashes, self._on_death = crashes, on_death
        self.alive = True
        self.tasks: list[asyncio.Task[Any]] = []
        self.under_way: list[UnderWay] = []

    def point(self, where: str) -> None:
        """Raises Killed here and now, or lets it pass."""
        if self.alive and self._crashes.strikes(where):
            self.end(where)
        if not self.alive:
            raise Killed

    def end(self, where: str) -> None:
        self.alive = False
        for task in self.tasks:
            task.cancel()
        for request in self.under_way:
            request.abandoned()
        self.under_way.clear()
        self._on_death(where)


class SimDatabase(Database):
    """`shared` holds the connection; what one life does there is done in the event loop, at once and whole."""

    def __init__(self, shared: Database, life: Life, chance: random.Random, long_pauses: bool) -> None:
        self.url, self.vault = shared.url, shared.vault
        self.on_commit = self.on_erasure = lambda: None
        self.is_sqlite, self.engine = shared.is_sqlite, shared.engine
        self._of_thread, self._connections = shared._of_thread, shared._connections
        self._life, self._chance, self._long_pauses = life, chance, long_pauses

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self._life.point("begin")
        with super().transaction() as tx:
            yield tx
            self._life.point("commit")
        self._life.point("committed")

    def run(
        self, work: Callable[..., T], *args: Any, priority: int = PEOPLE, at_once: bool = False
    ) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        loop.call_later(self._wait(), self._do, future, work, args)
        return future

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        return await self.run(work, *args)

    def _wait(self) -> float:
        """Milliseconds; or, where there are several workers, now and then longer than any lease."""
        if self._long_pauses and self._chance.random() < 0.01:
            return self._chance.uniform(60, 500)
        return self._chance.uniform(0.001, 0.02)

    def _do(self, future: asyncio.Future[T], work: Callable[..., T], args: tuple[Any, ...]) -> None:
        if future.done():
            return
        try:
            result = work(*args)
        except Killed:
            future.cancel()
            return
        except BaseException as error:
            future.set_exception(error)
            return
        asyncio.get_running_loop().call_later(self._wait(), _answer, future, result)

    def close(self) -> None:
        pass


def _answer(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)


class Gone(Exception):
    """The process went while it was asked something: the person sees an error."""


class Worker:
    """`messengers` makes the doors' outbound side anew for each life. `skew` is how far its clock is wrong."""

    def __init__(
        self,
        name: str,
        shared: Database,
        settings: Settings,
        crashes: Crashes,
        chance: random.Random,
        messengers: Callable[[Life], dict[str, Messenger]],
        *,
        long_pauses: bool = False,
        noted: Callable[[str], None] = lambda what: None,
    ) -> None:
        self.name, self._shared, self._settings = name, shared, settings
        self._crashes, self._chance, self._messengers = crashes, chance, messengers
        self._long_pauses, self._noted = long_pauses, noted
        self.skew = timedelta()
        self.others: list[Worker] = []
        self.life: Life | None = None
        self.down_for: float | None = None  # seconds, once; None: as chance will have it
        self.after_due: Callable[[], None] = lambda: None
        self.up_or_down: Callable[[], None] = lambda: None

    @property
    def alive(self) -> bool:
        return self.life is not None and self.life.alive

    def clock(self) -> datetime:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        return loop.now() + self.skew

    # ---- life and death

    def start(self) -> None:
        if self.alive:
            return
        self._noted(f"{self.name} starts")
        life = self.life = Life(self._crashes, self._died)
        self.database = SimDatabase(self._shared, life, self._chance, self._long_pauses)
        self.bot = Bot(self.database, FEATURES, self._settings, self.clock)
        self.delivery = Delivery(self.bot, self._messengers(life))
        self._duties = [
            Duty("due", self._due_work, self.clock),
            Duty("delivery", self.delivery.run_once, self.clock),
            Duty("housekeeping", self._tidy, self.clock),
        ]
        self.database.on_commit = self._committed
        self.up_or_down()
        for duty in self._duties:
            self._keep(asyncio.create_task(duty.run()))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        assert self.life is not None
        self.life.tasks.append(task)

    def _died(self, where: str) -> None:
        down, self.down_for = self.down_for, None
        if down is None:
            down = self._chance.choices((5, 90, 1200, 26 * 3600), (80, 10, 9, 0.4))[0]
        self._noted(f"{self.name} dies at {where}, down for {down:g} s")
        self.up_or_down()
        asyncio.get_running_loop().call_later(down, self.start)

    def kill(self, down_for: float) -> None:
        """From outside, and for how long."""
        if self.life is not None and self.life.alive:
            self.down_for = down_for
            self.life.end("killed")

    # ---- work

    def handle(self, interaction: Interaction) -> Response:
        """As a door does. Raises Gone when the process dies of it, before its effect or after."""
        life = self.life
        if life is None or not life.alive:
            raise Gone
        try:
            response = self.bot.handle(interaction)
            life.point("answer")
            return response
        except Killed:
            raise Gone from None

    def _committed(self) -> None:
        """This process wakes at once, others at their next tick."""
        self.wake()
        loop = asyncio.get_running_loop()
        for other in self.others:
            loop.call_later(self._chance.uniform(0.1, TICK), other.wake)

    def wake(self) -> None:
        if self.alive:
            for duty in self._duties[:2]:
                duty.event.set()

    def _run_due(self) -> bool:
        try:
            return self.bot.run_due()
        finally:
            self.after_due()

    async def _due_work(self) -> datetime | None:
        for _ in range(AT_ONCE):
            if not await self.database.run(self._run_due):
                return await self.database.run(self._next_due)
        return self.clock()

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as tx:
            return DueQueue(tx, self.clock()).next_at()

    async def _tidy(self) -> datetime | None:
        await self.database.run(housekeeping.tidy, self.database, self.clock(), ("slack", "discord", "web"))
        return self.clock() + TIDY_EVERY
