"""A school's installation in virtual time: what is due happens at its moment, and people act at theirs, in order."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.app import Bot
from bot.delivery import Delivery
from bot.features import FEATURES
from bot.settings import Settings
from storage.database import PEOPLE, Database
from storage.tables import metadata
from tests.databases import VAULT
from tests.term.chat import Chat

T = TypeVar("T")
WAITS = (
    "SELECT MIN(next_at) FROM due_work",
    "SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) FROM outbox WHERE next_at IS NOT NULL",
)
PLATFORMS = ("slack", "discord", "web")
SETTINGS = Settings(base_url="https://samspil.example", controller="Skolen", contact="data@skolen.example")


class AtOnce(Database):
    """In memory, and without threads: the order of things is the term's alone."""

    def run(
        self, work: Callable[..., T], *args: Any, priority: int = PEOPLE, at_once: bool = False
    ) -> asyncio.Future[T]:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        future.set_result(work(*args))
        return future


class Defect(AssertionError):
    """The product logged an error: a term has no accidents that would excuse one."""


class _Errors(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise Defect(self.format(record))


class Clockwork:
    def __init__(self, begins: datetime) -> None:
        self.now = begins
        self.database = AtOnce("sqlite://", VAULT)
        metadata.create_all(self.database.engine)
        self.chat = Chat(lambda: self.now)
        self.bot = Bot(self.database, FEATURES, SETTINGS, lambda: self.now)
        self.delivery = Delivery(self.bot, dict.fromkeys(PLATFORMS, self.chat))
        self._plans: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def plan(self, at: datetime, act: Callable[[], None]) -> None:
        """Somebody will act at that moment, which is not past."""
        heapq.heappush(self._plans, (max(at, self.now), next(self._numbers), act))

    def rows(self, sql: str, *values: Any) -> list[Any]:
        with self.database.transaction() as tx:
            return list(tx.connection.exec_driver_sql(sql, values).all())

    def run(self, until: datetime) -> None:
        """Raises Defect."""
        errors = _Errors(logging.ERROR)
        logging.getLogger().addHandler(errors)
        try:
            asyncio.run(self._run(until))
        finally:
            logging.getLogger().removeHandler(errors)

    async def _run(self, until: datetime) -> None:
        while self._plans and self._plans[0][0] <= until:
            at, _, act = heapq.heappop(self._plans)
            await self._reach(at)
            act()
        await self._reach(until)

    async def _reach(self, moment: datetime) -> None:
        """Everything due on the way happens, and is delivered."""
        while (due := self._next_due()) is not None and due <= moment:
            self.now = max(self.now, due)
            while self.bot.run_due():
                pass
            await self.delivery.drain()
            if self._next_due() == due:
                raise Defect(f"what was due at {due} is due still")
        self.now = max(self.now, moment)

    def _next_due(self) -> datetime | None:
        """As the queues would say, at a fraction of the cost: it is asked between any two things that happen."""
        found = [self.rows(sql)[0][0] for sql in WAITS]
        return min((moment_of(one) for one in found if one), default=None)


def moment_of(value: str) -> datetime:
    """A moment as SQLite keeps it."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
