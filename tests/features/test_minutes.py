"""Minutes: made of what was written down, sent once, corrected for a while, and found again."""

from __future__ import annotations

import pytest

from bot import agenda, meetings, minutes, mydata, roles, teams
from bot.feature import Feature
from bot.i18n import md
from bot.registry import Features
from bot.ui import Action, Card
from storage.minutes import MinutesStore
from storage.roles import RoleStore
from storage.teams import Role
from tests.features.meeting_day import begun, fill, planned, shown
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World

OTHERS = Feature(name="others", minutes=lambda ctx, meeting_id: [md("**Aftale** Amira ringer på mandag")])


@pytest.fixture
def features() -> Features:
    known = (teams, meetings, roles, agenda, minutes, mydata)
    return Features((*(one.feature for one in known), OTHERS))


async def add(person: Visitor, title: str) -> None:
    await person.press("Sæt et punkt på")
    await fill(person, {"title": title})


async def decide(person: Visitor, text: str, **more: str) -> None:
    await person.press("Skriv beslutning")
    await fill(person, {"text": text, **more})


async def met(world: World) -> list[Visitor]:
    """A meeting with one item of its own, at which two things were decided and one noted."""
    people = await planned(world, "Amira", "Jonas", "Freja")
    amira, jonas, freja, _ = people
    await add(amira, "Besøget i foreningen")
    await begun(world, amira)
    for _ in range(3):
        await jonas.press("Næste punkt")
    assert "Nu: Besøget i foreningen" in shown(world)
    await decide(jonas, "Vi besøger dem på torsdag", part="De var med til at beslutte det")
    assert jonas.sees("Beslutningen er skrevet ned.")
    assert "Én beslutning er skrevet ned." in shown(world)
    await decide(freja, "Freja tager billederne")
    await freja.press("Skriv note")
    await fill(freja, {"text": "Formanden er på ferie"})
    return people


def minutes_card(world: World) -> Card:
    return next(one for one in reversed(world.channel.cards) if one.title.plain == "Referat")


def note_taker(world: World) -> Visitor:
    with world.database.transaction() as tx:
        seats = RoleStore(tx, world.tenant_id, world.clock.now).seats([1])
    holder = next(seat.person_id for seat in seats if seat.role == "note_taker")
    return next(one for one in world.people.values() if one.person_id == holder)


async def test_from_the_meeting_to_final_minutes(world: World) -> None:
    people = await met(world)
    amira, jonas, freja, _mette = people
    posts = world.channel.posts
    await amira.press("Slut mødet")
    assert world.channel.posts == posts, "nothing is posted before somebody has looked at it"
    writer = note_taker(world)
    assert writer.inbox.sees("Referatet er næsten færdigt")
    await writer.press("Læg noget til")
    assert writer.form is not None
    await fill(writer, {"text": "Et godt møde.", "present": ("Amira", "Freja")})
    assert writer.sees("Referatet er sendt til teamet.")
    assert world.channel.posts == posts + 1, "the fourth of the meeting's posts"
    said = text_of(minutes_card(world))
    assert "Til stede: Amira og Freja." in said
    assert (
        "Besøget i foreningen\nBesluttet: Vi besøger dem på torsdag\nDe, det handler om, var med til" in said
    )
    assert "\nBesluttet: Freja tager billederne\n" in said and said.count("Besøget i foreningen") == 1
    assert (
        "Formanden er på ferie" in said
        and "Aftale Amira ringer på mandag" in said
        and "Et godt møde." in said
    )
    assert "Det kan rettes til fredag d. 20. november kl. 16. Derefter er det godkendt." in said
    assert not writer.inbox.sees("Referatet er næsten færdigt"), "there is nothing more to ask"
    await jonas.press("Foreslå en rettelse")
    await fill(jonas, {"text": "Det er på onsdag, vi besøger dem"})
    await amira.press("Se ét forslag")
    await amira.press("Tag det med")
    assert amira.sees("Der er ikke flere forslag.")
    assert "Rettelse: Det er på onsdag, vi besøger dem" in text_of(minutes_card(world))
    await freja.press("Foreslå en rettelse")
    await fill(freja, {"text": "Jeg sagde ikke ja"})
    await world.at("2026-11-20 16:05")
    said = text_of(minutes_card(world))
    assert "Referatet er godkendt." in said and "[Foreslå" not in said
    assert "Forslag til rettelse: Jeg sagde ikke ja" in said, "nobody answered, and it is not lost"
    await jonas.press_action(Action.to("minutes/correct", 1, 1))
    assert jonas.sees("Referatet er godkendt, så det kan ikke ændres mere.")
    assert world.channel.posts == posts + 1
    await jonas.command("samspil", "referat")
    await jonas.press("Vis tidligere versioner")
    assert jonas.sees("Version 1") and jonas.sees("Version 2")


