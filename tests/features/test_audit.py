"""Who did what with authority: kinds of things, never what they were about."""

from __future__ import annotations

import pytest

from bot.teams.problems import CourseFileError
from bot.ui import Action
from tests.features.course import EXAMPLE, begin, load_in
from tests.visitor import text_of
from tests.world import World


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
