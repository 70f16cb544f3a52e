"""The agenda: it makes itself, everybody puts on it, and the meeting goes through it."""

from __future__ import annotations

import asyncio

import pytest

from bot import agenda, meetings, minutes, mydata, roles, teams
from bot.events import TopicRaised
from bot.registry import Features
from bot.ui import Action
from storage.agenda import AgendaStore
from storage.teams import Role
from tests.features.course import only_essentials
from tests.features.meeting_day import begun, fill, meeting_card, planned, shown
from tests.features.meeting_sessions import PURPOSE, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World

USUAL = "tjek-ind, siden sidst, aftaler, samarbejdet, forankring, tjek-ud, næste møde og roller"


@pytest.fixture
def features() -> Features:
    return Features(
        (teams.feature, meetings.feature, roles.feature, agenda.feature, minutes.feature, mydata.feature)
    )


async def add(person: Visitor, title: str, **more: str) -> None:
    await person.press("Sæt et punkt på")
    await fill(person, {"title": title, **more})


async def test_it_makes_itself_and_stands_on_the_meetings_card(world: World) -> None:
    amira, jonas, *_ = await planned(world, "Amira", "Jonas", "Freja")
    posts = world.channel.posts
    assert f"Som altid: {USUAL}. Har du noget med, så sæt det på." in shown(world)
    await add(amira, "Hvem ringer til foreningen?", kind="Beslutning")
    await jonas.command("samspil", "dagsorden Billederne fra i går")
    assert jonas.sees("Tak, det er på dagsordenen.")
    assert "1. Hvem ringer til foreningen? · beslutning\n2. Billederne fra i går · drøftelse" in shown(world)
    assert f"Og som altid: {USUAL}." in shown(world)
    assert "48 minutter" in shown(world), "28 of what is there every time, and 20"
    assert world.channel.posts == posts, "the same card"
    await world.at("2026-11-16 09:30")
    assert world.channel.posts == posts + 1, "the day before has it as well"
    assert meeting_card(world).title.plain == "I mødes i morgen"
    assert "1. Hvem ringer til foreningen?" in shown(world)


async def test_an_item_is_changed_moved_and_taken_off(world: World) -> None:
    amira, jonas, *_ = await planned(world, "Amira", "Jonas", "Freja")
    for title in ("Første", "Anden", "Tredje"):
        await add(amira, title)
    await jonas.command("samspil", "dagsorden")
    await jonas.choose("Ret eller flyt et punkt", "Tredje")
    await jonas.press("Flyt op")
    again = Action.to("agenda/before", *_args(jonas, "Flyt op"))
    await jonas.press("Flyt op")
    assert _own(world) == ["Tredje", "Første", "Anden"]
    await jonas.press_action(again)
    assert _own(world) == ["Tredje", "Første", "Anden"], "a press states a place, so twice is once"
    await jonas.press("Flyt ned")
    assert _own(world) == ["Første", "Tredje", "Anden"]
    await jonas.press("Ret")
    await fill(
        jonas,
        {
            "title": "Budgettet",
            "minutes": "60",
            "owner": "Amira",
            "preparation": "Læs bilaget",
            "track": "process",
            "internal": "yes",
        },
    )
    assert jonas.sees(
        "Tovholder: Amira\nHandler om: samarbejdet\nForberedelse: Læs bilaget\nGæster: ser det ikke"
    )
    assert "2. Budgettet · drøftelse · Amira" in shown(world)
    assert "Det er mere end mødets 90 minutter, så måske kan noget vente." in shown(world)
    await jonas.press("Tag det af")
    assert "Budgettet" not in shown(world)
    await jonas.press("Fortryd")
    assert _own(world) == ["Første", "Budgettet", "Anden"], "where it was"


def _args(person: Visitor, label: str) -> tuple[str, ...]:
    return person._button(label).args


