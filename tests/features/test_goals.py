"""Goals from 0 to 10, as a team lives them."""

from __future__ import annotations

import pytest

from bot import agreements, goals, meetings, teams
from bot.registry import Features
from bot.ui import Action, Picture
from storage.files import load
from storage.meetings import MeetingStore
from tests.features.course import only_essentials
from tests.features.meeting_sessions import fill, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World

GOAL, SIGN = "Flere unge kommer i foreningen", "Der er liv i hallen om torsdagen"


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, agreements.feature, goals.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """Jonas, Amira and Mette, with one goal. Monday 2 November."""
    people = world.make_team("Jonas", "Amira")
    await write(people[0], GOAL, SIGN)
    return people


async def write(person: Visitor, text: str, sign: str = "") -> None:
    await person.command("samspil", "maal")
    await person.press("Nyt mål")
    await fill(person, {"text": text, "sign": sign})


async def give(person: Visitor, **numbers: str) -> None:
    await person.command("samspil", "maal")
    await person.press("Giv målene et tal")
    await fill(person, numbers)


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


async def test_a_goal_gets_a_number_and_shows_how_far_it_has_come(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    assert f"{GOAL}\nHar ikke fået et tal endnu." in newest(jonas) and f"Tegn på succes: {SIGN}" in newest(
        jonas
    )
    await give(jonas, goal_1="0")
    assert "0 af 10 (mandag d. 2. november)" in newest(jonas)
    await world.at("2026-11-09 10:00")
    await give(amira, goal_1="3")
    assert "3 af 10, 3 op siden sidst (mandag d. 9. november)" in newest(amira)
    (picture,) = [one for one in amira.private[-1].blocks if isinstance(one, Picture)]
    assert picture.alt == f'Målet "{GOAL}", fra 0 til 10: man. d. 2. nov. 0, man. d. 9. nov. 3'
    with world.database.transaction() as tx:
        kept = load(tx, picture.sha256)
    assert kept and kept.kind == "image/svg+xml" and b"9/11" in kept.content
    await give(jonas, goal_1="2")
    assert "2 af 10, 2 op siden sidst (mandag d. 9. november)" in newest(jonas), "the same follow-up"
    await world.at("2026-11-16 10:00")
    await give(jonas, goal_1="1")
    assert "1 af 10, 1 ned siden sidst" in newest(jonas)
    await world.at("2026-11-23 10:00")
    await give(jonas, goal_1="1")
    assert "1 af 10, som sidst" in newest(jonas)
    await mette.command("samspil", "maal")
    assert GOAL in newest(mette) and "[" not in newest(mette), "a facilitator reads along"


async def test_none_given_is_asked_about_and_skipping_one_is_fine(world: World, team: list[Visitor]) -> None:
    jonas, *_ = team
    await write(jonas, "Kommunen er med")
    await give(jonas)
    assert jonas.form and "mindst ét" in jonas.form.errors["goal_1"]
    await fill(jonas, {"goal_2": "10"})
    assert "Har ikke fået et tal endnu." in newest(jonas) and "10 af 10" in newest(jonas)


async def test_four_are_enough_and_a_closed_one_gives_room(world: World, team: list[Visitor]) -> None:
    jonas, amira, _mette = team
    for number in (2, 3, 4):
        await write(jonas, f"Mål {number}")
    assert "[Nyt mål]" not in newest(jonas)
    await jonas.press_action(Action.to("goals/new", 1))
    assert jonas.sees("Fire mål er nok at holde øje med.")
    await amira.press_action(Action.to("goals/close", 1, 1, "reached"))
    assert amira.sees(f'"{GOAL}" er nået. Stærkt arbejde.')
    await jonas.press_action(Action.to("goals/close", 1, 1, "dropped"))
    assert f'"{GOAL}" er nået.' in newest(jonas), "who comes second changes nothing"
    await jonas.press_action(Action.to("goals/change", 1, 1))
    assert jonas.sees("Målet er lukket.")
    await write(jonas, "Mål 5")
    assert f"Nået: {GOAL}" in newest(jonas)
    await jonas.press_action(Action.to("goals/reopen", 1, 1))
    assert "Fire mål er nok" in newest(jonas)


async def test_agreements_stand_under_the_goal_they_serve(world: World, team: list[Visitor]) -> None:
    jonas, amira, _mette = team
    for text in ("Ring til hallen", "Skriv til avisen"):
        await jonas.command("aftale", text)
        await fill(jonas, {"along": (str(amira.person_id),)})
        await jonas.press("Se mere")
        await jonas.choose("Knyt den til et mål", GOAL)
        assert f'Aftalen hører nu til målet "{GOAL}".' in newest(jonas)
    await jonas.press_action(Action.to("agreements/done", 1, 2))
    await jonas.command("samspil", "maal")
    assert "Aftaler: Ring til hallen · én er klaret" in newest(jonas)
    await jonas.press_action(Action.to("agreements/see", 1, 1))
    assert f"Hører til målet: {GOAL}" in newest(jonas)


async def test_a_follow_up_opens_with_them(world: World, team: list[Visitor]) -> None:
    jonas, amira, _mette = team
    await suggest(jonas, "ons uge 46 13.15")
    await vote(amira, "ja")
    assert topics(world) == []
    with world.database.transaction() as tx:
        MeetingStore(tx, world.tenant_id, world.clock.now).change(1, type="follow_up")
    assert topics(world) == [("goals/1", f"Mål: {GOAL}")]


async def test_signs_of_success_are_asked_for(world: World, team: list[Visitor]) -> None:
    jonas, _amira, mette = team
    await write(jonas, "Kommunen er med")
    await jonas.command("samspil", "tegn")
    assert "Kommunen er med\nHvad vil I se, når det lykkes?" in newest(jonas)
    assert signals(world) == []
    await world.at("2026-11-10 10:00")
    assert signals(world) == [
        (
            "goals.signs",
            "der er ikke skrevet tegn på succes til et mål endnu. Spørg dem: Hvad vil I se, når det lykkes?",
        )
    ]
    for only, kinds in (("yes", 0), ("no", 1)):
        await only_essentials(world, jonas, only)
        assert len(signals(world)) == kinds
    await jonas.press("Skriv tegnet")
    await fill(jonas, {"sign": "De inviterer os"})
    await jonas.press_action(Action.to("goals/close", 1, 2, "reached"))
    assert signals(world) == [("goals.reached", "de har nået et af deres mål.")]
    await mette.command("samspil", "tegn")
    assert SIGN in newest(mette) and "[" not in newest(mette)


async def test_what_is_kept_of_a_person(world: World, team: list[Visitor]) -> None:
    personal = goals.feature.personal_data
    assert personal and world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        assert personal.export(ctx, team[0].person_id) == [("Mål, du har skrevet", f"{GOAL}\n{SIGN}")]
        personal.erase(ctx, team[0].person_id)
        assert personal.export(ctx, team[0].person_id) == []
    await team[1].command("samspil", "maal")
    assert GOAL in newest(team[1])


def topics(world: World) -> list[tuple[str, str]]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        return [(one.key, one.title) for one in Features((goals.feature,)).topics(ctx)]


def signals(world: World) -> list[tuple[str, str]]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        assert goals.feature.signals
        return [(one.kind, one.text(ctx.locale).plain) for one in goals.feature.signals(ctx)]
