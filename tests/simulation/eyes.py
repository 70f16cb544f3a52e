"""What simulated people see, as their platform draws it: which buttons a place has, and whether a card is taken."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from adapters.discord import modals
from adapters.discord.render import draw
from adapters.slack import forms as slack_forms
from adapters.slack import render as slack_render
from bot import card_json
from bot.interactions import Address
from bot.ui import Card, Form
from storage.outbox import OutboxStore
from tests.simulation import discord_side, slack_side, web_side
from tests.simulation.limits import discord_problems, slack_problems
from tests.simulation.places import text_of

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

T = TypeVar("T")
Seen = tuple[str, tuple[str, ...]]  # an action, and what can be picked
NEWEST = 6  # cards that somebody looks at in a place; now and then they scroll back


def cards_in(sim: Simulation, place: Address, tenant: int, chance: random.Random) -> list[list[Seen]]:
    """The buttons of each card that somebody looks at in this place."""
    if place.platform == "web":
        return [list(web_side.buttons(card)) for card in newest(_web(sim, place, tenant), chance)]
    kind, _, id = place.value.partition("/")
    if place.platform == "slack":
        where = slack_side.direct(id) if id.startswith("U") else id
        payloads = [one.payload for one in newest(sim.slack.places.live(where), chance)]
        return [list(slack_side.buttons(payload)) for payload in payloads]
    where = discord_side.direct(id) if kind == "user" else id
    payloads = [one.payload for one in newest(sim.discord.places.live(where), chance)]
    return [list(discord_side.buttons(payload)) for payload in payloads]


def newest(cards: list[T], chance: random.Random) -> list[T]:
    if len(cards) > NEWEST and chance.random() < 0.15:
        start = chance.randrange(len(cards) - NEWEST)
        return cards[start : start + NEWEST]
    return cards[-NEWEST:]


def _web(sim: Simulation, place: Address, tenant: int) -> list[Card]:
    with sim.shared.transaction() as tx:
        found = OutboxStore(tx, tenant, sim.loop.now()).in_place("web", place.value, 12)
    return [card_json.loads(one.card) for one in found if one.card]


def card_drawn(platform: str, card: Card) -> tuple[str, list[str], list[Seen]]:
    """What it says, what the platform would refuse of it, and what can be pressed."""
    match platform:
        case "slack":
            payload = slack_render.message(card)
            return text_of(payload), slack_problems("message", payload), list(slack_side.buttons(payload))
        case "discord":
            payload = {"components": draw(card).components, "flags": 1 << 15}
            found = discord_problems("create", payload)
            return text_of(payload), found, list(discord_side.buttons(payload))
        case _:
            return web_side.html(card), [], list(web_side.buttons(card))


def form_drawn(platform: str, form: Form, page: int) -> tuple[str, list[str]]:
    """What it says, and what the platform would refuse of it."""
    match platform:
        case "slack":
            view = slack_forms.form_view(form, "C000001")
            return text_of(view), slack_problems("modal", view)
        case "discord":
            modal = modals.draw_form(form, page)
            return text_of(modal), discord_problems("callback", {"type": 9, "data": modal})
        case _:
            return web_side.form_html(form), []
