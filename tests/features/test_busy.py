"""When people are busy, as the search for a time is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import meetings, teams
from bot.busy import Busy, Source, busy_of
from bot.registry import Features
from storage.supervision import SupervisionStore
from storage.teams import Role
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Visitor
from tests.world import World, local

WEEK = (local("2026-11-16 00:00"), local("2026-11-23 00:00"))


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature))


def busy(world: World, *people: Visitor, but_meeting: int = 0) -> dict[str, tuple[Busy, ...]]:
    """By name, in the week of the meetings."""
    names = {one.person_id: one.name for one in people}
    with world.database.transaction() as tx:
        assert world.team
        found = busy_of(world.context(tx, world.team), list(names), *WEEK, but_meeting=but_meeting)
    return {names[person_id]: times for person_id, times in found.items()}


async def test_a_settled_meeting_takes_the_time_of_who_is_expected(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    assert busy(world, amira, jonas, mette) == {"Amira": (), "Jonas": (), "Mette": ()}, "not settled yet"
    await vote(jonas, "ja")
    start = local("2026-11-17 13:15")
    there = (Busy(start, start + timedelta(minutes=90), Source.meeting, "physical"),)
    assert busy(world, amira, jonas, mette) == {"Amira": there, "Jonas": there, "Mette": ()}
    assert busy(world, amira, but_meeting=1) == {"Amira": ()}, "the one that is being moved"
    jonas.place = "c-broen"
    await jonas.press("Jeg kan ikke komme")
    assert busy(world, amira, jonas) == {"Amira": there, "Jonas": ()}
    world.end_membership(world.team, amira.person_id)  # type: ignore[arg-type]
    assert busy(world, amira) == {"Amira": ()}


async def test_an_internal_meeting_is_nothing_in_a_partners_week(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    for person in (jonas, pia):
        await vote(person, "ja")
    there = (Busy(local("2026-11-17 13:15"), local("2026-11-17 14:45"), Source.meeting, "physical"),)
    assert busy(world, amira, pia, mette) == {"Amira": there, "Pia": there, "Mette": ()}
    await amira.command("moede")
    await amira.press("Tilpas mødet")
    await amira.fill({"Hvilken slags møde er det?": "Intern koordinering"})
    assert busy(world, amira, pia) == {"Amira": there, "Pia": ()}, "though she had said that she comes"
    await suggest(amira, "tirs uge 47 14.00", purpose="Besøget")
    for person in (amira, pia):
        await person.command("moede")
        await person.press("Ret mine svar" if person is amira else "Stem")
    assert amira.sees("Kun du kan se det her:") and not pia.sees("du har en anden aftale")
    assert busy(world, jonas, pia)["Pia"] == ()


async def test_so_does_supervision_for_the_team_that_took_it_and_for_who_gives_it(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    start = local("2026-11-17 13:00")
    with world.database.transaction() as tx:
        assert world.team
        store = SupervisionStore(tx, world.tenant_id, world.clock.now)
        store.offer(mette.person_id, 60, "", [world.team.id], [start, local("2026-11-18 13:00")])
        first = store.time(1)
        assert first
        store.take(first, world.team.id, amira.person_id)
    there = (Busy(start, start + timedelta(hours=1), Source.meeting),)
    assert busy(world, amira, jonas, mette) == {"Amira": there, "Jonas": there, "Mette": there}


async def test_what_only_touches_the_time_asked_for_is_not_in_it(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15")
    await vote(jonas, "ja")
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        for since, until, count in (
            ("2026-11-17 14:45", "2026-11-17 18:00", 0),
            ("2026-11-17 14:44", "2026-11-17 18:00", 1),
            ("2026-11-17 08:00", "2026-11-17 13:15", 0),
            ("2026-11-17 08:00", "2026-11-17 13:16", 1),
        ):
            found = busy_of(ctx, [amira.person_id], local(since), local(until))
            assert len(found[amira.person_id]) == count, (since, until)
