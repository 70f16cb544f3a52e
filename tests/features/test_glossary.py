"""The glossary: a word, what each profession means by it, and where the team meets it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wordbook
from bot.ui import Action, Card, ChoiceField, plain
from storage.agenda import AgendaStore
from storage.meetings import MeetingStore
from storage.teams import Role
from storage.teams.tables import memberships
from tests.core.crowd import held
from tests.features.test_learning import begun
from tests.security.life import send
from tests.visitor import Visitor, text_of
from tests.world import World

OURS = "Det, vi arbejder med sammen"


def with_profession(world: World, person: Visitor, profession: str) -> None:
    with world.database.transaction() as tx:
        where = memberships.c.person_id == person.person_id
        tx.connection.execute(memberships.update().where(where).values(profession=profession))


async def saved(world: World) -> tuple[Visitor, Visitor, Visitor]:
    """A word from a shared reflection, with two professions' meanings."""
    amira, jonas, mette = await begun(world, "samme-ord-to-betydninger", "Amira", "Jonas")
    with_profession(world, jonas, "socialrådgiver")
    await amira.press("Gem et ord")
    assert amira.sees("din betydning vises med dit fag")
    await amira.fill({"Hvilket ord?": "Sag", "Hvad betyder det i dit fag?": OURS})
    await jonas.command("samspil", "ordbog")
    await jonas.press("Skriv, hvad det betyder i dit fag")
    await jonas.fill({"Hvad betyder det i dit fag?": "En mappe med et nummer"})
    return amira, jonas, mette


async def test_a_word_is_saved_with_each_professions_meaning(world: World) -> None:
    amira, jonas, mette = await saved(world)
    assert jonas.sees(f"sygeplejerske: {OURS}") and jonas.sees("socialrådgiver: En mappe med et nummer")
    assert "Amira:" not in text_of(jonas.private[-1]), "by profession, not by name"
    await amira.command("samspil", "ordbog")
    assert "[Tag ordet ud]" not in text_of(amira.private[-1]), "somebody else has written to it"
    await amira.press("Ret min betydning")
    await amira.fill({"Hvad betyder det i dit fag?": ""})
    await mette.command("samspil", "ordbog sagerne")
    assert not mette.sees(OURS) and mette.sees("En mappe med et nummer")
    await amira.press_action(Action.to("glossary/new", world.team.id))  # type: ignore[union-attr]
    await amira.fill({"Hvilket ord?": "SAG", "Hvad betyder det i dit fag?": "Igen"})
    await amira.command("samspil", "ordbog")
    assert text_of(amira.private[-1]).count("\nSag\n") == 1, "a word is there once"


async def test_a_word_from_the_board_is_picked_and_others_are_asked_what_it_means(world: World) -> None:
    """What the round of professions gathered is there to choose from; the meaning of one's own comes along."""
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    for person, profession in ((amira, "sygeplejerske"), (jonas, "socialrådgiver")):
        with_profession(world, person, profession)
    await world.at("2026-11-10 09:30")
    mette.place = "c-broen"
    assert world.team
    await mette.press_action(Action.to("reflections/open", world.team.id, "faglighedsrunde"))
    await mette.fill({"Skal teksterne vises med navn?": "Med navn"})
    for person, word, meaning in ((amira, "Sag", OURS), (jonas, "Netværk", "Dem, der er tilbage")):
        await person.press("Skriv")
        await send(person, {"ord": word, "betydning": meaning, "share": "shared"})
        if person is amira:
            await amira.press_action(Action.to("glossary/new", world.team.id, "refleksion", 1))
            assert amira.form and len(amira.form.fields) == 2, "nothing has been shown yet"
    await amira.press("Gem et ord")
    picks = next(one for one in amira.form.fields if one.name == "known") if amira.form else None
    assert isinstance(picks, ChoiceField) and [one.label for one in picks.options] == ["Netværk", "Sag"]
    await amira.fill({"Et ord fra runden": "Sag"})
    assert amira.sees(f"sygeplejerske: {OURS}")
    await jonas.press("Gem et ord")
    await jonas.fill({})
    assert jonas.form and "Skriv et ord" in str(jonas.form.errors)
    asked = "Sag står i jeres fagordbog. Hvad betyder det hos dig?"
    await amira.command("samspil", "hjaelp")
    assert not amira.sees(asked)
    await jonas.command("samspil", "hjaelp")
    assert jonas.sees(asked)
    await jonas.press("Skriv, hvad det betyder i dit fag")
    await jonas.fill({"Hvad betyder det i dit fag?": "En mappe"})
    jonas.private.clear()
    await jonas.command("samspil", "hjaelp")
    assert not jonas.sees(asked)


