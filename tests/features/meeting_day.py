"""What the sessions of a meeting's day share: a team with a meeting next Tuesday, begun at its time."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ui import Card
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World


async def planned(world: World, *names: str, times: str = "tirs uge 47 13.15") -> list[Visitor]:
    """Members and facilitator, and their meeting on Tuesday 17 November at 13.15, 90 minutes."""
    people = world.make_team(*(names or ("Jonas", "Amira", "Freja")))
    await world.at("2026-11-09 10:00")
    await suggest(people[0], times)
    for person in people[1:-1]:
        await vote(person, "ja")
    return people


async def begun(world: World, person: Visitor) -> None:
    """It is time, and the person begins it."""
    await world.at("2026-11-17 13:10")
    await person.press("Begynd mødet")


def meeting_card(world: World) -> Card:
    """The newest of the meeting's cards in the channel."""
    titles = ("I mødes", "Så er mødet på plads", "Mødet er ændret")
    return next(one for one in reversed(world.channel.cards) if one.title.plain.startswith(titles))


def shown(world: World) -> str:
    return text_of(meeting_card(world))


async def fill(person: Visitor, values: Mapping[str, str | tuple[str, ...]]) -> None:
    """Fill in the open form by field names; options by their values or labels."""
    assert person.form, f"{person.name} has no form open; sees:\n{person.text}"
    labels = {one.name: one.label for one in person.form.fields}
    await person.fill({labels[name]: value for name, value in values.items()})
