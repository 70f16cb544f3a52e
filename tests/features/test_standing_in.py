"""Substitutes in a large course, and whose names are left on what was said of them."""

from __future__ import annotations

from bot.ui import Action
from storage.course_status import CourseStatusStore
from storage.teams import Role, Team
from tests.features.test_staff import UNTIL, WHO, appoint, facilitators, inbox, school
from tests.visitor import Visitor
from tests.world import World

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
