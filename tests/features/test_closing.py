"""The end of a course: a team is offered its things, and the course closes by itself or by hand."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import keeping
from bot.closing import rules
from bot.events import TeamReady
from bot.registry import Features
from bot.teams import course_file, problems
from bot.teams.problems import CourseFileError
from bot.ui import Action
from storage import schema
from storage.tables import metadata
from storage.teams import TeamStore
from storage.teams.tables import courses
from tests.features import contract_sessions
from tests.features.course import EXAMPLE, begin, load_in
from tests.visitor import Visitor, text_of
from tests.world import World

# Tables that no course's end concerns: why.
NOBODYS = {
    "door_state": "of the process",
    "inbox": "delivery ids, two days",
    "installation": "of the database",
    "organisation": "outlives its courses",
    "start_attempt": "an hour, hashed",
    "erased_key": "hashes of who erased themselves",
    "erasure": "ids, so that nobody comes back",
    "course_end": "ids, so that nothing comes back",
    "stored_file": "goes when nothing shows it any more (storage.endings)",
}


def test_every_table_has_a_day_on_which_it_goes(features: Features) -> None:
    said: dict[str, set[str]] = {
        "team": set(),
        "person": set(),
        "private": set(),
        "swept": set(),
        "log": set(),
    }
    for one in features.all:
        if one.retention:
            for stage, tables in said.items():
                tables |= set(getattr(one.retention, stage))
            assert bool(one.retention.private) == bool(one.retention.end), f"{one.name}: what ends, and how"
            assert bool(one.retention.swept) == bool(one.retention.sweep), (
                f"{one.name}: what is swept, and how"
            )
    tables = set(schema.complete().tables)
    assert tables - set().union(*said.values()) - set(NOBODYS) == set(), "say in retention when these go"
    assert said["team"] <= goes_with("team") | {"team"}
    assert said["person"] <= goes_with("person") | {"person"}


def goes_with(parent: str) -> set[str]:
    """The tables whose rows are deleted with a row of that table."""
    tables, found = schema.complete().tables, {parent}
    while True:
        more = {
            name
            for name, table in tables.items()
            for key in table.foreign_keys
            if key.column.table.name in found and key.ondelete == "CASCADE"
        }
        if more <= found:
            return found
        found |= more


# ---- the offer


async def team(world: World) -> list[Visitor]:
    return world.make_team("Amira", "Jonas", "Freja")  # to Sunday 20 December


async def test_a_week_before_the_end_the_team_is_offered_its_things(world: World) -> None:
    amira, *_ = await team(world)
    await amira.press_action(Action.to("tasks/new", 1))
    await amira.fill({"Hvad skal gøres?": "Ringe til hallen"})
    await world.at("2026-12-11 10:00")
    assert not world.channel.sees("Hent jeres ting")
    await world.at("2026-12-14 10:00")
    assert world.channel.sees("Forløbet slutter søndag d. 20. december.")
    assert world.channel.sees("Til og med tirsdag d. 19. januar")
    await amira.press("Hent teamets ting")
    assert amira.sees("Det, I har lavet sammen") and amira.sees("Det private er ikke med")
    await amira.press("Læs det her")
    assert amira.sees("Ringe til hallen")
    posts = world.channel.posts
    await world.at("2026-12-18 12:00")
    assert world.channel.text.count("Hent jeres ting") == 1 and world.channel.posts >= posts


async def test_it_closes_in_the_morning_after_its_last_day(world: World) -> None:
    amira, *_ = await team(world)
    await world.at("2026-12-21 03:00")
    await amira.command("samspil", "opgaver")
    assert not amira.sees("findes ikke")
    await world.at("2026-12-21 08:00")
    posts = world.channel.posts
    await amira.press_action(Action.to("tasks/show", 1, 0))
    assert "Opgaver" not in text_of(amira.private[-1])
    await world.at("2027-01-11 12:00")
    assert world.channel.posts == posts and amira.inbox.posts == 0, "nobody is written to any more"


async def test_its_channel_is_free_for_another_team(world: World) -> None:
    await team(world)
    await world.at("2026-12-21 08:00")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert world.context(tx, world.team).directory.team_at("chat", "c-broen") is None  # type: ignore[arg-type]
        assert store.places(1) == ()


async def test_for_thirty_days_its_people_can_fetch_what_they_share(world: World) -> None:
    amira, *_ = await team(world)
    outsider, *_ = world.make_team("Eva", facilitator="Karl", key="havnen", tenant="anden", ends="2027-06-20")
    await amira.press_action(Action.to("tasks/new", 1))
    await amira.fill({"Hvad skal gøres?": "Ringe til hallen"})
    await world.at("2027-01-19 12:00")
    amira.place = None
    await amira.home()
    assert amira.sees("Forløbet er slut") and amira.sees("til og med tirsdag d. 19. januar")
    await amira.press("Hent teamets ting")
    await amira.press("Læs det her")
    assert amira.sees("Ringe til hallen")
    await outsider.press_action(Action.to("closing/all", 1, 0))
    assert not outsider.sees("Ringe til hallen")
    await world.at("2027-01-20 08:00")
    amira.private.clear()
    await amira.press_action(Action.to("closing/all", 1, 0))
    assert not amira.sees("Ringe til hallen")
    with world.database.transaction() as tx:
        assert tx.connection.execute(select(metadata.tables["person"].c.name)).scalars().all() == [
            "Eva",
            "Karl",
        ]


async def test_who_asked_for_a_talk_goes_with_what_is_private(world: World) -> None:
    """docs/privacy.md: the same as who asked for help."""
    people = world.make_team("Jonas", "Amira")
    await contract_sessions.approved(world, people)
    await people[0].press_action(Action.to("contract/concern", 1, "replies", "yes"))
    assert rows(world, "contract_concern") == 1
    await world.at("2026-12-21 08:00")
    assert rows(world, "contract_concern") == 0 and rows(world, "contract_version") == 1


def rows(world: World, table: str) -> int:
    with world.database.transaction() as tx:
        return len(tx.connection.execute(select(metadata.tables[table])).all())


# ---- by hand


async def test_the_course_lead_closes_it_when_everybody_was_offered_their_things_and_nobody_before(
    world: World,
) -> None:
    amira, _jonas, _freja, mette = await team(world)
    assert world.team
    lead = world.add_course_lead(world.team, "Lone")
    lead.place = "c-broen"
    for early in ("2026-12-10 12:00", "2026-12-14 09:00", "2026-12-14 17:00"):
        await world.at(early)
        lead.private.clear()
        await lead.press_action(Action.to("closing/sure", 1))
        assert lead.sees("når alle dets teams har haft tilbuddet om at hente deres ting i en dag"), early
        await lead.press_action(Action.to("closing/closed", 1))
        assert not lead.sees("Forløbet er afsluttet"), early
    await world.at("2026-12-15 12:00")
    await mette.press_action(Action.to("closing/sure", 1))
    assert not mette.sees("Skal jeg afslutte"), "the course has a lead"
    await lead.press_action(Action.to("closing/sure", 1))
    assert lead.sees("Om 30 dage slettes det, teamene har lavet sammen.")
    assert lead.sees("Det gælder: Team Broen (Mette).")
    await lead.press("Ja, afslut forløbet")
    assert lead.sees("Forløbet er afsluttet") and lead.sees("til og med onsdag d. 13. januar")
    amira.private.clear()
    await amira.press_action(Action.to("tasks/show", 1, 0))
    assert not amira.sees("Opgaver")


async def test_where_nobody_leads_a_facilitator_sees_whose_teams_they_close(world: World) -> None:
    """And no earlier than each of the teams has been offered its things, as the course file says when."""
    *_, mette = await team(world)
    world.make_team("Eva", facilitator="Karl", key="havnen")
    with world.database.transaction() as tx:
        tx.connection.execute(courses.update().values(settings={"keep": {"offer": 3}}))
        for number in (1, 2):
            there = TeamStore(tx, world.tenant_id, world.clock.now).team(number)
            assert there
            world.context(tx, there).announce(TeamReady(number))
    await world.at("2026-12-15 12:00")
    await mette.press_action(Action.to("closing/sure", 1))
    assert not mette.sees("Skal jeg afslutte"), "they are offered their things three days before the end"
    await world.at("2026-12-17 17:00")
    mette.private.clear()
    await mette.press_action(Action.to("closing/sure", 1))
    assert not mette.sees("Skal jeg afslutte")
    await world.at("2026-12-18 17:00")
    await mette.press_action(Action.to("closing/sure", 1))
    assert mette.sees("Det gælder: Team Broen og Team Havnen (Karl).")
    assert mette.sees("Tal først med dem, der følger de andre teams.")


async def test_a_course_that_is_made_shorter_is_offered_its_things_all_the_same(world: World) -> None:
    await team(world)
    await world.at("2026-11-24 12:00")
    for _ in range(2):
        ends(world, date(2026, 11, 25), offer=7)
    await world.at("2026-11-24 12:05")
    assert world.channel.text.count("Hent jeres ting") == 1
    await world.at("2026-11-25 12:00")
    assert world.channel.text.count("Hent jeres ting") == 1


async def test_the_offer_comes_on_a_working_day_of_the_course(world: World) -> None:
    """A day before a Sunday is a Saturday, and on Monday morning at four the course closes."""
    await team(world)
    ends(world, date(2026, 12, 20), offer=1)
    await world.at("2026-12-18 09:59")
    assert not world.channel.sees("Hent jeres ting")
    await world.at("2026-12-18 10:00")
    assert world.channel.sees("Hent jeres ting")


async def test_a_course_that_ends_before_the_next_working_day_is_offered_its_things_at_once(
    world: World,
) -> None:
    await team(world)
    await world.at("2026-11-28 20:00")  # a Saturday
    ends(world, date(2026, 11, 29), offer=7)
    await world.at("2026-11-28 20:05")
    assert world.channel.sees("Hent jeres ting")


def ends(world: World, day: date, *, offer: int) -> None:
    """The course's file says so from now on."""
    with world.database.transaction() as tx:
        tx.connection.execute(courses.update().values(ends_on=day, settings={"keep": {"offer": offer}}))
        there = TeamStore(tx, world.tenant_id, world.clock.now).team(1)
        assert there
        world.context(tx, there).announce(TeamReady(1))


