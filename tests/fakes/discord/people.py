"""A person at a Discord client: what they can do, and what they see.

    ada = fake.user("Ada", here=channel)
    await ada.command("tjekind")
    await ada.press("Svar")
    await ada.fill({"Hvad er dit næste skridt?": "Ringe til foreningen"})
    assert ada.sees("1 har svaret")

Every act waits for the bot's answer as the client would: three seconds, and for a promised answer until it
comes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.fakes.discord import forms
from tests.fakes.discord.callbacks import ASKING, COMMAND, COMPONENT, PROMISE, SUBMIT
from tests.fakes.discord.components import SELECTS, Json
from tests.fakes.discord.payloads import interaction_json, user_json
from tests.fakes.discord.reading import buttons, menus, option_values, readable
from tests.fakes.discord.world import FIRST_ANSWER, Channel, Interaction, Message, User

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord

PROMISED = 20.0  # seconds to wait for an answer that was promised
NO_ANSWER = "Programmet svarede ikke"
_NEXT_PAGE = re.compile(r"(\d+ (af|of) \d+ · )?(Fortsæt|Continue)")


class Person:
    """Somebody with Discord open. `here` is the channel they look at; None: their messages with the bot."""

    def __init__(self, fake: FakeDiscord, user: User, here: Channel | None = None) -> None:
        self.fake, self.user, self.here = fake, user, here
        self.modal: tuple[Interaction, Json] | None = None
        self.unanswered: list[Interaction] = []
        self.last: Interaction | None = None

    def __repr__(self) -> str:
        return f"<{self.user.name}>"

    # -- seeing

    @property
    def where(self) -> Channel:
        """The channel a command would be typed in."""
        return self.here or self.fake.world.direct(self.user)

    def messages(self) -> list[Message]:
        """What this person sees, oldest first: their channel, what is for them alone, and their direct
        messages.
        """
        mine = (self.here, self.fake.world.direct(self.user))
        everything = sorted(self.fake.world.messages.values(), key=lambda m: m.id)
        return [
            m for m in everything if m.channel in mine and not m.deleted and m.only_for in (None, self.user)
        ]

    def read(self, message: Message) -> str:
        """One message as text."""
        return readable(message, {user.id: user.name for user in self.fake.world.users.values()})

    def text(self) -> str:
        """All of it as text."""
        shown = [self.read(message) for message in self.messages()]
        if self.modal is not None:
            shown.append(forms.readable_form(self.modal[1]))
        return "\n\n".join([*shown, *(NO_ANSWER for _ in self.unanswered)])

    def sees(self, text: str) -> bool:
        """Whether the text is to be read anywhere on the screen."""
        return text in self.text()

    async def until_sees(self, text: str, seconds: float = 10.0) -> None:
        """Wait until the text is there; fails with what is there instead."""
        await self.until(lambda: self.sees(text), seconds, f"waiting for {text!r}")

    async def until_gone(self, text: str, seconds: float = 10.0) -> None:
        """Wait until the text is no longer there."""
        await self.until(lambda: not self.sees(text), seconds, f"waiting for {text!r} to go")

    async def until(self, true: Any, seconds: float = 10.0, what: str = "waiting") -> None:
        """Wait until something holds, woken by every change in the world."""
        changed = self.fake.world.changed
        try:
            async with asyncio.timeout(seconds), changed:
                await changed.wait_for(true)
        except TimeoutError:
            raise AssertionError(f"{self.user.name} gave up {what}; sees:\n{self.text()}") from None

    # -- doing

    async def command(self, name: str, text: str = "") -> Interaction:
        """Type a slash command by the name this client shows; `text` goes into its one option."""
        command = self._command(name)
        given: list[Json] = []
        if text:
            assert command.get("options"), f"/{name} takes no text"
            given = [{"type": 3, "name": command["options"][0]["name"], "value": text}]
        elif any(option.get("required") for option in command.get("options") or ()):
            raise AssertionError(f"/{name} needs a text")
        return await self._act(COMMAND, self._command_data(command, given))

    async def suggestions(self, name: str, text: str = "") -> list[str]:
        """What is suggested while the text is typed."""
        command = self._command(name)
        option = command["options"][0]
        assert option.get("autocomplete"), f"/{name} suggests nothing"
        focused = [{"type": 3, "name": option["name"], "value": text, "focused": True}]
        interaction = await self._act(ASKING, self._command_data(command, focused))
        locale = self.user.locale
        return [c.get("name_localizations", {}).get(locale, c["name"]) for c in interaction.choices]

    async def press(self, label: str, *, on: Message | None = None) -> Interaction:
        """Press the newest visible button with this label (on one message, if given)."""
        for message in [on] if on else reversed(self.messages()):
            for button in buttons(message):
                if button.get("label") == label and "custom_id" in button:
                    data = {
                        "custom_id": button["custom_id"],
                        "component_type": button["type"],
                        "id": button["id"],
                    }
                    return await self._act(COMPONENT, data, message)
        raise AssertionError(f"{self.user.name} sees no button {label!r}; sees:\n{self.text()}")

    async def press_stale(self, custom_id: str, message: Message) -> Interaction:
        """Press a button as an old client would still show it: whatever the message says now."""
        return await self._act(COMPONENT, {"custom_id": custom_id, "component_type": 2, "id": 1}, message)

    async def choose(self, menu: str, option: Any) -> Interaction:
        """Choose an option (or several) in the newest menu that has `menu` in or just above it."""
        for message in reversed(self.messages()):
            for name, component in menus(message):
                if menu in name:
                    assert component["type"] in SELECTS
                    data = {"custom_id": component["custom_id"], "component_type": component["type"]}
                    data |= {"id": component["id"], "values": option_values(component, option)}
                    return await self._act(COMPONENT, data, message)
        raise AssertionError(f"{self.user.name} sees no menu {menu!r}; sees:\n{self.text()}")

    async def fill(self, values: dict[str, Any]) -> Interaction:
        """Fill in the open form by its labels and send it; a form of several pages is followed to its end."""
        left = dict(values)
        while True:
            assert self.modal is not None, f"{self.user.name} has no form open; sees:\n{self.text()}"
            opened, modal = self.modal
            here = {label: left.pop(label) for label in forms.labels(modal) if label in left}
            data = forms.submitted(modal, here)
            self.modal = None
            interaction = await self._act(SUBMIT, data, opened.message, opened=opened)
            following = self._next_page(interaction)
            if following is None:
                assert not left, (
                    f"the form has no field {list(left)}; its last page has {forms.labels(modal)}"
                )
                return interaction
            await self.press(following, on=interaction.original)

    def fields(self) -> list[str]:
        """The labels of the open form's page."""
        assert self.modal is not None, "no form is open"
        return forms.labels(self.modal[1])

    def cancel(self) -> None:
        """Close the open form; Discord tells nobody."""
        self.modal = None

    # -- how

    def _next_page(self, interaction: Interaction) -> str | None:
        if interaction.original is None or interaction.original.deleted:
            return None
        names = (str(button.get("label")) for button in buttons(interaction.original))
        return next((name for name in names if _NEXT_PAGE.fullmatch(name)), None)

    def _command(self, name: str) -> Json:
        for command in self.fake.world.commands:
            if name == (command.get("name_localizations") or {}).get(self.user.locale, command["name"]):
                return command
        raise AssertionError(f"no command /{name} in {self.user.locale}; there are {list(self._names())}")

    def _names(self) -> Iterator[str]:
        for command in self.fake.world.commands:
            yield str((command.get("name_localizations") or {}).get(self.user.locale, command["name"]))

    def _command_data(self, command: Json, given: list[Json]) -> Json:
        data: Json = {"id": command["id"], "name": command["name"], "type": 1}
        return data | {"options": given} if given else data

    async def _act(
        self, kind: int, data: Json, message: Message | None = None, opened: Interaction | None = None
    ) -> Interaction:
        world = self.fake.world
        origin = message or opened
        place = origin.channel if origin is not None else self.where
        interaction = self.last = world.act(kind, self.user, place, data, message)
        interaction.opened_by = opened
        assert self.fake.gateway.sessions, "the bot is not connected"
        await self.fake.gateway.emit("INTERACTION_CREATE", interaction_json(world, interaction))
        try:
            await asyncio.wait_for(interaction.answered.wait(), FIRST_ANSWER)
            if interaction.callback == PROMISE:
                await asyncio.wait_for(interaction.complete.wait(), PROMISED)
        except TimeoutError:
            self.unanswered.append(interaction)
        if interaction.modal is not None:
            self.modal = (interaction, interaction.modal)
        return interaction

    @property
    def mention(self) -> str:
        """How Discord writes this person in a text."""
        return f"<@{user_json(self.user)['id']}>"
