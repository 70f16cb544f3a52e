"""The people of a town, each at the door they use. They wait for what they want to press, as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.doors.discord import DiscordVisitor
from tests.doors.slack import SlackVisitor
from tests.doors.web import WebVisitor

if TYPE_CHECKING:
    from tests.stories.town import Town

Visitor = SlackVisitor | DiscordVisitor | WebVisitor


class Somebody:
    def __init__(self, town: Town, name: str, visitor: Visitor) -> None:
        self.town, self.name, self.visitor = town, name, visitor

    def __repr__(self) -> str:
        return f"<{self.name}>"

    # ---- seeing

    def text(self) -> str:
        """Everything this person can see now, in one text."""
        return self.visitor.person.text() if isinstance(self.visitor, SlackVisitor) else self.visitor.text()

    def sees(self, text: str) -> bool:
        return text in self.text()

    async def look(self) -> None:
        """Open the pages again; a chat shows what there is by itself."""
        if isinstance(self.visitor, WebVisitor):
            await self.visitor.look()

    async def until_sees(self, text: str) -> None:
        await self.town.settle()
        try:
            await self.visitor.until_sees(text)
        except AssertionError as error:
            error.add_note(f"{self.name} waits. What went wrong in the process: {self.town.running.errors()}")
            raise

    # ---- doing

    async def command(self, name: str, text: str = "") -> None:
        await self.visitor.command(name, text)
        await self.town.settle()

    async def press(self, label: str) -> None:
        """The newest button with this label, once it is there."""
        await self.until_sees(label)
        await self.visitor.press(label)
        await self.town.settle()

    async def choose(self, label: str, option: str) -> None:
        await self.until_sees(label)
        await self.visitor.choose(label, option)
        await self.town.settle()

    async def fill(self, values: dict[str, str]) -> None:
        """Fill in the form that is open or about to open, and send it."""
        await self.visitor.fill(values)
        await self.town.settle()

    def put_form_away(self) -> None:
        """Close the open form, or reload the page, without sending it."""
        match self.visitor:
            case SlackVisitor(person=person):
                person.slack.workspace.modals.pop(person.id, None)
            case DiscordVisitor():
                self.visitor.cancel()
            case WebVisitor():
                self.visitor.form = None
