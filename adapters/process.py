"""The process: its doors, the runner's duties, and a stop within five seconds.

APScheduler only sets events at its ticks; the truth about what is due is in tables. A commit that left
work sets the same events.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import secrets
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.door import Door
from adapters.feeds.duty import Feeds
from adapters.logs import log_loop_error
from adapters.operation import Watch
from bot.app import Bot
from bot.delivery import Delivery
from bot.ports import Calendars, Messenger
from storage import erasures, health, housekeeping
from storage.database import BACKGROUND, Transaction
from storage.installation import installation
from storage.schedules import DueQueue

log = logging.getLogger(__name__)

TICK = 15  # seconds: how late work may be noticed that another process, or `course load`, left
REPORT_EVERY = timedelta(seconds=20)
TIDY_EVERY = timedelta(hours=1)
COMPACT_AT = 3  # o'clock, local: nobody acts
ERASED_LATELY = timedelta(days=3)  # PostgreSQL's tables are rewritten so many nights after an erasure
EMPTY_AGAIN = timedelta(seconds=1)  # after an erasure, while somebody reads
EMPTY_EVERY, EMPTY_FOR = timedelta(minutes=1), timedelta(minutes=5)  # while delivery takes away what was sent
AT_ONCE = 100  # moments of due work before the duty looks up again
MOMENT = 0.01  # seconds of due work in the database's thread before others have their turn
DUE_GOES_FIRST = 2.0  # seconds that delivery waits for it at most
SHORTEST_WAIT = 0.02  # seconds: no duty spins, whatever the tables say
PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds after a crash, doubling
DELIVERY_STOP, DOORS_STOP = 1.2, 3.0  # seconds; together under five


@dataclass
class Duty:
    """One task of the runner. `work` does what there is and returns when to look again (UTC), None: when
    woken. A crash is logged, and the duty begun again."""

    name: str
    work: Callable[[], Awaitable[datetime | None]]
    clock: Callable[[], datetime]
    crashes: dict[str, int] = field(default_factory=dict)
    event: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        pause = PAUSE
        while True:
            self.event.clear()
            try:
                next_at = await self.work()
            except Exception:
                self.crashes[self.name] = self.crashes.get(self.name, 0) + 1
                log.exception("%s failed", self.name, extra={"action": f"duty.{self.name}"})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = PAUSE
            await self._rest(next_at)

    async def _rest(self, until: datetime | None) -> None:
        seconds = max((until - self.clock()).total_seconds(), SHORTEST_WAIT) if until else None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for would swallow a stop that comes with the event
                await self.event.wait()


class Process:
    """Put the doors into `doors` before `run`, the web first: without its port there is no process."""

    def __init__(
        self,
        bot: Bot,
        watch: Watch,
        *,
        erased_list: Path | None = None,
        calendars: Calendars | None = None,
    ) -> None:
        self.bot, self.watch = bot, watch
        self.database, self.clock = bot.database, bot.clock
        self.doors: list[Door] = []
        self._messengers: dict[str, Messenger] = {}
        self.delivery = Delivery(bot, self._messengers)
        self._erased_list, self._erased_count = erased_list, -1
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._nothing_due = asyncio.Event()
        self._nothing_due.set()
        self.stopping = asyncio.Event()
        self._compacted_on = self._local_now().date()
        self._empty_until = self.clock()
        duties: tuple[tuple[str, Callable[[], Awaitable[datetime | None]]], ...] = (
            ("due", self._due_work),
            ("delivery", self._deliver),
            ("report", self._report),
            ("housekeeping", self._housekeeping),
            ("erasures", self._overwrite_erased),
        )
        if calendars is not None:
            duties = (*duties, ("calendars", Feeds(bot, calendars).run_once))
        self._duties = {name: Duty(name, work, bot.clock, watch.crashes) for name, work in duties}

    # ---- life

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Until `stopping` is set or a signal comes. Raises OSError when the web door's port is taken."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(log_loop_error)
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, self.stopping.set)
        self.database.on_commit = lambda: self._wake_from_thread(loop, "due", "delivery")
        self.database.on_erasure = lambda: self._wake_from_thread(loop, "erasures")
        tasks: list[asyncio.Task[None]] = []
        ticks = self._ticks()
        try:
            for door in self.doors:
                await self._open(door)
            self.watch.started = self.clock()
            tasks = [asyncio.create_task(duty.run(), name=duty.name) for duty in self._duties.values()]
            tasks.append(asyncio.create_task(self.watch.feel_pulse(), name="pulse"))
            ticks.start()
            gc.freeze()  # what is loaded by now stays for good: no collection holds everybody up to look at it
            gc.enable()
            log.info("running", extra={"action": "process.up", "doors": ", ".join(self.watch.doors)})
            on_ready()
            await self.stopping.wait()
        finally:
            await self._stop(tasks, ticks)

    async def _open(self, door: Door) -> None:
        await door.start()
        self.watch.doors[door.name] = door
        self._messengers[door.name] = door.messenger

    async def _close(self, name: str) -> None:
        self._messengers.pop(name, None)
        door = self.watch.doors.pop(name)
        try:
            await asyncio.wait_for(door.stop(), DOORS_STOP)
        except TimeoutError:
            log.warning("%s did not close in time", name, extra={"action": "door.slow"})
        except Exception:
            log.exception("%s did not close", name, extra={"action": "door.defect"})

    async def _stop(self, tasks: list[asyncio.Task[None]], ticks: AsyncIOScheduler) -> None:
        """Claim nothing more, finish what is being sent, then close the doors."""
        log.info("stopping", extra={"action": "process.stopping"})
        if ticks.running:
            ticks.shutdown(wait=False)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.delivery.stop(DELIVERY_STOP)
        await asyncio.gather(*(self._close(name) for name in list(self.watch.doors)))
        await self.database.run(self._sign_off)
        log.info("stopped", extra={"action": "process.down"})

    def _sign_off(self) -> None:
        with self.database.transaction() as tx:
            health.sign_off(tx, self._name)
            self._list_erasures(tx)

    # ---- what wakes the duties

    def _ticks(self) -> AsyncIOScheduler:
        ticks = AsyncIOScheduler(timezone="UTC")

        async def tick() -> None:
            self._wake("due", "delivery", "calendars")

        ticks.add_job(tick, "interval", seconds=TICK, coalesce=True, max_instances=1, misfire_grace_time=None)
        return ticks

    def _wake(self, *duties: str) -> None:
        if "erasures" in duties:
            self._empty_until = self.clock() + EMPTY_FOR
        for name in duties:
            if duty := self._duties.get(name):
                duty.event.set()

    def _wake_from_thread(self, loop: asyncio.AbstractEventLoop, *duties: str) -> None:
        with suppress(RuntimeError):  # the loop is closed: the next start finds the work
            loop.call_soon_threadsafe(self._wake, *duties)

    # ---- the duties

    async def _due_work(self) -> datetime | None:
        for _ in range(AT_ONCE):
            if await self.database.run(self._work_a_moment, priority=BACKGROUND):
                self._nothing_due.clear()
            else:
                self._nothing_due.set()
                return await self.database.run(self._next_due, priority=BACKGROUND)
        return self.clock()

    def _work_a_moment(self) -> bool:
        """Row after row, each in its transaction, as long as nobody waits: the way between two threads takes
        as long as a row. False when nothing is due any more."""
        until = time.monotonic() + MOMENT
        while self.bot.run_due():
            if self.database.somebody_waits or time.monotonic() > until:
                return True
        return False

    async def _deliver(self) -> datetime | None:
        """What is due goes first, for a while: on a Monday at 8.30 a row's work is a third of a message's, and
        who is last in line is not kept waiting by what is sent to the first."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DUE_GOES_FIRST):
                await self._nothing_due.wait()
        return await self.delivery.run_once()

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as tx:
            return DueQueue(tx, self.clock()).next_at()

    async def _report(self) -> datetime | None:
        """Tell others how the doors stand (a standby says nothing); list erasures beside the database."""
        doors = tuple(
            health.DoorReport(name, door.state.ready, door.state.since, door.state.reason)
            for name, door in self.watch.doors.items()
            if not self.watch.stands_by(name)
        )
        if await self.database.run(self._write_report, doors, priority=BACKGROUND):
            self._wake("erasures")  # perhaps by another process
        return self.clock() + REPORT_EVERY

    def _write_report(self, doors: tuple[health.DoorReport, ...]) -> bool:
        with self.database.transaction() as tx:
            health.report(tx, self._name, doors, self.clock())
            return self._list_erasures(tx)

    def _list_erasures(self, tx: Transaction) -> bool:
        """Beside the database, so that a restored backup does not bring people back. Whether there are new."""
        if self._erased_list is None:
            return False
        found, here = erasures.noted(tx), installation(tx)
        if here is None or len(found) == self._erased_count:
            return False
        erasures.keep_list(self._erased_list, here.name, found)
        self._erased_count = len(found)
        return True

    async def _overwrite_erased(self) -> datetime | None:
        """At the start (a crash may have come between) and after each erasure: nothing of it rests in the
        write-ahead log."""
        if not await self.database.run(housekeeping.empty_log, self.database, priority=BACKGROUND):
            return self.clock() + EMPTY_AGAIN
        return self.clock() + EMPTY_EVERY if self.clock() < self._empty_until else None

    async def _housekeeping(self) -> datetime | None:
        doors = tuple(self._messengers)
        await self.database.run(housekeeping.tidy, self.database, self.clock(), doors, priority=BACKGROUND)
        local = self._local_now()
        if local.hour >= COMPACT_AT and local.date() != self._compacted_on:
            self._compacted_on = local.date()
            lately = self.clock() - ERASED_LATELY
            await self.database.run(housekeeping.compact, self.database, lately, priority=BACKGROUND)
        return self.clock() + TIDY_EVERY

    def _local_now(self) -> datetime:
        return self.clock().astimezone(self.bot.settings.zone)