async def test_nobody_sends_it_so_it_is_sent_as_it_is(world: World) -> None:
    amira, *_ = await met(world)
    await amira.press("Slut mødet")
    await world.at("2026-11-18 11:59")
    assert not any(one.title.plain == "Referat" for one in world.channel.cards)
    await world.at("2026-11-18 12:00")
    assert "Til stede: Amira, Jonas og Freja." in text_of(minutes_card(world))
    await amira.press_action(Action.to("minutes/send", 1, 1))
    assert amira.sees("Referatet er sendt."), "once"
    assert sum(one.title.plain == "Referat" for one in world.channel.cards) == 1


async def test_a_meeting_where_nothing_was_written_is_quiet(world: World) -> None:
    amira, *_ = await planned(world, "Amira", "Jonas", "Freja")
    posts = world.channel.posts
    await world.at("2026-11-19 15:00")
    assert not any(one.inbox.sees("Referatet er næsten færdigt") for one in world.people.values())
    assert world.channel.posts == posts + 1, "the day before"
    await amira.command("samspil", "referat")
    assert amira.sees("Referat (kladde)") and amira.sees("Det er ikke sendt til teamet endnu.")
    await amira.press("Skriv i referatet")
    await fill(amira, {"text": "Vi talte om det hele."})
    assert "Vi talte om det hele." in text_of(minutes_card(world)), "late is fine"


async def test_what_was_written_is_changed_and_taken_away(world: World) -> None:
    amira, jonas, *_ = await met(world)
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/send", 1, 1))
    await jonas.press("Ret")
    await fill(jonas, {"text": "Vi besøger dem på onsdag"})
    assert (
        "på onsdag" in text_of(minutes_card(world))
        and "torsdag" not in text_of(minutes_card(world)).split("Det kan")[0]
    )
    await jonas.press("Slet")
    assert "onsdag" not in text_of(minutes_card(world))
    await jonas.command("samspil", "beslutninger torsdag")
    assert jonas.sees("Det har I ikke skrevet noget om."), "what it was is found no more"


async def test_nothing_is_written_down_before_the_meeting(world: World) -> None:
    amira, *_ = await planned(world)
    await amira.press_action(Action.to("minutes/decide", 1, 1, 0))
    assert amira.sees("Mødet er ikke begyndt endnu")


async def test_what_did_we_decide(world: World) -> None:
    amira, *_ = await met(world)
    await amira.press("Slut mødet")
    for words in ("besøg", "BESØGER torsd", "foreningen", "freja"):
        await amira.command("samspil", f"beslutninger {words}")
        assert amira.private[-1].title.plain == f"Det skrev I om {words}"
        assert not amira.sees("Det har I ikke skrevet noget om."), words
    await amira.command("samspil", "beslutninger formanden")
    assert amira.sees("Formanden er på ferie"), "notes are found too"
    await amira.command("samspil", "beslutninger besog")
    assert amira.sees("Det har I ikke skrevet noget om."), "ø is no o"
    await amira.command("samspil", "beslutninger")
    said = text_of(amira.private[-1])
    assert said.index("Freja tager") < said.index("Vi besøger"), "the newest first"
    await amira.command("samspil", "referat torsdag")
    assert amira.sees("Vi besøger dem på torsdag")
    await amira.choose("Andre referater", "tirs. d. 17. nov.: Forberedelse af besøget")
    assert amira.sees("Referat (kladde)")


