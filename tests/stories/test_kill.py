"""`kill -9` at 25 random moments of three busy check-ins, with people on every door, on SQLite.

SAMSPIL_KILLS=1000 has as many kills, 25 in each round.
"""

from __future__ import annotations

import math
import os
import random
import resource
import secrets
from pathlib import Path

import pytest

from tests.stories.busy import BusyWeek
from tests.stories.course import FACILITATOR
from tests.stories.running import Template
from tests.stories.town import READY_WITHIN, Town

HOMES = {
    "Amira": "slack",
    "Jonas": "slack",
    "Freja": "discord",
    "Emil": "discord",
    "Sofie": "web",
    "Karim": "web",
    FACILITATOR: "slack",
}
WEEKS = (("2026-11-12", "2026-11-13", 4), ("2026-11-19", "2026-11-20", 4), ("2026-11-26", "2026-11-27", 5))
KILLS = sum(3 + first + 1 for _, _, first in WEEKS)
ROUNDS = math.ceil(int(os.environ.get("SAMSPIL_KILLS") or KILLS) / KILLS)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", range(ROUNDS))
async def test_nothing_is_lost_or_doubled(
    template: Template, sqlite_url: str, tmp_path: Path, number: int
) -> None:
    """SAMSPIL_SEED chooses the moments and the people again; what exactly a moment hits is up to the machine."""
    seed = int(os.environ.get("SAMSPIL_SEED") or secrets.randbelow(2**32 - ROUNDS)) + number
    print(f"SAMSPIL_SEED={seed}")  # noqa: T201 -- pytest shows it when the test fails
    chance = random.Random(seed)
    async with Town(template, sqlite_url, tmp_path, HOMES) as town:
        await town.begin("2026-11-06 13:00")
        town.house.hurries = False
        for thursday, friday, first in WEEKS:
            week = BusyWeek(town, chance, thursday, friday)
            await week.opening()
            for _ in range(first):
                await week.answering()
            await week.reminder()
            await week.answering(everybody=True)
            await week.closing()
        assert KILLS == 25
        assert town.running.starts == 1 + KILLS
        town.check_calm()


async def test_a_python_that_has_loaded_nothing_is_ready_in_time(
    template: Template, sqlite_url: str, tmp_path: Path
) -> None:
    """The other starts of the stories have the libraries loaded already. What it takes of the processor counts:
    the machine may be busy with other tests."""
    async with Town(template, sqlite_url, tmp_path, HOMES) as town:
        await town.begin("2026-11-06 13:00")
        await town.kill()
        before = processor_seconds()
        await town.start(fresh=True)
        await town["Amira"].command("samspil", "hjaelp")
        await town["Amira"].until_sees("Team Broen")
        await town.kill()
        assert processor_seconds() - before < READY_WITHIN


def processor_seconds() -> float:
    """Of all processes of ours that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
