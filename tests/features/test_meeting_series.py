"""Meetings in series: every week or every other, each of them a meeting of its own."""

from __future__ import annotations

import pytest

from bot import meetings, roles, teams
from bot.registry import Features
from tests.features.meeting_sessions import PURPOSE, addresses, events, fetch, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World, local


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """Jonas, Amira and Freja have a meeting on Tuesday 17 November at 13.15; Mette facilitates."""
    people = world.make_team("Jonas", "Amira", "Freja", ends="2027-01-31")
    await world.at("2026-11-09 10:00")
    await suggest(people[0], "tirs uge 47 13.15")
    for person in people[1:3]:
        await vote(person, "ja")
    return people


async def repeat(person: Visitor, every: str, times: str) -> None:
    await person.command("moede")
    await person.press("Gentag mødet")
    await fill(person, {"every": every, "times": times})


async def test_every_week_with_each_its_own_card_when_it_is_near(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _ = team
    await repeat(jonas, "Hver uge", "2")
    assert jonas.sees(f"{PURPOSE} er nu også tirs. d. 24. nov. kl. 13.15 og tirs. d. 1. dec. kl. 13.15.")
    assert world.channel.posts == 2, "the poll and the first of them: nothing new"
    assert world.channel.sees("Mødet gentages 2 gange mere, sidst tirs. d. 1. dec. kl. 13.15.")
    await world.at("2026-11-19 08:59")
    assert world.channel.posts == 3, "the day before the first"
    await world.at("2026-11-19 09:00")
    assert world.channel.posts == 4
    assert world.channel.sees(f"{PURPOSE}, tirsdag d. 24. november kl. 13.15–14.45 (uge 48), lokale B2.14.")
    assert world.channel.sees("Mødet gentages én gang mere, tirs. d. 1. dec. kl. 13.15.")
    await world.at("2026-12-02 12:00")
    assert world.channel.posts == 7, "its card and the day before, of each"
    before = [one.inbox.text.count("Om lidt er der møde") for one in (amira, freja)]
    assert before == [3, 3], "the hour before, of each"


async def test_every_other_week_over_new_year_without_days_off_and_no_longer_than_the_course(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "tors uge 48 10.00"})  # 26 November
    await repeat(jonas, "Hver anden uge", "6")
    assert jonas.sees(
        "tors. d. 10. dec. kl. 10.00, tors. d. 7. jan. kl. 10.00 og tors. d. 21. jan. kl. 10.00"
    ), "not on Christmas Eve, and not after January"
    await repeat(amira, "Hver anden uge", "6")
    assert amira.sees("Der er ikke plads til flere møder i forløbet."), "pressed again, made once"


async def test_one_is_moved_and_one_is_cancelled_and_the_others_stay(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await repeat(jonas, "Hver uge", "3")
    await amira.press("Hent til kalenderen")
    own, _shared = addresses(amira)
    before = {event.start: event for event in events(fetch(world, own))}
    assert len({str(one["UID"]) for one in before.values()}) == 4
    assert not any("RECURRENCE-ID" in one or "RRULE" in one for one in before.values())
    await press_of(jonas, "24. november", "Flyt mødet")
    await fill(jonas, {"when": "ons uge 48 9.00"})
    await press_of(jonas, "1. december", "Aflys mødet")
    await jonas.press("Ja, aflys mødet")
    after = {str(event["UID"]): event for event in events(fetch(world, own))}
    moved = after[str(before[local("2026-11-24 13:15")]["UID"])]
    assert (moved.start, moved["SEQUENCE"]) == (local("2026-11-25 09:00"), 1)
    gone = after[str(before[local("2026-12-01 13:15")]["UID"])]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    for text in ("2026-11-17 13:15", "2026-12-08 13:15"):
        same = after[str(before[local(text)]["UID"])]
        assert (same.start, same["SEQUENCE"]) == (local(text), 0)


async def test_the_rest_of_them_are_cancelled_at_once_and_told_of_once(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, _ = team
    await repeat(jonas, "Hver uge", "3")
    await press_of(jonas, "24. november", "Aflys mødet")
    assert jonas.sees("[Aflys også de 2 næste]")
    await jonas.press("Aflys også de 2 næste")
    assert jonas.sees("Mødet og de 2 næste er aflyst, og de andre har fået besked.")
    assert (amira.inbox.posts, freja.inbox.posts) == (1, 1)
    await jonas.command("moede")
    assert jonas.private[-1] and "24. november" not in str(jonas.private[-1])
    assert world.channel.sees("17. november kl. 13.15–14.45")
    assert not world.channel.sees("Mødet gentages")
    await world.at("2026-12-09 12:00")
    assert world.channel.posts == 3, "nothing more than the day before the first"


async def press_of(person: Visitor, day: str, label: str) -> None:
    """The button under the meeting of that day, on the list of the team's meetings."""
    await person.command("moede")
    blocks = person.private[-1].blocks
    at = next(index for index, block in enumerate(blocks) if day in getattr(block, "plain", ""))
    button = next(one for one in blocks[at + 1].buttons if one.label == label)  # type: ignore[union-attr]
    assert button.action
    await person.press_action(button.action)
