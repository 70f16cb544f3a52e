"""The contract and what comes of it: the clock, what points at it, letters, who leaves."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from bot import clauses, contract
from bot.erasure import erase
from bot.events import TeamReady
from bot.ui import Action
from storage.checkins import CheckinStore
from storage.contract import ContractStore
from storage.database import Transaction
from storage.tables import metadata
from storage.teams import Team, TeamStore
from tests.features.contract_sessions import (
    AMBITION,
    approved,
    everything,
    newest,
    on_card,
    sent,
    signed,
)
from tests.features.contract_sessions import features as features
from tests.features.contract_sessions import team as team
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor
from tests.world import World

# ---- the clock


async def test_reminders_on_day_three_and_six_are_private_and_for_who_has_something_to_do(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, mette = team
    await jonas.press_action(Action.to("guide/begin", 1))
    await world.at("2026-11-05 10:00")
    for person in (jonas, amira):
        assert person.inbox.sees(f"Hej {person.name}. I er i gang med jeres samarbejdskontrakt.")
    assert not world.channel.sees("samarbejdskontrakt") and not mette.inbox.sees("samarbejdskontrakt")
    await amira.press("Ingen påmindelser om kontrakten")
    before = {person.name: person.inbox.posts for person in (jonas, amira)}
    await world.at("2026-11-09 10:00")  # day 6 is a Sunday
    assert jonas.inbox.posts == before["Jonas"] + 1 and amira.inbox.posts == before["Amira"]
    await sent(world, team)
    await jonas.press_action(Action.to("contract/sign", 1, 1))
    await amira.press("Send dem igen")
    posts = {person.name: person.inbox.posts for person in (jonas, amira)}
    await world.at("2026-11-12 10:00")
    assert amira.inbox.sees("Jeres samarbejdskontrakt er klar, og der er plads til din underskrift.")
    assert amira.inbox.posts > posts["Amira"] and not jonas.inbox.sees("plads til din underskrift")
    await amira.press_action(Action.to("contract/sign", 1, 1))
    assert not amira.inbox.sees("plads til din underskrift"), "gone when it is done"


async def test_halfway_the_team_looks_at_it_again(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await approved(world, team)
    await world.at("2026-11-26 09:00")
    assert world.channel.sees("Midtvejs: holder jeres kontrakt?\nHvad vil I beholde, ændre eller droppe?")
    assert world.channel.sees("Ambition · Svartid og aftaler\n0 af 2 siger, at den stadig er ok")
    await jonas.command("samspil", "dagsorden")
    assert "Kontrakten midtvejs: behold, ændr eller drop" in newest(jonas)
    await world.at("2026-12-07 08:30")
    await mette.command("samspil", "facilitator")
    assert mette.sees("de har ikke set på kontrakten, siden de blev spurgt")
    await jonas.press_action(Action.to("contract/still", 1, 1))
    await mette.command("samspil", "facilitator")
    assert "kontrakten" not in newest(mette), "of two one has; the other is not the team"
    await amira.press_action(Action.to("contract/still", 1, 1))
    assert world.channel.sees("I har set på kontrakten igen.")
    await jonas.command("samspil", "dagsorden")
    assert "Kontrakten midtvejs" not in newest(jonas)


async def test_monday_hears_of_a_contract_that_stands_still(world: World, team: list[Visitor]) -> None:
    jonas, amira, mette = team
    await world.at("2026-11-09 08:30")
    await mette.command("samspil", "facilitator")
    assert mette.sees("de har ikke en samarbejdskontrakt endnu. Foreslå 20 minutter om ambition")
    await sent(world, team)
    await signed(world, team)
    await world.at("2026-11-12 09:00")
    await mette.command("samspil", "facilitator")
    assert mette.sees("deres samarbejdskontrakt har ventet på dig siden mandag d. 9. november.")
    await mette.press_action(Action.to("contract/approve", 1, 1))
    await mette.command("samspil", "facilitator")
    assert "deres samarbejdskontrakt er på plads." in newest(mette)
    assert jonas and amira


# ---- what points at it


async def test_agreements_and_checkins_point_at_its_points(world: World, team: list[Visitor]) -> None:
    jonas, *_ = team
    await approved(world, team)
    await jonas.command("aftale", "Ring til foreningen fre uge 46")
    await fill(jonas, {})
    await jonas.press("Se mere")
    await jonas.choose("Knyt den til kontrakten", "2. Svartid og aftaler")
    assert 'Aftalen bygger nu på punktet "Svartid og aftaler"' in newest(jonas)
    await jonas.press("Se mere")
    assert "Bygger på kontrakten: 2. Svartid og aftaler" in newest(jonas)
    await jonas.command("kontrakt")
    await jonas.choose("Spørg til et punkt ved tjek-ind", "2. Svartid og aftaler")
    await world.at("2026-11-05 09:00")
    await jonas.press("Svar")
    assert jonas.form and "Holdt vi §2, Svartid og aftaler?" in [one.label for one in jonas.form.fields]
    with world.database.transaction() as tx:
        plan_own = ("Holdt vi A?", "Holdt vi B?")
        store = CheckinStore(tx, world.tenant_id, world.clock.now)
        first = store.first(1)
        store.change(first, settings={**first.settings, "own": list(plan_own)})
    await jonas.press_action(Action.to("contract/question", 1, "ambition"))
    assert jonas.sees("Tjek-ind har allerede to af jeres egne spørgsmål.")


async def test_nobody_is_told_that_something_does_not_hold_before_a_yes(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, mette = team
    await approved(world, team)
    quiet = (world.channel.text, mette.inbox.text, amira.inbox.text)
    await jonas.command("kontrakt")
    await jonas.press("Noget holder ikke")
    await jonas.choose("Punkt", "2. Svartid og aftaler")
    assert "1. Tal først med den, det handler om." in newest(jonas)
    await jonas.press("Få hjælp til samtalen")
    await jonas.press("Se de andre trin")
    await jonas.press("Sæt punktet på dagsordenen")
    assert (
        "Kontrakten, punkt 2 (Svartid og aftaler): hvordan går det?\nDit navn står ikke ved det."
        in newest(jonas)
    )
    await jonas.press("Nej, ikke nu")
    await jonas.press("Bed Mette om en snak")
    assert "Det her får Mette at vide" in newest(jonas)
    assert (world.channel.text, mette.inbox.text, amira.inbox.text) == quiet
    with world.database.transaction() as tx:
        assert not list(tx.connection.execute(metadata.tables["contract_concern"].select()))
    await world.at("2026-11-03 10:00")
    await jonas.press("Ja, gør det")
    assert mette.inbox.sees(
        'Jonas i Team Broen vil gerne tale med dig om "Svartid og aftaler" i deres kontrakt.'
    )
    await mette.press("Jeg tager fat i det")
    assert jonas.inbox.sees('Mette tager fat i dig om "Svartid og aftaler". Kun I to ved det.')
    assert "snak" not in amira.text and "snak" not in world.channel.text
    await jonas.press_action(Action.to("contract/raise", 1, "replies", "yes"))
    await amira.command("samspil", "dagsorden")
    assert "Kontrakten, punkt 2 (Svartid og aftaler): hvordan går det?" in newest(amira)
    assert "Jonas" not in newest(amira)


# ---- letters


LETTER = "kanariefugl: at jeg turde spørge"


async def test_letters_are_sealed_until_the_last_week_and_then_shown_together(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, mette = team
    await sent(world, team)
    await signed(world, team)
    await jonas.press("Skriv brevet til sidste uge")
    assert jonas.sees("Ingen kan læse det før mandag d. 14. december, heller ikke du.")
    await fill(jonas, {"line": LETTER})
    await amira.press("Skriv brevet til sidste uge")
    await fill(amira, {"line": "At vi bliver venner"})
    await jonas.press_action(Action.to("contract/open", 1))
    assert jonas.sees("Brevet er lukket til den sidste uge.")
    assert LETTER not in everything(world.database, but=("draft",))
    await world.at("2026-12-14 09:00")
    assert jonas.inbox.sees("Hej Jonas. Mandag d. 2. november skrev du en linje, som")
    assert LETTER not in everything(world.database, but=("draft",)), "nor in what is sent"
    await jonas.press("Åbn brevet")
    assert LETTER in newest(jonas)
    await jonas.press("Del med teamet")
    assert not world.channel.sees(LETTER), "they come together"
    await amira.press("Åbn brevet")
    await amira.press("Behold for mig selv")
    assert world.channel.sees(f"{LETTER}\nJonas") and not world.channel.sees("venner")
    assert not mette.inbox.sees("venner") and not mette.inbox.sees(LETTER)
    await amira.press_action(Action.to("contract/choose", 1, "shared"))
    assert amira.sees("Det, I har delt, er vist.")


async def test_a_letter_is_found_without_the_message_that_asks_about_it(
    world: World, team: list[Visitor]
) -> None:
    """That one may never be sent, and goes away when the letters are shown."""
    jonas, amira, _mette = team
    for person in (jonas, amira):
        await person.press_action(Action.to("contract/letter", 1))
        await fill(person, {"line": f"{LETTER}, {person.name}"})
    await jonas.command("kontrakt")
    assert "Ret brevet til sidste uge" in newest(jonas), "the draft is all there is, and has it too"
    await approved(world, team)
    await jonas.command("kontrakt")
    assert "Ret brevet til sidste uge" in newest(jonas)
    await jonas.command("samspil", "hjaelp")
    assert "Dit brev" not in newest(jonas), "nothing to do about it yet"
    world.delivers = False
    await world.at("2026-12-14 09:30")
    await jonas.command("samspil", "hjaelp")
    assert "Dit brev til sidste uge kan åbnes." in newest(jonas)
    await jonas.press("Åbn brevet")
    await jonas.press("Behold for mig selv")
    await jonas.command("samspil", "hjaelp")
    assert "Dit brev" not in newest(jonas), "it is chosen"
    await world.at("2026-12-17 12:00")
    await amira.command("samspil", "hjaelp")
    assert "Dit brev til sidste uge ligger her stadig." in newest(amira)
    for person in (jonas, amira):
        await person.command("kontrakt")
        await person.press("Åbn brevet til sidste uge")
        assert f"{LETTER}, {person.name}" in newest(person)
    await amira.press("Slet brevet")
    await amira.command("kontrakt")
    assert "brevet" not in newest(amira)


async def test_letters_come_also_when_the_course_is_made_shorter(world: World, team: list[Visitor]) -> None:
    """Its last week is over before anybody knew, and they are shown on its last day at the latest."""
    jonas, amira, _mette = team
    for person in (jonas, amira):
        await person.press_action(Action.to("contract/letter", 1))
        await fill(person, {"line": f"{LETTER}, {person.name}"})
    await world.at("2026-11-26 10:00")
    with world.database.transaction() as tx:
        tx.connection.execute(metadata.tables["course"].update().values(ends_on=date(2026, 11, 26)))
        ready = world.context(tx, team_in(world, tx))
        ready.announce(TeamReady(1))
    await world.at("2026-11-26 10:05")
    await jonas.press("Åbn brevet")
    await jonas.press("Del med teamet")
    await world.at("2026-11-26 12:00")
    assert world.channel.sees(f"{LETTER}, Jonas") and not world.channel.sees("Amira")


def team_in(world: World, tx: Transaction) -> Team:
    team = TeamStore(tx, world.tenant_id, world.clock.now).team(1)
    assert team
    return team


async def test_what_nobody_answers_is_kept(world: World, team: list[Visitor]) -> None:
    jonas, *_ = team
    await jonas.press_action(Action.to("contract/letter", 1))
    await fill(jonas, {"line": LETTER})
    await world.at("2026-12-16 12:00")
    assert not world.channel.sees("Brevene") and not jonas.inbox.sees("Dit brev")
    await jonas.press_action(Action.to("contract/open", 1))
    assert LETTER in newest(jonas) and "Del med teamet" not in newest(jonas)
    await jonas.press("Slet brevet")
    await jonas.press_action(Action.to("contract/open", 1))
    assert jonas.sees("Det kan jeg ikke finde.")


async def test_somebody_erased_leaves_the_contract_whole(world: World, team: list[Visitor]) -> None:
    jonas, amira, _mette = team
    await approved(world, team)
    await jonas.press_action(Action.to("contract/letter", 1))
    await fill(jonas, {"line": LETTER})
    await jonas.press_action(Action.to("contract/concern", 1, "replies", "yes"))
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        rows = dict(contract.feature.personal_data.export(ctx, jonas.person_id))  # type: ignore[union-attr]
        assert rows["Dit brev til sidste uge"] == LETTER and AMBITION in rows.values()
        erase(ctx, jonas.person_id)
    await world.settle()
    await amira.press_action(Action.to("contract/read", 1, 1, 0))
    assert f"1. Ambition\n{AMBITION}" in newest(amira)
    assert "Skrevet under af Amira og et tidligere medlem." in newest(amira)
    with world.database.transaction() as tx:
        for name in ("contract_letter", "contract_concern"):
            assert not list(tx.connection.execute(metadata.tables[name].select()))


async def test_in_english_it_is_as_good(world: World, team: list[Visitor]) -> None:
    jonas, *_ = team
    await jonas.command("samspil", "sprog en")
    await jonas.command("kontrakt")
    assert "Ambition\nWhat do you want to achieve together" in newest(jonas)
    await jonas.press_action(Action.to("contract/write", 1, "ambition", 0))
    assert (
        jonas.form and "a suggestion" in jonas.text and "We would rather do one thing well" in str(jonas.form)
    )
    await fill(jonas, {})
    await jonas.press("Send for signing")
    assert "Team contract of Team Broen, version 1\nVersion 1 is being signed. 0 of 2 have signed." in newest(
        jonas
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_longest_contract_there_can_be_is_read_and_signed_everywhere(world: World) -> None:
    """Every point as long as it may be, all of them changed. (What is shown is checked against every door's limits.)"""
    jonas, mette = world.make_team("Jonas")
    with world.database.transaction() as tx:
        store = ContractStore(tx, world.tenant_id, world.clock.now)
        for clause in clauses.ready():
            store.write(1, clause, ("gl " * clauses.LONGEST)[: clauses.LONGEST - 1], jonas.person_id)
    await jonas.press_action(Action.to("contract/send", 1))
    await jonas.press_action(Action.to("contract/sign", 1, 1))
    with world.database.transaction() as tx:
        store = ContractStore(tx, world.tenant_id, world.clock.now)
        for clause in clauses.ready():
            store.write(1, clause, ("nyt " * clauses.LONGEST)[: clauses.LONGEST - 1], jonas.person_id)
    await jonas.press_action(Action.to("contract/send", 1))
    assert "Der er også nyt i punkt 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 og 16." in on_card(world)
    for number, route in itertools.product(range(5), ("contract/read/1/2", "contract/draft/1")):
        await jonas.press_action(Action.decode(f"{route}/{number}"))
        assert "ny" in newest(jonas)
    await jonas.press_action(Action.to("contract/sign", 1, 2))
    await mette.press_action(Action.to("contract/return", 1, 2))
    await fill(mette, {"comment": "x" * 600})
    await jonas.press_action(Action.to("contract/draft", 1, 0))
    assert "x" * 600 in newest(jonas)
    await jonas.press_action(Action.to("contract/send", 1))
    await jonas.press_action(Action.to("contract/sign", 1, 3))
    await mette.press_action(Action.to("contract/approve", 1, 3))
    await jonas.press_action(Action.to("contract/show", 1))
    for clause in clauses.ready():
        await jonas.press_action(Action.to("contract/steps", 1, clause))
        assert "1. Tal først" in newest(jonas)
        await jonas.press_action(Action.to("contract/question", 1, clause))
    await world.at("2026-11-26 09:00")
    assert world.channel.sees("Midtvejs")
