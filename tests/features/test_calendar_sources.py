"""Calendars of people's own: fetched, kept as busy times only, and forgotten."""

from __future__ import annotations

import pytest

from bot.feeds.read import read
from bot.interactions import Ask, Reject
from bot.ports import NotFetched
from bot.ui import Action, Buttons
from storage.calendar_sources import CalendarSourceStore
from storage.tables import metadata
from storage.taken import Reading
from tests.bot.feed_samples import GOOD, calendar
from tests.features.calendar_sessions import (
    ADDRESS,
    ONE_DATABASE,
    FakeCalendars,
    busy,
    everything,
    fetch,
    rows,
)
from tests.features.calendar_sessions import amira as amira
from tests.features.calendar_sessions import calendars as calendars
from tests.features.calendar_sessions import features as features
from tests.visitor import Visitor, text_of
from tests.world import World

# ---- calendars of one's own


async def connect(person: Visitor, address: str = ADDRESS) -> None:
    await person.command("kalender")
    await person.press("Forbind en kalender")
    await person.fill({"Kalenderens hemmelige link": address})


async def test_a_calendar_is_fetched_and_only_busy_is_kept(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira, " webcal://kalender.example/hemmelig-sti.ics ")
    assert amira.sees("Kalender kalender.example · hentes om lidt")
    await fetch(world, calendars)
    assert calendars.fetched == [ADDRESS]
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    await amira.command("kalender")
    assert amira.sees("Kalender kalender.example · hentet")
    rest = everything(world)
    assert "Tandl" not in rest
    assert "hemmelig" not in rest, "the address is sealed"
    assert "hemmelig" not in amira.text


