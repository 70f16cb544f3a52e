"""The contract on Slack: Socket Mode on SQLite, HTTP on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.registry import Features
from storage.database import Database
from tests.doors.contract import DoorContract
from tests.doors.house import House
from tests.doors.slack import SlackUnderTest


@pytest.fixture
async def door(database: Database, features: Features) -> AsyncIterator[SlackUnderTest]:
    under_test = SlackUnderTest(House.build(database, features), "socket" if database.is_sqlite else "http")
    await under_test.start()
    yield under_test
    await under_test.stop()
    assert under_test.slack.refused == []


class TestSlack(DoorContract):
    pass
