"""Supervision: a facilitator offers times, the first press takes one, and the question comes in time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot import supervision
from bot.i18n import Locale
from bot.registry import Features
from bot.supervision import own_views, rules, views
from bot.ui import Action, Button
from storage.supervision import Offer, SupervisionStore, Time
from storage.teams import TeamStore
from storage.teams.tables import memberships
from tests.core.crowd import fill
from tests.features.meeting_sessions import addresses, events, fetch
from tests.features.supervision_sessions import FEATURES, begun, offer, team_of
from tests.visitor import Visitor, text_of
from tests.world import ZONE, World, local


@pytest.fixture
def features() -> Features:
    return FEATURES


@pytest.fixture
async def school(world: World) -> dict[str, Visitor]:
    return await begun(world)


async def test_from_the_offer_to_the_question(world: World, school: dict[str, Visitor]) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette)
    assert mette.sees("2 tider er lagt ud til Team Broen og Team Havnen.")
    broen, havnen = world.channel, world.channel_of("havnen")
    for channel in (broen, havnen):
        assert channel.sees("Mette tilbyder vejledning")
        assert channel.sees("[tors. d. 19. nov. kl. 9.00] [tors. d. 19. nov. kl. 9.30]")
    assert world.channel_of("kajen").posts == 0
    await amira.press("tors. d. 19. nov. kl. 9.00")
    assert broen.sees("torsdag d. 19. november kl. 9.00 · 30 minutter · lokale B2.14, med Mette.")
    assert havnen.sees("1 af 2 tider er ledige.")
    assert "9.00]" not in havnen.text and "Broen" not in havnen.text
    await eva.press("tors. d. 19. nov. kl. 9.30")
    assert not havnen.sees("[tors.")

    await world.at("2026-11-18 08:59")
    assert amira.inbox.posts == 0
    await world.at("2026-11-18 09:00")
    assert amira.inbox.sees("I skal til vejledning hos Mette torsdag d. 19. november kl. 9.00")
    assert (school["Jonas"].inbox.posts, eva.inbox.posts) == (0, 1)
    await amira.press("Skriv spørgsmålet")
    assert amira.sees("Teamet og Mette kan læse det. Skriv ikke navne på borgere.")
    await fill(amira, question="Hvordan spørger vi de frivillige?")
    assert broen.sees("Hvordan spørger vi de frivillige?")
    assert "frivillige" not in havnen.text
    await world.at("2026-11-18 15:00")
    assert mette.inbox.sees("Vejledning i morgen")
    assert mette.inbox.sees("9.00 · Team Broen: Hvordan spørger vi de frivillige?")
    assert mette.inbox.sees("9.30 · Team Havnen: intet spørgsmål endnu")
    await eva.press("Skriv spørgsmålet")
    await fill(eva, question="Må vi tage billeder?")
    assert mette.inbox.sees("9.30 · Team Havnen: Må vi tage billeder?"), "the same card"
    assert mette.inbox.posts == 1
    assert (broen.posts, havnen.posts) == (1, 1)


async def test_the_first_press_takes_it(world: World, school: dict[str, Visitor]) -> None:
    amira, jonas, eva, mette = (school[name] for name in ("Amira", "Jonas", "Eva", "Mette"))
    await offer(mette, "tors uge 47 9.00")
    actions = [
        (person, Action.to("supervision/take", team_of(world, key).id, 1))
        for person, key in ((amira, "broen"), (eva, "havnen"), (jonas, "broen"))
    ]
    await asyncio.gather(*(person.press_action(action) for person, action in actions))
    with world.database.transaction() as tx:
        taken = SupervisionStore(tx, world.tenant_id, world.clock.now).time(1)
    assert taken and taken.team_id
    lost = eva if taken.team_id == team_of(world, "broen").id else amira
    assert lost.sees("Den tid er lige blevet taget.")
    assert sum(world.channel_of(key).sees("I har en vejledningstid") for key in ("broen", "havnen")) == 1


async def test_given_back_it_is_the_others_again(world: World, school: dict[str, Visitor]) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette, "tors uge 47 9.00\nfre uge 47 9.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press_action(Action.to("supervision/take", team_of(world, "broen").id, 2))
    assert amira.sees("Den tid er lige blevet taget."), "a team has one at a time"
    await amira.press("Skriv spørgsmålet")
    await fill(amira, question="Hvad nu?")
    await eva.press_action(Action.to("supervision/release", team_of(world, "havnen").id, 1))
    assert eva.sees("Den tid er ikke jeres, eller også er den begyndt.")
    await amira.press("Giv tiden fri")
    assert world.channel_of("havnen").sees("[tors. d. 19. nov. kl. 9.00]")
    await eva.press("tors. d. 19. nov. kl. 9.00")
    assert "Hvad nu?" not in world.channel_of("havnen").text, "the question was not theirs"
    await world.at("2026-11-18 15:00")
    assert amira.inbox.posts == 0
    assert mette.inbox.sees("9.00 · Team Havnen")
    await world.at("2026-11-19 09:00")
    await eva.press_action(Action.to("supervision/release", team_of(world, "havnen").id, 1))
    assert eva.sees("Den tid er ikke jeres, eller også er den begyndt.")


async def test_one_press_moves_it_to_another_time(world: World, school: dict[str, Visitor]) -> None:
    amira, jonas, eva, mette = (school[name] for name in ("Amira", "Jonas", "Eva", "Mette"))
    await offer(mette, "tors uge 47 9.00\nfre uge 47 9.00\nfre uge 47 10.00")
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press("Skriv spørgsmålet")
    await fill(amira, question="Hvad nu?")
    await eva.press("fre. d. 20. nov. kl. 9.00")
    await jonas.press("Flyt til en anden tid")
    assert jonas.sees("Hvilken tid vil I hellere have?") and jonas.sees("[fre. d. 20. nov. kl. 10.00]")
    assert "9.00]" not in text_of(jonas.private[-1]), "neither their own nor the other team's"
    await jonas.press("fre. d. 20. nov. kl. 10.00")
    assert world.channel.sees("fredag d. 20. november kl. 10.00") and world.channel.sees("Hvad nu?")
    await amira.press_action(Action.to("meetings/calendar", team_of(world, "broen").id))
    found = {event.start: str(event["STATUS"]) for event in events(fetch(world, addresses(amira)[0]))}
    assert found == {local("2026-11-19 09:00"): "CANCELLED", local("2026-11-20 10:00"): "CONFIRMED"}
    await eva.press("Flyt til en anden tid")
    assert "[tors. d. 19. nov. kl. 9.00]" in text_of(eva.private[-1]), "it is free for the others"
    await jonas.press_action(Action.to("supervision/move", team_of(world, "broen").id, 2))
    assert jonas.sees("Den tid er lige blevet taget.")
    await world.at("2026-11-18 15:00")
    assert not mette.inbox.sees("Vejledning i morgen") and amira.inbox.posts == 0
    await world.at("2026-11-19 15:00")
    assert mette.inbox.sees("10.00 · Team Broen: Hvad nu?")
    await world.at("2026-11-20 10:00")
    await jonas.press_action(Action.to("supervision/move", team_of(world, "broen").id, 3))
    await amira.press_action(Action.to("supervision/others", team_of(world, "broen").id, 3))
    assert amira.sees("Den tid er ikke jeres, eller også er den begyndt.")


async def test_another_facilitators_team_finds_nothing(world: World, school: dict[str, Visitor]) -> None:
    otto, karl, mette, jonas = (school[name] for name in ("Otto", "Karl", "Mette", "Jonas"))
    await offer(mette, teams=(str(team_of(world, "broen").id),))
    assert world.channel_of("havnen").posts == 0, "only to those she chose"
    kajen, havnen = team_of(world, "kajen").id, team_of(world, "havnen").id
    for person, team_id in ((otto, kajen), (school["Eva"], havnen)):
        for route, number in (("see", 1), ("take", 1), ("release", 1), ("question", 1), ("take", 99)):
            person.private.clear()
            await person.press_action(Action.to(f"supervision/{route}", team_id, number))
            assert person.sees("Det kan jeg ikke finde."), route
    karl.place = None
    await karl.press_action(Action.to("supervision/close", 1))
    assert karl.sees("Det kan jeg ikke finde.")
    await jonas.press_action(Action.to("supervision/new"))
    assert jonas.sees("Det kan du ikke gøre her.")
    await otto.command("samspil", "vejledning")
    assert otto.sees("Der er ikke lagt tider ud lige nu.")


async def test_what_she_offers_can_be_seen_and_closed(world: World, school: dict[str, Visitor]) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette)
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await mette.command("samspil", "vejledning")
    assert mette.sees("torsdag d. 19. november kl. 9.00 · Team Broen")
    assert mette.sees("torsdag d. 19. november kl. 9.30 · ledig")
    await mette.press("Luk for de ledige")
    assert world.channel_of("havnen").sees("Der er ikke flere ledige tider denne gang.")
    await eva.press_action(Action.to("supervision/take", team_of(world, "havnen").id, 2))
    assert eva.sees("Den tid er lige blevet taget.")
    assert world.channel.sees("I har en vejledningstid"), "what is taken stands"


async def test_times_that_will_not_do_lose_nothing(world: World, school: dict[str, Visitor]) -> None:
    mette = school["Mette"]
    await offer(mette, "tors halv to")
    assert mette.sees("Er det om morgenen eller om eftermiddagen?")
    for times, answer in (
        ("i overmorgen", "Skriv også et klokkeslæt"),
        ("tors uge 47 8-16", "Det bliver til for mange tider. Der er plads til 12 på én gang."),
        ("tors uge 2 9.00", "En af tiderne ligger uden for forløbet."),
        ("tors uge 47 9.00, tors uge 47 9.15", "To af tiderne overlapper hinanden."),
    ):
        await fill(mette, times=times)
        assert mette.sees(answer)
    assert mette.form and {one.name: one.value for one in mette.form.fields}["place"] == "lokale B2.14"
    assert world.channel.posts == 0


async def test_in_both_their_calendars(world: World, school: dict[str, Visitor]) -> None:
    amira, mette = school["Amira"], school["Mette"]
    await offer(mette)
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press_action(Action.to("meetings/calendar", team_of(world, "broen").id))
    own, shared = addresses(amira)
    for url in (own, shared):
        (event,) = events(fetch(world, url))
        assert event.start == local("2026-11-19 09:00")
        assert str(event["SUMMARY"]) == "Vejledning: Team Broen"
    await amira.press("Giv tiden fri")
    for url in (own, shared):
        (event,) = events(fetch(world, url))
        assert event["STATUS"] == "CANCELLED"


async def test_the_calendars_number_only_grows(world: World, school: dict[str, Visitor]) -> None:
    amira, eva, mette = school["Amira"], school["Eva"], school["Mette"]
    await offer(mette, "tors uge 47 9.00")
    broen, havnen = team_of(world, "broen").id, team_of(world, "havnen").id
    seen: list[tuple[str, int, str]] = []

    async def look(person: Visitor, team_id: int) -> None:
        await person.press_action(Action.to("meetings/calendar", team_id))
        (event,) = events(fetch(world, addresses(person)[0]))
        seen.append((str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])))

    async def question(text: str) -> None:
        await amira.press_action(Action.to("supervision/question", broen, 1))
        await fill(amira, question=text)
        await look(amira, broen)

    for _ in range(2):
        await amira.press_action(Action.to("supervision/take", broen, 1))
        await look(amira, broen)
        await question("Hvad nu?")
        await question("Hvad nu, og hvornår?")
        await amira.press_action(Action.to("supervision/release", broen, 1))
        await look(amira, broen)
    numbers = [number for _uid, number, _status in seen]
    assert numbers == sorted(set(numbers)), "each is later than the one before"
    assert [status for *_, status in seen] == 2 * (3 * ["CONFIRMED"] + ["CANCELLED"])
    assert len({uid for uid, *_ in seen}) == 1
    await eva.press_action(Action.to("supervision/take", havnen, 1))
    await look(eva, havnen)
    assert seen[-1][0] != seen[0][0], "another team's is another event"
    await look(amira, broen)
    assert seen[-1] == seen[-3], "what others do with the time is nothing to the team that gave it back"


async def test_the_nearest_of_many_offers_comes_first(world: World, school: dict[str, Visitor]) -> None:
    mette = school["Mette"]
    for week in (49, 50, 51, 48, 47):
        await offer(mette, f"tors uge {week} 9.00")
    mette.private.clear()
    await mette.command("samspil", "vejledning")
    for day in ("19. november", "26. november", "3. december"):
        assert mette.sees(f"torsdag d. {day} kl. 9.00"), day
    assert not mette.sees("10. december")
    assert mette.sees("[Næste]")
    mette.private.clear()
    await mette.press_action(Action.to("supervision/mine", 1))
    assert mette.sees("10. december") and mette.sees("17. december") and not mette.sees("19. november")
    await mette.press("Forrige")
    await mette.press("Luk for de ledige")
    await school["Eva"].press_action(Action.to("supervision/take", team_of(world, "havnen").id, 5))
    assert school["Eva"].sees("Den tid er lige blevet taget."), "the nearest can be closed"


async def test_many_times_are_read_page_by_page(world: World, school: dict[str, Visitor]) -> None:
    mette = school["Mette"]
    for day in ("tors uge 47", "fre uge 47", "man uge 48"):
        await offer(mette, f"{day} 9-15")
    mette.private.clear()
    await mette.command("samspil", "vejledning")
    assert mette.sees("20. november kl. 14.30 · ledig") and not mette.sees("23. november")
    await mette.press("Næste")
    assert mette.sees("23. november kl. 14.30 · ledig") and mette.sees("[Forrige]")
    assert "[Næste]" not in text_of(mette.private[-1])


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_of_the_longest_names_and_questions_can_be_drawn(language: str) -> None:
    start = local("2027-09-22 13:45")
    offered = {
        Offer(number, 1, 120, "L" * 100, False): [
            Time(n, number, start + timedelta(days=n), n, 1, "Spørgsmål " * 60, start, 1, False)
            for n in range(1, 13)
        ]
        for number in (1, 2, 3)
    }
    names = dict.fromkeys(range(1, 13), "Team med et meget langt navn " + "x" * 70)
    first, second = rules.pages(offered)

    def button(number: int) -> tuple[Button, ...]:
        return (Button("Luk for de ledige", Action.to("supervision/close", number)),)

    locale = Locale(language, ZONE, local("2026-11-09 10:00"))
    for page in (first, second):
        card = own_views.own_card(
            locale, [(one, offered[one], button(one.id)) for one in page], names, button(0)
        )
        assert "Spørgsmål Spørgsmål" in text_of(card)
    both = [(names[one.id], one) for offer in first for one in offered[offer]]
    assert text_of(views.day_card(locale, start.date(), both)).count(": Spørgsmål Spørgsmål") == 24


async def test_who_took_it_leaves_and_who_offered_it_leaves(world: World, school: dict[str, Visitor]) -> None:
    amira, jonas, mette = school["Amira"], school["Jonas"], school["Mette"]
    await offer(mette)
    await amira.press("tors. d. 19. nov. kl. 9.00")
    world.end_membership(team_of(world, "broen"), amira.person_id)
    await world.at("2026-11-18 09:00")
    assert (amira.inbox.posts, jonas.inbox.posts) == (0, 1), "somebody of the team is asked"
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).delete(
            memberships, memberships.c.person_id == mette.person_id
        )
    await school["Eva"].press_action(Action.to("supervision/take", team_of(world, "havnen").id, 2))
    assert school["Eva"].sees("Den tid er lige blevet taget."), "nobody is there to give it"


async def test_what_is_kept_of_a_person_and_taken_away(world: World, school: dict[str, Visitor]) -> None:
    amira, mette = school["Amira"], school["Mette"]
    await offer(mette)
    await amira.press("tors. d. 19. nov. kl. 9.00")
    await amira.press("Skriv spørgsmålet")
    await fill(amira, question="Hvad nu?")
    personal = supervision.feature.personal_data
    assert personal and world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        when = "torsdag d. 19. november kl. 9.00 (uge 47)"
        assert personal.export(ctx, amira.person_id) == [("Vejledning, du har taget", f"{when} Hvad nu?")]
        assert personal.export(ctx, mette.person_id)[0] == (
            "Vejledning, du har tilbudt",
            f"{when} lokale B2.14",
        )
        for person in (amira, mette):
            personal.erase(ctx, person.person_id)
            assert personal.export(ctx, person.person_id) == []
    await world.settle()
    assert world.channel.sees("med Et tidligere medlem.")
