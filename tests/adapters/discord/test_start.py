"""The door as the process sees it: it comes up, stays up, and says how it is, whatever Discord does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.discord import manifest, start
from adapters.discord.start import BadToken, DiscordDoor, probe, use_api
from adapters.leading import Lead
from bot import checkins
from bot.features import FEATURES
from bot.registry import Features
from storage.database import Database
from tests.adapters.discord.waiting import soon
from tests.databases import VAULT
from tests.doors.discord import without_pauses
from tests.doors.house import House
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.faults import Broken, Cloudflare, Says
from tests.fakes.discord.limits import problems


class Process:
    """A house and a Discord, and as many doors as a test opens."""

    def __init__(self, house: House, fake: FakeDiscord) -> None:
        self.house, self.fake = house, fake
        self.doors: list[DiscordDoor] = []

    async def open(self, token: str = "fake-token", patience: float = 300.0) -> DiscordDoor:
        door = DiscordDoor(self.house.bot, token, self.fake.api, patience=patience)
        self.doors.append(door)
        await door.start()
        return door


@pytest.fixture
async def process(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Process]:
    without_pauses(monkeypatch)
    monkeypatch.setattr(start, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(start, "REVOKED_WAIT", 0.05)
    database = Database(sqlite_url, VAULT)
    fake = await FakeDiscord().start()
    fake.guild()
    process = Process(House.build(database, Features((checkins.feature,))), fake)
    yield process
    for door in process.doors:
        await door.stop()
    await fake.stop()
    use_api("")
    database.close()


async def test_it_says_when_it_is_ready_and_since_when(process: Process) -> None:
    door = await process.open()
    assert (door.state.ready, door.state.reason) == (False, "connecting")
    await soon(lambda: door.state.ready)
    assert door.state.since == process.house.clock() and door.name == "discord"
    await door.stop()
    assert (door.state.ready, door.state.reason) == (False, "stopped")


async def test_a_first_connect_that_fails_does_not_end_it(process: Process) -> None:
    process.fake.gateway.refuse_connections = 2
    door = await process.open()
    await soon(lambda: door.state.ready)
    assert process.fake.gateway.refusals == 2


async def test_discord_away_at_start(process: Process) -> None:
    process.fake.faults.add("GET", "/gateway/bot", Broken(503), times=2)
    process.fake.faults.add("GET", "/users/@me", Cloudflare())
    door = await process.open()
    await soon(lambda: door.state.reason == "unreachable")
    await soon(lambda: door.state.ready)


async def test_a_token_that_is_refused_is_said_and_mended(process: Process) -> None:
    door = await process.open("another-token")
    await soon(lambda: door.state.reason == "token_revoked")
    process.fake.token = process.fake.gateway.token = "another-token"
    await soon(lambda: door.state.ready)


async def test_a_session_that_never_comes_is_given_up(process: Process) -> None:
    process.fake.gateway.mute = True
    door = await process.open(patience=0.2)
    await soon(lambda: process.fake.gateway.identifies >= 2)
    assert not door.state.ready
    process.fake.gateway.mute = False
    await soon(lambda: door.state.ready)


async def test_endless_resuming_is_given_up_for_a_new_client(process: Process) -> None:
    door = await process.open(patience=0.3)
    await soon(lambda: door.state.ready)
    process.fake.gateway.refuse_connections = 3
    await process.fake.gateway.drop()
    await soon(lambda: not door.state.ready)
    assert door.state.reason == "disconnected"
    await soon(lambda: door.state.ready)
    assert process.fake.gateway.identifies == 2 and process.fake.gateway.resumes == 0


async def test_identifies_are_spared_when_nearly_used_up(process: Process) -> None:
    process.fake.gateway.identifies = 995
    door = await process.open()
    await soon(lambda: door.state.reason == "too_many_connections")
    assert process.fake.gateway.identifies == 995


async def test_of_two_processes_one_owns_the_gateway(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both would take every press."""
    monkeypatch.setattr(start, "FIRST_WAIT", 0.02)
    fake = await FakeDiscord().start()
    fake.guild()
    databases = [Database(postgres_url, VAULT), Database(postgres_url, VAULT)]
    house = House.build(databases[0], Features((checkins.feature,)))
    doors = [
        DiscordDoor(house.bot, fake.token, fake.api, lead=Lead(one, "discord", look=0.05))
        for one in databases
    ]
    for door in doors:
        await door.start()
    await soon(lambda: any(door.state.ready for door in doors))
    (leader,) = (door for door in doors if door.state.ready)
    await asyncio.sleep(0.3)
    assert fake.gateway.identifies == 1
    await leader.stop()
    await soon(lambda: any(door.state.ready for door in doors))
    assert fake.gateway.identifies == 2
    for door in doors:
        await door.stop()
    for database in databases:
        database.close()
    await fake.stop()
    use_api("")


async def test_commands_that_cannot_be_registered_do_not_keep_it_down(process: Process) -> None:
    process.fake.faults.add("PUT", "/applications/*/commands", Says(400, 50035))
    door = await process.open()
    await soon(lambda: door.state.ready)
    assert process.fake.world.commands == []


async def test_a_token_is_tried_for_the_operator(process: Process) -> None:
    found = await probe("fake-token", process.fake.api)
    assert (found.name, found.servers) == ("Samspil", ("Skolen",))
    assert f"client_id={process.fake.world.application_id}" in found.invite
    with pytest.raises(BadToken):
        await probe("another-token", process.fake.api)
    with pytest.raises(aiohttp.ClientError):
        await probe("fake-token", "http://127.0.0.1:9/api/v10")


def test_the_manifest_is_one_that_discord_takes() -> None:
    whole = manifest.manifest(FEATURES)
    assert problems("commands", whole["commands"]) == []
    for locale in ("da", "en-GB", "en-US", "de"):
        shown = [(c.get("name_localizations") or {}).get(locale, c["name"]) for c in whole["commands"]]
        assert len(set(shown)) == len(shown), "two commands look the same"
    (hvad,) = whole["commands"][0]["options"]
    assert whole["commands"][0]["name"] == "samspil" and hvad["autocomplete"]
    assert whole["privileged_intents"] == []
    assert "permissions=101376" in whole["invite"] and "scope=bot+applications.commands" in whole["invite"]


def test_suggestions_never_exceed_what_discord_takes() -> None:
    for written in ("", "t", "moede", "xyz", "tjekind " + "x" * 200):
        for language in ("da", "en"):
            found = manifest.suggestions(FEATURES, written, language)
            choices = [{"name": shown, "value": value} for shown, value in found]
            assert problems("callback", {"type": 8, "data": {"choices": choices}}) == []
