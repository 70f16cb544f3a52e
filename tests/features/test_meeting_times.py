"""The times of an open poll change without losing votes: other times, another length, another zone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot import meetings, roles, teams
from bot.registry import Features
from storage.meetings.tables import votes
from storage.teams import TeamStore
from tests.features.meeting_sessions import fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


def votes_in(world: World) -> int:
    with world.database.transaction() as tx:
        return int(tx.connection.execute(select(func.count()).select_from(votes)).scalar_one())


async def test_a_time_that_stays_keeps_its_votes_and_a_new_one_is_asked_about(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await vote(amira, "ja", "nej")
    await vote(freja, "måske", "nej")
    await jonas.press("Ret tiderne")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["slots"] == (
        "17/11 2026 kl. 13.15\n18/11 2026 kl. 09.00"
    )
    await fill(jonas, {"slots": "17/11 2026 kl. 13.15\ntors uge 47 kl 10"})
    assert jonas.sees(
        "der stemmes nu om tirsdag d. 17. november kl. 13.15 og torsdag d. 19. november kl. 10.00"
    )
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15 · 2 ja · 1 hvis nødvendigt")
    assert world.channel.sees("torsdag d. 19. november kl. 10.00 · 1 ja")
    assert "18. november" not in world.channel.text
    assert votes_in(world) == 4, "what was said of the time that is gone is gone"
    await amira.press("Stem")
    assert amira.sees("tirsdag d. 17. november kl. 13.15: <Ja>")
    assert amira.sees("torsdag d. 19. november kl. 10.00: <–>"), "only the new one is asked about"
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja", "ja")
    assert world.channel.posts == 1, "it is even: the proposer chooses"


async def test_the_zone_was_wrong_so_the_times_are_read_again(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tirs uge 47 9.00\ntirs uge 47 10.00\ntirs uge 47 11.00")
    await vote(amira, "ja", "nej", "måske")
    await jonas.press("Ret tiderne")
    await fill(jonas, {"zone": "London"})
    assert votes_in(world) == 6
    await freja.press("Stem")
    assert freja.sees("Tiderne er lokal tid i London.")
    assert freja.sees("tirsdag d. 17. november kl. 9.00: <–>")
    assert world.channel.sees("tirsdag d. 17. november kl. 9.00 · 2 ja")
    assert world.channel.sees("Tiderne er lokal tid i London.")
    await amira.press("Foreslå et andet tidspunkt")
    await fill(amira, {"slots": "ons uge 47 12.00"})
    assert world.channel.sees("onsdag d. 18. november kl. 12.00 · 1 ja"), "read in London, too"
    for person in team[:5]:
        await vote(person, "ja", "nej", "nej", "nej")
    assert world.channel.sees("tirsdag d. 17. november kl. 10.00–11.30"), "settled in the team's own time"
    await jonas.command("moede")
    assert "Ret tiderne" not in jonas.private[-1].title.plain


async def test_who_is_elsewhere_sees_their_own_clock(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        person = store.person(amira.person_id)
        assert person
        store.set_person_settings(person, zone="Atlantic/Faroe")
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await amira.press("Stem")
    assert amira.sees("tirsdag d. 17. november kl. 13.15 (12.15 hos dig): <–>")
    assert "hos dig" not in world.channel.text


async def test_a_poll_that_is_over_is_not_changed_and_bad_times_lose_nothing(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await jonas.press("Ret tiderne")
    await fill(jonas, {"slots": "når det passer", "zone": "Nuuk"})
    assert jonas.sees('Jeg kan ikke læse "')
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["zone"] == "America/Nuuk"
    await fill(jonas, {"slots": "i morgen kl. 9", "zone": "Copenhagen", "minutes": "30"})
    assert world.channel.sees("30 minutter"), "its length changed"
    assert jonas.sees("Afstemningen lukker mandag d. 9. november kl. 16"), "before the new time"
    await world.at("2026-11-09 16:30")
    await jonas.press("Ret tiderne")
    assert jonas.sees("Afstemningen er lukket")
    assert votes_in(world) == 1
    assert amira.inbox.posts <= 1
