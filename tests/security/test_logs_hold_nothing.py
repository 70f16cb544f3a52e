"""What people write and what is secret never stands in a log: through every door, when all is well and when every
layer fails with people's words in its errors; at the level that shows the most."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, NoReturn

import pytest

from adapters import logs
from bot import forms
from bot.interactions import Address
from bot.registry import Features
from bot.ui import Card
from storage.checkins import CheckinStore
from storage.database import Database
from storage.inbox import DraftStore
from storage.schedules import DueQueue
from storage.teams.directory import Directory
from tests.adapters.web.conftest import one_database as one_database
from tests.doors.contract import Door
from tests.doors.discord import discord_at_work
from tests.doors.house import House
from tests.doors.slack import SlackUnderTest
from tests.doors.web import web_at_work
from tests.fakes.chat import FakeChat
from tests.operation.test_process import until
from tests.security.life import CPR, METTE, lived
from tests.world import World

WORD = "kanarie"  # not in a line that a traceback may quote
WORDS = {
    "Hvad har du fået gjort siden sidst?": "kanariegjort",
    "Hvad er dit næste skridt?": "kanarieskridt æøå <@U1>",
    "Er der noget, der spænder ben?": "kanariespaerre",
}
SECRETS = ("kanarie", "xoxb-", "xapp-", "fake signing secret", "fake-token", "010165", "Bearer ", "Bot fake")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The log as `samspil run` writes it, with everything our own code and the libraries would ever say."""
    root = logging.getLogger()
    before, stream = (root.handlers[:], root.level), io.StringIO()
    logs.configure(
        as_json=True, secrets=("fake signing secret", "fake-token"), stream=stream, least=logging.DEBUG
    )
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    logging.captureWarnings(False)


def leaked(written: io.StringIO, *more: str) -> list[str]:
    lines = written.getvalue().splitlines()
    assert all(json.loads(line) for line in lines), "one record, one line"
    return [line[:600] for line in lines if any(word in line for word in (*SECRETS, *more))]


# ---- every door, and a defect in each layer behind it


@asynccontextmanager
async def slack(house: House) -> AsyncIterator[Door]:
    async with AsyncExitStack() as stack:
        door = SlackUnderTest(house, "socket")
        await door.start()
        stack.push_async_callback(door.stop)
        yield door


DOORS: dict[str, Callable[[House], Any]] = {
    "slack": slack,
    "discord": discord_at_work,
    "web": lambda house: web_at_work(house, live=False),
}


def fails(*args: Any, **more: Any) -> NoReturn:
    """A defect that quotes whatever it was given, and what it came from."""
    raise KeyError(f"{WORD} {args} {more}") from ValueError(f"{WORD} {args} {more}")


LAYERS: dict[str, tuple[tuple[Any, str], ...]] = {
    "the store": ((CheckinStore, "answer"),),
    "the form's check": ((forms, "checked"),),
    "the store, and then the draft": ((CheckinStore, "answer"), (DraftStore, "save")),
    "who it is": ((Directory, "identities"),),
}


@pytest.fixture(params=DOORS)
async def door(
    request: pytest.FixtureRequest, one_database: Database, features: Features
) -> AsyncIterator[Door]:
    async with DOORS[request.param](House.build(one_database, features)) as opened:
        yield opened


async def test_a_door_writes_down_nothing_of_what_is_said(
    door: Door, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira = door.visitor("Amira")
    await door.house.at("2026-11-12 09:00")
    await amira.command("tjekind")
    await amira.fill(WORDS)
    await amira.until_sees("Tak, dit svar er med")
    await amira.command("moede", f"kanariemøde om {CPR}")
    await amira.until_sees("ligner et CPR-nummer")
    await amira.command("samspil", "kanarieordre")
    assert leaked(written) == []
    for layer, broken in LAYERS.items():
        await amira.command("tjekind")
        before = written.getvalue().count("KeyError")
        with (
            monkeypatch.context() as defects,
            suppress(AssertionError),
        ):  # the web's visitor takes no page of errors
            for owner, name in broken:
                defects.setattr(owner, name, fails)
            await amira.fill({**WORDS, "Hvad er dit næste skridt?": f"{WORD} igen"})
            await until(lambda before=before: written.getvalue().count("KeyError") > before)  # type: ignore[misc]
        assert written.getvalue().count("KeyError") > before, f"{layer}: the control"
    assert leaked(written) == []


# ---- what nobody presses: the clock, delivery, the database


class Broken(FakeChat):
    """A platform whose client quotes the whole message in its error."""

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        raise ValueError(f"{WORD} {to} {card}")

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        raise ValueError(f"{WORD} {to} {card}")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_life_with_defects_by_the_clock_leaves_no_word(
    world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = await lived(world)
    world.delivery.messengers = {**world.delivery.messengers, "chat": Broken()}
    await world.at("2026-11-19 10:00")
    with monkeypatch.context() as broken:
        broken.setattr(DueQueue, "finish", fails)
        await world.at("2026-11-24 10:00")
    assert "delivery" in written.getvalue() and "due work failed" in written.getvalue(), "the control"
    assert leaked(written, METTE, *life.gone, *life.stays) == []
