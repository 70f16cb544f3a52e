"""The Discord door on a house with a check-in and a probe, for the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import checkins
from bot.registry import Features
from storage.database import Database
from tests.adapters.discord.probe import Probe
from tests.databases import VAULT
from tests.doors.discord import DiscordAtWork, DiscordVisitor, discord_at_work, without_pauses
from tests.doors.house import House


@pytest.fixture
def probe() -> Probe:
    return Probe()


@pytest.fixture
async def door(
    sqlite_url: str, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[DiscordAtWork]:
    without_pauses(monkeypatch)
    database = Database(sqlite_url, VAULT)
    features = Features((checkins.feature, probe.feature()))
    house = House.build(database, features)
    # The house's delivery reads the database in the event loop, and would wait there for a slow handler of the probe's.
    async with discord_at_work(house, delivering=False, defer_after=0.3) as door:
        yield door
        probe.gate.set()
    database.close()


@pytest.fixture
def amira(door: DiscordAtWork) -> DiscordVisitor:
    return door.visitor("Amira")
