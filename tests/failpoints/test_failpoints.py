"""The process dies by SIGKILL exactly before and after each step of the protocol, on SQLite and on PostgreSQL.

Every time: the database is whole, the next process is ready in time, who was told that something is done finds
it done, and every post is on show once. SAMSPIL_FAILPOINT_ROUNDS=50 does all of it so many times.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.failpoints import points
from tests.failpoints.moving import HOMES, Team, was_told
from tests.stories.running import Template
from tests.stories.town import Town
from tests.world import local

ROUNDS = int(os.environ.get("SAMSPIL_FAILPOINT_ROUNDS") or 1)
pytestmark = pytest.mark.timeout(300)


def around(call: str) -> tuple[str, ...]:
    """The four points of a call to a platform; it is simply done again after each."""
    return f"before {call}", f"{call} requested", f"{call} answered", f"after {call}"


@pytest.fixture(
    params=[(url, number) for number in range(ROUNDS) for url in ("sqlite_url", "postgres_url")],
    ids=lambda one: f"{one[0].removesuffix('_url')}-{one[1]}",
)
async def team(template: Template, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Team]:
    url = request.getfixturevalue(request.param[0])
    async with Town(template, url, tmp_path, HOMES) as town:
        team = Team(town, {"SAMSPIL_ERASED_LIST": str(tmp_path / "erased")})
        await team.meet()
        yield team
        town.check_calm()


# Who moves the meeting, and the points at which one process after the other dies in that one move.
MOVES = (
    ("Sofie", "effect before commit"),
    ("Freja", "effect after commit"),
    ("Amira", "before slack acknowledgement"),
    ("Amira", "after slack acknowledgement"),
    ("Freja", "discord.answer asked"),
    ("Freja", "discord.answer requested"),
    ("Freja", "discord.answer answered"),
    ("Sofie", "before web acknowledgement"),
    ("Karim", "after web acknowledgement"),
    ("Freja", "claim before commit", "claim after commit", "slack.share requested"),
    ("Freja", "slack.share answered"),
    ("Sofie", *around("slack.edit"), "sent before commit", "sent after commit"),
    ("Karim", *around("slack.delete"), "gone before commit", "gone after commit"),
    ("Sofie", "before slack.send", *around("slack.find"), "slack.send requested"),
    ("Karim", "slack.send answered"),
    ("Sofie", "after slack.send"),
    ("Karim", *around("discord.edit")),
    ("Sofie", *around("discord.delete")),
    ("Karim", "before discord.send", *around("discord.find"), "discord.send requested"),
    ("Sofie", "discord.send answered"),
    ("Karim", "after discord.send"),
    ("Amira", "before web.edit", "after web.edit"),
    ("Freja", "before web.delete", "after web.delete"),
    ("Amira", "before web.send", "after web.send"),
)
# Of some points it is certain whether the move was stored by then, and whether the mover knew it.
DECIDED = {
    "effect before commit": (False, False),
    "effect after commit": (True, False),
    "before slack acknowledgement": (True, False),
    "after slack acknowledgement": (True, True),
    "discord.answer asked": (True, False),
    "discord.answer answered": (True, True),
    "before web acknowledgement": (True, False),
    "after web acknowledgement": (True, True),
}
DRAFTS = ("draft before commit", "draft after commit")
DUE = (
    ("due before commit", "2026-11-12 08:59", "2026-11-12 09:00"),
    ("due after commit", "2026-11-13 11:59", "2026-11-13 12:00"),
)
LATER = ("later before commit", "later after commit")
STARTS = (*points.STARTS, "start.ready", "report before commit", "report after commit", "tidy before commit",
          "tidy after commit", "before erasures are listed", "after erasures are listed")  # fmt: skip
OVER = ("over before commit", "over after commit")


def test_every_point_is_died_at() -> None:
    moves = [point for move in MOVES for point in move[1:]]
    assert sorted([*moves, *DRAFTS, *LATER, *STARTS, *(one[0] for one in DUE), *OVER]) == sorted(
        points.names()
    )


async def test_nothing_is_lost_or_doubled_by_deaths_in_a_move(team: Team) -> None:
    for name, first, *more in MOVES:
        mover = team.town[name]
        room = await team.dies_moving(mover, first)
        for point in more:
            await team.starts_and_dies(point)
        await team.starts()
        if first in DECIDED:
            assert (team.stored_room() == room, was_told(mover, room)) == DECIDED[first], first
        await team.recovers(mover, room)


async def test_nor_anywhere_else(team: Team) -> None:
    """One team lives through it all, so that each begins with what the last ones left."""
    await in_the_start(team)
    await in_a_draft(team)
    await in_a_pause(team)
    await by_the_clock(team)
    await too_late(team)


async def in_the_start(team: Team) -> None:
    await team.town.kill()
    for point in STARTS:
        await team.town.running.start_and_die_at(point)
    await team.starts()
    await team.is_right()


async def in_a_draft(team: Team) -> None:
    """Two times where there may be one: it is refused, and what was written is kept."""
    sofie = team.town["Sofie"]
    for point in DRAFTS:
        room = await team.dies_moving(sofie, point, **{"Ny tid": "tors 10 eller fre 11"})
        assert team.drafts() == (point == "draft after commit")
        await team.starts()
        await team.recovers(sofie, room)


async def in_a_pause(team: Team) -> None:
    """Slack asks for patience; each of the deaths comes when that is written down."""
    assert team.town.slack is not None
    team.town.slack.faults.rate_limit("chat.postMessage", retry_after=30, times=2)
    room = await team.dies_moving(team.town["Sofie"], LATER[0])
    await team.starts_and_dies(LATER[1])
    await team.starts()
    await team.recovers(team.town["Sofie"], room)


async def by_the_clock(team: Team) -> None:
    """A check-in opens and closes."""
    for point, before, moment in DUE:
        await team.town.at(before)
        await team.town.running.arm(point)
        team.town.move(local(moment))
        await team.dies(point)
        await team.starts()
        await team.is_right()
    for one in team.town.members:
        await one.until_sees("Runden er lukket.")


async def too_late(team: Team) -> None:
    """The meeting begins while nobody runs: the notes about its last move are of no use any more."""
    await team.town.at("2026-11-20 09:55")
    room = await team.dies_moving(team.town["Sofie"], "claim after commit")
    team.town.move(local("2026-11-20 10:05"))
    for point in OVER:
        await team.starts_and_dies(point)
    await team.starts()
    assert team.stored_room() == room
    await team.is_right()
