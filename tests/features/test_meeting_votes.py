"""Voting, being reminded of it, and times as people type them."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot import meetings, roles, teams
from bot.registry import Features
from bot.ui import Action, Choice
from storage.meetings.tables import votes
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


async def test_voting_twice_and_at_once_counts_once(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await amira.press("Stem")
    action = next(block.action for block in amira.private[-1].blocks if isinstance(block, Choice))
    await asyncio.gather(*(amira.press_action(action, "yes") for _ in range(5)))
    await asyncio.gather(*(vote(person, "ja", "nej") for person in (amira, freja, emil, sofie)))
    with world.database.transaction() as tx:
        assert tx.connection.execute(select(func.count()).select_from(votes)).scalar_one() == 10
    assert world.channel.posts == 2
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15 · 5 ja")


async def test_a_vote_after_the_end_is_answered_kindly(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await vote(freja, "ja", "nej")
    await amira.press("Stem")
    await world.at("2026-11-12 16:30")
    await amira.press("Alle tider passer mig")
    assert amira.sees("Afstemningen er lukket, så der kan ikke stemmes mere.")
    assert world.team
    for args in ((1, 1, "perhaps"), (1, "x", "yes"), (1, "9" * 40, "yes"), (1,), (1, 1, "yes", "yes")):
        amira.private.clear()
        await amira.press_action(Action.to("meetings/vote", world.team.id, *args))
        assert amira.sees("Knappen er fra en ældre besked."), args


async def test_one_private_reminder_which_can_be_switched_off(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, mette = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await vote(amira, "ja", "nej")
    await vote(freja, "ja", "-")
    await world.at("2026-11-12 09:00")
    assert (amira.inbox.posts, jonas.inbox.posts, mette.inbox.posts) == (0, 0, 0)
    assert freja.inbox.sees("Hej Freja. Afstemningen om Forberedelse af besøget lukker i dag kl. 16")
    assert emil.inbox.posts == 1
    await emil.press("Ingen påmindelser om afstemninger")
    await vote(sofie, "ja", "ja")
    assert sofie.inbox.posts == 0, "a reminder has no use when the answer is there"
    await world.at("2026-11-12 16:00")
    assert freja.inbox.posts == 0
    await suggest(jonas, "tors uge 48 10.00")
    await world.at("2026-11-24 12:00")
    assert emil.inbox.posts == 1, "only the earlier one, which he has seen"


async def test_a_time_added_late_reaches_those_who_had_answered(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    for person in (amira, freja, emil):
        await vote(person, "ja", "nej")
    await world.at("2026-11-12 10:00")
    await sofie.press("Foreslå et andet tidspunkt")
    await fill(sofie, {"slots": "tors uge 47 10.00"})
    assert amira.inbox.posts == 0
    await world.at("2026-11-12 13:00")
    assert amira.inbox.sees("Der er plads til din stemme")


async def test_a_reminder_never_comes_at_night(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 15:00")
    await suggest(jonas, "ons uge 46 13.15", deadline="tirs kl. 8")
    await world.at("2026-11-09 15:59")
    assert amira.inbox.posts == 0
    await world.at("2026-11-09 16:00")
    assert amira.inbox.sees("Der er plads til din stemme"), "the last working hour before the deadline"
    await world.at("2026-11-10 08:00")
    assert jonas.inbox.sees("Skal vi prøve igen?")


async def test_nothing_typed_is_lost(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await world.at("2026-11-09 10:00")
    await jonas.command("moede", PURPOSE)
    await fill(jonas, {"slots": "hen på eftermiddagen, når det passer"})
    assert jonas.sees('Jeg kan ikke læse "')
    assert jonas.form and jonas.form.errors.keys() == {"slots"}
    await fill(jonas, {"slots": "tirs uge 47 13.15, 1/10 kl 9, 17/11"})
    assert jonas.sees("1/10 kl 9: Det tidspunkt er allerede gået.")
    assert jonas.sees("17/11: Skriv også et klokkeslæt")
    jonas.form = None
    await jonas.command("moede")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["purpose"] == PURPOSE
    await fill(jonas, {"slots": "tirs uge 47 13.15, tirs uge 2 13.15"})
    assert jonas.sees("ligger uden for forløbet, som går fra man. d. 2. nov. til søn. d. 20. dec.")
    await fill(jonas, {"slots": "tirs uge 47 13.15-14.00"})
    assert world.channel.sees("45 minutter"), "a time with an end says how long"
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"deadline": "ons uge 47 kl 9", "place": "lokale 3"})
    assert jonas.sees("Afstemningen skal lukke, før det første møde kan begynde.")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["place"] == "lokale 3"
    await fill(jonas, {"deadline": "fredag"})
    assert jonas.sees("45 minutter · fysisk, lokale 3")
    assert world.channel.sees("Afstemningen lukker fredag d. 13. november kl. 16")


async def test_half_past_one_asks_which_and_keeps_the_rest(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await world.at("2026-11-09 10:00")
    await jonas.command("moede", "tors uge 47 halv to, halv tre")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["slots"], "times, not a purpose"
    await fill(jonas, {"purpose": PURPOSE, "place": "lokale 3"})
    assert jonas.sees("Hvilken tid mener du?")
    assert world.channel.posts == 0
    await jonas.press("tors. d. 19. nov. kl. 13.30")
    assert jonas.sees("kan læses på flere måder. Det andet, du skrev, er gemt.")
    picked = next(one for one in jonas.private[-1].actions() if one.args[-1] == "202611191330")
    await jonas.press("tors. d. 19. nov. kl. 14.30")
    assert world.channel.sees("torsdag d. 19. november kl. 13.30 · 1 ja")
    assert world.channel.sees("torsdag d. 19. november kl. 14.30 · 1 ja")
    assert world.channel.sees("lokale 3")
    await jonas.press_action(picked)
    assert world.channel.posts == 1, "the question is answered"
    assert jonas.sees("Knappen er fra en ældre besked.")


async def test_the_choice_can_be_left_and_taken_up_again(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tors uge 47 halv to")
    await jonas.command("moede")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["slots"] == "tors uge 47 halv to"
