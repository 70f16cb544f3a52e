"""The team's contract, as a team lives it: worded together, signed by each, approved, looked at again."""

from __future__ import annotations

import itertools

import pytest

from bot import agenda, agreements, checkins, clauses, contract, guide, meetings, monday, teams
from bot.erasure import erase
from bot.events import MemberLeft
from bot.feature import Features
from bot.ui import Action, Text
from storage.checkins import CheckinStore
from storage.contract import ContractStore
from storage.database import Database
from storage.tables import metadata
from storage.teams import TeamStore
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor, text_of
from tests.world import World

AMBITION = "Vi vil lave noget, som foreningen kan bruge."
REPLIES = "Vi svarer inden for to dage."


@pytest.fixture
def features() -> Features:
    return Features(
        (
            teams.feature,
            checkins.feature,
            meetings.feature,
            agenda.feature,
            agreements.feature,
            contract.feature,
            monday.feature,
            guide.feature,
        )
    )


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """Jonas, Amira and Mette. Monday 2 November."""
    return world.make_team("Jonas", "Amira")


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


def everything(database: Database, but: tuple[str, ...]) -> str:
    """All rows of all tables as text."""
    with database.transaction() as tx:
        tables = [one for one in metadata.sorted_tables if one.name not in but]
        return "\n".join(str(tuple(row)) for one in tables for row in tx.connection.execute(one.select()))


def on_card(world: World) -> str:
    """The contract's one card in the channel."""
    (found,) = [card for card in world.channel.cards if "kontrakt" in card.title.plain.casefold()]
    return text_of(found)


async def write(person: Visitor, clause: str, text: str | None = None) -> None:
    """From the draft, by the point's own button."""
    await person.command("kontrakt")
    actions = [one for one in person.private[-1].actions() if one.route == "contract/write"]
    if not actions:
        await person.press("Ret et punkt")
        actions = [one for one in person.private[-1].actions() if one.route == "contract/write"]
    await person.press_action(next(one for one in actions if one.args[1] == clause))
    await fill(person, {"text": text} if text else {})


async def sent(world: World, team: list[Visitor]) -> None:
    """Version 1 with two points is to be signed."""
    jonas, amira, _mette = team
    await write(jonas, "ambition", AMBITION)
    await write(amira, "replies", REPLIES)
    await amira.press("Send til underskrift")


async def signed(world: World, team: list[Visitor]) -> None:
    for person in team[:-1]:
        await person.press("Læs og skriv under")
        await person.press("Skriv under")


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


async def approved(world: World, team: list[Visitor]) -> None:
    await sent(world, team)
    await signed(world, team)
    await team[-1].press_action(Action.to("contract/approve", 1, 1))
    assert "har godkendt" in on_card(world)


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
    await amira.press("Tidligere ordlyd")
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
    assert mette.sees("de har ikke set på kontrakten midtvejs.")
    for person in (jonas, amira):
        await person.press_action(Action.to("contract/still", 1, 1))
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
    assert mette.sees("deres samarbejdskontrakt venter på dig.")
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
    await jonas.press("Hjælp til samtalen")
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
    assert "Skrevet under af Amira og en tidligere deltager." in newest(amira)
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
    assert "Også punkt 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 og 16 er nyt." in on_card(world)
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
