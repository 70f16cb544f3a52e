"""Clocks change and days are off: everything the clock does keeps its local time, on a working day."""

from __future__ import annotations

import pytest

from tests.visitor import Visitor
from tests.world import World, local


async def suggest(person: Visitor, times: str) -> None:
    await person.command("moede", "ny")
    assert person.form
    labels = {one.name: one.label for one in person.form.fields}
    values = {"purpose": "Besøg", "slots": times, "minutes": "60"}
    await person.fill({labels[name]: value for name, value in values.items()})


async def times_of(world: World, visitor: Visitor | None, text: str, days: list[str]) -> list[str]:
    """On which of these local days, at 8.29, 8.30, 8.59 and 9.00, a card with the text has newly come."""
    found = []
    seen = 0
    for day in days:
        for clock in ("08:29", "08:30", "08:59", "09:00", "12:00"):
            await world.at(f"{day} {clock}")
            channel = visitor.inbox if visitor else world.channel
            count = sum(text in card.title.plain for card in channel.cards)
            if count > seen:
                found.append(f"{day} {clock}")
            seen = count
    return found


async def test_the_same_local_time_before_and_after_summer_time_ends(world: World) -> None:
    world.clock.now = local("2026-10-11 12:00")
    amira, _jonas, mette = world.make_team("Amira", "Jonas", starts="2026-10-01")
    thursdays = ["2026-10-15", "2026-10-22", "2026-10-29"]
    assert await times_of(world, None, "Tjek-ind", thursdays) == [f"{day} 09:00" for day in thursdays]
    assert mette.inbox.posts == 3, "12, 19 and 26 October"
    await world.at("2026-10-30 08:00")
    assert amira.inbox.posts == 1, "the reminder, at 8.00"


@pytest.mark.parametrize(
    ("start", "mondays", "said"),
    [
        ("2026-10-17 12:00", ["2026-10-19", "2026-10-26"], ["2026-10-19 08:30", "2026-10-26 08:30"]),
        (
            "2027-03-20 12:00",
            ["2027-03-22", "2027-03-29", "2027-03-30"],
            ["2027-03-22 08:30", "2027-03-30 08:30"],
        ),
    ],
)
async def test_monday_at_half_past_eight_or_the_day_after_easter(
    world: World, start: str, mondays: list[str], said: list[str]
) -> None:
    world.clock.now = local(start)
    first = world.clock.now.date().replace(day=1).isoformat()
    *_, mette = world.make_team("Amira", "Jonas", starts=first, ends="2027-05-01")
    assert await times_of(world, mette, "Godmorgen, Mette", mondays) == said


async def test_a_meeting_after_easter_is_told_of_before_it(world: World) -> None:
    """Tuesday 30 March 2027 at 10: the working day before is Wednesday 24, since the days between are off."""
    world.clock.now = local("2027-03-17 10:00")
    amira, jonas, _mette = world.make_team("Amira", "Jonas", starts="2027-03-01", ends="2027-05-01")
    await suggest(amira, "30/3 kl. 10")
    await jonas.press("Stem")
    await jonas.press("Alle tider passer mig")
    assert world.channel.sees("tirsdag d. 30. marts kl. 10.00–11.00")
    assert await times_of(world, None, "I mødes", ["2027-03-23", "2027-03-24"]) == ["2027-03-24 09:00"]
    await world.at("2027-03-30 08:59")
    assert not amira.inbox.sees("begynder kl. 10.00")
    await world.at("2027-03-30 09:00")
    assert amira.inbox.sees("begynder kl. 10.00"), "an hour before, by the new offset"


async def test_a_reflection_over_the_change_closes_on_monday_morning(world: World) -> None:
    world.clock.now = local("2026-10-23 14:00")  # a Friday; clocks go back on Sunday
    *_, mette = world.make_team("Amira", "Jonas", starts="2026-10-01")
    mette.place = "c-broen"
    await mette.command("refleksion")
    await mette.press("Åbn for teamet")
    await mette.fill({})
    assert world.channel.sees("mandag d. 26. oktober kl. 8")
    await world.at("2026-10-26 07:59")
    assert not world.channel.sees("Skrivetiden er forbi.")
    await world.at("2026-10-26 08:00")
    assert world.channel.sees("Skrivetiden er forbi.")
