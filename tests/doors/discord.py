"""The Discord door under the shared contract: the real door and the real client library, over the wire to the fake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.cli.doors import Files
from adapters.discord.app import DiscordClient
from adapters.discord.start import DiscordDoor
from tests.doors.house import NAMES, House
from tests.fakes.discord import FakeDiscord, Person
from tests.fakes.discord.world import BOT_MAY, Interaction


class DiscordVisitor(Person):
    """A person at the Discord door. They write a command as their own client shows it: `/checkin` in English."""

    async def command(self, name: str, text: str = "") -> Interaction:
        """By its canonical name."""
        for command in self.fake.world.commands:
            if command["name"] == name:
                name = (command.get("name_localizations") or {}).get(self.user.locale, name)
                break
        return await super().command(name, text)

    async def home(self) -> object:
        """Discord has no front page."""
        return await self.command("samspil", "hjaelp")

    async def pictures(self) -> list[bytes]:
        attached = [one for message in self.messages() for one in message.attachments]
        return [self.fake.world.files[one["url"]] for one in attached]


class DiscordAtWork:
    """A server with the team's channel, the people of the house in it, and the door on the house's database."""

    platform = "discord"

    def __init__(self, house: House, fake: FakeDiscord) -> None:
        self.house, self.fake = house, fake
        self.guild = fake.guild("Skolen")
        self.channel = fake.channel(self.guild, "team-broen")
        self.users = {name: fake.world.add_user(name) for name in (*NAMES, "Mette")}
        self.door: DiscordDoor | None = None
        accounts = {name: f"user/{user.id}" for name, user in self.users.items()}
        house.open_door(self.platform, f"channel/{self.channel.id}", accounts)

    def visitor(self, name: str, language: str = "da") -> DiscordVisitor:
        user = self.users[name]
        user.locale = {"en": "en-GB"}.get(language, language)
        return DiscordVisitor(self.fake, user, self.channel)

    async def open(self, **settings: Any) -> None:
        """Start the door, and wait until it has its session."""
        settings = {"files": Files(self.house.bot).load} | settings
        self.door = DiscordDoor(self.house.bot, self.fake.token, self.fake.api, **settings)
        self.house.messengers[self.platform] = self.door.messenger
        await self.door.start()
        await self.fake.gateway.until_connected()

    async def close(self) -> None:
        if self.door is not None:
            await self.door.stop()
            self.door = None

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def team_posts(self) -> int:
        mine = (m for m in self.fake.world.messages.values() if m.channel is self.channel)
        return sum(m.author.bot and not m.deleted and m.only_for is None for m in mine)

    async def put_out(self) -> None:
        await self.fake.permit(self.channel)

    async def let_in(self) -> None:
        await self.fake.permit(self.channel, *BOT_MAY)


@asynccontextmanager
async def discord_at_work(
    house: House, *, delivering: bool = True, **settings: Any
) -> AsyncIterator[DiscordAtWork]:
    """The door open, delivery at work (`delivering`), and at the end: Discord has refused nothing."""
    fake = await FakeDiscord().start()
    door = DiscordAtWork(house, fake)
    working: asyncio.Task[None] | None = None
    try:
        await door.open(**settings)
        if delivering:
            working = asyncio.create_task(house.keep_working())
        yield door
    finally:
        if working is not None:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        await door.close()
        await fake.stop()
    assert not fake.refused, fake.refused


def without_pauses(patch: Any) -> None:
    """discord.py waits five seconds before a second IDENTIFY; a test need not."""

    async def at_once(*_: Any, **__: Any) -> None:
        return None

    patch.setattr(DiscordClient, "before_identify_hook", at_once)
