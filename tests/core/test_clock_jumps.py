"""The clock jumps, or the process was down: what was due happens late and once or not at all, and never twice."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.registry import Features
from storage.database import Database
from tests.core.test_clock_changes import suggest
from tests.databases import VAULT
from tests.world import World

LAST = "2026-11-20 11:00"  # a Friday: three check-ins, two Mondays and a meeting later, and before silence pauses them
BEFORE = "2026-11-05 08:59"  # a Thursday, a minute before the check-in opens


def said(world: World) -> Counter[str]:
    """Everything that stands in the team's channel and in inboxes, by place and title."""
    found: Counter[str] = Counter()
    for place, messages in world.chat.places.items():
        found.update(f"{place}: {message.card.title.plain}" for message in messages)
    return found


async def busy(world: World) -> World:
    """A team with a meeting on Tuesday 17 November and a reflection that closes on Friday the 6th."""
    world.clock.now = world.clock.now.replace(day=3, hour=9)
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await suggest(amira, "17/11 kl. 13.15")
    await jonas.press("Stem")
    await jonas.press("Alle tider passer mig")
    await world.at("2026-11-04 09:30")
    mette.place = "c-broen"
    await mette.command("refleksion")
    await mette.press("Åbn for teamet")
    await mette.fill({})
    mette.place = None
    await world.at(BEFORE)
    return world


@pytest.fixture
async def world(database: Database, features: Features) -> World:
    return await busy(World(database, features))


_usual: Counter[str] = Counter()


@pytest.fixture
async def usual(sqlite_template: Path, tmp_path: Path, features: Features) -> Counter[str]:
    """What is said when nothing goes wrong; found out once."""
    if not _usual:
        shutil.copy(sqlite_template, tmp_path / "usual.db")
        database = Database(f"sqlite:///{tmp_path}/usual.db", VAULT)
        undisturbed = await busy(World(database, features))
        await undisturbed.at(LAST)
        database.close()
        _usual.update(said(undisturbed))
        for title in ("Tjek-ind · uge 45", "Tjek-ind · uge 47", "I mødes i dag", "Godmorgen, Mette"):
            assert any(title in one for one in _usual), _usual
    return _usual


@pytest.mark.parametrize("back", ["2026-11-05 09:00:05", "2026-11-05 09:20"], ids=["5 s", "20 min"])
async def test_after_a_short_stop_everything_comes_late_and_once(
    world: World, usual: Counter[str], back: str
) -> None:
    await world.downtime(back)
    assert world.channel.sees("Hvad fylder hos jer lige nu?"), "at once, since there is time to answer"
    await world.at(LAST)
    assert said(world) == usual


@pytest.mark.parametrize("back", ["2026-11-06 10:59", "2026-11-14 09:00"], ids=["26 h", "9 days"])
async def test_after_a_long_stop_what_is_over_does_not_come_and_the_rest_is_as_usual(
    world: World, usual: Counter[str], back: str
) -> None:
    before = said(world)
    await world.downtime(back)
    late = said(world) - before
    assert not world.channel.sees("Hvad fylder hos jer lige nu?"), (
        "an hour before it closes, or on a Saturday"
    )
    in_working_hours = back.endswith("10:59")  # else on Monday
    assert world.channel.sees("Det her tjek-ind blev ikke til noget.") == in_working_hours
    assert max(late.values(), default=0) <= 1
    await world.at(LAST)
    assert said(world) - usual == Counter(), "nothing twice and nothing else"
    missed = usual - said(world)
    assert all("uge 45" in one or "uge 46" in one for one in missed), missed


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("2026-11-05 09:58", "2026-11-05 08:59"),  # an hour ahead, and put right
        ("2026-11-05 07:59", "2026-11-05 08:59"),  # an hour behind
        ("2026-11-05 09:30", "2026-11-05 08:30"),  # back again over what has just been done
    ],
)
async def test_a_clock_that_jumps_an_hour_says_nothing_twice(
    world: World, usual: Counter[str], wrong: str, right: str
) -> None:
    await world.downtime(wrong)
    await world.downtime(right)
    await world.at(LAST)
    assert said(world) == usual


async def test_a_clock_that_is_three_days_ahead_for_a_while_says_nothing_twice(
    world: World, usual: Counter[str]
) -> None:
    await world.downtime("2026-11-08 08:59")
    ahead = said(world)
    await world.downtime(BEFORE)
    assert said(world) == ahead
    await world.at(LAST)
    assert said(world) - usual == Counter(), "nothing twice and nothing else"
    missed = usual - said(world)
    assert all("uge 45" in one for one in missed), missed
