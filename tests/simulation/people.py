"""Simulated people: they press what they see, fill in what they are asked, and are sometimes hasty or unlucky."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from adapters.discord import modals
from adapters.discord.render import draw
from adapters.slack import forms as slack_forms
from adapters.slack import render as slack_render
from bot import card_json
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
from bot.ui import (
    Action,
    AnyField,
    Card,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    ScaleField,
    TextField,
    Value,
    Values,
)
from storage.outbox import OutboxStore
from tests.simulation import discord_side, slack_side, web_side
from tests.simulation.book import Word
from tests.simulation.limits import discord_problems, slack_problems
from tests.simulation.places import text_of
from tests.simulation.worker import Gone

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

T = TypeVar("T")
Seen = tuple[str, tuple[str, ...]]  # an action, and what can be picked

# What people like to press; everything else has 1.
TASTE = {
    "availability/week": 1.0, "availability/connect": 0.3, "availability/forget": 0.1, "availability/forgotten": 0.3,
    "checkins/answer": 10.0, "checkins/away": 0.5, "checkins/skip": 1.0, "checkins/rhythm": 0.02,
    "checkins/new": 0.3, "checkins/questions": 0.1, "checkins/short": 0.1, "checkins/every": 0.3, "checkins/end": 0.05,
    "checkins/pause": 0.02, "checkins/resume": 3.0, "checkins/week": 0.0, "checkins/longer": 1.0, "checkins/extend": 2.0,
    "checkins/agenda": 3.0, "checkins/ask": 3.0, "checkins/helped": 8.0, "checkins/name": 3.0,
    "meetings/ballot": 10.0, "meetings/vote": 10.0, "meetings/vote_all": 3.0, "meetings/choose": 8.0,
    "meetings/cancel": 0.2, "meetings/cancelled": 0.5, "meetings/move": 0.3, "meetings/cannot": 0.6,
    "meetings/mute_polls": 0.1, "meetings/mute_meetings": 0.1, "meetings/propose": 2.0,
    "reflections/write": 10.0, "reflections/open": 6.0, "reflections/name": 6.0, "reflections/conclude": 2.0,
    "roles/fine": 5.0, "roles/swap": 1.5, "roles/ask": 5.0, "roles/answer": 5.0, "core/form": 8.0,
    "agenda/begin": 10.0, "agenda/at": 6.0, "agenda/end": 1.0, "agenda/fixed": 0.1, "minutes/decide": 3.0,
    "minutes/note": 1.0, "minutes/send": 2.0, "minutes/away": 0.2, "minutes/correct": 0.5,
    "roles/set": 0.5, "roles/place": 2.0, "roles/excuse": 0.5, "roles/own": 0.1, "roles/mute": 0.1,
    "teams/essentials": 0.05, "teams/leave": 0.05, "teams/left": 0.3, "teams/end": 0.05, "teams/ended": 0.2,
    "teams/rejoin": 5.0, "mydata/erase": 0.02, "mydata/erased": 0.1, "posts/again": 5.0, "checkins/mute": 0.1,
    "teams/link": 0.1, "teams/attach": 0.0, "teams/new": 0.0, "teams/add": 0.0, "meetings/renew": 0.2,
    "tasks/done": 2.0, "tasks/release": 0.5,
    "meetings/vote_free": 5.0, "meetings/edit": 0.3, "meetings/adjust": 0.3, "meetings/repeat": 0.3,
    "meetings/cancelled_rest": 0.3, "meetings/replan": 4.0, "supervision/take": 8.0, "supervision/question": 6.0,
    "supervision/release": 0.5, "supervision/new": 2.0, "supervision/close": 0.2,
    "field/join": 1.0, "field/away": 0.4, "field/cancel": 0.2, "field/log": 4.0, "field/note": 4.0,
    "partner/edit": 0.2, "partner/undo": 0.3,
    "agreements/new": 2.0, "agreements/yes": 8.0, "agreements/done": 3.0, "agreements/move": 1.5, "agreements/drop": 0.3,
    "agreements/see": 0.7, "goals/marks": 3.0, "goals/close": 0.2,
}  # fmt: skip
UNCALM = ("roles/swap", "roles/ask", "roles/decline", "roles/take", "roles/settings", "meetings/cannot",
          "roles/excuse", "roles/place", "roles/own",
          "meetings/cancel", "meetings/cancelled", "meetings/cancelled_rest", "meetings/move", "meetings/replan",
          "meetings/edit", "meetings/repeat", "supervision/release", "teams/leave", "teams/left", "teams/end",
          "teams/ended", "mydata/erase", "mydata/erased", "checkins/rhythm", "checkins/every",
          "checkins/pause", "teams/essentials")  # fmt: skip
COMMANDS = {"tjekind": 6.0, "moede": 5.0, "roller": 2.0, "refleksion": 3.0, "hjaelp": 2.0, "log": 0.5, "team": 0.5,
            "facilitator": 1.0, "minedata": 0.3, "vejledning": 1.0, "kalender": 0.5, "sprog": 0.05, "opgaver": 1.0,
            "felt": 1.0, "partner": 0.5,
            "dagsorden": 2.0, "referat": 1.0, "beslutninger": 0.5,
            "aftale": 2.0, "maal": 0.7, "tegn": 0.2}  # fmt: skip
NEWEST = 6  # cards that somebody looks at in a place; now and then they scroll back
COMMANDS |= {"hvorkomvitil": 0.3, "begreber": 0.3}

TASTE |= {
    "guests/new": 0.0, "guests/handover": 0.0, "guests/end": 0.1, "guests/ended": 0.3, "guests/renew": 0.1, "guests/stop": 0.1, "guests/back": 3.0,
    "guests/ask": 3.0, "guests/answer": 5.0,
}  # fmt: skip
COMMANDS["gaester"] = 0.7


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
                await self._press_something()
            await asyncio.sleep(self.chance.uniform(2, 120))

    async def _command(self) -> None:
        name = self._pick(COMMANDS)
        text = (
            self.chance.choice(("vis", "da", "mine", "", "", ""))
            if name in ("minedata", "sprog", "refleksion")
            else self.chance.choice(("alle", "", "", "", ""))
            if name == "tjekind"
            else ""
        )
        here = self.place if self.chance.random() < 0.8 else None
        await self._act(
            Command(sender=self.sender, place=here, name=name, text=text, delivery_id=self._delivery())
        )

    async def _press_something(self) -> None:
        seen = list(self._sees())
        if not seen:
            return
        action, options = self._choose(seen)
        await self.press(action, self.chance.choice(options) if options else "")

    async def press(self, action: str, value: str = "") -> None:
        here = self.place if self.chance.random() < 0.8 else None
        for _ in range(2 if self.chance.random() < 0.1 else 1):  # a double click is two interactions
            await self._act(
                Press(
                    sender=self.sender,
                    place=here,
                    action=Action.decode(action),
                    delivery_id=self._delivery(),
                    value=value,
                )
            )

    def _choose(self, seen: list[Seen]) -> Seen:
        weights = [self._taste(action) for action, _ in seen]
        if not sum(weights):
            return seen[0]
        return self.chance.choices(seen, weights)[0]

    def _taste(self, action: str) -> float:
        route = "/".join(action.split("/", 2)[:2])
        if self.calm and route in UNCALM:
            return 0.0
        return TASTE.get(route, 1.0)

    def _pick(self, weights: dict[str, float]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _delivery(self) -> str:
        return self.sim.delivery_id()

    # ---- what they see

    def _sees(self) -> Iterator[Seen]:
        cards = [*self.private[-4:], *self._cards(self.place), *self._cards(self.account)]
        for card in cards:
            yield from card

    def _cards(self, place: Address | None) -> list[list[Seen]]:
        if place is None:
            return []
        if place.platform == "web":
            return [list(web_side.buttons(card)) for card in self._newest(self._web(place))]
        kind, _, id = place.value.partition("/")
        if place.platform == "slack":
            where = slack_side.direct(id) if id.startswith("U") else id
            payloads = [one.payload for one in self._newest(self.sim.slack.places.live(where))]
            return [list(slack_side.buttons(payload)) for payload in payloads]
        where = discord_side.direct(id) if kind == "user" else id
        payloads = [one.payload for one in self._newest(self.sim.discord.places.live(where))]
        return [list(discord_side.buttons(payload)) for payload in payloads]

    def _newest(self, cards: list[T]) -> list[T]:
        if len(cards) > NEWEST and self.chance.random() < 0.15:
            start = self.chance.randrange(len(cards) - NEWEST)
            return cards[start : start + NEWEST]
        return cards[-NEWEST:]

    def _web(self, place: Address) -> list[Card]:
        with self.sim.shared.transaction() as tx:
            found = OutboxStore(tx, self.sim.tenant_of[self.teams[0]], self.sim.loop.now()).in_place(
                "web", place.value, 12
            )
        return [card_json.loads(one.card) for one in found if one.card]

    # ---- acting, and what comes back

    async def _act(self, interaction: Interaction) -> None:
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
        text, problems, seen = self._drawn(card)
        if problems:
            self.sim.book.broken(
                f"{self.account.platform} would refuse an answer: {problems[:3]} in {text[:500]}"
            )
        self.sim.book.told(self.id, text)
        self.private.append(seen)
        del self.private[:-6]

    def _drawn(self, card: Card) -> tuple[str, list[str], list[Seen]]:
        match self.account.platform:
            case "slack":
                payload = slack_render.message(card)
                return text_of(payload), slack_problems("message", payload), list(slack_side.buttons(payload))
            case "discord":
                payload = {"components": draw(card).components, "flags": 1 << 15}
                found = discord_problems("create", payload)
                return text_of(payload), found, list(discord_side.buttons(payload))
            case _:
                return web_side.html(card), [], list(web_side.buttons(card))

    # ---- forms

    def _form_shown(self, form: Form, page: int) -> None:
        match self.account.platform:
            case "slack":
                view = slack_forms.form_view(form, "C000001")
                problems, text = slack_problems("modal", view), text_of(view)
            case "discord":
                modal = modals.draw_form(form, page)
                problems, text = discord_problems("callback", {"type": 9, "data": modal}), text_of(modal)
            case _:
                problems, text = [], web_side.form_html(form)
        if problems:
            self.sim.book.broken(
                f"{self.account.platform} would refuse a form: {problems[:3]} in {text[:500]}"
            )
        self.sim.book.told(self.id, text)

    async def _fill(self, form: Form, page: int) -> None:
        self._form_shown(form, page)
        by_page = self.account.platform == "discord"
        fields = form.pages[page].fields if by_page else form.fields
        values: Values = {one.name: self._value(form, one) for one in fields}
        await self._act(
            Submit(
                sender=self.sender,
                place=self.place,
                action=form.action,
                delivery_id=self._delivery(),
                values=values,
                page=page if by_page else None,
            )
        )

    def _availability(self, form: Form, one: AnyField) -> Value | None:
        """When they can meet; None for any other form's fields."""
        match one:
            case TextField(name="more") if form.action.route == "availability/week":
                return self.chance.choice(
                    ("", "man 8-10.30, helst ikke fre efter 14", "ons hele dagen", "efter frokost")
                )
            case TextField(name="address"):
                return f"https://kalender.example/{self.chance.randint(1, 4)}.ics"
            case DateField(name="first" | "last"):
                ahead = self.sim.loop.now() + timedelta(days=self.chance.randint(0, 20))
                return ahead.astimezone(self.zone).date().isoformat()
            case _:
                return None

    def _value(self, form: Form, one: AnyField) -> Value:
        if (said := self._availability(form, one)) is not None:
            return said
        match one:
            case TextField(name="slots" | "times"):
                return self._slots(one)
            case TextField(name="when"):
                return self._time()
            case TextField(name="deadline"):
                return ""
            case TextField(name="length"):
                return "2 timer"
            case DateField():
                return self._day(one)
            case TextField(name="opens" | "closes" as name):
                return "9.00" if name == "opens" else "12.00"
            case TextField():
                return self._words(form, one)
            case ChoiceField(options=options):
                return self.chance.choice(options).value if options else ""
            case ChoicesField(options=options):
                wanted = self.chance.sample(options, min(len(options), self.chance.randint(1, 2)))
                return tuple(option.value for option in wanted)
            case ScaleField(steps=steps):
                return str(self.chance.randint(1, len(steps)))
            case _:
                return ""

    def _slots(self, one: TextField) -> str:
        """Some let the search find them, or add to what is there."""
        if self.chance.random() < 0.5 and (one.value or not one.required):
            return f"{one.value}\n{self._time()}" if one.value else ""
        return self._times()

    def _day(self, one: DateField) -> Value:
        """Something is due in the days to come; any other day is as it stood."""
        if one.name != "due":
            return one.value
        ahead = timedelta(days=self.chance.randint(0, 9))
        return (self.sim.loop.now().astimezone(self.zone) + ahead).date().isoformat()

    def _words(self, form: Form, one: TextField) -> str:
        if form.action.route.startswith("guests/") and one.name in ("name", "function"):
            return self.chance.choice(("Pia", "Ole", "Åse"))  # digits are refused here
        if not one.required and self.chance.random() < 0.2:
            return ""
        args = form.action.args
        team = int(args[0]) if args and args[0].isdecimal() else self.teams[0]
        about = args[1] if len(args) > 1 else ""
        number = len(self.sim.book.words) + 1
        self.sim.book.words[number] = Word(number, self.id, team, form.action.route, about)
        return f"kanarie{number}z {self.chance.choice(('Ringe til *foreningen*', 'Æble <b> & tid', 'ok'))}"[
            : one.max_length
        ]

    def _time(self) -> str:
        local = self.sim.loop.now().astimezone(self.zone)
        when = local + timedelta(days=self.chance.randint(1, 8))
        return f"{when.day}/{when.month} {when.year} kl. {self.chance.randint(9, 16)}.{self.chance.choice(('00', '30'))}"

    def _times(self) -> str:
        return "\n".join(dict.fromkeys(self._time() for _ in range(self.chance.randint(1, 3))))


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
