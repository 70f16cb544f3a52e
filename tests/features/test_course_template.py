"""A course as a template for the next: what goes along, what stays behind, and a second semester beside the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.context import Context
from bot.errors import BotError, NotFound
from bot.i18n import Locale
from bot.teams import course_file, course_template, loading, people_loading
from bot.teams.course_template import CprFound, NameTaken, NoDate
from storage.course_status import CourseStatusStore
from storage.teams import Role, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.tables import course_leads
from tests.world import ZONE, World

FILE = Path(__file__).parents[2] / "examples" / "course.toml"
MORE = """
[course.keep]
private = 3
[signals]
no_meeting_days = 12
[[clusters]]
id = "nord"
[[teams]]
id = "skoven"
name = 'Team "Skoven"'
starts = 2026-11-09
cluster = "nord"
field_hours = 2.5
essentials_only = true
checkin = { on = false, opens = "mandag 8.30", closes = "onsdag 15.05" }
"""


def example(more: str = "") -> str:
    text = FILE.read_text(encoding="utf-8")
    head, teams = text.split("\n[[teams]]\n", 1)
    return f"{head}\n{more}\n[[teams]]\n{teams}" if more else text


def test_what_is_written_reads_the_same() -> None:
    """For the example and for a file that says more: the file of the copy is the copy."""
    for text in (example(), example(MORE)):
        file = course_file.read(text, "x.toml")
        bare = replace(
            file,
            people=(),
            timetables={},
            teams=tuple(replace(one, partner="", challenge="", places=()) for one in file.teams),
        )
        again = course_file.read(course_template.written(bare, ["Én linje"]), "x.toml")
        assert replace(again, lines={}) == replace(bare, lines={})


async def begun(world: World) -> tuple[int, int]:
    """(course, who leads it) of the example."""
    file = course_file.read(example(MORE), "x.toml")
    loading.apply(world.database, world.bot.features, world.settings, file, world.clock.now)
    with world.database.transaction() as tx:
        world.tenant_id = next(iter(tx.connection.exec_driver_sql("SELECT max(id) FROM organisation")))[0]
        store = LoadingStore(tx, world.tenant_id, world.clock.now)
        course = store.course("sammen-om-byen-2026")
        assert course
        lead = store.add_person("lone", "Lone Lund")
        store.insert(course_leads, course_id=course.id, person_id=lead)
    return course.id, lead


def asked(world: World, lead: int, course_id: int, name: str, starts: str) -> tuple[str, str]:
    with world.database.transaction() as tx:
        ctx = as_lead(world, tx, lead)
        return course_template.of_course(ctx, course_id, course_template.wanted(name, starts))


def as_lead(world: World, tx: object, lead: int) -> Context:
    person = TeamStore(tx, world.tenant_id, world.clock.now).person(lead)  # type: ignore[arg-type]
    locale = Locale("da", ZONE, world.clock.now)
    return Context(tx, world.bot.features, world.settings, world.clock.now, locale,  # type: ignore[arg-type]
                   tenant_id=world.tenant_id, person=person, by_clock=True)  # fmt: skip


async def test_the_next_semester_begins_with_the_file_and_both_go_on(world: World) -> None:
    course_id, lead = await begun(world)
    name, text = asked(world, lead, course_id, "Sammen om byen, forår 2027", "2027-02-01")
    assert name == "sammen-om-byen-forår-2027.toml"
    for left in ("Foreningen Åben Kaj", "spiser alene", "Haddad", "@", "slack", "discord", "https"):
        assert left not in text, left
    copy = course_file.read(text, name)
    assert (copy.course.starts_on, copy.course.ends_on) == (date(2027, 2, 1), date(2027, 3, 19))
    assert copy.course.days_off["extra"] == ["2027-02-19"] and not copy.people
    assert [one.starts_on for one in copy.teams if one.key == "skoven"] == [date(2027, 2, 8)]
    loading.load(world.database, world.bot.features, world.settings, text, name, world.clock.now)
    with world.database.transaction() as tx:
        store = LoadingStore(tx, world.tenant_id, world.clock.now)
        second = store.course(copy.course.key)
        assert second and not store.memberships(second.id)
        assert [one.key for one in store.teams(second.id)] == [one.key for one in store.teams(course_id)]
        before = [(one.person_key, one.team_key, one.left_at) for one in store.memberships(course_id)]
        store.insert(course_leads, course_id=second.id, person_id=lead)
        facilitator = next(one for one in store.memberships(course_id) if one.role == Role.facilitator)
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(facilitator.person_id)
        assert person and person.email
        people = f"Hold;Navn;E-mail;Fag;Rolle\n{store.teams(second.id)[0].name};{person.name};{person.email};;facilitator\n"
        people_loading.load(as_lead(world, tx, lead), second.id, people.encode(), "x.csv")
        now = [(one.person_key, one.team_key, one.left_at) for one in store.memberships(course_id)]
        assert now == before, "the first semester is as it was"
        assert [one.person_id for one in store.memberships(second.id)] == [person.id], "the same person"
        led = CourseStatusStore(tx, world.tenant_id, world.clock.now).led_by(lead)
        assert [one.id for one in led] == [course_id, second.id]


async def test_what_cannot_be_copied(world: World) -> None:
    course_id, lead = await begun(world)
    for name, starts, error in (
        ("Sammen om byen 2026", "2027-02-01", NameTaken),
        ("Ny 010165-1234", "2027-02-01", CprFound),
        ("Ny", "snart", NoDate),
        ("Ny", "9999-12-31", NoDate),
        ("Ny", "0001-01-01", NoDate),
        ("!", "2027-02-01", BotError),
        ("x" * 81, "2027-02-01", BotError),
    ):
        with pytest.raises(error):
            asked(world, lead, course_id, name, starts)
    with pytest.raises(NotFound):
        asked(world, 1, course_id, "Ny", "2027-02-01")


async def test_teams_made_in_the_chat_are_in_the_copy_by_ids_of_their_own(world: World) -> None:
    """Two of one name, one called as a team of the file is, and one called Chat-1: the copy is loaded."""
    course_id, lead = await begun(world)
    with world.database.transaction() as tx:
        store = LoadingStore(tx, world.tenant_id, world.clock.now)
        for number, name in enumerate(("Klitten", "Klitten", "Skoven", "Chat-1", "!")):
            cluster = {"cluster": "chat-a"} if name == "!" else {}
            store.add_team(course_id, f"chat-{number}", name, date(2026, 11, 2), settings=cluster)
    name, text = asked(world, lead, course_id, "Chat-forløb 2027", "2027-02-01")
    loading.load(world.database, world.bot.features, world.settings, text, name, world.clock.now)
    copy = course_file.read(text, name)
    made = {one.key: one.name for one in copy.teams[-5:]}
    assert made == {
        "klitten": "Klitten",
        "klitten-2": "Klitten",
        "skoven-2": "Skoven",
        "x-chat-1": "Chat-1",
        "team": "!",
    }
    assert copy.course.key == "x-chat-forløb-2027" and "x-chat-a" in copy.clusters
