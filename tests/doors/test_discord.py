"""The contract every door passes, on Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.registry import Features
from storage.database import Database
from tests.doors.contract import DoorContract
from tests.doors.discord import DiscordAtWork, discord_at_work
from tests.doors.house import House


class TestDiscord(DoorContract):
    @pytest.fixture
    async def door(self, database: Database, features: Features) -> AsyncIterator[DiscordAtWork]:
        async with discord_at_work(House.build(database, features)) as door:
            yield door
