"""Who did what with authority: kinds of things, never what they were about."""

from __future__ import annotations

import pytest

from bot.audit import views
from bot.i18n import Locale
from bot.teams.problems import CourseFileError
from bot.ui import Action
from storage.audit import Deed, entries
from storage.teams import TeamStore
from storage.teams.tables import course_leads, courses, people, teams
from tests.features.course import EXAMPLE, begin, load_in
from tests.features.test_surveys import feel, open_pulse
from tests.visitor import text_of
from tests.world import ZONE, World, local


async def test_the_course_lead_reads_what_was_done_and_nobody_else(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    assert world.team
    lead = world.add_course_lead(world.team, "Lone")
    await mette.press_action(Action.to("teams/link", 1, amira.person_id))
    await mette.press_action(Action.to("teams/ended", 1, jonas.person_id))
    lead.place = "c-broen"
    await lead.command("samspil", "haendelser")
    log = text_of(lead.private[-1])
    assert "der blev lavet et nyt link til nettet (Amira, Team Broen, af Mette)" in log
    assert "blev taget af teamet (Jonas, Team Broen, af Mette)" in log
    for person in (amira, mette):
        await person.command("samspil", "haendelser")
        assert "nyt link" not in text_of(person.private[-1])


async def test_each_sees_what_is_about_them_and_takes_it_along(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await mette.press_action(Action.to("teams/link", 1, amira.person_id))
    await amira.command("samspil", "minedata eksport")
    assert amira.sees("der blev lavet et nyt link til nettet (Amira, Team Broen, af Mette)")
    await jonas.command("samspil", "minedata eksport")
    assert not jonas.sees("nyt link")


async def test_who_is_erased_is_nobody_in_the_log_too(world: World) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    assert world.team
    lead = world.add_course_lead(world.team, "Lone")
    await mette.press_action(Action.to("teams/link", 1, amira.person_id))
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    lead.place = "c-broen"
    await lead.command("samspil", "haendelser")
    log = text_of(lead.private[-1])
    assert "data blev slettet (Team Broen)" in log and "link til nettet (Team Broen, af Mette)" in log
    assert "Amira" not in log


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_was_not_done_is_not_noted(world: World) -> None:
    """The row is written with what it is about, or not at all."""
    course = await begin(world)
    with world.database.transaction() as tx:
        before = tx.connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one()
    assert before >= 3, "the course was loaded, and its facilitators were appointed"
    with pytest.raises(CourseFileError):
        load_in(world, EXAMPLE.replace('team = "broen"', 'team = "findes-ikke"', 1))
    await course.mette.press_action(Action.to("teams/ended", course.team_id, 999))
    with world.database.transaction() as tx:
        assert tx.connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one() == before


# ---- all that is noted


def kinds(world: World) -> list[tuple[str, str, str]]:
    """(kind, by whom, about whom) of every entry, by keys; "" for nobody."""
    with world.database.transaction() as tx:
        people_by_id = {row.id: row.key for row in tx.connection.execute(people.select())}
        rows = tx.connection.execute(entries.select().order_by(entries.c.id))
        return [
            (row.kind, people_by_id.get(row.actor_id, ""), people_by_id.get(row.person_id, ""))
            for row in rows
        ]


async def test_a_team_made_in_the_chat_its_people_and_its_channel_are_noted(world: World) -> None:
    course = await begin(world, attach=False)
    mette = course.mette
    mette.place = "c-ny"
    await mette.command("samspil", "team")
    before = len(kinds(world))
    await mette.press("Nyt team")
    await mette.fill(
        {"Hvad hedder teamet?": "Team Molen", "Medlemmer, én pr. linje": "Amira Ny, sygeplejerske"}
    )
    new = [(kind, by) for kind, by, _ in kinds(world)[before:]]
    assert new == [("appointed", "mette"), ("joined", "mette"), ("placed", "mette")]
    assert kinds(world)[before][2] == "mette"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.press("Føj til")
    await mette.fill({"Medlemmer, én pr. linje": "Bo Lind, lærer"})
    kind, by, about = kinds(world)[-1]
    assert (kind, by) == ("joined", "mette") and about


async def test_coming_back_and_what_is_fetched_are_noted(world: World) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await mette.press_action(Action.to("teams/ended", 1, amira.person_id))
    await mette.press_action(Action.to("teams/rejoin", 1, amira.person_id))
    assert [kind for kind, *_ in kinds(world)] == ["ended", "joined"]
    await amira.command("samspil", "minedata vis")
    assert len(kinds(world)) == 2
    await amira.command("samspil", "minedata eksport")
    assert [(kind, by[:5], about[:5]) for kind, by, about in kinds(world)][2:] == [
        ("exported", "amira", "amira")
    ]


async def test_a_questionnaires_numbers_are_noted_when_they_are_fetched(world: World) -> None:
    *members, mette = world.make_team("Amira", "Jonas", "Freja", "Emil", "Sofie")
    await mette.press_action(Action.to("surveys/csv", 1, "dialogpuls"))
    assert not kinds(world), "there was nothing to fetch"
    await open_pulse(members[0])
    for person in members:
        await feel(person, 4)
    await mette.press_action(Action.to("surveys/csv", 1, "dialogpuls"))
    assert [(kind, by[:5], about) for kind, by, about in kinds(world)] == [("exported", "mette", "")]


async def test_what_a_course_file_changes_of_who_may_is_noted(world: World) -> None:
    await begin(world)
    before = len(kinds(world))
    load_in(world, EXAMPLE)
    assert [kind for kind, *_ in kinds(world)[before:]] == ["loaded"], "nothing else has changed"
    text = EXAMPLE.replace('id = "soeren"', 'id = "kaja"').replace("soeren@", "kaja@")
    assert text != EXAMPLE
    before = len(kinds(world))
    load_in(world, text, remove=True)
    new = kinds(world)[before:]
    assert ("ended", "", "soeren") in new and ("appointed", "", "kaja") in new


# ---- for the lead of a course, whatever its teams


async def test_the_log_of_a_course_asks_for_no_team(world: World) -> None:
    _amira, mette = world.make_team("Amira")
    world.make_team("Eva", facilitator="Karl", key="havnen")
    assert world.team
    lead = world.add_course_lead(world.team, "Lone")
    await mette.press_action(Action.to("teams/manage", 1))
    for command in ("haendelser", "afslut"):
        await lead.command("samspil", command)
        assert "Hvilket" not in text_of(lead.private[-1]) and "Forløbet" in text_of(lead.private[-1]), command
    await mette.command("samspil", "haendelser")
    assert "Det kan du ikke gøre her." in text_of(mette.private[-1])


async def test_who_leads_two_courses_says_which(world: World) -> None:
    world.make_team("Amira")
    assert world.team
    lead = world.add_course_lead(world.team, "Lone")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        course = world.team.course
        other = store.insert(
            courses, key="k-2", name="Foråret", starts_on=course.starts_on, ends_on=course.ends_on, language="da",
            zone=course.zone, days_off={}, settings={},
        )  # fmt: skip
        for key in ("molen", "fyret"):
            store.insert(
                teams, course_id=other, key=key, name=key, partner="", challenge="", starts_on=course.starts_on,
                settings={}, created_at=world.clock.now,
            )  # fmt: skip
        store.insert(course_leads, course_id=other, person_id=lead.person_id)
    await lead.command("samspil", "haendelser")
    assert lead.sees("Hvilket forløb gælder det?") and len(lead.private[-1].actions()) == 2
    await lead.press("Foråret")
    assert lead.sees("Hændelser · Foråret")


def test_every_kind_of_thing_has_its_words() -> None:
    for language in ("da", "en"):
        locale = Locale(language, ZONE, local("2026-11-02 08:00"))
        assert all(views.deed(locale, kind) for kind in Deed)
