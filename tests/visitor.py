"""Somebody in a test who sees cards and presses what is on them, and the place they see them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.interactions import (
    Address,
    Ask,
    Command,
    Home,
    Interaction,
    Nothing,
    Press,
    Reject,
    Replace,
    Reply,
    Response,
    Sender,
    Submit,
)
from bot.ui import (
    Action,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    Facts,
    Form,
    ScaleField,
    Text,
    Values,
)
from tests.fakes.chat import FakeChat

if TYPE_CHECKING:
    from tests.world import World


def text_of(card: Card) -> str:
    """What a card says, as one plain text, buttons in [ ]."""
    lines = [card.title.plain]
    for block in card.blocks:
        match block:
            case Text():
                lines.append(block.plain)
            case Facts(rows):
                lines += [f"{label}: {value.plain}" for label, value in rows]
            case Buttons(buttons):
                lines.append(" ".join(f"[{button.label}]" for button in buttons))
            case Choice(label, _, options, selected):
                shown = next((one.label for one in options if one.value == selected), "–")
                lines.append(f"{label}: <{shown}>")
            case _:
                pass
    return "\n".join(lines)


@dataclass
class Channel:
    """A place as everybody in it sees it."""

    chat: FakeChat
    value: str

    @property
    def cards(self) -> list[Card]:
        return [message.card for message in self.chat.places[self.value]]

    @property
    def text(self) -> str:
        return "\n\n".join(text_of(card) for card in self.cards)

    def sees(self, text: str) -> bool:
        return text in self.text

    @property
    def posts(self) -> int:
        return len(self.chat.places[self.value])


@dataclass
class Visitor:
    """A person on the fake chat. `private` are the cards only they see, newest last."""

    world: World
    name: str
    account: str
    person_id: int = 0
    place: str | None = None
    locale: str = "da"
    form: Form | None = None
    private: list[Card] = field(default_factory=list)
    last: Response = field(default_factory=Nothing)

    @property
    def sender(self) -> Sender:
        return Sender(Address("chat", self.account), self.name, self.locale)

    @property
    def here(self) -> Address | None:
        return Address("chat", self.place) if self.place else None

    async def command(self, name: str, text: str = "") -> None:
        await self._act(
            Command(
                sender=self.sender,
                place=self.here,
                name=name.lstrip("/"),
                text=text,
                delivery_id=self.world.delivery_id(),
            )
        )

    async def home(self) -> None:
        await self._act(Home(sender=self.sender))

    async def press(self, label: str) -> None:
        """The newest button with this label that the person can see."""
        await self.press_action(self._button(label))

    async def press_action(self, action: Action, value: str = "") -> None:
        await self._act(
            Press(
                sender=self.sender,
                place=self.here,
                action=action,
                value=value,
                delivery_id=self.world.delivery_id(),
            )
        )

    async def choose(self, label: str, option: str) -> None:
        """Pick from a list on a card, by the list's label and the option's."""
        for card in self._cards():
            for block in card.blocks:
                if isinstance(block, Choice) and block.label.startswith(label):
                    value = next(one.value for one in block.options if one.label == option)
                    await self.press_action(block.action, value)
                    return
        raise AssertionError(f"{self.name} sees no list {label!r} in:\n{self.text}")

    async def fill(self, values: Mapping[str, str | tuple[str, ...]]) -> None:
        """Fill in the open form by labels (options by their labels too) and send it."""
        form = self.form
        assert form is not None, f"{self.name} has no form open; sees:\n{self.text}"
        filled: Values = {one.name: one.value for one in form.fields}
        for label, value in values.items():
            one = next((one for one in form.fields if one.label == label), None)
            assert one is not None, f"no field {label!r} in {[one.label for one in form.fields]}"
            if isinstance(one, ChoiceField | ChoicesField):
                names = {option.label: option.value for option in one.options}
                value = (
                    names.get(value, value)
                    if isinstance(value, str)
                    else tuple(names.get(v, v) for v in value)
                )
            elif isinstance(one, ScaleField) and value in one.steps:
                value = str(one.steps.index(str(value)) + 1)
            filled[one.name] = value
        self.form = None
        await self._act(
            Submit(
                sender=self.sender,
                place=self.here,
                action=form.action,
                values=filled,
                delivery_id=self.world.delivery_id(),
            )
        )

    async def _act(self, interaction: Interaction) -> None:
        self.last = await self.world.handle(interaction)
        match self.last:
            case Reply(card, more):
                self.private += [*reversed(more), card]
            case Replace(card):
                self.private[-1:] = [card]
            case Ask(form):
                self.form = form
            case Reject(form, card):
                self.form = form
            case Nothing():
                pass

    def _cards(self) -> Iterator[Card]:
        """What the person can see, the newest private first."""
        yield from reversed(self.private)
        yield from reversed(Channel(self.world.chat, self.account).cards)
        if self.place:
            yield from reversed(Channel(self.world.chat, self.place).cards)

    def _button(self, label: str) -> Action:
        for card in self._cards():
            for block in card.blocks:
                for button in block.buttons if isinstance(block, Buttons) else ():
                    if button.label == label and button.action:
                        return button.action
        raise AssertionError(f"{self.name} sees no button {label!r} in:\n{self.text}")

    @property
    def text(self) -> str:
        shown = [text_of(card) for card in self._cards()]
        if self.form:
            errors = "\n".join(f"{name}: {error}" for name, error in self.form.errors.items())
            notes = "\n".join(page.note.plain for page in self.form.pages if page.note)
            shown.insert(
                0, "\n".join([self.form.title, *(one.label for one in self.form.fields), notes, errors])
            )
        return "\n\n".join(shown)

    def sees(self, text: str) -> bool:
        return text in self.text

    @property
    def inbox(self) -> Channel:
        """Private posts (not answers to own presses)."""
        return Channel(self.world.chat, self.account)
