"""Reflection, deep: alone, by themes, worked on step by step, and on boards."""

from __future__ import annotations

from bot.ui import Action
from tests.features.test_reflections import everything_in, opened, write
from tests.security.life import send
from tests.visitor import Visitor
from tests.world import World

SECRET = "Jeg var bange for at sige det højt"


async def answer(person: Visitor, world: World, text: str = "Ordet sag") -> None:
    await person.press("Skriv")
    await send(person, {"text": text, "share": "shared"})


async def test_anybody_reflects_alone_and_nobody_else_reads_it(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    posts = world.channel.posts
    await amira.command("refleksion", "alene møder")
    assert amira.sees("Et spørgsmål til dig")
    await amira.press("Vis en anden")
    await amira.press("Skriv")
    assert amira.sees("Kun du kan læse det.")
    await amira.fill({"Din tekst": SECRET})
    assert amira.sees("Gemt. Kun du kan læse den.")
    await mette.command("refleksion", "alene")
    await mette.press("Brug mit eget spørgsmål")
    await mette.fill({"Hvad vil du tænke over?": "Hvornår går jeg?", "Din tekst": "Før de er klar"})
    assert world.channel.posts == posts
    assert SECRET not in everything_in(world.database) and "Før de" not in everything_in(world.database)
    await amira.press("Ret")
    await amira.fill({"Din tekst": f"{SECRET}, men gjorde det"})
    for person in (jonas, mette):
        await person.command("refleksion", "mine")
        assert not person.sees(SECRET)
    assert mette.sees("Hvornår går jeg?")
    await amira.command("refleksion", "mine")
    assert amira.sees("men gjorde det")
    await jonas.press_action(Action.to("reflections/rewrite", 1))
    assert not jonas.sees(SECRET)
    await amira.press("Slet")
    amira.private.clear()
    await amira.command("refleksion", "mine")
    assert amira.sees("Du har ikke skrevet nogen endnu.")


async def test_a_question_written_on_is_not_asked_again(world: World) -> None:
    amira, _mette = world.make_team("Amira")
    asked = set()
    for _ in range(3):
        await amira.command("refleksion", "alene effekt")
        title = amira.private[-1].blocks[0].plain  # type: ignore[union-attr]
        assert title not in asked
        asked.add(title)
        await amira.press("Skriv")
        await amira.fill({"Din tekst": "Én linje"})


async def test_each_theme_opens_as_three_buttons_and_the_last_opens_our_tool(world: World) -> None:
    amira, mette = world.make_team("Amira")
    await amira.command("samspil", "tema")
    await amira.press("Møder")
    await amira.press("Få lidt viden")
    assert amira.sees("på emu.dk") and not amira.sees("[Læs mere]"), "no address is known that stays"
    await amira.press("Tilbage til temaet")
    await amira.press("Gør noget ved det")
    await amira.press("Se rollerne")
    assert not amira.sees("Den kender jeg ikke") and not amira.sees("Det gik ikke")
    await amira.command("samspil", "tema effekt")
    await amira.press("Tænk over det")
    await amira.press("Skriv for dig selv")
    assert amira.sees("Et spørgsmål til dig")
    await mette.command("samspil", "tema effekt")
    await mette.press("Tænk over det")
    assert mette.sees("[Skriv for dig selv] [Åbn for teamet]")


async def begun(world: World, prompt: str, *names: str) -> list[Visitor]:
    """A round on this prompt, with names, in which everybody has shared."""
    people = world.make_team(*names)
    await world.at("2026-11-10 09:30")
    mette = people[-1]
    mette.place = "c-broen"
    assert world.team
    await mette.press_action(Action.to("reflections/open", world.team.id, prompt))
    await mette.fill({"Skal teksterne vises med navn?": "Med navn"})
    for person in people[:-1]:
        await answer(person, world)
    return people


async def test_pairs_then_fours_then_all_on_the_one_card(world: World) -> None:
    amira, *_ = await begun(world, "for-dem-eller-med-dem", "Amira", "Jonas", "Freja", "Emil", "Sofie", "Ida")
    posts = world.channel.posts
    await amira.press("Tal om det, trin for trin")
    assert world.channel.sees("Trin 1 af 3. Tal sammen to og to") and world.channel.sees("Til kl. 9.34.")
    pairs = next(line for line in world.channel.text.split("\n") if " · " in line and " og " in line)
    assert len(pairs.split(" · ")) == 3
    old = Action.to("reflections/step", world.team.id, 1, 1)  # type: ignore[union-attr]
    await world.at("2026-11-10 09:35")
    assert world.channel.sees("Tiden er gået.")
    await amira.press("Næste trin")
    assert world.channel.sees("Trin 2 af 3. Gå sammen med et andet par")
    await amira.press_action(old)
    assert world.channel.sees("Trin 2 af 3."), "an old press changes nothing"
    await amira.press("Næste trin")
    await amira.press("Vi er færdige")
    assert not world.channel.sees("Trin ") and world.channel.posts == posts


async def test_a_round_in_writing_builds_on_what_others_wrote(world: World) -> None:
    amira, jonas, _mette = await begun(world, "det-kunne-vaere-skrevet", "Amira", "Jonas")
    await amira.press("Tal om det, trin for trin")
    await jonas.press("Skriv en linje")
    assert jonas.sees("Den vises på kortet med dit fornavn")
    await jonas.fill({"Din linje": "Det kunne referatet også"})
    assert world.channel.sees("Jonas: Det kunne referatet også")
    line = Action.to("reflections/line", world.team.id, 1)  # type: ignore[union-attr]
    await amira.press("Næste trin")
    await jonas.press_action(line)
    assert jonas.sees("Det trin er forbi.")


async def test_the_three_houses_as_a_board_of_the_team(world: World) -> None:
    people = world.make_team("Amira", "Jonas", "Freja", "Emil")
    amira, jonas, freja, emil, mette = people
    await world.at("2026-11-10 09:30")
    mette.place = "c-broen"
    await mette.command("samspil", "trehuse")
    assert mette.sees("Felter: Bekymringernes hus · Det gode hus")
    await mette.press("Åbn for teamet")
    await mette.fill({})
    for person, worry in ((amira, "Tiden er knap"), (jonas, "Vi ses for lidt")):
        await person.press("Skriv")
        await send(person, {"bekymringer": worry, "virker": "Vi griner", "share": "shared"})
    assert "Tiden er knap" not in everything_in(world.database)
    await freja.press("Skriv")
    await send(freja, {"droemme": "En fast dag", "share": "kept"})
    await freja.command("refleksion", "mine")
    assert freja.sees("Drømmenes hus: En fast dag")
    await emil.press("Skriv")
    await send(emil, {"share": "shared"})
    assert emil.sees("Det er fint. Du tæller med som klar."), "nothing written is to pass"
    for person in (amira, jonas):  # two are too few for no names
        await person.press("Ja, vis den")
    assert world.channel.sees("Jeres tavle, felt for felt.")
    board = world.channel.text.split("Bekymringernes hus")[1]
    assert "• Tiden er knap" in board and "• Vi ses for lidt" in board and "En fast dag" not in board
    assert "Amira" not in board


async def test_words_that_are_shared_are_still_whole_behind_the_card(world: World) -> None:
    amira, jonas, _mette = await opened(world, "Amira", "Jonas", with_names=True)
    await write(amira, "A" * 1200)
    await write(jonas, "B" * 1200)
    await amira.press("Tal om det, trin for trin")
    await amira.press("Læs alt")
    assert amira.sees("A" * 1200)
