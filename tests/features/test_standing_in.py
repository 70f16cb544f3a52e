"""Substitutes in a large course, and whose names are left on what was said of them."""

from __future__ import annotations

from datetime import date

from bot import team_parts
from bot.events import CameBack, TeamReady
from bot.ui import Action
from storage.course_status import CourseStatusStore
from storage.teams import Role, Team, TeamStore
from tests.features.test_staff import UNTIL, WHO, appoint, facilitators, inbox, school
from tests.visitor import Visitor
from tests.world import World, local

__all__ = ["school"]  # the fixture


async def erased(person: Visitor) -> None:
    await person.command("samspil", "minedata slet")
    await person.press("Ja, slet det hele")


async def test_somebody_among_very_many_is_written_by_name(world: World, school: dict[str, Visitor]) -> None:
    lone = school["lone"]
    [havnen] = [one for one in teams_of(world) if one.key == "havnen"]
    for number in range(30):
        world.add_person(havnen, f"Nr {number}", Role.facilitator)
    await appoint(lone, name="Nogen")
    assert lone.sees("Det er ikke en af dem, der kan træde til på forløbet.")
    await lone.press_action(Action.to("teams/substitute", 1))
    await lone.fill({WHO: "nr 29", UNTIL: "2026-11-05"})
    assert facilitators(world) == ["Mette", "Nr 29"]


def teams_of(world: World) -> list[Team]:
    assert world.team
    with world.database.transaction() as tx:
        return list(CourseStatusStore(tx, world.tenant_id, world.clock.now).teams(world.team.course.id))


async def test_when_a_substitute_is_done_the_team_writes_to_those_who_are_left(
    world: World, school: dict[str, Visitor]
) -> None:
    assert world.team
    other = world.add_person(world.team, "Åse", Role.facilitator)
    await appoint(school["lone"])
    await world.at("2026-11-06 09:00")
    for person in (school["mette"], other):
        assert "Fra nu af er det igen jer, teamet skriver til." in inbox(person)


async def test_no_name_of_who_is_erased_stays_on_what_was_said_of_substitutes(
    world: World, school: dict[str, Visitor]
) -> None:
    """Karl stood in for Mette twice, and once more is ended by Lone; then each of the three goes."""
    lone, karl, mette = school["lone"], school["karl"], school["mette"]
    await appoint(lone)
    await world.at("2026-11-06 09:00")
    await appoint(lone, "2026-11-10")
    await world.at("2026-11-11 09:00")
    await lone.press_action(Action.to("teams/stopped", 1, mette.person_id))
    await world.settle()
    assert inbox(mette).count("Karl") == 2 and "Lone har noteret det" in inbox(mette)
    assert inbox(karl).count("bliver hos Mette") == 2
    await erased(lone)
    assert "Lone" not in inbox(mette) and "Passer det ikke, så skriv til den forløbsansvarlige." in inbox(
        mette
    )
    await erased(mette)
    assert "Mette" not in inbox(karl)


async def test_a_former_substitute_who_is_erased_is_a_substitute_without_a_name(
    world: World, school: dict[str, Visitor]
) -> None:
    await appoint(school["lone"])
    await world.at("2026-11-06 09:00")
    await appoint(school["lone"], "2026-11-10")
    await erased(school["karl"])
    assert "Karl" not in inbox(school["mette"])
    assert inbox(school["mette"]).count("En vikar træder til på Team Broen") == 2


async def test_a_teams_days_off_do_not_count_for_how_long_it_has_waited(world: World) -> None:
    """Skoven asks on a Monday and takes the rest of the week off: its third day is the Wednesday after, when it is the
    first team's seventh."""
    world.make_team("Jonas", "Amira")
    [eva, _karl] = world.make_team("Eva", facilitator="Karl", key="skoven")
    assert world.team
    lone = world.add_course_lead(world.team, "Lone")
    skoven = next(one for one in teams_of(world) if one.key == "skoven")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        store.set_team_settings(skoven, **{team_parts.PAUSES: ["2026-11-03/2026-11-06"]})
        world.context(tx, world.team).announce(TeamReady(world.team.id))
    await eva.press_action(Action.to("conflict/help", skoven.id, "yes"))
    await world.at("2026-11-10 12:00")
    assert "Noget venter" not in inbox(lone)
    await world.at("2026-11-11 09:00")
    assert inbox(lone).count("Noget venter på en facilitator") == 1
    await world.at("2026-11-13 09:00")
    assert inbox(lone).count("Noget venter på en facilitator") == 1, "as its third day comes once"


async def test_a_morning_that_has_come_is_not_put_off_by_who_comes_first(world: World) -> None:
    """The process was down on Thursday morning; a press comes before the clock has caught up."""
    jonas, _amira, _mette = world.make_team("Jonas", "Amira")
    assert world.team
    lone = world.add_course_lead(world.team, "Lone")
    with world.database.transaction() as tx:
        world.context(tx, world.team).announce(TeamReady(world.team.id))
    await jonas.press_action(Action.to("conflict/help", 1, "yes"))
    await world.at("2026-11-05 08:00")
    world.clock.now = local("2026-11-05 09:00")
    with world.database.transaction() as tx:
        world.context(tx, world.team).announce(CameBack(world.team.id, jonas.person_id, date(2026, 11, 2)))
    await world.settle()
    await world.at("2026-11-05 09:05")
    assert "nogen har bedt om hjælp" in inbox(lone)
