"""A web door at work, with a team that has signed in by personal links."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.registry import Features
from storage.database import Database
from tests.databases import VAULT
from tests.doors.house import House
from tests.doors.web import WebUnderTest, web_at_work


@pytest.fixture
def one_database(sqlite_url: str) -> Iterator[Database]:
    """SQLite alone, where the pages are tested and not the storage."""
    opened = Database(sqlite_url, VAULT)
    yield opened
    opened.close()


@pytest.fixture
async def site(one_database: Database, features: Features) -> AsyncIterator[WebUnderTest]:
    async with web_at_work(House.build(one_database, features), live=False) as door:
        yield door


@pytest.fixture
async def both(database: Database, features: Features) -> AsyncIterator[WebUnderTest]:
    """The same on SQLite and on PostgreSQL."""
    async with web_at_work(House.build(database, features), live=False) as door:
        yield door
