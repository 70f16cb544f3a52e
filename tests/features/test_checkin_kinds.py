"""Check-ins as teams choose them: several, how often, what they ask, and who reads the answers when."""

from __future__ import annotations

import re

from bot.ui import Action, Picture
from storage.checkins import answers
from tests.visitor import Visitor, text_of
from tests.world import World

MOOD, STEP = "Hvordan går samarbejdet for dig?", "Hvad er dit næste skridt?"
WAY, READERS = "Er der noget, der spænder ben?", "Hvornår læser teamet svarene?"
NAMELESS = "Når runden lukker, uden navne"


def own(world: World, route: str, *args: str | int) -> Action:
    assert world.team
    return Action.to(route, world.team.id, *args)


async def new(person: Visitor, name: str, *days: str, **more: str) -> None:
    await person.command("tjekind", "nyt")
    await person.fill({"Hvad skal det hedde?": name, "Hvilke dage kommer det?": days, **more})


async def test_a_team_has_several_and_each_comes_on_its_days(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await new(amira, "Statusrunde", "mandag", "onsdag")
    assert amira.sees("Gemt. Næste tjek-ind åbner mandag d. 2. november kl. 9.00")
    await world.at("2026-11-02 09:00")
    assert world.channel.sees("Statusrunde · mandag d. 2. november")
    assert world.channel.sees("Åbent til mandag d. 2. november kl. 16.")
    await amira.press("Svar")
    assert amira.form and [one.name for one in amira.form.fields] == ["done", "next_step", "in_the_way"]
    await amira.fill({STEP: "Læse rapporten"})
    await world.at("2026-11-02 15:30")
    assert jonas.inbox.posts == 1, "a reminder, in the week's first round"
    await world.at("2026-11-04 15:55")
    assert jonas.inbox.posts == 0, "one in a week is enough"
    await world.at("2026-11-05 09:00")
    assert [text_of(card).split("\n")[0] for card in world.channel.cards] == [
        "Statusrunde · mandag d. 2. november",
        "Statusrunde · onsdag d. 4. november",
        "Tjek-ind · uge 45",
    ]
    await amira.command("tjekind", "alle")
    assert amira.sees("Statusrunde · mandag og onsdag") and amira.sees("Tjek-ind · hver torsdag")
    await amira.press("Afslut")
    assert amira.sees("Statusrunde er afsluttet.")
    await world.at("2026-11-09 12:00")
    assert world.channel.posts == 3
    await new(amira, "Tjek-ind", "fredag")
    assert amira.sees("Der er allerede et tjek-ind, der hedder det.")


async def test_who_has_answered_one_is_asked_for_the_other(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await new(amira, "Ugens ord", "torsdag")
    await world.at("2026-11-05 09:00")
    await amira.command("tjekind")
    assert amira.form and amira.form.title == "Ugens ord, uge 45", "it closes first"
    await amira.fill({STEP: "Ringe"})
    await amira.command("tjekind")
    assert amira.form and amira.form.title == "Tjek-ind, uge 45"
    await amira.command("tjekind", "ugens ORD")
    assert amira.form.title == "Ugens ord, uge 45" and amira.form.fields[1].value == "Ringe"


async def test_every_other_week_and_which(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "tid")
    await amira.fill({})
    await amira.press("Kun hver anden uge")
    assert amira.sees("Derefter kommer det torsdag d. 19. november")
    await amira.press("Begynd en uge senere")
    assert amira.sees("åbner torsdag d. 12. november") and amira.sees("torsdag d. 26. november")
    await world.at("2026-11-12 08:00")
    assert world.channel.posts == 0
    await world.at("2026-11-26 12:00")
    assert world.channel.posts == 2
    await amira.press("Hver uge igen")
    await world.at("2026-12-03 12:00")
    assert world.channel.posts == 3


async def test_own_questions_take_their_place_from_the_next_round(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await amira.command("tjekind", "spørgsmål")
    long = "Hvad har du brug for fra os andre, inden vi mødes igen?"
    await amira.fill({"Jeres eget spørgsmål 1": long})
    await jonas.press("Svar")
    assert jonas.form and jonas.form.fields[1].name == "done", "what people were asked stays so"
    await world.at("2026-11-12 09:00")
    await jonas.press("Svar")
    assert jonas.form
    asked = [one.name for one in jonas.form.fields]
    assert asked == ["mood", "next_step", "own-0", "in_the_way"]
    assert jonas.form.fields[2].hint == long and jonas.form.fields[2].label.endswith("…")
    await jonas.fill({jonas.form.fields[2].label: "En time sammen"})
    await world.at("2026-11-13 12:00")
    assert world.channel.sees("Jonas: En time sammen")
    await amira.press("Læs svarene")
    assert amira.sees("En time sammen")


async def test_a_question_takes_turns_and_rests_after_four_rounds(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "spørgsmål")
    await amira.fill({"Hvad spørger det om?": "Skiftende: et nyt spørgsmål hver fjerde gang"})
    turns = []
    for day in ("2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26", "2026-12-03"):
        await world.at(f"{day} 09:00")
        await amira.command("tjekind")
        assert amira.form
        turns.append(amira.form.fields[1].name)
        await amira.fill({STEP: "Videre"})
    assert turns[:4] == ["virkede"] * 4 and turns[4] == "brug-for"


async def test_the_mood_is_an_average_of_four_published_once_and_then_forgotten(world: World) -> None:
    people = world.make_team("Amira", "Jonas", "Freja", "Emil")
    for day, closes, few in (("05", "06", True), ("12", "13", False)):
        await world.at(f"2026-11-{day} 09:00")
        for person, mood in zip(
            people[:-1], ("4 Godt", "2 Lidt tungt", "5 Rigtig godt", "4 Godt"), strict=True
        ):
            await person.command("tjekind")
            await person.fill({STEP: "Videre"} if few and person.name == "Emil" else {MOOD: mood})
        await people[0].press("Læs svarene")
        assert not people[0].sees("/5") and not people[0].sees("i gennemsnit")
        await world.at(f"2026-11-{closes} 12:00")
        assert world.channel.sees("Samarbejdet: 3,8 af 5 i gennemsnit.") is not few
        with world.database.transaction() as tx:
            kept = tx.connection.execute(answers.select().where(answers.c.mood.is_not(None))).all()
        assert not kept, "nobody's own number is left when the round has closed"
        await people[0].command("tjekind", "udvikling")
        assert ("Der er ikke noget at vise endnu." in text_of(people[0].private[-1])) is few
    words = "Samarbejdet fra 1 til 5: uge 45 intet tal · uge 46 3,8"
    picture = next(one for one in people[0].private[-1].blocks if isinstance(one, Picture))
    assert picture.alt == words and people[0].sees(words)


async def test_who_joins_a_round_later_is_not_told_apart_by_two_averages(world: World) -> None:
    """Four, then five: the card of the second week is of the four again, and how many is not said."""
    people = world.make_team("Amira", "Jonas", "Freja", "Emil", "Sofie")[:-1]
    weeks = (("05", "06", ("4 Godt",) * 4), ("12", "13", ("4 Godt",) * 4 + ("1 Tungt",)))
    for day, closes, moods in weeks:
        await world.at(f"2026-11-{day} 09:00")
        for person, mood in zip(people, moods, strict=False):
            await person.command("tjekind")
            await person.fill({MOOD: mood})
        await world.at(f"2026-11-{closes} 12:00")
        newest = text_of(world.channel.cards[-1])
        assert "Samarbejdet: 4,0 af 5 i gennemsnit." in newest and "(5 svar)" not in newest
    await world.at("2026-11-19 09:00")
    for person in people[1:]:
        await person.command("tjekind")
        await person.fill({MOOD: "2 Lidt tungt"})
    await world.at("2026-11-20 12:00")
    assert "i gennemsnit" not in text_of(world.channel.cards[-1]), "one of them instead of another"
    await people[0].command("tjekind", "udvikling")
    assert people[0].sees("uge 45 4,0 · uge 46 4,0 · uge 47 intet tal")


async def test_answers_that_wait_are_read_by_their_writer_alone_until_the_round_closes(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "spørgsmål")
    await amira.fill({READERS: "Når runden lukker"})
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("Teamet kan læse svarene, når runden lukker.")
    await amira.press("Svar")
    assert amira.sees("Dit team kan læse svaret, når runden lukker.")
    await amira.fill({STEP: "Ringe til foreningen", WAY: "Ingen svarer"})
    await jonas.press_action(own(world, "checkins/read", 1))
    assert jonas.sees("De andres svar kan læses, når runden lukker.") and not jonas.sees("Ringe")
    await amira.press_action(own(world, "checkins/read", 1))
    assert amira.sees("Ringe til foreningen")
    mette.place = "c-broen"
    await mette.command("tjekind")
    assert mette.sees("1 af 2 har svaret.") and not mette.sees("Ingen svarer")
    await world.at("2026-11-06 12:00")
    await jonas.press("Læs svarene")
    assert jonas.sees("Ringe til foreningen") and world.channel.sees("Amira: Ingen svarer")


async def test_answers_that_never_come_into_the_channel_are_read_by_who_asks(world: World) -> None:
    amira, jonas, freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await amira.command("tjekind", "spørgsmål")
    await amira.fill({READERS: "Med det samme, men aldrig i kanalen"})
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("Her står kun, hvor mange der har svaret.")
    await amira.press("Svar")
    assert amira.sees("Dit team kan læse svaret, men det kommer aldrig i kanalen.")
    await amira.fill({STEP: "Ringe til foreningen", WAY: "Ingen svarer"})
    await jonas.press("Læs svarene")
    assert jonas.sees("Ringe til foreningen"), "at once, to who asks"
    mette.place = "c-broen"
    await mette.command("tjekind")
    assert mette.sees("1 af 3 har svaret.") and not mette.sees("Ingen svarer")
    await world.at("2026-11-06 12:00")
    assert world.channel.sees("1 af 3 svarede.")
    assert not world.channel.sees("Ringe") and not world.channel.sees("Ingen svarer")
    await freja.press("Læs svarene")
    assert freja.sees("Ingen svarer"), "also when the round has closed"


async def test_how_it_goes_does_not_come_into_the_channel_where_answers_do_not(world: World) -> None:
    *people, _mette = world.make_team("Amira", "Jonas", "Freja", "Emil")
    await people[0].command("tjekind", "spørgsmål")
    await people[0].fill({READERS: "Med det samme, men aldrig i kanalen"})
    await world.at("2026-11-05 09:00")
    for person in people:
        await person.press("Svar")
        await person.fill({MOOD: "4 Godt"})
    await world.at("2026-11-06 12:00")
    assert world.channel.sees("4 af 4 svarede.") and not world.channel.sees("i gennemsnit")
    await people[0].press("Læs svarene")
    assert people[0].sees("Samarbejdet: 4,0 af 5 i gennemsnit."), "to who asks"


async def nameless(world: World, count: int, named: int = 0) -> list[Visitor]:
    people = world.make_team("Amira", "Jonas", "Freja", "Emil", "Sofie")[:-1]
    await people[0].command("tjekind", "spørgsmål")
    await people[0].fill({READERS: NAMELESS})
    await world.at("2026-11-05 09:00")
    for number, person in enumerate(people[:count]):
        await person.press("Svar")
        await person.fill({STEP: f"Skridt {person.name}"})
        assert person.sees("Dit svar vises uden dit navn.")
        if number < named:
            await person.press("Sæt mit navn på")
            assert person.sees("Dit svar vises med dit navn.")
    await world.at("2026-11-06 12:00")
    return people


async def test_without_names_four_are_shown_and_nobody_is_named_by_their_place(world: World) -> None:
    people = await nameless(world, 5, named=1)
    lines = re.findall(r"(?:(\w+): |· )Skridt (\w+)", world.channel.text)
    assert ("Amira", "Amira") in lines and len([one for one in lines if not one[0]]) == 4
    await people[1].press("Læs svarene")
    assert "Amira" in people[1].text


async def test_where_few_are_without_a_name_nobodys_is_shown(world: World) -> None:
    await nameless(world, 5, named=2)
    assert not re.search(r"\w+: Skridt", world.channel.text) and world.channel.text.count("· Skridt") == 5


async def test_three_without_names_are_kept_back(world: World) -> None:
    people = await nameless(world, 3)
    assert not world.channel.sees("Skridt ")
    assert world.channel.sees("3 svar uden navn vises ikke, for der skal være fire.")
    await people[4].press("Læs svarene")
    assert not people[4].sees("Skridt ")
    await people[0].press_action(own(world, "checkins/name", 1, "yes"))
    assert people[0].sees("Det kan jeg ikke finde."), "a name does not come on when the round has closed"


async def test_a_closing_day_that_is_off_gives_way_to_the_next_working_day(world: World) -> None:
    world.make_team("Amira", "Jonas", starts="2027-04-26", ends="2027-07-01")
    amira = world.people["Amira"]
    await amira.command("tjekind", "tid")
    await amira.fill({"Hvornår åbner tjek-ind?": "onsdag", "Hvornår lukker det?": "torsdag"})
    await world.at("2027-05-05 09:00")  # and Thursday 6 May is Kristi himmelfartsdag
    assert world.channel.sees("Åbent til fredag d. 7. maj kl. 12.")
