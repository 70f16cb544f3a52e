"""A team that words, signs and has its contract approved."""

from __future__ import annotations

import pytest

from bot import agenda, agreements, checkins, contract, guide, meetings, monday, teams
from bot.registry import Features
from bot.ui import Action
from storage.database import Database
from storage.tables import metadata
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor, text_of
from tests.world import World

AMBITION = "Vi vil lave noget, som foreningen kan bruge."
REPLIES = "Vi svarer inden for to dage."


@pytest.fixture
def features() -> Features:
    return Features(
        (
            teams.feature,
            checkins.feature,
            meetings.feature,
            agenda.feature,
            agreements.feature,
            contract.feature,
            monday.feature,
            guide.feature,
        )
    )


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """Jonas, Amira and Mette. Monday 2 November."""
    return world.make_team("Jonas", "Amira")


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


def everything(database: Database, but: tuple[str, ...]) -> str:
    """All rows of all tables as text."""
    with database.transaction() as tx:
        tables = [one for one in metadata.sorted_tables if one.name not in but]
        return "\n".join(str(tuple(row)) for one in tables for row in tx.connection.execute(one.select()))


def on_card(world: World) -> str:
    """The contract's one card in the channel."""
    (found,) = [card for card in world.channel.cards if "kontrakt" in card.title.plain.casefold()]
    return text_of(found)


async def write(person: Visitor, clause: str, text: str | None = None) -> None:
    """From the draft, by the point's own button."""
    await person.command("kontrakt")
    actions = [one for one in person.private[-1].actions() if one.route == "contract/write"]
    if not actions:
        await person.press("Ret et punkt")
        actions = [one for one in person.private[-1].actions() if one.route == "contract/write"]
    await person.press_action(next(one for one in actions if one.args[1] == clause))
    await fill(person, {"text": text} if text else {})


async def sent(world: World, team: list[Visitor]) -> None:
    """Version 1 with two points is to be signed."""
    jonas, amira, _mette = team
    await write(jonas, "ambition", AMBITION)
    await write(amira, "replies", REPLIES)
    await amira.press("Send til underskrift")


async def signed(world: World, team: list[Visitor]) -> None:
    for person in team[:-1]:
        await person.press("Læs og skriv under")
        await person.press("Skriv under")


async def approved(world: World, team: list[Visitor]) -> None:
    await sent(world, team)
    await signed(world, team)
    await team[-1].press_action(Action.to("contract/approve", 1, 1))
    assert "har godkendt" in on_card(world)
