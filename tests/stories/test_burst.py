"""Eight answers within two seconds, at a platform that takes its time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.fakes.discord.faults import Slow
from tests.fakes.slack import FakeSlack
from tests.stories.course import FACILITATOR
from tests.stories.running import Template
from tests.stories.town import Town

EIGHT = ("Amira", "Jonas", "Freja", "Emil", "Sofie", "Karim", "Liv", "Bo")
SLOWLY = 0.5  # seconds that each edit takes
APART = 0.25  # seconds between two people's presses: the last one presses after 1.75
MOST_EDITS = 3


@pytest.mark.parametrize("door", ["slack", "discord"])
async def test_eight_answers_are_at_most_three_edits(
    template: Template, sqlite_url: str, tmp_path: Path, door: str
) -> None:
    homes = dict.fromkeys((*EIGHT, FACILITATOR), door)
    async with Town(template, sqlite_url, tmp_path, homes) as town:
        await town.begin("2026-11-11 12:00")
        await town.at("2026-11-12 09:00")
        await town["Amira"].until_sees("0 af 8 har svaret")
        assert edits(town) == 0
        town.house.hurries = False
        slow = asyncio.create_task(slow_edits(town))
        presses = []
        for one in town.members:
            presses.append(asyncio.create_task(one.visitor.press("Jeg er væk i denne uge")))
            await asyncio.sleep(APART)
        await asyncio.gather(*presses)
        await town["Amira"].visitor.until_sees("8 af 8 har svaret")
        await asyncio.sleep(SLOWLY + 1)  # an edit too many would come about now
        slow.cancel()
        assert 1 <= edits(town) <= MOST_EDITS
        assert all(one.sees("8 af 8 har svaret") for one in town.members)
        town.check_calm()


async def slow_edits(town: Town) -> None:
    """From now on every edit takes its time."""
    if town.discord is not None:
        town.discord.faults.add("PATCH", "/channels/*", Slow(SLOWLY), times=1000)
    while town.slack is not None:
        await one_slow_edit(town.slack)


async def one_slow_edit(slack: FakeSlack) -> None:
    held = slack.faults.hold("chat.update", times=1)
    await held.arrived.wait()
    await asyncio.sleep(SLOWLY)
    held.release()


def edits(town: Town) -> int:
    """How often the check-in's card in the team's channel was edited."""
    if town.slack is not None:
        return sum(one.edits for one in town.slack.messages("C0TEAM") if "har svaret" in str(one.blocks))
    assert town.discord is not None
    shown = [one for one in town.discord.world.messages.values() if one.channel is town.channel]
    return sum(one.edits for one in shown if "har svaret" in str(one.components))
