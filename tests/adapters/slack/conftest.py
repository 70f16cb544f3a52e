"""The real door on a real core and database, against the fake Slack, with a feature to play with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

import bot.features
from bot.registry import Features
from storage.database import Database
from tests.adapters.slack.playground import Playground
from tests.databases import VAULT
from tests.doors.house import House
from tests.doors.slack import CHANNEL, Mode, SlackUnderTest
from tests.fakes.slack import Person


@pytest.fixture
def play() -> Playground:
    return Playground()


@pytest.fixture
def house(sqlite_url: str, play: Playground) -> Iterator[House]:
    database = Database(sqlite_url, VAULT)
    house = House.build(database, Features((*bot.features.FEATURES.all, play.feature)))
    yield house
    play.gate.set()
    database.close()


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest, house: House) -> AsyncIterator[SlackUnderTest]:
    """The door in both modes; it defers after a tenth of a second."""
    mode: Mode = request.param
    under_test = SlackUnderTest(house, mode, defer_after=0.1)
    await under_test.start()
    yield under_test
    await under_test.stop()


@pytest.fixture
def amira(slack: SlackUnderTest) -> Person:
    person = slack.visitor("Amira").person
    person.go_to(CHANNEL)
    return person