async def test_it_stands_beside_what_is_on_the_agenda_with_that_word(world: World) -> None:
    amira, jonas, _mette = await saved(world)
    assert world.team
    for person, text in ((amira, "Sagerne fra i går"), (jonas, "Årsagen til larmen")):
        await person.command("dagsorden", text)
    said = "Sag i jeres fagordbog: sygeplejerske: Det, vi arbejder med sammen; socialrådgiver: En mappe"
    with world.database.transaction() as tx:
        coming = AgendaStore(tx, world.tenant_id, world.clock.now).coming(world.team.id)
    ids = {item.title: str(item.id) for item in coming}
    await amira.press_action(Action.to("agenda/item", world.team.id, ids["Sagerne fra i går"]))
    await jonas.press_action(Action.to("agenda/item", world.team.id, ids["Årsagen til larmen"]))
    assert amira.sees(said) and not jonas.sees("i jeres fagordbog")
    with world.database.transaction() as tx:
        now = world.clock.now
        meeting_id = held(
            MeetingStore(tx, world.tenant_id, now), world.team.id, amira.person_id, now + timedelta(days=1)
        )
        ctx = world.context(tx, world.team)
        blocks = tuple(world.bot.features.meeting_blocks(ctx, meeting_id))
    assert said in text_of(Card(plain("Mødet"), blocks)), "on the meeting's own card"


async def test_the_partner_reads_it_when_the_team_says_so(world: World) -> None:
    amira, _jonas, _mette = await saved(world)
    assert world.team
    rosa = world.add_person(world.team, "Rosa", Role.partner)
    rosa.place = None
    paper = Action.to("glossary/paper", world.team.id, 0)
    await rosa.home()
    await rosa.press_action(paper)
    assert not rosa.sees("En mappe")
    await amira.command("samspil", "ordbog")
    await amira.press("Vis den for partneren")
    await rosa.home()
    assert rosa.sees("Ord, vi bruger") and rosa.sees("socialrådgiver: En mappe med et nummer")
    await rosa.press_action(paper)
    assert rosa.sees("Fagordbog · Team Broen")
    await amira.press("Fortryd")
    rosa.private.clear()
    await rosa.home()
    await rosa.press_action(paper)
    assert not rosa.sees("En mappe")


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("sag", "Sagerne fra i går", True),
        ("sag", "Hvis sag er det?", True),
        ("sag", "Årsagen til det", False),
        ("sag", "Sagsbehandleren kommer", False),
        ("bud", "Buddet fra kommunen", True),
        ("borger", "Borgerne spørger", True),
        ("mål", "MÅLET for i dag", True),
        ("mål", "Måling af puls", False),
        ("plan", "Planerne", True),
        ("handleplan", "En plan for handling", False),
        ("kerne opgave", "Vores kerne opgaver", True),
        ("kerne opgave", "Opgavens kerne", False),
        ("ro", "Ro på", True),
        ("ro", "Rosa kommer", False),
        ("idé", "En ide til mødet", True),
    ],
)
def test_danish_words_are_found_with_their_endings_and_nowhere_else(
    word: str, text: str, there: bool
) -> None:
    assert wordbook.stands_in(word, text) is there


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_word_with_letters_is_found_where_it_stands_alone(word: str, before: str, after: str) -> None:
    found = wordbook.stands_in(word, f"{before} {word} {after}")
    assert found is bool(wordbook.tokens(word))
