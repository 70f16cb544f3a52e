"""Supervision: a facilitator takes a time back, and what the team wanted to talk about is the team's."""

from __future__ import annotations

import pytest

from bot.registry import Features
from bot.ui import Action
from storage.supervision import SupervisionStore
from tests.core.crowd import fill
from tests.features.meeting_sessions import addresses, events, fetch
from tests.features.supervision_sessions import FEATURES, begun, offer, team_of
from tests.visitor import Visitor, text_of
from tests.world import World


@pytest.fixture
def features() -> Features:
    return FEATURES


@pytest.fixture
async def school(world: World) -> dict[str, Visitor]:
    return await begun(world)


async def test_a_facilitator_takes_a_time_back(world: World, school: dict[str, Visitor]) -> None:
    amira, jonas, eva, mette = (school[name] for name in ("Amira", "Jonas", "Eva", "Mette"))
    await offer(mette, "tors uge 47 9.00\nfre uge 47 9.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press("Skriv spørgsmålet")
    await fill(amira, question="Hvordan spørger vi de frivillige?")
    await amira.press_action(Action.to("meetings/calendar", team_of(world, "broen").id))
    own, _shared = addresses(amira)
    (before,) = events(fetch(world, own))
    posts = world.channel.posts

    await mette.command("samspil", "vejledning")
    await mette.press("Tag en tid tilbage")
    await mette.press("tors. d. 19. nov. kl. 9.00")
    assert mette.sees("Team Broen har tiden torsdag d. 19. november kl. 9.00")
    assert world.channel.sees("I har en vejledningstid"), "asked once more first"
    await mette.press("Ja, tag den tilbage")
    assert "Team Broen" not in text_of(mette.private[-1])
    assert mette.sees("fredag d. 20. november kl. 9.00 · ledig")

    assert world.channel.posts == posts, "the same card"
    assert world.channel.sees("Tiden torsdag d. 19. november kl. 9.00 er aflyst.")
    assert amira.inbox.sees("Mette kan desværre alligevel ikke torsdag d. 19. november kl. 9.00.")
    assert (jonas.inbox.posts, eva.inbox.posts) == (0, 0)
    (after,) = events(fetch(world, own))
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    for name, team in (("Eva", "havnen"), ("Amira", "broen")):
        school[name].private.clear()
        await school[name].press_action(Action.to("supervision/take", team_of(world, team).id, 1))
        assert school[name].sees("Den tid er lige blevet taget."), "nobody's to take"
    assert world.channel_of("havnen").sees("[fre. d. 20. nov. kl. 9.00]")
    assert not world.channel_of("havnen").sees("[tors."), "the others cannot either"
    assert not world.channel_of("havnen").sees("aflyst"), "nor is it anything to them"

    await amira.press("Se tiderne")
    await amira.press("fre. d. 20. nov. kl. 9.00")
    assert world.channel.sees("Hvordan spørger vi de frivillige?"), "nobody writes it twice"
    assert not amira.inbox.sees("Se tiderne")
    await world.at("2026-11-18 15:00")
    assert not mette.inbox.sees("Vejledning i morgen")


async def test_what_another_team_asked_about_a_time_stays_with_that_team(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette, "tors uge 47 9.00\nfre uge 47 9.00\nfre uge 47 10.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press("Giv tiden fri")
    await eva.press("tors. d. 19. nov. kl. 9.00")
    await eva.press("Skriv spørgsmålet")
    await fill(eva, question="Hvordan taler vi om pengene?")
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    assert world.channel_of("havnen").sees("Tiden torsdag d. 19. november kl. 9.00 er aflyst.")
    assert not world.channel.sees("aflyst"), "Team Broen had given it back itself"
    await amira.press("fre. d. 20. nov. kl. 9.00")
    assert world.channel.sees("I har en vejledningstid")
    assert "pengene" not in world.channel.text
    await eva.press("fre. d. 20. nov. kl. 10.00")
    assert world.channel_of("havnen").sees("Hvordan taler vi om pengene?")
    await eva.press("Giv tiden fri")
    await eva.press("fre. d. 20. nov. kl. 10.00")
    assert "pengene" not in text_of(world.channel_of("havnen").cards[-1]), "with the time they let go of it"


async def test_what_a_team_asked_goes_with_the_team(world: World, school: dict[str, Visitor]) -> None:
    eva, mette = school["Eva"], school["Mette"]
    await offer(mette, "tors uge 47 9.00")
    await eva.press("tors. d. 19. nov. kl. 9.00")
    await eva.press("Skriv spørgsmålet")
    await fill(eva, question="Hvordan taler vi om pengene?")
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    broen, havnen = team_of(world, "broen").id, team_of(world, "havnen").id
    with world.database.transaction() as tx:
        store = SupervisionStore(tx, world.tenant_id, world.clock.now)
        time = store.time(1)
        assert time and time.question == "", "the time is the offer's, which other teams share"
        (kept,) = store.given_up(havnen, world.clock.now)
        assert kept.question == "Hvordan taler vi om pengene?"
        assert store.given_up(broen, world.clock.now) == ()


async def test_only_who_offers_a_time_takes_it_back(world: World, school: dict[str, Visitor]) -> None:
    amira, karl, mette = school["Amira"], school["Karl"], school["Mette"]
    karl.place = None
    await offer(mette, "tors uge 47 9.00")
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    assert mette.sees("Den tid er ikke jeres, eller også er den begyndt."), "nobody has it"
    await amira.press("tors. d. 19. nov. kl. 9.00")
    for route in ("choose", "withdraw", "withdrawn"):
        karl.private.clear()
        await karl.press_action(Action.to(f"supervision/{route}", 1))
        assert karl.sees("Det kan jeg ikke finde."), route
        await amira.press_action(Action.to(f"supervision/{route}", 1))
    await world.at("2026-11-19 09:00")
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    assert world.channel.sees("I har en vejledningstid"), "it has begun"


async def test_who_is_with_the_team_no_more_takes_nothing_back(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, mette = school["Amira"], school["Mette"]
    await offer(mette, "tors uge 47 9.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    world.end_membership(team_of(world, "broen"), mette.person_id)
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    assert mette.sees("Det kan jeg ikke finde.")
    assert world.channel.sees("I har en vejledningstid"), "what is taken stands"


async def test_without_another_time_they_are_told_to_ask(world: World, school: dict[str, Visitor]) -> None:
    amira, jonas, mette = school["Amira"], school["Jonas"], school["Mette"]
    await offer(mette, "tors uge 47 9.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    world.end_membership(team_of(world, "broen"), amira.person_id)
    await mette.press_action(Action.to("supervision/withdrawn", 1))
    assert jonas.inbox.sees("Spørg gerne efter en anden tid."), "who took it has left"
    assert amira.inbox.posts == 0


async def test_a_team_that_she_is_with_no_more_is_not_offered_to_be_taken_from(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette)
    await amira.press("tors. d. 19. nov. kl. 9.00")
    world.end_membership(team_of(world, "broen"), mette.person_id)
    await mette.command("samspil", "vejledning")
    assert mette.sees("19. november kl. 9.00 · taget") and not mette.sees("[Tag en tid tilbage]")
    await eva.press("tors. d. 19. nov. kl. 9.30")
    mette.private.clear()
    await mette.command("samspil", "vejledning")
    await mette.press("Tag en tid tilbage")
    assert "9.30]" in text_of(mette.private[-1]) and "9.00]" not in text_of(mette.private[-1])