def _own(world: World) -> list[str]:
    """What people have put on, as the meeting's card has it."""
    lines = [line for line in shown(world).splitlines() if line[:1].isdigit()]
    return [line.split(". ", 1)[1].split(" · ")[0] for line in lines]


async def test_the_team_chooses_what_is_there_every_time(world: World) -> None:
    amira, *_ = await planned(world)
    await amira.command("samspil", "dagsorden")
    await amira.choose("Ret eller flyt et punkt", "Forankring")
    await amira.press("Tag det af")
    assert "forankring" not in shown(world), "for this once"
    await amira.command("samspil", "dagsorden")
    await amira.press("Vælg faste punkter")
    await fill(amira, {"fixed": ("checkin", "process")})
    assert "Som altid: tjek-ind, samarbejdet." in shown(world)


async def test_what_is_raised_without_a_meeting_waits_for_one(world: World) -> None:
    people = world.make_team("Amira", "Jonas")
    amira, jonas, _ = people
    await world.at("2026-11-09 10:00")
    await amira.command("samspil", "dagsorden Ordet borger")
    assert amira.sees("Tak, det står på dagsordenen til jeres næste møde.")
    await amira.press("Se dagsordenen")
    assert amira.sees("Der er ikke aftalt et møde. Det her venter, til der er.")
    _raise(world, amira, "Vi venter på nøglen", "checkin/1/blocker")
    _raise(world, amira, "Vi venter på nøglen", "checkin/1/blocker")
    await suggest(amira, "tirs uge 47 13.15")
    await vote(jonas, "ja")
    assert _own(world) == ["Ordet borger", "Vi venter på nøglen"], "raised twice is once"
    _raise(world, amira, "Nøglen er fundet", "checkin/2/blocker")
    await world.settle()
    assert _own(world)[-1] == "Nøglen er fundet", "and the card says so at once"


def _raise(world: World, person: Visitor, title: str, source: str) -> None:
    assert world.team is not None
    with world.database.transaction() as tx:
        event = TopicRaised(world.team.id, person.person_id, title, "process", source)
        world.context(tx, world.team).announce(event)


async def test_a_meeting_from_item_to_item(world: World) -> None:
    amira, jonas, freja, _ = await planned(world, "Amira", "Jonas", "Freja")
    await amira.command("samspil", "dagsorden")
    await amira.press("Vælg faste punkter")
    await fill(amira, {"fixed": ("checkin",)})
    await add(amira, "Besøget", minutes="10", kind="Beslutning")
    await add(amira, "Plakaten")
    with pytest.raises(AssertionError):
        await amira.press("Begynd mødet")
    posts = world.channel.posts
    await begun(world, jonas)
    assert "Nu: Tjek-ind · 1 af 3" in shown(world)
    assert "I har 3 minutter, til kl. 13.13." in shown(world)
    assert "Bagefter: Besøget." in shown(world)
    await asyncio.gather(amira.press("Næste punkt"), freja.press("Næste punkt"))
    assert "Nu: Besøget · 2 af 3 · beslutning" in shown(world), "two who press at once go one on"
    await world.at("2026-11-17 13:12")
    edits = world.chat.edits
    assert "I har 10 minutter, til kl. 13.20." in shown(world)
    seen = []
    for minute in range(13, 30):
        await world.at(f"2026-11-17 13:{minute}")
        if shown(world) not in seen:
            seen.append(shown(world))
    assert world.chat.edits <= edits + 6, "three changes, on two cards"
    assert [any(word in text for text in seen) for word in ("Halvdelen", "et minut", "Tiden er gået")] == [
        True
    ] * 3
    assert len(seen) == 4
    await amira.press("Gem til næste gang")
    assert "Nu: Plakaten · 3 af 3" in shown(world)
    assert "Det er det sidste punkt." in shown(world)
    await freja.press("Slut mødet")
    assert "Mødet er slut. Tak for i dag. Ét punkt går videre til næste møde." in shown(world)
    assert world.channel.posts == posts + 1, "the day before, and nothing else"
    await suggest(amira, "tirs uge 48 13.15")
    for person in (jonas, freja):
        await vote(person, "ja")
    assert "1. Besøget · beslutning" in shown(world)
    assert "Plakaten" not in shown(world)