@ONE_DATABASE
async def test_it_is_fetched_again_after_some_hours_and_on_request(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    calendars.tags = True
    await connect(amira)
    await fetch(world, calendars)
    await fetch(world, calendars)
    assert len(calendars.fetched) == 1
    await world.at("2026-11-05 14:30")
    await fetch(world, calendars)
    assert len(calendars.fetched) == 2
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"], "as it was"
    calendars.there[ADDRESS] = calendar("DTSTART:20261110T150000Z")
    await amira.command("kalender")
    await amira.press("Hent igen nu")
    await fetch(world, calendars)
    assert busy(world, amira) == ["tir 16.00-17.00 calendar"]


@ONE_DATABASE
async def test_what_could_not_be_read_is_told_once_in_private_and_the_rest_counts(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    calendars.there[ADDRESS] = calendar(
        GOOD, "DTSTART:vrøvl", "DTSTART:20261110T080000Z\nRRULE:FREQ=SECONDLY"
    )
    await connect(amira)
    for _ in range(3):
        await amira.press_action(Action.to("availability/refresh", world.team.id))  # type: ignore[union-attr]
        await fetch(world, calendars)
        await world.settle()
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    assert amira.inbox.posts == 1
    assert amira.inbox.sees("2 begivenheder kunne jeg ikke læse. Resten tæller med.")
    assert "kalender.example" not in world.channel.text
    calendars.there[ADDRESS] = calendar(GOOD)
    await amira.press_action(Action.to("availability/refresh", world.team.id))  # type: ignore[union-attr]
    await fetch(world, calendars)
    await world.settle()
    assert not amira.inbox.sees("begivenheder")


@ONE_DATABASE
async def test_a_server_that_is_down_is_tried_again_and_mentioned_only_when_it_stays_so(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira)
    await fetch(world, calendars)
    calendars.there[ADDRESS] = NotFetched("unreachable")
    for hour in ("14:30", "15:15"):
        await world.at(f"2026-11-05 {hour}")
        await fetch(world, calendars)
    assert len(calendars.fetched) == 3
    assert amira.inbox.posts == 0
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"], "what was last seen"
    await world.at("2026-11-06 09:00")
    await fetch(world, calendars)
    await world.settle()
    assert amira.inbox.sees("Jeg kan ikke få fat i den lige nu")
    before = len(calendars.fetched)
    await world.at("2026-11-06 10:00")
    await fetch(world, calendars)
    assert len(calendars.fetched) == before, "the pauses grow"


@ONE_DATABASE
async def test_a_link_that_is_gone_is_told_at_once(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira, "https://kalender.example/en-anden.ics")
    await fetch(world, calendars)
    await world.settle()
    assert amira.inbox.sees("Den findes ikke mere på den adresse")
    await amira.press("Se dine kalendere")
    await amira.press("Fjern kalenderen")
    assert "Kalender kalender.example" not in text_of(amira.private[-1])
    await world.settle()
    assert not amira.inbox.sees("kalender.example")


@ONE_DATABASE
@pytest.mark.parametrize(
    "address", ["kalender", "ftp://kalender.example/a.ics", "https://kalender", "https://a b:x/"]
)
async def test_what_is_no_address_is_not_kept(world: World, amira: Visitor, address: str) -> None:
    await connect(amira, address)
    assert isinstance(amira.last, Reject)
    assert amira.sees("Det er ikke et link til en kalender")
    assert rows(world, "calendar_source") == 0


@ONE_DATABASE
async def test_our_own_calendar_is_not_read_back(world: World, amira: Visitor) -> None:
    await connect(amira, "https://samspil.example/kalender/abc.ics")
    assert amira.sees("Det er min egen kalender")


@ONE_DATABASE
async def test_a_link_in_the_command_opens_the_form_with_it(world: World, amira: Visitor) -> None:
    await amira.command("samspil", f"kalender {ADDRESS}")
    assert isinstance(amira.last, Ask)
    await amira.fill({})
    assert rows(world, "calendar_source") == 1


async def test_three_calendars_and_the_same_once(world: World, amira: Visitor) -> None:
    for address in (ADDRESS, ADDRESS, ADDRESS + "2", ADDRESS + "3"):
        await connect(amira, address)
    assert rows(world, "calendar_source") == 3
    await amira.press_action(Action.to("availability/connect", world.team.id))  # type: ignore[union-attr]
    await amira.fill({"Kalenderens hemmelige link": ADDRESS + "4"})
    assert amira.sees("Du har tre kalendere forbundet")


async def test_a_reading_that_comes_too_late_is_not_listened_to(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    """Taken by one process, which hangs; taken by another, which answers; then the first answers."""
    from bot import calendar_reading

    await connect(amira)
    slow = calendar_reading.take(world.bot)
    await world.at("2026-11-05 09:06")
    await fetch(world, calendars)
    assert slow
    calendar_reading.keep(world.bot, slow, Reading(times=()))
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    calendar_reading.fail(world.bot, slow, NotFetched("gone", lasting=True))
    await world.settle()
    assert amira.inbox.posts == 0


async def test_a_calendar_that_is_removed_while_it_is_read_leaves_nothing(
    world: World, amira: Visitor
) -> None:
    from bot import calendar_reading

    await connect(amira)
    due = calendar_reading.take(world.bot)
    assert due
    await amira.press("Fjern kalenderen")
    calendar_reading.keep(world.bot, due, read(calendar(GOOD).encode(), due.wanted))
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


# ---- whose it is, and for how long


async def test_the_link_goes_with_the_course(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await world.at("2026-12-20 23:00")
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == 1
    await world.at("2026-12-21 05:00")
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


async def test_the_link_goes_when_somebody_leaves_their_last_team(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await amira.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


async def test_my_data_shows_all_of_it_and_erases_it(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await amira.command("minedata", "eksport")
    for text in (ADDRESS, "Hvornår du ikke kan", "man 8-12", "Dage, du er væk", "Optaget i din kalender"):
        assert amira.sees(text), text
    await amira.command("minedata", "slet")
    await amira.press("Ja, slet det hele")
    for table in ("calendar_source", "calendar_time", "week_time", "time_away"):
        assert rows(world, table) == 0, table


async def everything_said(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await amira.press("Ret din uge")
    await amira.fill({"Hvornår kan du ikke?": ("Mandag formiddag (8-12)",)})
    await amira.press("Jeg er væk")
    await amira.fill({"Første dag": "24/11"})


@ONE_DATABASE
async def test_all_of_it_is_forgotten_on_request(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await amira.press("Glem det hele")
    assert rows(world, "week_time") == 1, "asked first"
    await amira.press("Ja, glem det")
    for table in ("calendar_source", "calendar_time", "week_time", "time_away"):
        assert rows(world, table) == 0, table


async def test_an_account_somebody_else_vouched_for_is_shown_nothing_from_before(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await world.at("2026-11-06 09:00")
    accounts = metadata.tables["account"]
    with world.database.transaction() as tx:
        mine = accounts.update().where(accounts.c.person_id == amira.person_id)
        tx.connection.execute(mine.values(private_since=world.clock.now))
    amira.private.clear()
    await amira.command("kalender")
    assert not amira.sees("kalender.example")
    assert not amira.sees("man 8-12")
    assert not amira.sees("Væk")
    assert amira.sees("viser jeg ikke her. Det gælder stadig.")
    assert len(busy(world, amira)) == 2
    await amira.command("minedata", "eksport")
    assert not amira.sees("hemmelig-sti")


@ONE_DATABASE
async def test_the_next_step_asks_who_has_said_nothing(world: World, amira: Visitor) -> None:
    await amira.command("hjaelp")
    await amira.press("Sig hvornår")
    await amira.press("Ret din uge")
    await amira.fill({"Hvornår kan du ikke?": ("Mandag formiddag (8-12)",)})
    amira.private.clear()
    await amira.command("hjaelp")
    assert not amira.sees("Sig hvornår")


@ONE_DATABASE
async def test_in_english(world: World, amira: Visitor) -> None:
    with world.database.transaction() as tx:
        people = metadata.tables["person"]
        tx.connection.execute(people.update().where(people.c.id == amira.person_id).values(language="en"))
    await amira.command("calendar")
    await amira.press("Change your week")
    await amira.fill({"Other times": "mon 8-10.30, rather not fri after 14"})
    assert amira.sees("Busy: Mon 8-10.30, rather not Fri 14-24")


async def test_nobody_else_is_told(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    """Jonas presses what is Amira's, and sees nothing of it anywhere."""
    await everything_said(world, amira, calendars)
    jonas = world.people["Jonas"]
    await jonas.command("kalender")
    assert not jonas.sees("kalender.example")
    with world.database.transaction() as tx:
        source = CalendarSourceStore(tx, world.tenant_id, world.clock.now).own(amira.person_id)[0]
    await jonas.press_action(Action.to("availability/disconnect", world.team.id, source.id))  # type: ignore[union-attr]
    assert rows(world, "calendar_source") == 1
    assert not any(isinstance(block, Buttons) and "kalender.example" in str(block) for card in jonas.private
                   for block in card.blocks)  # fmt: skip
