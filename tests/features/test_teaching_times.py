"""The course's timetable, and what of it is in whose way."""

from __future__ import annotations

import pytest

from bot.busy import Source, busy_of, teaching_of
from bot.ports import NotFetched
from bot.timetable_file import NoSuchCourse, load_timetable
from tests.bot.feed_samples import GOOD, calendar
from tests.features.calendar_sessions import ONE_DATABASE, WEEK, FakeCalendars, everything, fetch, rows
from tests.features.calendar_sessions import amira as amira
from tests.features.calendar_sessions import calendars as calendars
from tests.features.calendar_sessions import features as features
from tests.features.course import EXAMPLE, load_in, open_web, person_id, team_of
from tests.visitor import Channel
from tests.world import World

# ---- teaching

SKEMA = "https://skema.example/hele-aaret.ics"
FILE = EXAMPLE.replace("[course.days_off]", f'timetable = "{SKEMA}"\n\n[course.days_off]').replace(
    'name = "Team Broen"', 'name = "Team Broen"\ncluster = "nord"'
) + ('\n[[clusters]]\nid = "nord"\ntimetable = "https://skema.example/nord.ics"\n')


async def test_teaching_is_busy_for_the_teams_it_is_for(world: World, calendars: FakeCalendars) -> None:
    open_web(world)
    load_in(world, FILE)
    calendars.there = {
        SKEMA: calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Forelæsning, hele holdet"),
        "https://skema.example/nord.ics": calendar(
            "DTSTART:20261111T080000Z\nDURATION:PT3H\nSUMMARY:Klyngeundervisning"
        ),
    }
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["lecture", "cluster"]
    assert teaching(world, "havnen") == ["lecture"]
    with world.database.transaction() as tx:
        broen = team_of(world, tx)
        amira, mette = person_id(tx, "amira"), person_id(tx, "mette")
        found = busy_of(world.context(tx, broen), [amira, mette], *WEEK)
    assert [(one.source, one.kind) for one in found[amira]] == [
        (Source.teaching, "lecture"),
        (Source.teaching, "cluster"),
    ]
    assert found[mette] == (), "who facilitates is not taught"
    assert "hele holdet" not in everything(world)
    assert "hele-aaret" not in everything(world)


def teaching(world: World, key: str) -> list[str]:
    with world.database.transaction() as tx:
        return [one.kind for one in teaching_of(world.context(tx, team_of(world, tx, key)), *WEEK)]


@ONE_DATABASE
async def test_a_timetable_from_a_file_stays_until_the_course_names_an_address(world: World) -> None:
    load_in(world, EXAMPLE)
    content = calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Vejledning").encode()
    load_timetable(world.database, content, "sammen-om-byen-2026", "", world.clock.now)
    assert teaching(world, "broen") == ["supervision"]
    load_in(world, EXAMPLE)
    assert teaching(world, "broen") == ["supervision"]
    load_in(world, FILE)
    assert teaching(world, "broen") == []
    with pytest.raises(NoSuchCourse):
        load_timetable(world.database, content, "et-andet", "", world.clock.now)


async def test_a_timetable_that_moves_or_goes_with_the_file(world: World, calendars: FakeCalendars) -> None:
    open_web(world)
    load_in(world, FILE)
    lesson = calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Bootcamp")
    calendars.there = {SKEMA: lesson, "https://skema.example/ny.ics": lesson}
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["other"]
    words = f'timetable = "{SKEMA}"\n[course.timetable_words]\nworkshop = ["Bootcamp"]\n'
    load_in(world, FILE.replace(f'timetable = "{SKEMA}"', words))
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["workshop"]
    load_in(world, FILE.replace(SKEMA, "https://skema.example/ny.ics"))
    assert teaching(world, "broen") == [], "not read yet"
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["other"]
    load_in(world, EXAMPLE)
    assert teaching(world, "broen") == []
    assert rows(world, "calendar_source") == 0


@ONE_DATABASE
async def test_who_runs_the_course_is_told_once_that_its_timetable_cannot_be_read(
    world: World, calendars: FakeCalendars
) -> None:
    web, nord = open_web(world), "https://skema.example/nord.ics"
    load_in(world, FILE)
    calendars.there = {SKEMA: calendar("DTSTART:vrøvl", GOOD), nord: NotFetched("gone", lasting=True)}
    await fetch(world, calendars)
    await world.at("2026-11-05 09:00")
    await fetch(world, calendars)
    await world.settle()
    with world.database.transaction() as tx:
        kirsten, mette, amira = (person_id(tx, key) for key in ("kirsten", "mette", "amira"))
    told = Channel(web, f"person/{kirsten}").text
    assert told.count("Skemaet driller") == 2
    assert "Det er om skemaet for Sammen om byen, efterår 2026.\n1 begivenhed kunne jeg ikke læse." in told
    assert "klyngen nord.\nJeg kan ikke læse det på den adresse, der står i forløbsfilen." in told
    assert "skema.example" not in told
    assert not any(Channel(web, f"person/{one}").sees("Skemaet driller") for one in (mette, amira))
    calendars.there = {SKEMA: calendar(GOOD), nord: calendar(GOOD)}
    await world.at("2026-11-07 09:00")
    await fetch(world, calendars)
    await world.settle()
    assert not Channel(web, f"person/{kirsten}").sees("Skemaet driller"), "it can be read again"