async def test_a_press_from_before_changes_nothing(world: World) -> None:
    amira, jonas, *_ = await planned(world, "Amira", "Jonas", "Freja")
    await begun(world, amira)
    next_one = Action("agenda/at", amira._button("Næste punkt").args)
    await amira.press("Næste punkt")
    await amira.press("Næste punkt")
    assert "Nu: Aftaler · 3 af 7" in shown(world)
    await jonas.press_action(next_one)
    assert "Nu: Aftaler · 3 af 7" in shown(world), "it was done"
    end = Action("agenda/end", amira._button("Slut mødet").args)
    await amira.press("Slut mødet")
    await jonas.press_action(end)
    await jonas.press_action(next_one)
    assert jonas.sees("Mødet er ikke i gang.")


async def test_a_meeting_nobody_begins_is_over_by_itself_and_keeps_what_was_to_be_said(world: World) -> None:
    amira, jonas, *_ = await planned(world, "Amira", "Jonas", "Freja")
    await add(amira, "Plakaten")
    await world.at("2026-11-17 15:00")
    await jonas.press_action(Action.to("agenda/begin", 1, 1))
    assert jonas.sees("Mødet er forbi.")
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Der er ikke aftalt et møde. Det her venter, til der er.")
    assert amira.sees("Plakaten")


async def test_a_meeting_that_is_forgotten_ends_by_itself(world: World) -> None:
    amira, *_ = await planned(world)
    await add(amira, "Plakaten")
    await begun(world, amira)
    await world.at("2026-11-17 15:46")
    assert "Mødet er slut." in shown(world)
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Plakaten"), "it was not reached"


async def test_moved_and_cancelled(world: World) -> None:
    amira, *_ = await planned(world)
    await add(amira, "Plakaten")
    await amira.press_action(Action.to("meetings/move", 1, 1))
    await fill(amira, {"when": "ons uge 47 9.00"})
    await world.at("2026-11-17 14:50")
    assert "Plakaten" in shown(world), "the old time ends nothing"
    await amira.press_action(Action.to("meetings/cancelled", 1, 1))
    await world.at("2026-11-18 12:00")
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Plakaten") and amira.sees("Det her venter, til der er.")


async def test_guests_read_it_in_plain_words_and_nothing_internal(world: World) -> None:
    amira, *_ = await planned(world)
    assert world.team is not None
    pia = world.add_person(world.team, "Pia", Role.partner)
    await add(amira, "Besøget hos jer", kind="Spørgsmål til partneren")
    await add(amira, "Hvem er træt?", track="process")
    await amira.command("samspil", "dagsorden")
    await amira.choose("Ret eller flyt et punkt", "Hvem er træt?")
    await amira.press("Ret")
    await fill(amira, {"internal": "yes"})
    pia.place = None
    await pia.command("samspil", "dagsorden")
    assert pia.sees("Vores møde med Team Broen")
    assert pia.sees("Besøget hos jer (vi vil gerne spørge dig)")
    assert pia.sees("1. Vi siger goddag og hører, hvordan det går")
    assert not pia.sees("træt") and not pia.sees("Sådan arbejder vi sammen")
    assert "træt" not in shown(world), "she reads the channel too"
    assert "2. Et internt punkt" in shown(world)
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Hvem er træt?")
    await amira.press("Vis gæsternes udgave")
    assert not amira.private[-1].title.plain.startswith("Dagsorden")