# ---- what the course file says


def test_how_long_things_are_kept_stands_in_the_course_file(world: World) -> None:
    kept = "[course.keep]\nprivate = 3\nteam = 60\nlog = 120\noffer = 10\n\n[course.days_off]"
    load_in(world, EXAMPLE.replace("[course.days_off]", kept, 1))
    with world.database.transaction() as tx:
        row = tx.connection.execute(select(courses)).one()
    assert row.settings["keep"] == {"private": 3, "team": 60, "log": 120, "offer": 10}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_course_that_has_closed_is_not_loaded_again(world: World) -> None:
    await begin(world)
    await world.at("2026-12-20 08:00")
    with pytest.raises(CourseFileError) as refused:
        load_in(world, EXAMPLE)
    assert [one.message for one in refused.value.problems] == [problems.CLOSED]


# ---- rules


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(max_size=6000)), max_size=12))
def test_nothing_of_what_is_taken_along_is_lost(rows: list[tuple[str, str]]) -> None:
    pages = rules.pages(rows)
    assert "".join(text for page in pages for _, text in page) == "".join(text for _, text in rows)
    assert all(
        sum(len(label) + len(text) for label, text in page) <= rules.PAGE + rules.ONE_TEXT for page in pages
    )


def test_a_course_may_be_closed_by_hand_from_the_day_after_its_teams_were_offered_their_things() -> None:
    ends, first, second = date(2026, 12, 20), date(2026, 12, 14), date(2026, 12, 16)
    days = [date(2026, 12, day) for day in range(13, 22)]
    assert [day.day for day in days if rules.may_close([first, second], day, ends)] == [17, 18, 19, 20, 21]
    assert not any(rules.may_close([first, None], day, ends) for day in days)
    assert [day.day for day in days if rules.may_close([ends], day, ends)] == [20, 21], "offered that morning"


def test_the_page_on_privacy_says_what_the_settings_are() -> None:
    page = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
    said = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    assert said == {"course": {"keep": dataclasses.asdict(keeping.Keeping())}}


def test_the_log_is_never_shorter_than_what_it_is_about() -> None:
    """A course file that says so is refused."""
    body = EXAMPLE.replace("[course.days_off]", "[course.keep]\nteam = 100\n\n[course.days_off]", 1)
    with pytest.raises(CourseFileError) as refused:
        course_file.read(body, "course.toml")
    assert [one.message for one in refused.value.problems] == [problems.KEPT_LESS]
