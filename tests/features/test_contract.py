"""The team's contract, as a team lives it: worded together, signed by each, approved, looked at again."""

from __future__ import annotations

import pytest

from bot import agenda, agreements, checkins, contract, guide, meetings, monday, teams
from bot.feature import Features
from bot.ui import Action
from tests.features.meeting_sessions import fill
from tests.world import Visitor, World, text_of

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


async def test_it_is_written_signed_and_approved(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await jonas.command("kontrakt")
    assert "1. Ambition\nHvad vil I nå sammen" in newest(jonas) and newest(jonas).count("[Skriv]") == 5
    await jonas.press_action(Action.to("contract/write", 1, "ambition", 0))
    assert jonas.form and "kan bruge, når forløbet er slut" in str(jonas.form.fields[0]), (
        "a page is never empty"
    )
    assert jonas.sees("Det er et forslag. Ret det til") and jonas.sees("Teamet og Mette kan læse det.")
    await fill(jonas, {"text": AMBITION})
    assert "Ét punkt har fået en ordlyd." in on_card(world)
    await write(amira, "replies", REPLIES)
    assert "2 punkter har fået en ordlyd." in on_card(world)
    await amira.press("Send til underskrift")
    assert "0 af 2 har skrevet under" in on_card(world)
    await jonas.press("Læs og skriv under")
    assert f"2. Svartid og aftaler\n{REPLIES}" in newest(jonas)
    await jonas.press("Skriv under")
    assert "Tak. Du har skrevet under på version 1" in newest(jonas)
    assert "1 af 2 har skrevet under" in on_card(world) and "Jonas" not in on_card(world)
    await amira.press("Læs og skriv under")
    await amira.press("Skriv under")
    assert "Alle har skrevet under på version 1. Nu læser Mette den." in on_card(world)
    assert not mette.inbox.posts, "her list comes in the morning"
    await world.at("2026-11-03 08:30")
    assert mette.inbox.sees("Team Broen er klar med sin samarbejdskontrakt")
    await mette.press("Læs og godkend")
    await mette.press("Godkend kontrakten")
    assert "Mette har godkendt jeres samarbejdskontrakt" in on_card(world)
    assert (
        "Version 1 har gældt siden tirsdag d. 3. november. I ser på den igen i uge 48. Godt arbejde."
        in on_card(world)
    )
    assert "ingen kontrakter, der venter" in mette.inbox.text
    await jonas.command("kontrakt")
    await jonas.press("Læs den")
    assert "Skrevet under af Amira og Jonas. Godkendt tirsdag d. 3. november." in newest(jonas)
