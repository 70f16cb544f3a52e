"""What the sessions with a course lead's list of people share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.context import Context
from bot.i18n import Locale
from bot.teams import people_loading
from bot.teams.problems import CourseFileError
from bot.teams.report import Report
from bot.teams.views.report import sections
from storage.course_status import CourseStatusStore
from storage.teams import TeamStore
from tests.core.acting import rows_of
from tests.visitor import Visitor
from tests.world import ZONE, World

LIST = """Hold;Navn;E-mail;Fag;Rolle;Klynge
Havnen;Åse Møller;aase@skolen.example;sygeplejerske;;Klynge 1
Havnen;Bo Ørsted;;lærer;medlem;
Havnen;Mette Holm;mette@skolen.example;;facilitator;
Skoven;Cæcilie Bang;;pædagog;;Klynge 2
Skoven;Mette Holm;mette@skolen.example;;facilitator;
"""


def begun(world: World) -> Visitor:
    world.make_team("Amira", "Jonas")
    assert world.team
    return world.add_course_lead(world.team, "Lone")


def as_lead(world: World, lead: Visitor, work: Callable[[Context], object], course_id: int = 0) -> object:
    assert world.team
    with world.database.transaction() as tx:
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(lead.person_id)
        locale = Locale("da", ZONE, world.clock.now)
        ctx = Context(
            tx, world.bot.features, world.settings, world.clock.now, locale, tenant_id=world.tenant_id, person=person,
            by_clock=True,
        )  # fmt: skip
        return work(ctx)


def load(world: World, lead: Visitor, content: str | bytes, course_id: int = 0) -> Report:
    assert world.team
    course = course_id or world.team.course.id
    data = content.encode() if isinstance(content, str) else content
    report = as_lead(world, lead, lambda ctx: people_loading.load(ctx, course, data, "liste.csv"))
    assert isinstance(report, Report)
    return report


def wrong_with(world: World, lead: Visitor, content: str | bytes, language: str = "da") -> list[str]:
    before = rows_of(world.database)
    with pytest.raises(CourseFileError) as refused:
        load(world, lead, content)
    assert rows_of(world.database) == before, "a list that will not do changes nothing"
    return refused.value.text(Locale(language, ZONE, world.clock.now)).splitlines()


def lines(world: World, report: Report) -> str:
    found = sections(report, Locale("da", ZONE, world.clock.now))
    return "\n".join(f"{heading}: {line}" for heading, rows in found for line in rows)


def people_in(world: World, team: str) -> set[tuple[str, str, str]]:
    with world.database.transaction() as tx:
        store = CourseStatusStore(tx, world.tenant_id, world.clock.now)
        assert world.team
        teams = {one.id: one.name for one in store.teams(world.team.course.id)}
        seats = store.seats(world.team.course.id)
        return {(one.name, one.role.value, one.profession) for one in seats if teams[one.team_id] == team}