async def test_more_than_a_card_holds(world: World) -> None:
    amira, *_ = await met(world)
    for number in range(12):
        await decide(amira, f"Beslutning {number} " + "ord " * 100)
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/send", 1, 1))
    assert "Der er mere at læse." in text_of(minutes_card(world))
    await amira.press("Læs det hele")
    await amira.press("Vis mere")
    await amira.press("Vis mere")
    assert amira.sees("Beslutning 11 ord")
    await amira.command("samspil", "beslutninger beslutning")
    await amira.press("Ældre")
    assert amira.sees("Beslutning 2") and amira.sees("[Nyere]")


async def test_guests_do_not_read_what_is_internal(world: World) -> None:
    amira, *_ = await planned(world)
    assert world.team is not None
    pia = world.add_person(world.team, "Pia", Role.partner)
    await add(amira, "Hvem er træt")
    await amira.press("Ret punktet")
    await fill(amira, {"internal": "yes"})
    await begun(world, amira)
    for _ in range(3):
        await amira.press("Næste punkt")
    await decide(amira, "Jonas holder fri")
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/send", 1, 1))
    assert "Ét internt punkt er udeladt her." in text_of(minutes_card(world))
    assert not world.channel.sees("Jonas holder fri") and not world.channel.sees("Hvem er træt")
    await amira.press("Læs det hele")
    assert amira.sees("Jonas holder fri")
    for route in ("minutes/read", "minutes/open"):
        await pia.press_action(Action.to(route, 1, 1, *((0,) if route == "minutes/read" else ())))
        assert not pia.sees("Jonas holder fri")
    await pia.command("samspil", "beslutninger fri")
    assert not pia.sees("Jonas holder fri")


async def test_who_was_there_is_a_former_member_when_they_are_gone(world: World) -> None:
    amira, *_ = await met(world)
    await amira.press("Slut mødet")
    await amira.press_action(Action.to("minutes/send", 1, 1))
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    said = text_of(minutes_card(world))
    assert "Til stede: Jonas, Freja og et tidligere medlem." in said
    with world.database.transaction() as tx:
        found = MinutesStore(tx, world.tenant_id, world.clock.now).of_meeting(1, 1)
    assert found is not None and found.written_by is None


async def test_another_team_finds_nothing(world: World) -> None:
    amira, *_ = await met(world)
    eva, ida, _ = world.make_team("Eva", "Ida", facilitator="Karl", key="havnen")
    otto, per, _ = world.make_team("Otto", "Per", facilitator="Olga", key="fremmed", tenant="anden")
    for person, other in ((eva, ida), (otto, per)):
        person.place = other.place = f"c-{'havnen' if person is eva else 'fremmed'}"
        await person.command("samspil", "beslutninger besøger")
        assert person.sees("Det har I ikke skrevet noget om.")
    await amira.command("samspil", "beslutninger besøger")
    assert amira.sees("Vi besøger dem på torsdag")


async def test_a_second_meeting_has_minutes_of_its_own(world: World) -> None:
    amira, jonas, freja, _ = await met(world)
    await amira.press("Slut mødet")
    await suggest(amira, "tors uge 47 9.00")
    for person in (jonas, freja):
        await vote(person, "ja")
    await world.at("2026-11-19 09:00")
    await freja.press("Begynd mødet")
    await decide(freja, "Vi holder pause")
    await freja.press("Slut mødet")
    await freja.command("samspil", "referat")
    assert freja.sees("Vi holder pause")
    await freja.choose("Andre referater", "tirs. d. 17. nov.: Forberedelse af besøget")
    assert freja.sees("Vi besøger dem på torsdag")
