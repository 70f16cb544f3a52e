"""The contract: worded, sent, signed, approved, returned, on paper."""

from __future__ import annotations

from bot.events import MemberLeft
from bot.ui import Action, Text
from storage.teams import TeamStore
from tests.features.contract_sessions import AMBITION, REPLIES, approved, newest, on_card, sent, signed, write
from tests.features.contract_sessions import features as features
from tests.features.contract_sessions import team as team
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor
from tests.world import World

# ---- from a wording to a contract


async def test_it_is_written_signed_and_approved(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await jonas.command("kontrakt")
    assert "Ambition\nHvad vil I nå sammen" in newest(jonas) and newest(jonas).count("[Skriv]") == 5
    await jonas.press_action(Action.to("contract/write", 1, "ambition", 0))
    assert jonas.form and "kan bruge, når forløbet er slut" in str(jonas.form.fields[0]), (
        "a page is never empty"
    )
    assert jonas.sees("Det er et forslag. Ret det til") and jonas.sees("Teamet og Mette kan læse det.")
    await fill(jonas, {"text": AMBITION})
    assert "Ét punkt har fået en ordlyd." in on_card(world)
    await write(amira, "replies", REPLIES)
    assert "2 punkter har fået en ordlyd." in on_card(world)
    await amira.press("Send til underskrift")
    assert "0 af 2 har skrevet under" in on_card(world)
    await jonas.press("Læs og skriv under")
    assert f"2. Svartid og aftaler\n{REPLIES}" in newest(jonas)
    await jonas.press("Skriv under")
    assert "Tak. Du har skrevet under på version 1" in newest(jonas)
    assert "1 af 2 har skrevet under" in on_card(world) and "Jonas" not in on_card(world)
    await amira.press("Læs og skriv under")
    await amira.press("Skriv under")
    assert "Alle har skrevet under på version 1. Nu læser Mette den." in on_card(world)
    assert not mette.inbox.posts, "her list comes in the morning"
    await world.at("2026-11-03 08:30")
    assert mette.inbox.sees("Team Broen er klar med sin samarbejdskontrakt")
    await mette.press("Læs og godkend")
    await mette.press("Godkend kontrakten")
    assert "Mette har godkendt jeres samarbejdskontrakt" in on_card(world)
    assert (
        "Version 1 gælder fra tirsdag d. 3. november, og I ser på den igen i uge 48. Godt arbejde."
        in on_card(world)
    )
    assert "ingen kontrakter, der venter" in mette.inbox.text
    await jonas.command("kontrakt")
    await jonas.press("Læs den")
    assert "Skrevet under af Amira og Jonas. Godkendt tirsdag d. 3. november." in newest(jonas)


# ---- a new version


async def test_a_new_version_shows_what_is_new_and_needs_one_press(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await approved(world, team)
    await write(jonas, "replies", "Vi svarer inden for tre dage.")
    assert "Version 1 gælder" in on_card(world), "an edit gathers in the draft"
    await jonas.press("Send til underskrift")
    assert "Kontrakten er ændret: version 2" in on_card(world)
    assert "2. Svartid og aftaler\nVi svarer inden for tre dage." in on_card(world)
    assert "Ambition" not in on_card(world), "only what is new"
    (card,) = [one for one in world.channel.cards if "version 2" in one.title.plain]
    bold = [
        span.text for block in card.blocks if isinstance(block, Text) for span in block.spans if span.bold
    ]
    assert bold == ["2", ". ", "Svartid og aftaler", "tre"]
    await amira.command("kontrakt")
    assert "Indtil da gælder version 1." in newest(amira)
    for person in (jonas, amira):
        await person.press("Stadig ok")
    await world.at("2026-11-03 08:30")
    assert mette.inbox.sees(
        "Alle har skrevet under på version 2. Siden sidst er punkt 2 (Svartid og aftaler) ændret."
    )
    await mette.press("Læs og godkend")
    assert f"2. Svartid og aftaler (ændret)\nVi svarer inden for tre dage.\nFør: {REPLIES}" in newest(mette)
    await mette.press("Godkend kontrakten")
    assert "Version 2 gælder" in on_card(world)
    await jonas.press_action(Action.to("contract/sign", 1, 1))
    assert jonas.sees("Kontrakten er ændret siden.")


async def test_the_same_is_not_sent_twice_and_an_empty_one_not_at_all(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, _mette = team
    await jonas.press_action(Action.to("contract/send", 1))
    assert jonas.sees("Skriv mindst ét punkt")
    await sent(world, team)
    await jonas.press_action(Action.to("contract/send", 1))
    assert jonas.sees("Der er ikke ændret noget, siden I sendte den sidst.")
    await amira.press_action(Action.to("contract/back", 1, 1))
    assert "2 punkter har fået en ordlyd." in newest(amira) and "Læs og skriv med" in on_card(world)
    await amira.press_action(Action.to("contract/sign", 1, 1))
    assert amira.sees("Kontrakten er ændret siden.")


async def test_it_comes_back_with_a_comment(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await sent(world, team)
    await signed(world, team)
    await amira.press("Fortryd")
    assert "1 af 2 har skrevet under" in on_card(world), "until it is approved"
    await world.at("2026-11-03 08:30")
    assert not mette.inbox.sees("er klar med sin samarbejdskontrakt")
    await amira.press_action(Action.to("contract/sign", 1, 1))
    await mette.press_action(Action.to("contract/return", 1, 1))
    assert mette.sees("Alle i Team Broen kan læse det.")
    await fill(mette, {"comment": "Hvad gør I, hvis to er væk?"})
    assert "Kontrakten er kommet tilbage" in on_card(world) and "Hvad gør I, hvis to er væk?" in on_card(
        world
    )
    await jonas.command("kontrakt")
    assert "Mette skriver:\nHvad gør I, hvis to er væk?" in newest(jonas)
    await jonas.press("Send til underskrift")
    assert "klar til underskrift" in on_card(world), "also when they answer otherwise than by changing it"
    assert world.channel.posts == 1, "one card that changes"


async def test_after_a_week_with_those_who_have_signed_and_the_others_on_return(world: World) -> None:
    jonas, amira, freja, mette = team = world.make_team("Jonas", "Amira", "Freja")
    await sent(world, [jonas, amira, mette])
    await signed(world, [jonas, amira, mette])
    await mette.press_action(Action.to("contract/approve", 1, 1))
    assert mette.sees("Den kan godkendes, når alle har skrevet under, eller en uge efter")
    await world.at("2026-11-10 08:30")
    assert mette.inbox.sees("2 af 3 har skrevet under på version 1. Du kan godkende den med dem.")
    assert "Freja" not in mette.inbox.text and "Freja" not in on_card(world)
    await mette.press("Læs og godkend")
    await mette.press("Godkend kontrakten")
    assert "2 af 3 har skrevet under." in on_card(world)
    await jonas.press_action(Action.to("contract/read", 1, 1, 0))
    assert "2 af 3 har skrevet under. Godkendt" in newest(jonas) and "Skrevet under af" not in newest(jonas)
    await freja.command("hjaelp")
    assert "der er plads til din underskrift" in newest(freja)
    await freja.press("Læs og skriv under")
    await freja.press("Skriv under")
    assert "Så er du med." in newest(freja) and "af 3" not in on_card(world)
    assert len(team) == 4


async def test_a_paper_contract_is_one_press(world: World, team: list[Visitor]) -> None:
    jonas, _amira, mette = team
    await jonas.command("kontrakt")
    await jonas.press("Vi har den på papir")
    assert "I har kontrakten på papir. Mette er spurgt, om den er god." in on_card(world)
    await jonas.press("Træk den tilbage")
    assert "Der er ikke skrevet nogen punkter endnu." in on_card(world)
    await jonas.press_action(Action.to("contract/paper", 1))
    await world.at("2026-11-03 08:30")
    assert mette.inbox.sees("De har den på papir, og alle har skrevet under.")
    await mette.press("Godkend kontrakten")
    assert "Kontrakten er på papir og gælder fra tirsdag d. 3. november." in on_card(world)


async def test_a_facilitators_own_press_approves_the_paper(world: World, team: list[Visitor]) -> None:
    *_, mette = team
    await mette.press_action(Action.to("contract/paper", 1))
    assert "Mette har godkendt" in on_card(world)


async def test_where_nobody_facilitates_the_last_signature_is_enough(world: World) -> None:
    jonas, amira = world.make_team("Jonas", "Amira", facilitator="")
    await sent(world, [jonas, amira, jonas])
    await jonas.press_action(Action.to("contract/sign", 1, 1))
    with world.database.transaction() as tx:
        assert world.team
        TeamStore(tx, world.tenant_id, world.clock.now).leave(1, amira.person_id)
        world.context(tx, world.team).announce(MemberLeft(1, amira.person_id))
    await world.settle()
    assert "Jeres samarbejdskontrakt gælder" in on_card(world), "who has left is not waited for"


# ---- writing it together


async def test_two_write_at_once_and_nothing_is_lost(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    for person in (jonas, amira):
        await person.press_action(Action.to("contract/write", 1, "roles", 0))
    await fill(jonas, {"text": "Vi skifter hver uge."})
    await fill(amira, {"text": "Vi skifter hver gang."})
    assert "Din ordlyd er gemt\nJonas har skrevet på samme punkt imens:\nVi skifter hver uge." in newest(
        amira
    )
    await amira.press("Brug den i stedet")
    assert "Roller\nVi skifter hver uge." in newest(amira)
    await amira.press("Se tidligere ordlyd")
    assert "Vi skifter hver gang." in newest(amira)
    await amira.press("Tag punktet ud")
    assert "Vi skifter" not in newest(amira)
    await jonas.choose("Tag et punkt mere med", "Feedback")
    await fill(jonas, {})
    assert "Feedback\nVi slutter hvert møde" in newest(jonas)
    await mette.press_action(Action.to("contract/draft", 1, 1))
    assert "Feedback" in newest(mette) and "[Ret]" not in newest(mette), "a facilitator reads along"
    await mette.press_action(Action.to("contract/write", 1, "roles", 0))
    assert mette.sees("Det kan du ikke gøre her.")
