"""A meeting that is moved or called off: what is said on the day before is said again, and nothing old stays."""

from __future__ import annotations

import pytest

from bot import agenda, meetings, mydata, roles, teams
from bot.registry import Features
from storage.outbox.tables import outbox
from tests.features.meeting_sessions import PURPOSE, fill
from tests.features.role_sessions import holder, lineup, team_of_five
from tests.visitor import Visitor
from tests.world import World

SHEET = "Din drejebog"


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature, agenda.feature, mydata.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    return await team_of_five(world)


async def move(person: Visitor, when: str, **more: str) -> None:
    await person.command("moede")
    await person.press("Flyt mødet")
    await fill(person, {"when": when, **more})


async def test_the_day_before_comes_again_with_its_run_sheets(world: World, team: list[Visitor]) -> None:
    chair = holder(world, "chair", team)
    await world.at("2026-11-16 09:00")
    assert world.channel.text.count("I mødes i morgen") == 1 and chair.inbox.text.count(SHEET) == 1
    await move(team[0], "tors uge 47 10.00")
    assert not world.channel.sees("I mødes") and not chair.inbox.sees(SHEET)
    await world.at("2026-11-18 09:00")
    assert world.channel.text.count("I mødes i morgen") == 1
    assert chair.inbox.text.count(SHEET) == 1 and chair.inbox.sees("torsdag d. 19. november kl. 10")
    await move(team[0], "fre uge 47 10.00")
    await world.at("2026-11-19 09:00")
    assert world.channel.text.count("I mødes i morgen") == 1
    assert not chair.inbox.sees(SHEET), "a week's last private post is not the bot's to take"


async def test_to_another_hour_or_place_of_the_same_day_it_is_the_same_post(
    world: World, team: list[Visitor]
) -> None:
    chair = holder(world, "chair", team)
    await world.at("2026-11-16 09:00")
    posts = world.channel.posts
    await move(team[0], "tirs uge 47 15.00", place="kantinen")
    assert world.channel.posts == posts
    assert (
        world.channel.text.count("I mødes i morgen\nForberedelse af besøget, tirsdag d. 17. november kl. 15")
        == 1
    )
    assert chair.inbox.text.count(SHEET) == 1 and chair.inbox.sees("kl. 15")
    assert not chair.inbox.sees("13.15")
    await world.at("2026-11-17 14:30")
    assert chair.inbox.text.count(SHEET) == 1, "and not once more an hour before"


async def test_moved_away_and_back_after_the_day_before_it_is_said_at_once(
    world: World, team: list[Visitor]
) -> None:
    chair = holder(world, "chair", team)
    await world.at("2026-11-16 09:00")
    await move(team[0], "tors uge 47 10.00")
    assert not world.channel.sees("I mødes")
    await world.at("2026-11-16 11:00")
    await move(team[0], "tirs uge 47 13.15")
    assert world.channel.text.count("I mødes i morgen") == 1
    await world.at("2026-11-17 13:00")
    assert chair.inbox.text.count(SHEET) == 1
    await move(team[0], "tirs uge 47 15.00")
    assert world.channel.text.count("I mødes") == 1, "to another hour of the same day it is the same post"


async def test_a_post_of_an_older_release_is_still_drawn(world: World, team: list[Visitor]) -> None:
    await world.at("2026-11-16 09:00")
    with world.database.transaction() as tx:
        keys = {row.key for row in tx.connection.execute(outbox.select())}
    assert "meetings/before/1" in keys, "a meeting that was never moved has the key it always had"
    await team[1].press("Jeg kan ikke komme")
    assert world.channel.sees("I mødes i morgen") and world.channel.sees("4 af 5 kan.")


async def test_what_people_were_asked_in_private_says_the_new_time_and_goes_when_it_is_off(
    world: World, team: list[Visitor]
) -> None:
    chair, other = holder(world, "chair", team), holder(world, "timekeeper", team)
    await chair.press("Byt rolle")
    await chair.choose("Hvem vil du bytte mødeleder med?", f"{other.name} (tidsholder)")
    assert other.inbox.sees("tirsdag d. 17. november kl. 13.15")
    writer = holder(world, "note_taker", team)
    await writer.press("Jeg kan ikke komme")
    heir = holder(world, "note_taker", team)
    assert heir.inbox.sees("En rolle til dig") and heir.inbox.sees("17. november kl. 13.15")
    await move(next(one for one in team[:5] if one not in (chair, other, heir)), "tors uge 47 10.00")
    for person in (other, heir):
        assert person.inbox.sees("19. november kl. 10") and not person.inbox.sees("17. november")
    await world.at("2026-11-18 09:00")
    assert chair.inbox.sees(SHEET)
    await team[0].command("moede")
    await team[0].press("Aflys mødet")
    await team[0].press("Ja, aflys mødet")
    assert lineup(world)
    for person in (chair, other, heir):
        assert not person.inbox.sees(SHEET) and not person.inbox.sees("[Fint med mig]")
        assert not person.inbox.sees("[Ja, lad os bytte]")
        assert person is team[0] or person.inbox.sees("Mødet er aflyst")
    assert world.channel.sees(PURPOSE)
