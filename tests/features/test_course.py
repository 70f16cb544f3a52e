"""What a course lead does with the teams of a course: moving people, clusters, writing, and the weeks to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.context import Context
from bot.course import views, weeks
from bot.course.gathering import status_of
from bot.course.rules import Status
from bot.events import TeamReady
from bot.feature import Planned, Reach
from bot.i18n import Locale
from bot.ui import Action
from storage.audit import AuditStore, Deed
from storage.outbox.tables import outbox
from storage.teams import Role, TeamStore
from storage.teams.staff import StaffStore
from storage.teams.tables import courses, teams
from tests.visitor import Visitor
from tests.world import ZONE, World, local


def two(world: World) -> Visitor:
    world.make_team("Amira", "Jonas")
    world.make_team("Eva", "Ida", facilitator="Karl", key="havnen")
    assert world.team
    return world.add_course_lead(world.team, "Lone")


def ids(world: World) -> tuple[int, dict[str, int]]:
    assert world.team
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        found = {team.key: team.id for name in ("Mette", "Karl")
                 for team in store.teams_of(world.people[name].person_id, Role.facilitator)}  # fmt: skip
    return world.team.course.id, found


async def test_the_status_in_the_chat_and_the_way_to_the_page(world: World) -> None:
    lone = two(world)
    await world.people["Eva"].command("hjaelp")
    for command in ("forloeb", "forløb", "course"):
        await lone.command("samspil", command)
        assert lone.sees("2 teams · 1 af 4 er kommet · 0 kontrakter gælder") and lone.sees("[Åbn siden]")
    await lone.command("samspil", "hjaelp")
    await lone.press("Se forløbet")
    assert lone.sees("2 teams · 1 af 4 er kommet")
    for name in ("Amira", "Mette"):
        await world.people[name].command("samspil", "forloeb")
        assert world.people[name].sees("Det kan du ikke gøre her.")


async def test_the_page_is_found_from_the_facilitators_command_too(world: World) -> None:
    lone = two(world)
    await lone.command("samspil", "facilitator")
    assert lone.sees("[Åbn forløbets side]") and not lone.sees("Åbn overblikket")
    mette = world.people["Mette"]
    await mette.command("samspil", "facilitator")
    assert mette.sees("Åbn overblikket") and not mette.sees("forløbets side")


async def test_who_is_moved_is_in_the_other_team_with_role_and_profession(world: World) -> None:
    lone, eva = two(world), world.people["Eva"]
    course, teams = ids(world)
    await lone.press_action(Action.to("course/move", course, teams["havnen"], eva.person_id))
    await lone.fill({"Hvilket team?": "Team Broen"})
    assert lone.sees("Eva er flyttet fra Team Havnen til Team Broen.")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert "Eva" not in [one.name for one in store.members(teams["havnen"])]
        [now] = [one for one in store.members(teams["broen"]) if one.name == "Eva"]
        assert (now.role, now.profession) == (Role.member, "sygeplejerske")
        log = AuditStore(tx, world.tenant_id, world.clock.now).of_course(course, 9)
        assert [(one.deed, one.actor_id, one.person_id, one.team_id) for one in log] == [
            (Deed.moved, lone.person_id, eva.person_id, teams["broen"])
        ]
    await lone.press_action(Action.to("course/move", course, teams["havnen"], eva.person_id))
    assert lone.sees("Det kan jeg ikke finde"), "she is not there any more"


async def test_nobody_is_moved_into_another_course_or_a_full_team(world: World) -> None:
    lone, ida = two(world), world.people["Ida"]
    world.make_team("Tom", facilitator="Lis", key="syd", tenant="anden")
    course, teams = ids(world)
    action = Action.to("course/move", course, teams["havnen"], ida.person_id)
    assert world.team
    for number in range(22):
        world.add_person(world.team, f"Nr {number}", Role.member)
    await lone.press_action(action)
    await lone.fill({"Hvilket team?": "Team Broen"})
    assert lone.sees("Der er ikke plads til flere på Team Broen.")
    for name in ("Mette", "Karl", "Tom", "Lis"):
        await world.people[name].press_action(action)
        assert world.people[name].form is None
    tom = world.people["Tom"].person_id
    await lone.press_action(Action.to("course/move", course, 3, tom))
    assert lone.sees("Det kan jeg ikke finde")


async def test_the_same_words_to_all_or_to_one_cluster(world: World) -> None:
    lone = two(world)
    course, teams = ids(world)
    await lone.press_action(Action.to("course/cluster", course, teams["havnen"]))
    await lone.fill({"Klynge": "Klynge Øst"})
    await lone.press_action(Action.to("monday/course", course, "klynge-øst"))
    await lone.fill({"Din besked til hvert team": "Vi ses på torsdag"})
    assert lone.sees("Sendt til Team Havnen.")
    assert world.channel_of("havnen").sees("Fra Lone") and not world.channel_of("broen").sees("Fra Lone")
    await lone.press_action(Action.to("monday/course", course))
    await lone.fill({"Din besked til hvert team": "Velkommen til forløbet"})
    assert world.channel_of("broen").sees("Velkommen til forløbet")
    with world.database.transaction() as tx:
        log = AuditStore(tx, world.tenant_id, world.clock.now).of_course(course, 9)
        assert [one.deed for one in log] == [Deed.wrote] * 3
    await lone.press_action(Action.to("monday/course", course, "vest"))
    assert lone.sees("Det kan jeg ikke finde")


# ---- the weeks


def planned(world: World) -> list[Planned]:
    assert world.team
    with world.database.transaction() as tx:
        return list(world.bot.features.planned(world.context(tx, world.team)))


def by_the_clock(world: World, team_id: int) -> list[tuple[datetime, str, bool]]:
    """Everything that was sent to the team or, in private, about it: when, what, and whether in private."""
    with world.database.transaction() as tx:
        query = select(outbox.c.key, outbox.c.due_at, outbox.c.person_id).where(outbox.c.team_id == team_id)
        rows = tx.connection.execute(query.where(outbox.c.state != "expired").order_by(outbox.c.due_at))
        return [(row.due_at, row.key, row.person_id is not None) for row in rows]


@pytest.mark.parametrize("surveys", [(), ("dialogpuls",)])
async def test_what_comes_by_itself_was_on_the_list(world: World, surveys: tuple[str, ...]) -> None:
    """A whole course in which a team does nothing at all: whatever comes to it, or in private about it, was planned for
    that day; and what was planned of check-ins (until it is left alone), Mondays and the end comes."""
    world.clock.now = datetime.fromisoformat("2026-10-26T10:00:00+01:00")
    world.make_team("Amira", "Jonas", starts="2026-11-02", ends="2026-12-20")
    assert world.team
    if surveys:
        follow(world, surveys)
    plan = [(one.at, one.reach) for one in planned(world) if one.at]
    await world.at("2026-12-20 12:00")
    came = by_the_clock(world, world.team.id)
    days = {(reach, at.astimezone(ZONE).date()) for at, reach in plan}
    for at, key, private in came:
        reaches = (Reach.members, Reach.facilitator) if private else (Reach.team,)
        day = at.astimezone(ZONE).date()
        assert any((reach, day) in days for reach in reaches), f"{key} on {day} was not planned"
    moments = {at for at, _key, _private in came}
    assert {at for at, reach in plan if reach is Reach.facilitator} <= moments
    rounds = [at for at, key, _private in came if key.startswith("checkins/round/")]
    assert len(rounds) == 3 and rounds == [at for at, _ in plan if at in rounds], "three that nobody answered"
    for key in ("closing/things/", *(["surveys/round/"] if surveys else [])):
        assert any(one.startswith(key) for _, one, _ in came), key


def follow(world: World, surveys: tuple[str, ...]) -> None:
    """As a course file says it."""
    assert world.team
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).update(
            courses, world.team.course.id, settings={"surveys": list(surveys)}
        )
        team = TeamStore(tx, world.tenant_id, world.clock.now).team(world.team.id)
        assert team
        world.team = team
        world.context(tx, team).announce(TeamReady(team.id))


async def test_teams_with_the_same_weeks_stand_together(world: World) -> None:
    lone = two(world)
    course, teams = ids(world)
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        person = store.person(lone.person_id)
        locale = Locale("da", ZONE, world.clock.now)
        ctx = Context(tx, world.bot.features, world.settings, world.clock.now, locale,
                      tenant_id=world.tenant_id, person=person)  # fmt: skip
        [plan] = weeks.of_course(ctx, course)
        assert plan.teams == "Alle teams"
        havnen = store.team(teams["havnen"])
        assert havnen
        store.set_team_settings(havnen, checkin={"weekday": 1, "opens": "10:00"})
        first, second = weeks.of_course(ctx, course)
        assert (first.teams, second.teams) == ("Team Broen", "Team Havnen")
        assert any(
            "tirs." in line.when and "Tjek-ind åbner" in line.text
            for week in second.weeks
            for line in week.lines
        )
        assert [week.label.split(" · ")[0] for week in first.weeks][:3] == ["Uge 45", "Uge 46", "Uge 47"]
        read = replace(ctx, locale=Locale("en", ZONE, world.clock.now))
        english, _ = weeks.of_course(read, course)
        assert "opens" in english.weeks[0].lines[0].text and english.weeks[0].label.startswith("Week 45")


async def test_teams_called_by_numbers_are_moved_to_by_id_or_by_name_and_never_mixed_up(world: World) -> None:
    """Teams 3, 1 and 2 have the ids 1, 2 and 3: who is moved from 2 to 3, whose id is 1, does not land in team 1."""
    for key, name in (("3", "Eva"), ("1", "Ida"), ("2", "Tom")):
        world.make_team(name, facilitator="", key=key)
    assert world.team
    with world.database.transaction() as tx:
        tx.connection.execute(teams.update().values(name=teams.c.key))
        ids = dict(tx.connection.execute(select(teams.c.key, teams.c.id)).tuples().all())
    lone, ida = world.add_course_lead(world.team, "Lone"), world.people["Ida"]
    course, tom = world.team.course.id, world.people["Tom"]
    await lone.press_action(Action.to("course/move", course, ids["2"], tom.person_id))
    await lone.fill({"Hvilket team?": "3"})
    assert lone.sees("Tom er flyttet fra 2 til 3.")
    for number in range(4, 32):
        world.make_team(facilitator="", key=str(number))
    with world.database.transaction() as tx:
        tx.connection.execute(teams.update().values(name=teams.c.key))
    await lone.press_action(Action.to("course/move", course, ids["1"], ida.person_id))
    await lone.fill({"Hvilket team?": "2"})
    assert lone.sees("Ida er flyttet fra 1 til 2.")


async def test_a_substitute_is_a_facilitator_on_the_page_until_their_day_and_is_not_moved(
    world: World,
) -> None:
    two(world)
    course, ids_of = ids(world)
    karl = world.people["Karl"].person_id
    with world.database.transaction() as tx:
        StaffStore(tx, world.tenant_id, world.clock.now).stand_in(
            ids_of["broen"], karl, local("2026-11-05 00:00")
        )

    def broen() -> Status:
        with world.database.transaction() as tx:
            store = TeamStore(tx, world.tenant_id, world.clock.now)
            found = store.course(course)
            assert found
            return next(one for one in status_of(tx, found, world.clock.now) if one.id == ids_of["broen"])

    locale = Locale("da", ZONE, world.clock.now)
    assert [one.name for one in broen().helpers] == ["Mette", "Karl"]
    assert [one.name for one, _about in views.people(locale, broen())] == ["Amira", "Jonas", "Mette"]
    world.clock.now = local("2026-11-05 00:01")  # nothing has noted yet that it is over
    assert [one.name for one in broen().helpers] == ["Mette"]
