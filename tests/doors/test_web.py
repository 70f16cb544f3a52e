"""The contract every door passes, in a browser: with our script, and without any."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.registry import Features
from storage.database import Database
from tests.doors.contract import DoorContract
from tests.doors.house import House
from tests.doors.web import WebUnderTest, web_at_work


class TestWeb(DoorContract):
    @pytest.fixture
    async def door(self, database: Database, features: Features) -> AsyncIterator[WebUnderTest]:
        async with web_at_work(House.build(database, features), live=True) as door:
            yield door


class TestWebWithoutScript(DoorContract):
    @pytest.fixture
    async def door(self, database: Database, features: Features) -> AsyncIterator[WebUnderTest]:
        async with web_at_work(House.build(database, features), live=False) as door:
            yield door
