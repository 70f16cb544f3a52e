"""Interactions that come whether or not the ones before are answered: how soon each is acknowledged.

`samspil run` in a process of its own, HTTP mode, on a database file, with everything it does besides; its
answers and edits go to a Slack that takes all at once. Each moment of arrival is fixed beforehand, and the time
until the acknowledgement counts from there: a stall is paid for by all who came meanwhile.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from benchmarks.measure import Figure
from benchmarks.postgres import server
from benchmarks.samspil_run import samspil_run
from benchmarks.slack_at_once import SECRET, SlackAtOnce
from benchmarks.team import SECRETS
from benchmarks.town import Press, Town
from benchmarks.wire import Client
from storage.checkins import answers
from storage.database import Database
from storage.outbox.tables import outbox
from storage.secrets import Vault
from storage.upgrade import upgrade

TEAMS = 400
WARM = 200  # presses before anything is measured
DRAINED_WITHIN = 120.0  # seconds; more is a stop
LOOK = 0.25  # seconds between two looks whether all is done


@dataclass
class Pressed:
    """`waited`: seconds from each press's moment until its acknowledgement; `told`: those acknowledged with 200;
    `drained`: seconds after the last arrival until all was stored, answered and shown."""

    waited: list[float] = field(default_factory=list)
    told: list[Press] = field(default_factory=list)
    refused: int = 0
    drained: float = 0.0
    lost: int = 0

    def at(self, share: float) -> float:
        """Within this time that share of the presses was acknowledged; milliseconds."""
        ordered = sorted(self.waited)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000


async def load(rate: int = 100, seconds: int = 60, *, postgresql: bool = False) -> list[Figure]:
    found = await _pressed(rate, seconds, postgresql)
    where = "PostgreSQL" if postgresql else "SQLite"
    about = f"{rate}/s for {seconds} s on {where}; p50 {found.at(0.5):.0f} ms, max {found.at(1):.0f} ms"
    return [
        Figure("load.ack.p99", found.at(0.99), "ms", 250, 50, about),
        Figure("load.lost", found.lost + found.refused, "lost", 0, 0, f"of {len(found.waited)} presses"),
    ]


async def overload(rate: int = 1000, seconds: int = 20, *, postgresql: bool = False) -> list[Figure]:
    found = await _pressed(rate, seconds, postgresql)
    about = f"{rate}/s for {seconds} s; p50 {found.at(0.5) / 1000:.2f} s, p99 {found.at(0.99) / 1000:.2f} s"
    lost = f"of {len(found.waited)} presses; {found.refused} refused"
    return [
        Figure("overload.ack.max", found.at(1) / 1000, "s", 2.5, 2.0, about),
        Figure("overload.drained", found.drained, "s", 60, 30, "until all is stored, answered and shown"),
        Figure("overload.lost", found.lost + found.refused, "lost", 0, 0, lost),
    ]


async def _pressed(rate: int, seconds: int, postgresql: bool) -> Pressed:
    slack, found = SlackAtOnce(), Pressed()
    await slack.start()
    async with _database(postgresql) as (url, folder):
        database = Database(url, Vault(SECRETS))
        town = Town(database, TEAMS)
        presses = await town.open_rounds(WARM + rate * seconds, slack.response_url)
        settings = {
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": "xoxb-none",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
        }
        async with samspil_run(folder, settings) as running:
            await running.until_ready(doors=2)
            client = Client(running.port)
            bodies = ((press, town.body(press, number)) for number, press in enumerate(presses))
            for press, body in _first(bodies, WARM):
                await client.post(PATH, body, _headers(body))
                found.told.append(press)
            await _arrive(client, bodies, rate, found)
            found.drained = await _until_done(database, slack, found)
            client.close()
        found.lost = town.lost(found.told)
        database.close()
    await slack.stop()
    return found


PATH = "/slack/events"
Bodies = Iterator[tuple[Press, bytes]]


def _first(bodies: Bodies, count: int) -> Bodies:
    for _ in range(count):
        yield next(bodies)


def _headers(body: bytes) -> str:
    moment = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"{kind}X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={signed}\r\n"


async def _arrive(client: Client, bodies: Bodies, rate: int, found: Pressed) -> None:
    loop = asyncio.get_running_loop()
    under_way: set[asyncio.Task[None]] = set()

    async def send(press: Press, body: bytes, moment: float) -> None:
        status = 0
        with suppress(OSError):
            status = await client.post(PATH, body, _headers(body))
        found.waited.append(loop.time() - moment)
        if status == 200:
            found.told.append(press)
        else:
            found.refused += 1

    begun = loop.time()
    for number, (press, body) in enumerate(bodies):
        moment = begun + number / rate
        if (early := moment - loop.time()) > 0:
            await asyncio.sleep(early)
        task = asyncio.create_task(send(press, body, moment))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    while under_way:
        await asyncio.wait(under_way)


async def _until_done(database: Database, slack: SlackAtOnce, found: Pressed) -> float:
    """Seconds since now."""
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < DRAINED_WITHIN:
        stored, waiting = await database.read(_left, database)
        if stored >= len(found.told) and not waiting and slack.replies >= len(found.told):
            return passed
        await asyncio.sleep(LOOK)
    return passed


def _left(database: Database) -> tuple[int, int]:
    """(answers stored, messages that wait)."""
    with database.transaction() as tx:
        stored = tx.connection.execute(select(func.count()).select_from(answers)).scalar_one()
        waits = select(func.count()).where(
            outbox.c.next_at.is_not(None), outbox.c.platform == "slack", outbox.c.ref != ""
        )
        return stored, tx.connection.execute(waits).scalar_one()


@asynccontextmanager
async def _database(postgresql: bool) -> AsyncIterator[tuple[str, Path]]:
    """An upgraded, empty database's address, and a folder to run in."""
    with TemporaryDirectory(prefix="samspil-bench-") as folder:
        if not postgresql:
            url = f"sqlite:///{folder}/samspil.db"
            upgrade(url)
            yield url, Path(folder)
            return
        with server() as url:
            upgrade(url)
            yield url, Path(folder)
