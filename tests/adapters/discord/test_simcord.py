"""The same door in an independent simulator of Discord (simcord): what our own fake believes of Discord, checked by
somebody else's reading of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import simcord

from adapters.discord.app import DiscordClient
from adapters.discord.messenger import DiscordMessenger
from bot import checkins
from bot.registry import Features
from storage.database import Database
from tests.adapters.discord.probe import Probe
from tests.databases import VAULT
from tests.doors.house import House
from tests.fakes.discord.components import walk
from tests.fakes.discord.reading import plain


class Simulated:
    """A house, a simulated server with the team's channel, and Amira in it."""

    def __init__(self, house: House, env: simcord.Env, client: DiscordClient, out: DiscordMessenger) -> None:
        self.house, self.env, self.client, self.out = house, env, client, out
        self.channel = env.create_guild("Skolen").create_text_channel("team-broen")
        self.amira, self.jonas = (env.guild.add_member(env.create_user(name)) for name in ("amira", "jonas"))
        accounts = {"Amira": f"user/{self.amira.id}", "Jonas": f"user/{self.jonas.id}"}
        house.open_door("discord", f"channel/{self.channel.id}", accounts)
        house.messengers["discord"] = out

    @property
    def card(self) -> Any:
        return self.channel.history()[-1]

    def shown(self, message: Any) -> str:
        """A message as text."""
        stored = self.env.backend.get_message(message.channel.id, message.id)
        return "\n".join(plain(c["content"]) for c in walk(stored.components) if c["type"] == 10)

    def answered(self, result: simcord.InteractionResult) -> str:
        assert result.response is not None and result.response.ephemeral
        return "\n".join(plain(c["content"]) for c in walk(result.response.components) if c["type"] == 10)


@pytest.fixture
def probe() -> Probe:
    return Probe()


@pytest.fixture
def house(sqlite_url: str, probe: Probe) -> Iterator[House]:
    database = Database(sqlite_url, VAULT)
    yield House.build(database, Features((checkins.feature, probe.feature())))
    database.close()


@asynccontextmanager
async def simulated(house: House) -> AsyncIterator[Simulated]:
    """Entered by each test itself: simcord's context variables belong to the task that uses it."""
    client, out = door(house)
    async with simcord.run(client) as env:
        yield Simulated(house, env, client, out)


def door(house: House) -> tuple[DiscordClient, DiscordMessenger]:
    """A client and a messenger over it, as after a restart."""
    out = DiscordMessenger("")
    client = DiscordClient(house.bot, out)
    out.use(client)
    return client, out


async def test_a_round_of_check_in(house: House) -> None:
    async with simulated(house) as at:
        await at.house.at("2026-11-12 09:00")
        assert "0 af 3 har svaret" in at.shown(at.card)
        form = await at.amira.click(at.card, label="Svar")
        assert form.modal is not None
        labels = {c["label"]: c["component"] for c in form.modal["components"] if c["type"] == 18}
        field = labels["Hvad er dit næste skridt?"]["custom_id"]
        sent = await at.amira.submit_modal(form, {field: "Ringe til *foreningen*"})
        assert "Tak, dit svar er med" in at.answered(sent)
        await at.house.work()
        assert "1 af 3 har svaret" in at.shown(at.card)
        away = await at.jonas.click(at.card, label="Jeg er væk i denne uge")
        assert away.acknowledged
        await at.house.at("2026-11-13 12:00")
        assert "Ringe til *foreningen*" in at.shown(at.card)
        assert len(at.channel.history(viewer=at.amira)) <= 3


async def test_slash_commands_suggestions_and_private_answers(house: House) -> None:
    async with simulated(house) as at:
        assert set(at.amira.available_commands(at.channel)) == {"samspil", "tjekind", "proeve"}
        offered = await at.amira.autocomplete(at.channel, "samspil", "hvad", "proe")
        assert [one["value"] for one in offered] == ["proeve"]
        result = await at.amira.slash(at.channel, "proeve", tekst="kort")
        assert "Hele kortet" in at.answered(result)
        nothing = await at.amira.slash(at.channel, "proeve", tekst="intet")
        assert nothing.acknowledged and nothing.response is None


async def test_private_cards_menus_and_forms_of_several_pages(house: House, probe: Probe) -> None:
    async with simulated(house) as at:
        card = await at.amira.slash(at.channel, "proeve", tekst="kort")
        assert card.response is not None
        await at.amira.select(card.response.message, ["=b"])
        assert "Du valgte b" in at.answered(card)
        page = await at.amira.click(card.response.message, label="Lang form")
        page = await at.amira.submit_modal(page, {"one": "1"})
        assert page.response is not None
        page = await at.amira.click(page.response.message, label="Fortsæt")
        page = await at.amira.submit_modal(page, {"two": "=l"})
        assert page.response is not None and "3 af 3" in at.answered(page)
        page = await at.amira.click(page.response.message, label="Fortsæt")
        done = await at.amira.submit_modal(page, {"three": "3"})
        assert "Tak for formen" in at.answered(done) and probe.done == ["1/l/3"]


async def test_buttons_work_after_a_restart(house: House) -> None:
    async with simulated(house) as at:
        await at.house.at("2026-11-12 09:00")
        before = at.card
        client, out = door(at.house)
        await at.env.restart_bot(client)
        at.house.messengers["discord"] = out
        pressed = await at.amira.click(before, label="Jeg er væk i denne uge")
        assert pressed.acknowledged
        await at.house.work()
        assert "1 af 3 har svaret" in at.shown(at.card) and at.card.id == before.id


async def test_the_reminder_is_a_direct_message(house: House) -> None:
    async with simulated(house) as at:
        await at.house.at("2026-11-13 09:00")
        reminder = at.env.backend.get_dm_channel(at.amira.id)
        last = at.env.backend.messages[reminder.id]
        (message,) = last.values()
        assert any("Hej Amira" in c.get("content", "") for c in walk(message.components))
