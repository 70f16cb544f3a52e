"""The contract's own door: the in-memory chat, with nothing between the person and the core. It shows
that the suite asks for what the core gives, so that a failing door is the door's failure."""

from __future__ import annotations

from adapters.cli.doors import Files
from bot.ui import Picture
from tests.doors.house import House
from tests.visitor import Visitor as WorldVisitor


class ChatVisitor(WorldVisitor):
    async def until_sees(self, text: str, seconds: float = 30.0) -> None:
        assert self.sees(text), f"{self.name} does not see {text!r} in:\n{self.text}"

    async def pictures(self) -> list[bytes]:
        shown = [block for card in self.private for block in card.blocks if isinstance(block, Picture)]
        files = Files(self.world.bot)
        return [content for one in shown if (content := await files.load(one.sha256))]


class ChatDoor:
    platform = "chat"

    def __init__(self, house: House) -> None:
        self.house = house
        house.messengers["chat"] = house.world.chat

    def visitor(self, name: str, language: str = "da") -> ChatVisitor:
        known = self.house.world.people[name]
        return ChatVisitor(known.world, name, known.account, known.person_id, "c-broen", language)

    async def restart(self) -> None:
        """Nothing to lose: the core keeps nothing in memory."""

    async def team_posts(self) -> int:
        return self.house.world.channel.posts

    async def put_out(self) -> None:
        self.house.world.chat.closed.add("c-broen")
        await self.house.world.left("c-broen")

    async def let_in(self) -> None:
        self.house.world.chat.closed.discard("c-broen")
        await self.house.world.joined("c-broen")
