"""Simulated people: they press what they see, fill in what they are asked, and are sometimes hasty or unlucky."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.interactions import (
    Address,
    Ask,
    Command,
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
from bot.ui import Action, Card, Form
from tests.simulation.eyes import Seen, card_drawn, cards_in, form_drawn
from tests.simulation.filling import Pen
from tests.simulation.tastes import COMMANDS, TEXTS, route_of, taste
from tests.simulation.worker import Gone

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


@dataclass
class Person:
    sim: Simulation
    id: int
    name: str
    account: Address
    role: str
    teams: tuple[int, ...]
    zone: ZoneInfo
    place: Address | None
    calm: bool
    chance: random.Random
    private: list[list[Seen]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pen = Pen(self.sim, self.id, self.teams, self.zone, self.chance)

    @property
    def sender(self) -> Sender:
        return Sender(self.account, self.name, "da")

    def __hash__(self) -> int:
        return self.id

    # ---- what happens when they look in

    async def look_in(self) -> None:
        """A few presses, a minute or so between them."""
        for _ in range(self.chance.randint(1, 3)):
            if self.chance.random() < 0.25:
                await self._command()
            else:
                await self.press_something()
            await asyncio.sleep(self.chance.uniform(2, 120))

    async def _command(self) -> None:
        name = self.chance.choices(list(COMMANDS), list(COMMANDS.values()))[0]
        text = self.chance.choice(TEXTS[name]) if name in TEXTS else ""
        await self.act(
            Command(
                sender=self.sender, place=self._here(), name=name, text=text, delivery_id=self._delivery()
            )
        )

    async def press_something(self, routes: frozenset[str] = frozenset()) -> None:
        """One of what they see; `routes`: nothing but these."""
        seen = [one for one in self._sees() if not routes or route_of(one[0]) in routes]
        weights = [taste(action, calm=self.calm) for action, _ in seen]
        if not sum(weights):
            return
        action, options = self.chance.choices(seen, weights)[0]
        await self.press(action, self.chance.choice(options) if options else "")

    async def press(self, action: str, value: str = "") -> None:
        here = self._here()
        for _ in range(2 if self.chance.random() < 0.1 else 1):  # a double click is two interactions
            await self.act(
                Press(
                    sender=self.sender,
                    place=here,
                    action=Action.decode(action),
                    delivery_id=self._delivery(),
                    value=value,
                )
            )

    def _here(self) -> Address | None:
        return self.place if self.chance.random() < 0.8 else None

    def _delivery(self) -> str:
        return self.sim.delivery_id()

    # ---- what they see

    def _sees(self) -> Iterator[Seen]:
        tenant = self.sim.tenant_of[self.teams[0]]
        shared = cards_in(self.sim, self.place, tenant, self.chance) if self.place else []
        own = cards_in(self.sim, self.account, tenant, self.chance)
        for card in [*self.private[-4:], *shared, *own]:
            yield from card

    # ---- acting, and what comes back

    async def act(self, interaction: Interaction) -> None:
        response = await self._sent(interaction)
        if response is None:
            return
        if self.chance.random() < 0.08:  # the platform delivers it once more
            await asyncio.sleep(self.chance.uniform(0, 300))
            await self._sent(interaction, again=True)
        await self._answered(response)

    async def _sent(self, interaction: Interaction, *, again: bool = False) -> Response | None:
        """None when the process died of it, and nobody has tried again with success."""
        for _ in range(3):
            self.sim.promises.begun(self, interaction)
            try:
                response = self.sim.worker().handle(interaction)
            except Gone:
                self.sim.looked(by_clock=False)
                if self.chance.random() < 0.4:
                    return None
                await asyncio.sleep(self.chance.uniform(1, 120))  # the platform tries again
                continue
            self.sim.looked(by_clock=False)
            if not (again and isinstance(response, Nothing)):
                self.sim.promises.kept(self, interaction, response)
            self.sim.book.note(f"{self.name} {_name(interaction)} {type(response).__name__}")
            return response
        return None

    async def _answered(self, response: Response) -> None:
        match response:
            case Reply(card, more):
                for one in (*more, card):
                    self._shown(one)
            case Replace(card):
                self._shown(card)
            case Ask(form, page):
                if self.chance.random() < 0.9:
                    await asyncio.sleep(self.chance.uniform(1, 400))
                    await self._fill(form, page)
            case Reject(form, card):
                self._shown(card)
                self._form_shown(form, 0)
            case Nothing():
                pass

    def _shown(self, card: Card) -> None:
        text, problems, seen = card_drawn(self.account.platform, card)
        self._taken(text, problems, "an answer")
        self.private.append(seen)
        del self.private[:-6]

    def _form_shown(self, form: Form, page: int) -> None:
        self._taken(*form_drawn(self.account.platform, form, page), "a form")

    def _taken(self, text: str, problems: list[str], what: str) -> None:
        """The platform takes it, and nothing is in it that is not for this person."""
        if problems:
            platform = self.account.platform
            self.sim.book.broken(f"{platform} would refuse {what}: {problems[:3]} in {text[:500]}")
        self.sim.book.told(self.id, text)
        self.sim.guests.read(text)

    async def _fill(self, form: Form, page: int) -> None:
        self._form_shown(form, page)
        by_page = self.account.platform == "discord"
        fields = form.pages[page].fields if by_page else form.fields
        await self.act(
            Submit(
                sender=self.sender,
                place=self.place,
                action=form.action,
                delivery_id=self._delivery(),
                values=self.pen.fill(form, fields),
                page=page if by_page else None,
            )
        )


def _name(interaction: Interaction) -> str:
    match interaction:
        case Command(name=name):
            return f"/{name}"
        case Press(action=action) | Submit(action=action):
            return action.encode()
        case _:
            return type(interaction).__name__


def moments(chance: random.Random, day: datetime, often: float) -> list[datetime]:
    """When somebody looks in on this local day: mostly from 8 to 17, now and then in the evening."""
    count = int(often) + (chance.random() < often % 1)
    hours = (chance.triangular(7, 22, 10) for _ in range(count))
    return sorted(day + timedelta(hours=hour) for hour in hours)
