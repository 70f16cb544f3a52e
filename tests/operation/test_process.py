"""The process: work happens by itself, crashes are survived, stopping is quick whatever hangs."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters import process as processes
from adapters.door import DoorState
from adapters.operation import Watch
from adapters.process import Duty, Process
from bot import card_json
from bot.app import Bot
from bot.feeds import Wanted
from bot.interactions import Address
from bot.ports import Fetched, Messenger
from bot.registry import Features
from bot.ui import Card, plain
from storage import health
from storage.calendar_sources import CalendarSourceStore
from storage.database import Database
from storage.housekeeping import compact
from storage.inbox import first_time
from storage.outbox import OutboxStore
from storage.schedules import ScheduleStore
from storage.taken import Reading
from storage.teams.store import TeamStore
from storage.teams.tables import courses, people
from tests.databases import VAULT
from tests.fakes.chat import FakeChat
from tests.world import World


class ChatDoor:
    """A door to the chat in memory; it can be slow in every way."""

    name = "chat"

    def __init__(self, chat: Messenger, *, stop_takes: float = 0) -> None:
        self._chat, self._stop_takes = chat, stop_takes
        self.now = DoorState(True, datetime.now(UTC))
        self.stopped = False

    @property
    def messenger(self) -> Messenger:
        return self._chat

    @property
    def state(self) -> DoorState:
        return self.now

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        await asyncio.sleep(self._stop_takes)
        self.stopped = True


class HangingChat(FakeChat):
    """A platform that accepts a message and never answers."""

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        self.sends += 1
        await asyncio.sleep(3600)
        raise AssertionError


class House:
    """A team on the chat, and a process on the real clock."""

    def __init__(self, database: Database, features: Features, chat: FakeChat, stop_takes: float = 0) -> None:
        self.world = World(database, features, "2026-11-02 08:00")
        self.world.make_team("Amira", "Jonas")
        self.database, self.chat = database, chat
        # The world's team was made in its own time; the process lives in the real one.
        self.bot = Bot(database, features, self.world.settings)
        self.process = Process(self.bot, Watch(database, self.bot.clock))
        self.door = ChatDoor(chat, stop_takes=stop_takes)
        self.process.doors = [self.door]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        ready = asyncio.Event()
        task = asyncio.create_task(self.process.run(ready.set))
        await asyncio.wait_for(ready.wait(), 20)
        try:
            yield task
        finally:
            self.process.stopping.set()
            await asyncio.wait_for(task, 15)

    def want(self, key: str, *, at: datetime | None = None) -> None:
        """A post in the team's channel, as a feature's commit leaves it."""
        now = datetime.now(UTC)
        card = card_json.dumps(Card(plain("Hej")))
        with self.database.transaction() as tx:
            OutboxStore(tx, self.world.tenant_id, now).want(
                "chat", "c-broen", key, card, language="da", team_id=None, person_id=None, week=202646,
                counts=False, due_at=at or now, expires_at=now + timedelta(days=1),
            )  # fmt: skip

    @property
    def sent(self) -> list[str]:
        return [message.key for message in self.chat.places["c-broen"]]


async def until(condition: Callable[[], bool], seconds: float = 15) -> float:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, "it did not happen"
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


async def test_a_commit_wakes_delivery_at_once(
    database: Database, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "TICK", 3600)
    house = House(database, features, FakeChat())
    async with house.running():
        await asyncio.sleep(0.3)  # everything rests
        await database.run(house.want, "a")
        await until(lambda: "a" in house.sent)


async def test_what_is_due_later_comes_at_its_moment(
    database: Database, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "TICK", 3600)
    house = House(database, features, FakeChat())
    async with house.running():
        moment = datetime.now(UTC) + timedelta(seconds=1.5)
        house.want("later", at=moment)
        await until(lambda: "later" in house.sent)
        assert datetime.now(UTC) >= moment


async def test_what_another_process_left_is_found_at_the_next_tick(
    database: Database, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "TICK", 1)
    house = House(database, features, FakeChat())
    async with house.running():
        await asyncio.sleep(0.3)
        other = Database(database.url, database.vault)  # `samspil course load` beside us
        try:
            await asyncio.to_thread(_elsewhere, house, other)
        finally:
            other.close()
        await until(lambda: "theirs" in house.sent)


def _elsewhere(house: House, other: Database) -> None:
    mine, house.database = house.database, other
    house.want("theirs")
    house.database = mine


async def test_due_work_runs_by_itself_and_a_failing_job_does_not_stop_the_others(
    database: Database, features: Features, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def job(ctx: object, due: object) -> None:
        done.append("good")

    def bad(ctx: object, due: object) -> None:
        raise ValueError("bad job")

    house = House(database, features, FakeChat())
    house.bot.features = _with_jobs(features, {"test/good": job, "test/bad": bad})
    now = datetime.now(UTC)
    with database.transaction() as tx:
        store = ScheduleStore(tx, house.world.tenant_id, now)
        store.put_at("test/bad", "bad", now - timedelta(minutes=2), (), None)
        store.put_at("test/good", "good", now - timedelta(minutes=1), (), None)
    async with house.running():
        await until(lambda: "good" in done)
    assert done == ["good"]
    assert any(getattr(record, "action", "") == "test/bad" for record in caplog.records)


def _with_jobs(features: Features, jobs: dict[str, Callable[..., None]]) -> Features:
    more = Features(features.all)
    more.jobs = {**features.jobs, **jobs}
    return more


async def test_a_duty_that_crashes_is_logged_and_begun_again(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    async def work() -> None:
        calls.append(1)
        if len(calls) < 3:
            raise RuntimeError("the database went away")

    duty = Duty("delivery", work, lambda: datetime.now(UTC))
    with caplog.at_level(logging.ERROR):
        task = asyncio.create_task(duty.run())
        await until(lambda: len(calls) == 3)
        duty.event.set()
        await until(lambda: len(calls) == 4)
    task.cancel()
    assert duty.crashes == {"delivery": 2}
    assert [getattr(record, "action", "") for record in caplog.records] == ["duty.delivery"] * 2


async def test_a_duty_whose_work_is_always_due_does_not_spin() -> None:
    calls: list[int] = []

    async def work() -> datetime:
        calls.append(1)
        return datetime.now(UTC) - timedelta(days=1)

    task = asyncio.create_task(Duty("due", work, lambda: datetime.now(UTC)).run())
    await asyncio.sleep(0.5)
    task.cancel()
    assert 2 <= len(calls) <= 30


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it(database: Database, features: Features, how: signal.Signals) -> None:
    house = House(database, features, FakeChat())
    async with house.running() as task:
        signal.raise_signal(how)
        await asyncio.wait_for(task, 5)
    assert house.door.stopped


async def test_stopping_takes_less_than_five_seconds_whatever_hangs(
    database: Database, features: Features
) -> None:
    chat = HangingChat()
    house = House(database, features, chat, stop_takes=3600)
    async with house.running() as task:
        await database.run(house.want, "stuck")
        await until(lambda: chat.sends == 1)
        begun = time.monotonic()
        house.process.stopping.set()
        await asyncio.wait_for(task, 10)
        assert time.monotonic() - begun < 5


async def test_the_event_loop_goes_on_while_the_database_works(
    database: Database, features: Features
) -> None:
    house = House(database, features, FakeChat())
    async with house.running():
        await database.run(time.sleep, 1.0)
        beats: list[float] = []
        slow = asyncio.create_task(_as_task(database.run(time.sleep, 1.0)))
        while not slow.done():
            beats.append(time.monotonic())
            await asyncio.sleep(0.02)
        assert len(beats) > 10, "the loop turned while a transaction took a second"


async def _as_task(work: Awaitable[None]) -> None:
    await work


async def test_doors_are_reported_for_others_and_signed_off(database: Database, features: Features) -> None:
    house = House(database, features, FakeChat())

    def doors() -> dict[str, bool]:
        with database.transaction() as tx:
            return {one.door: one.ready for one in health.doors(tx, datetime.now(UTC))}

    async with house.running():
        await until(lambda: doors() == {"chat": True})
        house.door.now = replace(house.door.now, ready=False, reason="token_revoked")
        house.process._duties["report"].event.set()
        await until(lambda: doors() == {"chat": False})
    assert doors() == {}


async def test_housekeeping_forgets_and_leaves_what_is_needed(database: Database, features: Features) -> None:
    house = House(database, features, FakeChat())
    old = datetime.now(UTC) - timedelta(days=3)
    with database.transaction() as tx:
        assert first_time(tx, "chat", "old", old) and first_time(tx, "chat", "new", datetime.now(UTC))
        OutboxStore(tx, house.world.tenant_id, old).want(
            "gone", "x", "k", "{}", language="da", team_id=None, person_id=None, week=1, counts=False,
            due_at=old, expires_at=old,
        )  # fmt: skip
    await house.process._housekeeping()
    with database.transaction() as tx:
        assert first_time(tx, "chat", "old", datetime.now(UTC)), "forgotten"
        assert not first_time(tx, "chat", "new", datetime.now(UTC)), "remembered"
        assert health.abandoned(tx, ("chat",)) == {}, "a post for a door that is gone expires"
        assert TeamStore(tx, house.world.tenant_id, old).members(
            house.world.team.id if house.world.team else 0
        )


def test_the_nightly_rewrite_leaves_nothing_of_what_was_erased(sqlite_url: str, features: Features) -> None:
    database = Database(sqlite_url, VAULT)
    world = World(database, features)
    world.make_team("Kanariefugl")
    with database.transaction() as tx:
        tx.connection.execute(people.delete().where(people.c.name == "Kanariefugl"))
    compact(database)
    file = Path(database.engine.url.database or "")
    assert b"Kanariefugl" not in file.read_bytes()
    wal = file.with_name(f"{file.name}-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    with database.transaction() as tx:
        counted = tx.connection.exec_driver_sql("SELECT idx FROM sqlite_stat1 WHERE tbl = 'membership'")
        assert {row.idx for row in counted} >= {"ix_membership_team_id", "ix_membership_person_id"}
    database.close()


async def test_calendars_that_are_due_are_fetched_and_a_stop_does_not_wait_for_them(
    database: Database, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connected while it runs: found at the next tick."""
    monkeypatch.setattr(processes, "TICK", 0.2)
    fetched: list[str] = []

    class Calendars:
        async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
            fetched.append(address)
            await asyncio.sleep(3600)
            raise AssertionError

        async def read(self, content: bytes, wanted: Wanted) -> Reading:
            raise AssertionError

    house = House(database, features, FakeChat())
    house.process = Process(house.bot, Watch(database, house.bot.clock), calendars=Calendars())
    house.process.doors = [house.door]
    with database.transaction() as tx:  # also when this is run in another year
        ends = datetime.now(UTC).date() + timedelta(days=30)
        tx.connection.execute(courses.update().values(ends_on=ends))

    def connect() -> None:
        with database.transaction() as tx:
            store = CalendarSourceStore(tx, house.world.tenant_id, datetime.now(UTC))
            store.add_own(house.world.people["Amira"].person_id, "https://kalender.example/a.ics")

    async with house.running():
        await database.run(connect)
        await until(lambda: fetched == ["https://kalender.example/a.ics"])
