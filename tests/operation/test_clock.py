"""The demo's time machine: every due moment on the way happens at its own time, in order, once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock import DemoClock, NoDemo, TimeMachine, demo_clock
from bot import card_json
from bot.app import Bot
from bot.context import Context
from bot.delivery import Delivery
from bot.registry import Features
from bot.ui import Card, plain
from storage.database import Database
from storage.installation import installation, set_ahead, take_into_use
from storage.outbox import OutboxStore
from storage.schedules import Due, ScheduleStore, due_work
from tests.fakes.chat import FakeChat
from tests.world import World, local

START = local("2026-11-02 08:00")


class Journey:
    """A machine on a standing real clock, and a job that writes down when it ran."""

    def __init__(self, database: Database, features: Features) -> None:
        self.database = database
        self.world = World(database, features, "2026-11-02 08:00")
        self.world.make_team("Amira", "Jonas")
        self.clock = DemoClock(real=lambda: START)
        self.happened: list[tuple[str, datetime]] = []
        more = Features(features.all)
        more.jobs = {**features.jobs, "test/note": self._note}
        self.bot = Bot(database, more, self.world.settings, self.clock)
        self.delivery = Delivery(self.bot, {"chat": FakeChat()})
        self.machine = TimeMachine(self.bot, database, self.delivery, self.clock)

    def _note(self, ctx: Context, due: Due) -> None:
        self.happened.append((due.key, ctx.now))

    def plan(self, key: str, at: datetime) -> None:
        with self.database.transaction() as tx:
            ScheduleStore(tx, self.world.tenant_id, self.clock()).put_at("test/note", key, at, (), None)

    def only_planned(self) -> None:
        """Nothing but what the test plans."""
        with self.database.transaction() as tx:
            tx.connection.execute(due_work.delete())


@pytest.fixture
def journey(database: Database, features: Features) -> Journey:
    return Journey(database, features)


async def test_what_is_due_on_the_way_happens_at_its_moment_in_order(journey: Journey) -> None:
    for key, hours in (("c", 30), ("a", 1), ("b", 2), ("too late", 60)):
        journey.plan(key, START + timedelta(hours=hours))
    await journey.machine.forward(timedelta(hours=48))
    assert journey.happened == [
        (key, START + timedelta(hours=hours)) for key, hours in (("a", 1), ("b", 2), ("c", 30))
    ]
    assert journey.clock() == START + timedelta(hours=48)


async def test_to_the_next_moment_and_no_further(journey: Journey) -> None:
    journey.only_planned()
    journey.plan("a", START + timedelta(hours=3))
    journey.plan("b", START + timedelta(hours=5))
    await journey.machine.to_next()
    assert [key for key, _ in journey.happened] == ["a"] and journey.clock() == START + timedelta(hours=3)
    await journey.machine.to_next()
    assert [key for key, _ in journey.happened] == ["a", "b"]
    await journey.machine.to_next()
    assert journey.clock() == START + timedelta(hours=5), "nothing is planned: time stays"


async def test_a_small_edit_is_no_moment_anybody_waits_for(journey: Journey) -> None:
    """A card's edits are spaced by less than a second: *to the next moment* passes them."""
    journey.only_planned()
    journey.plan("a", START + timedelta(hours=3))
    with journey.database.transaction() as tx:
        store = OutboxStore(tx, journey.world.tenant_id, START)
        store.want("chat", "c-broen", "k", card_json.dumps(Card(plain("Hej"))), language="da", team_id=None, person_id=None, week=1,
                   counts=False, due_at=START, expires_at=START + timedelta(days=1))  # fmt: skip
    await journey.delivery.drain()
    with journey.database.transaction() as tx:
        store = OutboxStore(tx, journey.world.tenant_id, START)
        (posted,) = store.with_key("k")
        store.change(posted, card_json.dumps(Card(plain("Hej igen"))))
    await journey.machine.to_next()
    assert [key for key, _ in journey.happened] == ["a"]


async def test_two_journeys_come_one_after_the_other(journey: Journey) -> None:
    journey.plan("a", START + timedelta(hours=1))
    journey.plan("b", START + timedelta(hours=25))
    day = timedelta(days=1)
    await asyncio.gather(journey.machine.forward(day), journey.machine.forward(day))
    assert [key for key, _ in journey.happened] == ["a", "b"]
    assert journey.clock() == START + 2 * day


async def test_work_that_cannot_be_done_does_not_stop_time(journey: Journey) -> None:
    journey.only_planned()

    def fails(ctx: Context, due: Due) -> None:
        raise ValueError

    journey.bot.features.jobs = {**journey.bot.features.jobs, "test/note": fails}
    journey.plan("bad", START + timedelta(minutes=5))
    await asyncio.wait_for(journey.machine.forward(timedelta(hours=6)), 60)
    assert journey.clock() == START + timedelta(hours=6)


def test_time_does_not_go_back() -> None:
    moved: list[timedelta] = []
    clock = DemoClock(real=lambda: START, moved=moved.append)
    clock.move(START - timedelta(hours=1))
    assert clock() == START and moved == []
    clock.move(START + timedelta(hours=1))
    assert clock() == START + timedelta(hours=1) and moved == [timedelta(hours=1)]


def test_a_demo_remembers_its_time_and_only_a_demo_has_any(database: Database) -> None:
    with pytest.raises(NoDemo):
        demo_clock(database)
    now = datetime.now(UTC)
    with database.transaction() as tx:
        take_into_use(tx, now, demo=True)
        set_ahead(tx, timedelta(days=-3, microseconds=7))
    clock = demo_clock(database)
    assert abs(clock() - (now - timedelta(days=3))) < timedelta(minutes=1), "it may begin in the past"
    clock.move(now + timedelta(days=2))
    assert abs(demo_clock(database)() - (now + timedelta(days=2))) < timedelta(minutes=1)


def test_a_real_database_keeps_its_mark_and_its_time(database: Database) -> None:
    with database.transaction() as tx:
        first = take_into_use(tx, datetime.now(UTC))
        again = take_into_use(tx, datetime.now(UTC), demo=True)
        set_ahead(tx, timedelta(days=1))
        now = installation(tx)
    assert first == again == now and not first.demo and now is not None and now.ahead == timedelta()
    with pytest.raises(NoDemo):
        demo_clock(database)
