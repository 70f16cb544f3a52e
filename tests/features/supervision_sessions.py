"""Supervision in tests: two teams that one facilitator is with, one of another's, and times on offer."""

from __future__ import annotations

from bot import meetings, supervision, teams
from bot.registry import Features
from storage.teams import Team
from tests.core.crowd import fill
from tests.visitor import Visitor
from tests.world import World

FEATURES = Features((teams.feature, meetings.feature, supervision.feature))


async def begun(world: World) -> dict[str, Visitor]:
    """Everybody, by name."""
    world.make_team("Amira", "Jonas")
    world.make_team("Eva", "Ida", key="havnen")
    world.make_team("Otto", "Per", key="kajen", facilitator="Karl")
    for name in ("Eva", "Ida", "Otto", "Per"):
        world.people[name].place = "c-havnen" if name in ("Eva", "Ida") else "c-kajen"
    mette = world.people["Mette"]
    mette.place = None
    await world.at("2026-11-09 10:00")
    return world.people


def team_of(world: World, key: str) -> Team:
    with world.database.transaction() as tx:
        assert world.team
        found = world.context(tx, world.team).directory.team_at("chat", f"c-{key}")
    assert found
    return found


async def offer(mette: Visitor, times: str = "tors uge 47 9-10", **more: str | tuple[str, ...]) -> None:
    await mette.command("samspil", "vejledning")
    if mette.form is None:
        await mette.press("Tilbyd flere tider")
    await fill(mette, times=times, place="lokale B2.14", **more)
