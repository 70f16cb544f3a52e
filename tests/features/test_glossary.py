"""The glossary: a word, what each profession means by it, and where the team meets it again."""

from __future__ import annotations

from datetime import timedelta

from bot import wordbook
from bot.ui import Action, Card, ChoiceField, Text, plain
from storage.agenda import AgendaStore
from storage.glossary import GlossaryStore
from storage.meetings import MeetingStore
from storage.teams import Role, TeamStore
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


async def test_saving_a_word_again_takes_nobodys_meaning_away(world: World) -> None:
    """Only the form that shows one's meaning empties it."""
    amira, _jonas, _mette = await saved(world)
    assert world.team
    await amira.press_action(Action.to("glossary/new", world.team.id))
    await amira.fill({"Hvilket ord?": "sag", "Hvad betyder det i dit fag?": ""})
    assert amira.sees(f"sygeplejerske: {OURS}")
    word = str(saved_word(world))
    await amira.press_action(Action.to("glossary/mean", world.team.id, word))
    await amira.fill({"Hvad betyder det i dit fag?": ""})
    assert OURS not in text_of(amira.private[-1])


def saved_word(world: World) -> int:
    assert world.team
    with world.database.transaction() as tx:
        [word] = GlossaryStore(tx, world.tenant_id, world.clock.now).words(world.team.id)
    return word.id


async def board_of_words(world: World, names: str, *answers: tuple[str, str, str]) -> list[Visitor]:
    """The round of professions, shown: (who, word, meaning) each."""
    people = world.make_team(*(who for who, _word, _meaning in answers))
    *members, mette = people
    await world.at("2026-11-10 09:30")
    mette.place = "c-broen"
    assert world.team
    await mette.press_action(Action.to("reflections/open", world.team.id, "faglighedsrunde"))
    await mette.fill({"Skal teksterne vises med navn?": names})
    for person, (_who, word, meaning) in zip(members, answers, strict=True):
        await person.press("Skriv")
        await send(person, {"ord": word, "betydning": meaning, "share": "shared"})
    return people


async def test_what_was_edited_later_is_not_overwritten_by_what_stands_on_the_board(world: World) -> None:
    amira, jonas, _mette = await board_of_words(
        world, "Med navn", ("Amira", "Sag", OURS), ("Jonas", "Netværk", "Dem, der er tilbage")
    )
    await amira.press("Gem et ord")
    await amira.fill({"Et ord fra runden": "Sag"})
    await amira.press("Ret min betydning")
    await amira.fill({"Hvad betyder det i dit fag?": "Det, der har et nummer"})
    await jonas.press("Gem et ord")
    await jonas.fill({"Et ord fra runden": "Sag"})
    await amira.press_action(Action.to("glossary/new", world.team.id, "refleksion", 1))  # type: ignore[union-attr]
    await amira.fill({"Et ord fra runden": "Sag"})
    said = text_of(amira.private[-1])
    assert "Det, der har et nummer" in said and OURS not in said


async def test_what_stands_without_names_is_put_under_nobodys_profession(world: World) -> None:
    words = ("Sag", "Netværk", "Plan", "Borger")
    names = ("Amira", "Jonas", "Freja", "Emil")
    amira, *_ = await board_of_words(
        world,
        "Uden navn, hvis mindst fire deler",
        *((name, word, f"{word} hos mig") for name, word in zip(names, words, strict=True)),
    )
    await amira.press("Gem et ord")
    await amira.fill({"Et ord fra runden": "Sag"})
    assert "Gemt i fagordbogen\nSag\nIngen har skrevet, hvad det betyder, endnu." in text_of(
        amira.private[-1]
    )


async def test_what_is_too_long_to_be_a_word_is_not_offered(world: World) -> None:
    long = "den koordinerende samtale mellem kommunen og foreningen om den enkelte borger"
    amira, _jonas, _mette = await board_of_words(
        world, "Med navn", ("Amira", long, "For lang"), ("Jonas", "Netværk", "Dem, der er tilbage")
    )
    await amira.press("Gem et ord")
    picks = next(one for one in amira.form.fields if one.name == "known") if amira.form else None
    assert isinstance(picks, ChoiceField) and [one.label for one in picks.options] == ["Netværk"]


async def test_a_full_glossary_is_printed(world: World) -> None:
    """Eight who wrote as much as they may to each of a page's words, and more words than one page holds."""
    names = ("Amira", "Jonas", "Freja", "Emil", "Sofie", "Ida", "Noor", "Ali")
    amira, *_ = people = world.make_team(*names)
    assert world.team
    with world.database.transaction() as tx:
        store = GlossaryStore(tx, world.tenant_id, world.clock.now)
        for number in range(20):
            word = f"{number:02} " + "o" * 57
            word_id = store.add(world.team.id, word, word, "", amira.person_id)
            for person in people[:8]:
                store.mean(word_id, person.person_id, "p" * 60, "b" * 300)
    seen = 0
    for page in range(20):
        await amira.press_action(Action.to("glossary/paper", world.team.id, page))
        seen += text_of(amira.private[-1]).count("ooo\n")
        if "[Næste]" not in text_of(amira.private[-1]):
            break
    assert seen == 20
    await amira.command("samspil", "ordbog")
    assert amira.sees("bbb")


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


async def test_what_is_said_for_the_partner_is_not_for_a_citizen(world: World) -> None:
    amira, _jonas, _mette = await saved(world)
    assert world.team
    kurt = world.add_person(world.team, "Kurt", Role.guest)
    await amira.command("dagsorden", "Sagerne fra i går")
    await amira.command("samspil", "ordbog")
    await amira.press("Vis den for partneren")
    assert "i jeres fagordbog" not in beside(world), "he reads what stands in the team's chat"
    kurt.place = None
    await kurt.home()
    await kurt.press_action(Action.to("glossary/paper", world.team.id, 0))
    assert not kurt.sees("En mappe") and not kurt.sees("Ord, vi bruger")


def beside(world: World) -> str:
    """What the glossary says on the card of the team's next meeting."""
    assert world.team
    with world.database.transaction() as tx:
        team = TeamStore(tx, world.tenant_id, world.clock.now).team(
            world.team.id
        )  # with its settings as they are now
        assert team
        ctx = world.context(tx, team)
        return "\n".join(
            one.plain for one in wordbook.beside(ctx, "Sagerne fra i går") if isinstance(one, Text)
        )


async def test_a_glossary_that_is_off_shows_itself_nowhere(world: World) -> None:
    amira, _jonas, _mette = await saved(world)
    assert world.team
    rosa = world.add_person(world.team, "Rosa", Role.partner)
    await amira.command("samspil", "ordbog")
    await amira.press("Vis den for partneren")
    assert "En mappe" in beside(world)
    await amira.press_action(Action.to("teams/parts", world.team.id))
    await amira.fill({"Det bruger vi": ("Tjek-ind", "Refleksion")})
    assert not beside(world)
    rosa.place = None
    await rosa.home()
    await rosa.press_action(Action.to("glossary/paper", world.team.id, 0))
    assert not rosa.sees("Ord, vi bruger") and not rosa.sees("En mappe")
