"""What the tests of roles do again and again."""

from __future__ import annotations

from storage.roles import RoleStore
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Visitor
from tests.world import World

NAMES = ("Jonas", "Amira", "Freja", "Emil", "Sofie")


async def team_of_five(world: World) -> list[Visitor]:
    """Five people who all come on Tuesday 17 November at 13.15; Mette facilitates."""
    people = world.make_team(*NAMES)
    await world.at("2026-11-09 10:00")
    await meet(people[:5], "tirs uge 47 13.15")
    return people


async def meet(people: list[Visitor], when: str, absent: tuple[Visitor, ...] = ()) -> None:
    """A meeting that the others can come to, settled at once."""
    proposer = next(person for person in people if person not in absent)
    await suggest(proposer, when)
    for person in people:
        if person is not proposer:
            await vote(person, "nej" if person in absent else "ja")


def lineup(world: World, meeting_id: int = 1) -> dict[str, tuple[str, bool]]:
    """Who has which role, and whether they have said yes, by name."""
    with world.database.transaction() as tx:
        names = {person.person_id: person.name for person in world.people.values()}
        seats = RoleStore(tx, world.tenant_id, world.clock.now).seats([meeting_id])
        return {seat.role: (names.get(seat.person_id or 0, ""), seat.accepted) for seat in seats}


def holder(world: World, role: str, people: list[Visitor], meeting_id: int = 1) -> Visitor:
    name, _ = lineup(world, meeting_id)[role]
    return next(person for person in people if person.name == name)


def free(world: World, people: list[Visitor]) -> Visitor:
    """Who of the team's members has no role."""
    taken = {name for name, _ in lineup(world).values()}
    return next(person for person in people[:5] if person.name not in taken)
