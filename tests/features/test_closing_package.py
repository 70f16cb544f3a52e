"""`/samspil afslut`: what a team says at the end, on its partner's page and on the poster."""

from __future__ import annotations

import pytest

from bot.ui import Action
from storage.teams import Role
from tests.visitor import Visitor, text_of
from tests.world import World


async def written(world: World) -> tuple[Visitor, Visitor]:
    amira, *_ = world.make_team("Amira", "Jonas")
    assert world.team
    await amira.press_action(Action.to("partner/edit", 1))
    await amira.fill({"Hvad hedder organisationen?": "Foreningen Åben Kaj"})
    rosa = world.add_person(world.team, "Rosa", Role.partner)
    await world.at("2026-12-14 12:00")
    await amira.command("samspil", "afslut")
    await amira.press("Skriv konklusioner")
    await amira.fill(
        {"Konklusion 1": "De ældre vil selv lave maden", "Konklusion 3": "Stedet er vigtigere end maden"}
    )
    await amira.press("Skriv anbefalinger")
    await amira.fill(
        {"Anbefaling 1": "Giv dem nøglen til køkkenet", "Til hvem er anbefaling 1?": "foreningen"}
    )
    await amira.press("Skriv en tak")
    await amira.fill({"Hvad vil I takke for?": "Tak for de lange torsdage"})
    return amira, rosa


async def test_conclusions_recommendations_and_thanks_stand_on_one_card(world: World) -> None:
    amira, rosa = await written(world)
    card = text_of(amira.private[-1])
    assert "1. De ældre vil selv lave maden\n2. Stedet er vigtigere end maden" in card
    assert "1. Til foreningen: Giv dem nøglen til køkkenet" in card and "Tak for de lange torsdage" in card
    await rosa.home()
    assert not rosa.sees("nøglen til køkkenet"), "not before the team shows it"
    await amira.press("Vis den for partneren")
    assert amira.sees("Foreningen Åben Kaj har kunnet læse det på sin side siden mandag d. 14. december")
    await rosa.home()
    assert rosa.sees("Giv dem nøglen til køkkenet") and rosa.sees("Tak for de lange torsdage")
    await amira.press("Tag den af partnerens side")
    rosa.private.clear()
    await rosa.home()
    assert not rosa.sees("nøglen til køkkenet")


async def test_the_poster_has_what_the_team_shares_and_no_names(world: World) -> None:
    amira, _rosa = await written(world)
    await amira.press_action(Action.to("challenge/write", 1))
    await amira.fill(
        {"Hvad er problemet?": "Flere ældre spiser alene", "Hvad vil I finde ud af først?": "Hvem kommer?"}
    )
    await amira.press_action(Action.to("closing/poster", 1))
    poster = text_of(amira.private[-1])
    for text in (
        "Flere ældre spiser alene",
        "Hvem kommer?",
        "Foreningen Åben Kaj",
        "Til foreningen: Giv dem nøglen",
    ):
        assert text in poster
    assert not any(name in poster for name in ("Amira", "Jonas", "Mette", "Rosa"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_it_is_a_next_step_in_the_last_two_weeks_until_something_is_written(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-12-05 12:00")
    await amira.command("samspil", "hjaelp")
    assert not amira.sees("nærmer sig sin slutning")
    await world.at("2026-12-07 12:00")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Forløbet nærmer sig sin slutning.")
    await amira.press("Skriv afslutningen")
    await amira.press("Skriv en tak")
    await amira.fill({"Hvad vil I takke for?": "Kaffen"})
    amira.private.clear()
    await amira.command("samspil", "hjaelp")
    assert not amira.sees("nærmer sig sin slutning")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_one_who_writes_nothing_is_not_waited_for_and_the_essentials_still_close(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await amira.press_action(Action.to("teams/essentials", 1, "yes"))
    await world.at("2026-12-14 12:00")
    await amira.press_action(Action.to("closing/thank", 1))
    await amira.fill({"Hvad vil I takke for?": "Kaffen"})
    await world.at("2026-12-21 08:00")
    assert jonas.inbox.posts == 0
    amira.place = jonas.place = None
    await jonas.home()
    await jonas.press("Hent teamets ting")
    await jonas.press("Læs det her")
    assert jonas.sees("Kaffen"), "who wrote nothing takes it along too"