async def test_behind_an_internal_meeting_guests_read_of_their_own_and_nothing_of_its_agenda(
    world: World,
) -> None:
    amira, jonas, freja, _mette = await planned(world)
    assert world.team is not None
    pia = world.add_person(world.team, "Pia", Role.partner)
    pia.place = None
    await add(amira, "Hvem tager telefonen?")
    await amira.command("moede")
    await amira.press("Tilpas mødet")
    await amira.fill({"Hvilken slags møde er det?": "Intern koordinering"})
    await pia.command("samspil", "dagsorden")
    assert "Der er ikke aftalt et møde endnu." in text_of(pia.private[-1]), "the internal one is not theirs"
    assert not pia.sees("telefonen") and not pia.sees("17. november") and not pia.sees(PURPOSE)
    await amira.command("samspil", "dagsorden")
    await amira.press("Vis gæsternes udgave")
    assert "17. november" not in text_of(amira.private[-1]) and "telefonen" not in text_of(amira.private[-1])
    await suggest(amira, "tors uge 47 9.00", purpose="Hvordan går det?")
    await pia.command("moede")
    for person in (jonas, freja, pia):
        await vote(person, "ja")
    await pia.command("samspil", "dagsorden")
    assert "19. november" in text_of(pia.private[-1]) and not pia.sees("telefonen"), (
        "it waits for the internal one"
    )
    await world.at("2026-11-17 13:10")
    await amira.press("Begynd mødet")
    await add(amira, "Besøget hos jer")
    await pia.command("samspil", "dagsorden")
    assert "19. november" in text_of(pia.private[-1]) and pia.sees("Besøget hos jer"), (
        "what comes now is theirs"
    )
    assert not pia.sees("telefonen")


async def test_full_and_too_long(world: World) -> None:
    amira, *_ = await planned(world)
    for number in range(34):
        await amira.command("samspil", f"dagsorden Punkt {number}")
    assert amira.sees("Der står så meget på dagsordenen, at der ikke er plads til mere.")
    assert "Og 25 punkter til." in shown(world)
    await amira.command("samspil", "dagsorden " + "x" * 130)
    assert amira.sees("Det er lidt for langt: 130 tegn, og der er plads til 120.")


async def test_who_put_it_on_is_forgotten_but_it_is_the_teams(world: World) -> None:
    amira, *_ = await planned(world, "Amira", "Jonas", "Freja")
    await add(amira, "Plakaten")
    await amira.press("Ret punktet")
    await fill(amira, {"owner": "Amira"})
    assert "Plakaten · drøftelse · Amira" in shown(world)
    await amira.command("samspil", "minedata eksport")
    assert amira.sees("Punkt på en dagsorden")
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    assert "1. Plakaten · drøftelse" in shown(world) and "Amira" not in shown(world)
    with world.database.transaction() as tx:
        kept = AgendaStore(tx, world.tenant_id, world.clock.now).coming(1)
    assert {item.added_by for item in kept} == {item.owner_id for item in kept} == {None}


async def test_the_facilitators_monday_says_when_the_cooperation_is_never_on(
    world: World, features: Features
) -> None:
    amira, *_ = await planned(world)
    await amira.command("samspil", "dagsorden")
    await amira.press("Vælg faste punkter")
    await fill(amira, {"fixed": ("since",)})
    await begun(world, amira)
    await amira.press("Slut mødet")
    assert _signals(world, features) == ["agenda.process"]
    for only, kinds in (("yes", []), ("no", ["agenda.process"])):
        await only_essentials(world, amira, only)
        assert _signals(world, features) == kinds
    await suggest(amira, "tors uge 47 9.00")
    for person in list(world.people.values())[1:3]:
        await vote(person, "ja")
    await add(amira, "Hvem tager over?", track="process")
    await world.at("2026-11-19 09:00")
    for label in ("Begynd mødet", "Næste punkt", "Slut mødet"):
        await amira.press(label)
    assert _signals(world, features) == []


def _signals(world: World, features: Features) -> list[str]:
    assert world.team is not None
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        signals = next(one.signals for one in features.all if one.name == "agenda")
        assert signals is not None
        return [one.kind for one in signals(ctx)]
