"""An internal meeting of a team whose channel guests read: everybody sees that there is one and when, and no more."""

from __future__ import annotations

import pytest

from bot import agenda, meetings, minutes, mydata, roles, teams
from bot.events import AccountAdded, Event, MemberJoined
from bot.feature import Feature
from bot.i18n import md
from bot.registry import Features
from bot.ui import Action, File
from storage.teams import Role
from tests.features.meeting_day import begun, fill, meeting_card
from tests.features.meeting_sessions import PURPOSE, TWO_TIMES, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World

OTHERS = Feature(name="others", minutes=lambda ctx, meeting_id: [md("**Aftale** Amira ringer på mandag")])
WHY = "Hvorfor mødes I uden de andre?"


@pytest.fixture
def features() -> Features:
    known = (teams, meetings, roles, agenda, minutes, mydata)
    return Features((*(one.feature for one in known), OTHERS))


async def internal(person: Visitor) -> None:
    await person.command("moede")
    await person.press("Tilpas mødet")
    await person.fill(
        {"Hvilken slags møde er det?": "Intern koordinering", "Hvad skal mødet bruges til?": "Reflektere"}
    )
    if person.sees("Skriv hvorfor"):
        await person.press("Skriv hvorfor")
        await person.fill({WHY: "Vi er uenige"})


async def test_the_channel_says_that_there_is_one_and_when(world: World) -> None:
    amira, jonas, freja, _mette = world.make_team("Amira", "Jonas", "Freja")
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    await suggest(amira, TWO_TIMES, required=("Jonas",))
    assert world.channel.sees(PURPOSE) and world.channel.sees("Jonas skal kunne være med.")
    await internal(amira)
    hidden: tuple[str, ...] = (PURPOSE, "B2.14", "reflektere", "Vi er uenige", "Jonas skal kunne")
    assert not any(world.channel.sees(text) for text in hidden)
    assert world.channel.sees("Et internt møde") and world.channel.sees("tirsdag d. 17. november kl. 13.15")
    await jonas.press("Stem")
    assert PURPOSE in text_of(jonas.private[-1]), "what one of the team sees in private is whole"
    for person in (jonas, freja):
        await vote(person, "ja", "nej")
    settled = meeting_card(world)
    assert settled.title.plain == "Så er mødet på plads"
    assert "Et internt møde, tirsdag d. 17. november kl. 13.15" in text_of(settled)
    for label in ("Hent til kalenderen", "Byt rolle", "Sæt et punkt på"):
        assert f"[{label}]" in text_of(settled), "the team still gets on with it from here"
    assert not any(isinstance(block, File) for block in settled.blocks), "its title stands in the file"
    await jonas.press("Sæt et punkt på")
    await fill(jonas, {"title": "Hvem gør arbejdet"})
    await world.at("2026-11-16 09:00")
    assert "I mødes i morgen\nEt internt møde" in world.channel.text
    await begun(world, amira)
    for _ in range(3):
        await amira.press("Næste punkt")
    await amira.press("Skriv beslutning")
    await fill(amira, {"text": "Vi deles om det"})
    await amira.press("Skriv note")
    await fill(amira, {"text": "Det var svært"})
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/write", 1, 1))
    await fill(amira, {"text": "Godt gået", "send": "now"})
    said = text_of(next(one for one in reversed(world.channel.cards) if one.title.plain == "Referat"))
    assert (
        "Et internt møde, tirsdag" in said and "Mødet var internt, så kun teamet kan læse referatet." in said
    )
    hidden += (
        "Hvem gør arbejdet",
        "Vi deles",
        "svært",
        "Godt gået",
        "ringer på mandag",
        "Til stede",
        "forankring",
    )
    seen = [text for text in hidden if world.channel.sees(text)]
    assert not seen
    await jonas.press("Læs det hele")
    for text in ("Vi deles om det", "Det var svært", "Godt gået", "ringer på mandag", PURPOSE):
        assert text in text_of(jonas.private[-1])
    assert not pia.inbox.sees(PURPOSE)


async def test_where_no_guest_reads_it_says_everything(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    await internal(amira)
    await vote(jonas, "ja")
    assert world.channel.sees(PURPOSE) and world.channel.sees("Hvorfor internt: Vi er uenige")


async def test_what_a_partner_was_told_of_it_before_it_became_internal_goes(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    for person in (jonas, pia):
        await vote(person, "ja")
    await amira.command("moede")
    await amira.press("Flyt mødet")
    await fill(amira, {"when": "ons uge 47 9.00"})
    assert pia.inbox.sees(PURPOSE)
    await internal(amira)
    assert not pia.inbox.sees(PURPOSE) and jonas.inbox.sees(PURPOSE)
    await world.at("2026-11-18 08:00")
    assert not pia.inbox.sees(PURPOSE)


async def test_an_old_form_makes_it_internal_with_all_that_belongs_to_it(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    for person in (jonas, pia):
        await vote(person, "ja")
    await amira.command("moede")
    await amira.press("Tilpas mødet")
    await amira.fill({"Hvilken slags møde er det?": "Intern koordinering"})
    await jonas.command("moede")
    await jonas.press("Tilpas mødet")
    await jonas.fill({"Hvilken slags møde er det?": "Teammøde"})
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "ons uge 47 9.00"})
    assert pia.inbox.sees(PURPOSE)
    await amira.press("Skriv hvorfor")
    await amira.fill({WHY: "Vi er uenige"})
    assert amira.sees("intern koordinering")
    assert not pia.inbox.sees(PURPOSE)


@pytest.mark.parametrize("comes", [MemberJoined, AccountAdded])
async def test_a_guest_who_comes_to_the_channel_reads_nothing_of_what_was_internal_before(
    world: World, comes: type[MemberJoined | AccountAdded]
) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    assert world.team
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    await internal(amira)
    await vote(jonas, "ja")
    await begun(world, amira)
    await amira.press("Skriv beslutning")
    await fill(amira, {"text": "Vi deles om det"})
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/write", 1, 1))
    await fill(amira, {"text": "Godt gået", "send": "now"})
    await suggest(amira, "tirs uge 48 13.15", purpose="Hvad gør vi ved Ib")
    await internal(amira)
    await vote(jonas, "nej")
    assert world.channel.sees("Hvad gør vi ved Ib"), "it waits for a choice"
    for text in (PURPOSE, "Vi er uenige", "Vi deles om det", "Godt gået"):
        assert world.channel.sees(text)
    pia = world.add_person(world.team, "Pia", Role.partner)
    happens(world, comes(world.team.id, pia.person_id))
    await world.settle()
    hidden = (PURPOSE, "Vi er uenige", "Vi deles om det", "Godt gået", "Hvad gør vi ved Ib")
    assert [text for text in hidden if world.channel.sees(text)] == []


def happens(world: World, event: Event) -> None:
    with world.database.transaction() as tx:
        assert world.team
        world.context(tx, world.team).announce(event)
