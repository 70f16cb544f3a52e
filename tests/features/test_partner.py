"""The local organisation: one card, and contact in one press."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import field, guide, monday, partner, teams
from bot.partner.rules import is_quiet, quiet_since
from bot.registry import Features
from bot.ui import Action
from tests.visitor import Visitor
from tests.world import World

TWO_WEEKS = timedelta(days=14)


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, field.feature, partner.feature, monday.feature, guide.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """The team's partner is Åben Kaj."""
    people = world.make_team("Amira", "Jonas")
    await people[0].command("samspil", "partner")
    assert people[0].sees("Jeres lokale organisation")
    await people[0].press("Ret partnerkortet")
    await people[0].fill(
        {
            "Hvad hedder organisationen?": "Åben Kaj",
            "Hvad er det for en?": "Frivillige eller borgere",
            "Hvem taler I med?": "Formanden",
            "Hvordan vil de helst kontaktes?": "Telefon",
        }
    )
    return people


async def test_the_card_says_who_and_how(world: World, team: list[Visitor]) -> None:
    await team[1].command("samspil", "partner")
    assert team[1].sees(
        "Åben Kaj\nType: Frivillige eller borgere\nKontakt: Formanden\nNås bedst via: Telefon"
    )
    assert team[1].sees("Der er ikke noteret kontakt endnu.")
    assert world.channel.posts == 0


async def test_contact_is_one_press(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await world.at("2026-11-05 10:00")
    await amira.command("samspil", "partner")
    await amira.press("Vi har haft kontakt")
    assert amira.sees("Noteret: I havde kontakt i dag")
    await amira.press("Vi har haft kontakt")
    await jonas.command("samspil", "partner")
    assert jonas.sees("I havde sidst kontakt i dag.")
    await amira.press("Skriv et par ord om det")
    await amira.fill({"Hvilken dag?": "4/11", "Hvad kom der ud af det?": "De vil gerne være med den 12."})
    assert amira.sees("Noteret: I havde kontakt i går")
    await jonas.command("samspil", "partner")
    assert jonas.sees("I havde sidst kontakt i går.")
    assert jonas.sees("I går: De vil gerne være med den 12.")
    await amira.press("Fortryd")
    await amira.press_action(Action.to("partner/undo", world.team.id, 1))  # type: ignore[union-attr]
    jonas.private.clear()
    await jonas.command("samspil", "partner")
    assert jonas.sees("Der er ikke noteret kontakt endnu.")


async def test_a_day_to_come_is_no_contact(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await amira.press_action(Action.to("partner/contact", world.team.id))  # type: ignore[union-attr]
    await amira.press("Skriv et par ord om det")
    await amira.fill({"Hvilken dag?": "i morgen", "Hvem talte I med?": "Formanden, ring 22 33 44 55"})
    assert amira.sees("Den dag er ikke kommet endnu.")
    await amira.fill({"Hvilken dag?": "i dag"})
    assert amira.sees("ligner et telefonnummer")


async def test_nobody_changes_what_somebody_else_noted(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await amira.press_action(Action.to("partner/contact", world.team.id))  # type: ignore[union-attr]
    for route in ("partner/undo", "partner/note"):
        await jonas.press_action(Action.to(route, world.team.id, 1))  # type: ignore[union-attr]
    assert jonas.form is None
    await jonas.command("samspil", "partner")
    assert jonas.sees("I havde sidst kontakt i dag.")


async def test_when_it_is_quiet_the_team_hears_it_before_the_facilitator(
    world: World, team: list[Visitor]
) -> None:
    amira, mette = team[0], team[-1]
    await world.at("2026-11-12 09:00")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("I har ikke noteret kontakt med Åben Kaj endnu.")
    await world.at("2026-11-16 08:30")
    assert mette.inbox.sees("ikke noteret kontakt med den lokale organisation i 14 dage")
    await mette.press("Spørg teamet")
    assert mette.sees("Jeg har spurgt teamet")
    await mette.press("Spørg teamet")
    assert world.channel.posts == 1
    assert world.channel.sees("Fra Mette\nHar I talt med Åben Kaj for nylig?")
    await amira.press("Vi har haft kontakt")
    assert world.channel.sees("Fra Mette\nGodt at høre: I har haft kontakt med Åben Kaj.")
    await mette.press("Spørg teamet")
    assert mette.sees("De havde kontakt i dag, så jeg har ikke spurgt")
    await world.at("2026-11-23 08:30")
    assert "noteret kontakt" not in str(mette.inbox.cards[-1])


async def test_being_there_is_contact_too(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await world.at("2026-11-10 10:00")
    await amira.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await amira.fill({"Hvor længe?": "1 time", "Hvem besøger I?": "Formanden"})
    await amira.command("samspil", "partner")
    assert amira.sees("I havde sidst kontakt i dag.")


async def test_a_visit_written_down_answers_what_the_facilitator_asked(
    world: World, team: list[Visitor]
) -> None:
    amira, _jonas, mette = team
    await world.at("2026-11-18 10:00")
    await mette.press_action(Action.to("partner/ask", world.team.id))  # type: ignore[union-attr]
    assert world.channel.sees("Har I talt med Åben Kaj for nylig?")
    await amira.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await amira.fill({"Hvor længe?": "1 time", "Hvem besøger I?": "Formanden"})
    assert world.channel.sees("Fra Mette\nGodt at høre: I har haft kontakt med Åben Kaj.")


def test_quiet_is_from_the_latest_contact_or_the_start() -> None:
    start, ends = date(2026, 11, 2), date(2026, 12, 18)
    assert quiet_since([], start) == start
    assert quiet_since([date(2026, 11, 9), date(2026, 11, 4)], start) == date(2026, 11, 9)
    assert quiet_since([date(2026, 10, 9)], start) == start, "before the team began"
    assert is_quiet(start, date(2026, 11, 16), ends, TWO_WEEKS)
    assert not is_quiet(start, date(2026, 11, 15), ends, TWO_WEEKS)
    assert not is_quiet(start, date(2026, 12, 13), ends, TWO_WEEKS), "it is nearly over"
