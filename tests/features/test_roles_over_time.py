"""Roles over time: fair, the team's own choice, and seen by those who need to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import meetings, roles, teams
from bot.registry import Features
from bot.roles.history import Role
from bot.roles.lineups import history_of
from storage.meetings import MeetingStore
from storage.roles import RoleStore
from storage.teams import TeamStore
from tests.features.course import only_essentials
from tests.features.meeting_sessions import PURPOSE, fill
from tests.features.role_sessions import free, holder, lineup, meet, team_of_five
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    return await team_of_five(world)


async def test_six_weeks_are_fair_and_the_matrix_shows_it(world: World, team: list[Visitor]) -> None:
    people, mette = team[:5], team[5]
    for week in range(48, 52):
        await meet(people, f"tirs uge {week} 13.15")
    await meet(people, "tors uge 51 13.15", absent=(people[2],))
    assert people[2].name not in {name for name, _ in lineup(world, 6).values()}, "who is away has no role"
    await world.at("2026-12-16 09:00")
    with world.database.transaction() as tx:
        history = history_of(world.context(tx, world.team), but=6)  # type: ignore[arg-type]
    for role in Role:
        counts = [history.turns(person.person_id, role) for person in people]
        assert max(counts) - min(counts) <= 1, (role, counts)
    assert sum(history.turns(person.person_id, Role.CHAIR) for person in people) == 5
    mette.place = "c-broen"
    await mette.command("roller")
    assert mette.sees("Indtil nu") and mette.sees("Jonas: ")
    await mette.press("Se møde for møde")
    assert mette.sees("tirs. d. 17. nov.: ")
    await mette.press("Tilbage")
    assert mette.sees("Indtil nu")


async def test_the_team_chooses_its_own_roles_or_none(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await jonas.command("roller")
    assert jonas.sees(f"Næste møde: {PURPOSE}, tirsdag d. 17. november kl. 13.15")
    await jonas.press("Vælg jeres roller")
    await fill(jonas, {"roles": ("Mødeleder", "Tidsholder")})
    assert jonas.sees("Fra næste møde foreslår jeg: mødeleder og tidsholder.")
    await meet(team[:5], "tors uge 47 10.00")
    assert set(lineup(world, 2)) == {"chair", "timekeeper"}
    await jonas.command("roller")
    await jonas.press("Vælg jeres roller")
    await fill(jonas, {"roles": ()})
    await meet(team[:5], "fre uge 47 10.00")
    assert lineup(world, 3) == {}
    assert world.channel.cards[-1].title.plain == "Så er mødet på plads"


async def test_steps_signals_and_what_is_kept_of_a_person(world: World, team: list[Visitor]) -> None:
    chair = holder(world, "chair", team)
    assert steps(world, chair) == [
        f"Du er foreslået som mødeleder: {PURPOSE}, tirsdag d. 17. november kl. 13.15"
    ]
    assert steps(world, free(world, team)) == []
    personal = roles.feature.personal_data
    assert personal
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        ((label, text),) = personal.export(ctx, chair.person_id)
        assert (label, text) == (
            "Din rolle",
            f"{PURPOSE}, tirsdag d. 17. november kl. 13.15 (uge 47): mødeleder",
        )
        personal.erase(ctx, chair.person_id)
        assert personal.export(ctx, chair.person_id) == []
    await world.settle()
    assert world.channel.sees("mødeleder ikke taget endnu")


def steps(world: World, person: Visitor) -> list[str]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        found = ctx.store(TeamStore).person(person.person_id)
        assert found
        return [step.text.plain for step in roles.feature.steps(ctx.for_person(found))]  # type: ignore[misc]


def signals(world: World) -> list[tuple[str, bool, str]]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        return [(one.kind, one.strength, one.text(ctx.locale).plain) for one in roles.feature.signals(ctx)]  # type: ignore[misc]


async def test_the_facilitator_hears_what_is_locked_and_what_went_well_never_who(world: World) -> None:
    people = world.make_team("Jonas", "Amira", "Freja")[:3]
    await world.at("2026-11-02 10:00")
    for when in ("tirs", "ons", "tors", "fre"):
        await meet(people, f"{when} uge 45 13.15")
    with world.database.transaction() as tx:
        store, held = (
            RoleStore(tx, world.tenant_id, world.clock.now),
            MeetingStore(tx, world.tenant_id, world.clock.now),
        )
        assert world.team
        for meeting in held.settled(world.team.id):
            jonas, amira = people[0].person_id, people[1].person_id
            store.save(meeting.id, [("chair", jonas, True), ("note_taker", amira, True)])
        store.save(1, [("chair", jonas, True), ("note_taker", jonas, True)])
    assert signals(world) == []
    await world.at("2026-11-09 08:30")
    ((kind, strength, text),) = signals(world)
    assert (kind, strength) == ("roles.locked", False)
    assert "Jonas" not in text
    for only, kinds in (("yes", 0), ("no", 1)):
        await only_essentials(world, people[0], only)
        assert len(signals(world)) == kinds
    with world.database.transaction() as tx:
        store = RoleStore(tx, world.tenant_id, world.clock.now)
        for meeting_id, person in enumerate((*people, people[0]), 1):
            store.save(meeting_id, [("chair", person.person_id, True), ("note_taker", None, False)])
    assert signals(world) == [("roles.rotation", True, "alle har nu prøvet at være mødeleder.")]
    world.clock.now += timedelta(days=8)
    assert signals(world) == [], "praised once"
