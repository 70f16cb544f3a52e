"""When it is hard to work together: in private, and nobody is told of anything without a yes."""

from __future__ import annotations

import pytest

from bot.interactions import Ask, Reply
from bot.ui import Action
from storage.conflict import notes, requests
from tests.core.acting import rows_of, said
from tests.visitor import text_of
from tests.world import World


def action(world: World, route: str, *args: str | int) -> Action:
    assert world.team
    return Action.to(route, world.team.id, *args)


async def test_the_step_is_ones_own_and_is_kept_nowhere(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    before = rows_of(world.database)
    await amira.command("samspil", "konflikt")
    assert amira.sees("Hvor er du lige nu?") and amira.sees("Jeg gemmer ikke, hvad du trykker på.")
    for step in ("1 Vi er uenige om noget", "2 Det er blevet personligt", "3 Det vokser"):
        await amira.press(step)
        assert amira.sees("Forbered samtalen")
        await amira.press("Tilbage")
    await amira.press("4 Vi taler ikke sammen mere")
    assert amira.sees("Her er det bedst at tale med et menneske.") and not amira.sees("Forbered samtalen")
    assert amira.sees("Bed Mette om hjælp")
    assert rows_of(world.database) == before and world.channel.posts == 0


async def test_nobody_is_told_before_the_very_words_have_had_a_yes(world: World) -> None:
    amira, jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-03 20:00")
    await amira.command("samspil", "konflikt")
    await amira.press("3 Det vokser")
    await amira.press("Bed Mette om hjælp")
    words = "Amira fra Team Broen beder om hjælp til samarbejdet. Tag kontakt senest næste arbejdsdag."
    assert amira.sees("Mette får den her besked") and amira.sees(words)
    assert amira.sees("ikke trinnet, og ikke det, du har skrevet")
    await amira.press("Nej, ikke nu")
    with world.database.transaction() as tx:
        assert tx.connection.execute(requests.select()).all() == []
    await amira.press("3 Det vokser")
    await amira.press("Bed Mette om hjælp")
    await amira.press("Ja, gør det")
    assert amira.sees("Mette får besked og tager fat i dig senest næste arbejdsdag.")
    assert not mette.inbox.sees(words), "not in the evening"
    await world.at("2026-11-04 08:00")
    assert mette.inbox.sees(words) and mette.inbox.posts == 1
    assert world.channel.posts == 0 and not jonas.inbox.posts
    await mette.press("Jeg tager fat i det")
    assert mette.inbox.sees("Der er givet besked om, at du tager fat i det.")
    assert amira.inbox.sees("Mette tager fat i dig om det, du bad om hjælp til.")


async def test_a_request_that_waits_is_on_the_facilitators_monday_and_on_no_page_of_the_team(
    world: World,
) -> None:
    amira, *_, mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-05 10:00")
    await amira.press_action(action(world, "conflict/help", "yes"))
    await world.at("2026-11-16 08:31")
    words = "nogen bad dig om hjælp"
    assert any(words in text_of(card) for card in mette.inbox.cards)
    await amira.command("samspil", "facilitator")
    assert not amira.sees(words)


async def test_what_one_prepares_is_for_nobody_else(world: World) -> None:
    amira, jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await amira.command("samspil", "konflikt")
    await amira.press("1 Vi er uenige om noget")
    await amira.press("Forbered samtalen")
    assert isinstance(amira.last, Ask) and amira.sees("Kun du kan læse det.")
    await amira.fill({"Hvad har du set eller hørt?": "Vi sprang mit punkt over"})
    assert amira.sees("Vi sprang mit punkt over")
    with world.database.transaction() as tx:
        (kept,) = tx.connection.execute(notes.select()).all()
    assert "punkt" not in kept.sealed
    for other in (jonas, mette):
        await other.press_action(action(world, "conflict/read"))
        assert not other.sees("Vi sprang mit punkt over")
    await amira.command("samspil", "minedata eksport")
    assert amira.sees("Hvad har du set eller hørt? Vi sprang mit punkt over")
    await amira.press_action(action(world, "conflict/read"))
    await amira.press("Slet")
    with world.database.transaction() as tx:
        assert tx.connection.execute(notes.select()).all() == []


async def test_an_empty_preparation_is_no_preparation(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await amira.press_action(action(world, "conflict/prepare"))
    await amira.fill({})
    assert amira.sees("Skriv én linje. Så er det nok.")


async def test_on_the_agenda_without_a_name_and_after_a_yes(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas", "Freja")
    await amira.press_action(action(world, "conflict/agenda", "ask"))
    assert amira.sees("Dit navn står der ikke.")
    await jonas.command("samspil", "dagsorden")
    assert not jonas.sees("når vi er uenige")
    await amira.press("Ja, gør det")
    await jonas.command("samspil", "dagsorden")
    assert jonas.sees("Hvordan vi taler sammen, når vi er uenige") and not jonas.sees("Amira")


@pytest.mark.parametrize("way", ["command", "press"])
async def test_the_card_for_what_is_serious_keeps_nothing_and_tells_nobody(world: World, way: str) -> None:
    amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    before = rows_of(world.database)
    if way == "command":
        await amira.command("samspil", "konflikt akut")
    else:
        await amira.press_action(action(world, "conflict/distress"))
    assert isinstance(amira.last, Reply) and not amira.last.card.actions(), "nothing to press"
    for words in (
        "Ring 112",
        "Kontakt kommunen",
        "Underretningspligten er personlig",
        "skriv til Mette selv",
    ):
        assert words in said(amira.last)
    assert rows_of(world.database) == before, "no row is written"
    await world.at("2026-11-04 12:00")
    assert mette.inbox.posts == 0 and world.channel.posts == 0


async def test_a_team_without_a_facilitator(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja", facilitator="")
    await amira.press_action(action(world, "conflict/step", 4))
    assert amira.sees("Tal med en underviser eller en studievejleder.")
    await amira.press_action(action(world, "conflict/help", "yes"))
    assert amira.sees("Teamet har ingen facilitator lige nu.")
