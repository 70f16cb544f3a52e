"""What the clock does: due posts beside a bare loop over the same tables, and the event loop's pulse meanwhile."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from statistics import median

from adapters.door import DoorState
from adapters.operation import Watch
from adapters.process import Process
from benchmarks.measure import ROUNDS, Figure
from benchmarks.team import Instantly, database_file
from bot import checkins
from bot.context import Context
from bot.feature import Feature
from bot.i18n import md
from bot.ports import Messenger
from bot.registry import Features
from bot.ui import Card
from storage.checkins import CheckinStore
from storage.database import BACKGROUND, Database
from storage.schedules import Due
from storage.teams import Team, TeamStore
from tests.world import World, local

WEEK = timedelta(days=7)
BEGINS, ENDS = "2026-11-09", "2027-06-18"
IN_A_ROUND = 100  # rows claimed by each side in a round
POSTS = 1000  # teams whose check-in opens at the same moment
PULSES = 5  # how often they do, a week apart
BEAT = 0.001  # seconds between two looks at the event loop


def _teams(database: Database, features: Features, number: int) -> tuple[World, list[Team]]:
    """Teams of two in one course that runs for half a year."""
    world = World(database, features, f"{BEGINS} 07:00")
    for n in range(number):
        world.make_team(f"A{n}", f"B{n}", key=f"t{n}", starts=BEGINS, ends=ENDS)
    with database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        found = [store.team(n) for n in range(1, number + 1)]
    return world, [team for team in found if team is not None]


# ---- claim, advance, post ÷ a bare loop


def _post(ctx: Context, due: Due) -> datetime:
    ctx.post(ctx.here, f"weekly/card/{due.at:%G%V}")
    return due.at + WEEK


def _card(ctx: Context, week: int) -> Card:
    return Card(md("Ugens tanke"), (md("Hvad gik godt i sidste uge?"),))


WEEKLY = Features((Feature(name="weekly", jobs={"weekly/post": _post}, cards={"weekly/card": _card}),))


async def post() -> Figure:
    """Rows of due work claimed, a week's smallest card drawn and wanted within the noise budget, the row set
    to the next week, each in a transaction of its own; ÷ sqlite3 writing the same rows, ready made."""
    spent: list[tuple[float, float]] = []
    by_processor: list[float] = []
    with database_file() as database, database_file() as other:
        world = _weekly(database)
        _weekly(other)
        bare = _BareLoop(str(other.engine.url.database))
        for week in range(1, ROUNDS + 2):
            world.clock.now = local(f"{BEGINS} 09:00") + WEEK * week
            begun = time.process_time()
            for_bare = bare.work(world.clock.now)
            between = time.process_time()
            for_ours = await database.run(_work, world, priority=BACKGROUND)
            spent.append((for_bare, for_ours))
            by_processor.append((between - begun) / (time.process_time() - between))
        bare.close()
    kept = spent[1:]
    ratio = median(bare / ours for bare, ours in kept)
    each = [median(side) / IN_A_ROUND * 1e6 for side in zip(*kept, strict=True)]
    times = (
        f"bare loop {each[0]:.0f} µs, ours {each[1]:.0f} µs; by processor time {median(by_processor[1:]):.2f}"
    )
    return Figure("due.post", ratio, "ratio", 0.3, 0.7, times)


def _weekly(database: Database) -> World:
    world, teams = _teams(database, WEEKLY, IN_A_ROUND)
    with database.transaction() as tx:
        for team in teams:
            world.context(tx, team).schedule("weekly/post", local(f"{BEGINS} 09:00") + WEEK, team.id)
    return world


def _work(world: World) -> float:
    """Seconds for everything that is due."""
    begun, done = time.perf_counter(), 0
    while world.bot.run_due():
        done += 1
    assert done == IN_A_ROUND, done
    return time.perf_counter() - begun


class _BareLoop:
    """The same rows claimed and written by sqlite3 alone, with nothing decided and nothing drawn."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            self.connection.execute(f"PRAGMA {pragma}")

    def work(self, now: datetime) -> float:
        """Seconds for everything that is due."""
        here, then = _text(now), _text(now + WEEK)
        begun = time.perf_counter()
        done = sum(1 for _ in self._rows(here, then))
        assert done == IN_A_ROUND, done
        return time.perf_counter() - begun

    def _rows(self, now: str, then: str) -> Iterator[None]:
        execute = self.connection.execute
        for number in count():
            execute("BEGIN IMMEDIATE")
            row = execute(_TAKE, (now,)).fetchone()
            if row is None:
                execute("COMMIT")
                return
            execute(
                "UPDATE due_work SET next_at = ?, due_at = ?, attempts = 0 WHERE id = ?", (then, then, row[0])
            )
            execute(_WANT, (row[1], row[2], f"c-t{number}", f"weekly/card/{now}", now, now, then))
            execute("COMMIT")
            yield

    def close(self) -> None:
        self.connection.close()


_TAKE = (
    "SELECT id, tenant_id, team_id, kind, key, args, due_at, attempts FROM due_work"
    " WHERE next_at <= ? ORDER BY next_at, id LIMIT 1"
)
_WANT = (
    "INSERT INTO outbox (tenant_id, team_id, platform, value, key, language, card, stale, version, shown_version, state,"
    " ref, week, counts, due_at, next_at, expires_at, fence, attempts, uncertain, absent, error) VALUES (?, ?, 'chat', ?, ?, 'da',"
    " '{}', 0, 1, 0, 'due', '', 202647, 1, ?, ?, ?, 0, 0, 0, 0, '') ON CONFLICT DO NOTHING RETURNING id"
)


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


# ---- the event loop's pulse


class _InstantDoor:
    """A door to a platform that takes everything at once."""

    name = "chat"

    def __init__(self, since: datetime) -> None:
        self.state = DoorState(True, since)
        self.taken = Instantly()

    @property
    def messenger(self) -> Messenger:
        return self.taken

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        pass


async def pulse() -> Figure:
    """A thousand teams' check-ins open at once: for how long does the event loop not turn, at most, until every
    card is out? Everything `samspil run` does runs meanwhile."""
    gaps: list[float] = []
    with database_file() as database:
        world, teams = _teams(database, Features((checkins.feature,)), POSTS)
        for week in range(PULSES):
            world.clock.now = local("2026-11-12 09:00") + WEEK * week
            await database.run(_only_open, world, teams)
            gaps.append(await _longest_gap(world))
    longest = median(gaps) * 1000
    return Figure(
        "loop.gap", longest, "ms", 50, 20, f"{POSTS} due posts; worst of {PULSES}: {max(gaps) * 1000:.0f} ms"
    )


def _only_open(world: World, teams: list[Team]) -> None:
    """Nothing else is due: neither reminders nor ends of earlier rounds."""
    with world.database.transaction() as tx:
        for team in teams:
            ctx = world.context(tx, team)
            for round_ in ctx.store(CheckinStore).latest(team.id, 1):
                ctx.unschedule("checkins/remind", round_.id)
                ctx.unschedule("checkins/close", round_.id)


async def _longest_gap(world: World) -> float:
    """Seconds."""
    door = _InstantDoor(world.clock.now)
    process = Process(world.bot, Watch(world.database, world.clock))
    process.doors = [door]
    running = asyncio.create_task(process.run())
    loop, longest = asyncio.get_running_loop(), 0.0
    while door.taken.calls < POSTS:
        begun = loop.time()
        await asyncio.sleep(BEAT)
        longest = max(longest, loop.time() - begun - BEAT)
    process.stopping.set()
    await running
    return longest
