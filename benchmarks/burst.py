"""Monday 8.30 for five hundred teams: their check-ins open and their facilitators' messages, written in the quarter
before, are due at once, and Slack says of one post in twenty that it is too much.

The real core with every feature, the process with its duties, the Slack door's messenger and calls over HTTP.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from adapters.operation import Watch
from adapters.process import Process
from adapters.slack.app import SlackDoor
from adapters.slack.settings import SlackSettings
from benchmarks.measure import Figure
from benchmarks.slack_at_once import SECRET, SlackAtOnce
from benchmarks.team import database_file
from benchmarks.town import Town
from bot.app import Bot
from bot.events import TeamReady
from bot.features import FEATURES
from storage.database import Database
from storage.outbox.tables import outbox
from storage.teams.tables import courses
from tests.world import local

TEAMS, TEAMS_EACH = 500, 10  # teams, and how many of them one facilitator has
REFUSED = 0.05
BEGINS = local("2026-11-02 07:00")
MONDAY = local("2026-11-16 08:30")
CHECKIN = {"weekday": 0, "opens": "08:30", "close_weekday": 1}
BEFORE, HOUR = timedelta(seconds=2), timedelta(hours=1)
PATIENCE = 120.0  # seconds


class _Running:
    """A clock that goes on from `start` as real time does."""

    def __init__(self, start: datetime) -> None:
        self._start, self._begun = start, time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._begun)


class _Timed(Bot):
    """Notes when each due work was done."""

    done_at: datetime = BEGINS

    def run_due(self) -> bool:
        did = super().run_due()
        if did:
            self.done_at = self.clock()
        return did


async def burst(teams: int = TEAMS) -> list[Figure]:
    """How long until everything is in the outbox; and how late it arrived beyond what Slack asked to wait."""
    with database_file() as database:
        town = Town(database, teams, start=BEGINS, teams_each=TEAMS_EACH)
        await database.run(_all_on_monday, town)
        slack = SlackAtOnce(refuses=REFUSED)
        await slack.start()
        bot = _Timed(database, FEATURES, town.world.settings, _Running(MONDAY - BEFORE))
        await _morning(bot, slack, posts=teams + -(-teams // TEAMS_EACH))
        await slack.stop()
        late = sorted(await database.run(_lateness, database, slack))
    queued = (bot.done_at - MONDAY).total_seconds()
    beyond = late[int(0.99 * len(late))]
    about = f"{len(late)} posts to {teams} teams and their facilitators, {slack.refused} refused at first"
    return [
        Figure("burst.queued", queued, "s", 2.0, 1.0, f"{teams} teams' work due in the same second"),
        Figure("burst.late.p99", beyond, "s", 2.0, 1.0, f"beyond what Slack asked to wait; {about}"),
    ]


def _all_on_monday(town: Town) -> None:
    """Every team's check-in opens on Mondays at 8.30."""
    with town.database.transaction() as tx:
        tx.connection.execute(courses.update().values(settings={"checkin": CHECKIN}))
    for team in town.teams:
        with town.database.transaction() as tx:
            ctx = town.world.context(tx, team)
            again = ctx.directory.team(team.tenant_id, team.id)
            assert again is not None
            ctx.for_team(again).announce(TeamReady(team.id))
    for moment in (MONDAY - HOUR, MONDAY - BEFORE):  # two weeks have passed, and then the quarter before
        town.world.clock.now = moment
        while town.world.bot.run_due():
            pass
    with town.database.transaction() as tx:
        tx.connection.execute(outbox.delete().where(outbox.c.due_at < MONDAY))  # long read


async def _morning(bot: _Timed, slack: SlackAtOnce, posts: int) -> None:
    """Until so many posts are out."""
    door = SlackDoor(SlackSettings("xoxb-none", signing_secret=SECRET, api_url=slack.api_url), bot)
    process = Process(bot, Watch(bot.database, bot.clock))
    process.doors = [door]
    running = asyncio.create_task(process.run())
    async with asyncio.timeout(PATIENCE):
        while await bot.database.read(_sent, bot.database) < posts:  # noqa: ASYNC110 -- looked at from outside
            await asyncio.sleep(0.1)
    process.stopping.set()
    await running


def _sent(database: Database) -> int:
    return len(_posts(database))


def _posts(database: Database) -> list[Any]:
    """What was due this morning and is sent."""
    with database.transaction() as tx:
        query = select(outbox.c.value, outbox.c.sent_at)
        due = (outbox.c.platform == "slack", outbox.c.due_at >= MONDAY, outbox.c.sent_at.is_not(None))
        return list(tx.connection.execute(query.where(*due)))


def _lateness(database: Database, slack: SlackAtOnce) -> list[float]:
    """Seconds of each post since it was due by the clock, beyond what Slack asked its channel to wait."""
    return [
        (row.sent_at - MONDAY).total_seconds() - slack.waits[row.value.split("/")[1]]
        for row in _posts(database)
    ]
