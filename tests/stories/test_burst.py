"""Eight answers within two seconds, at a platform that is quick and at one that takes its time."""

from __future__ import annotations

import asyncio
import math
import time
from pathlib import Path

import pytest

from tests.fakes.discord.faults import Slow
from tests.stories.course import FACILITATOR
from tests.stories.running import Template
from tests.stories.town import Town

EIGHT = ("Amira", "Jonas", "Freja", "Emil", "Sofie", "Karim", "Liv", "Bo")
QUICKLY, SLOWLY = 0.0, 0.5  # seconds that each edit takes
APART = 0.25  # seconds between two people's presses: the last one presses after 1.75
MOST_EDITS = 3


@pytest.mark.parametrize("seconds", [QUICKLY, SLOWLY], ids=["quick", "slow"])
@pytest.mark.parametrize("door", ["slack", "discord"])
async def test_eight_answers_are_at_most_three_edits(
    template: Template, sqlite_url: str, tmp_path: Path, door: str, seconds: float
) -> None:
    homes = dict.fromkeys((*EIGHT, FACILITATOR), door)
    async with Town(template, sqlite_url, tmp_path, homes) as town:
        await town.begin("2026-11-11 12:00")
        await town.at("2026-11-12 09:00")
        await town["Amira"].until_sees("0 af 8 har svaret")
        await town.at("2026-11-12 09:30")  # the card has stood for a while: its first edit need not wait
        assert edits(town) == 0
        town.house.hurries = False
        edits_take(town, seconds)
        presses: list[asyncio.Task[object]] = []
        begun = time.monotonic()
        for one in town.members:
            await asyncio.sleep(APART if presses else 0)
            presses.append(asyncio.create_task(one.visitor.press("Jeg er væk i denne uge")))
        await asyncio.gather(*presses)
        late = max(time.monotonic() - begun - 2, 0)  # a busy machine: a second more is an edit more
        await town["Amira"].visitor.until_sees("8 af 8 har svaret")
        await asyncio.sleep(SLOWLY + 1)  # an edit too many would come about now
        assert 1 <= edits(town) <= MOST_EDITS + math.ceil(late)
        assert all(one.sees("8 af 8 har svaret") for one in town.members)
        town.check_calm()


def edits_take(town: Town, seconds: float) -> None:
    """From now on."""
    if town.slack is not None:
        town.slack.faults.slow("chat.update", seconds)
    if town.discord is not None:
        town.discord.faults.add("PATCH", "/channels/*", Slow(seconds), times=1000)


def edits(town: Town) -> int:
    """How often the check-in's card in the team's channel was edited."""
    if town.slack is not None:
        return sum(one.edits for one in town.slack.messages("C0TEAM") if "har svaret" in str(one.blocks))
    assert town.discord is not None
    shown = [one for one in town.discord.world.messages.values() if one.channel is town.channel]
    return sum(one.edits for one in shown if "har svaret" in str(one.components))
