"""A team that meets in the evening or on Saturdays: times are found there, and what the bot says of itself is not."""

from __future__ import annotations

import pytest

from bot import availability, checkins, meetings, roles, teams
from bot.registry import Features
from tests.features.meeting_sessions import fill, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World


@pytest.fixture
def features() -> Features:
    known = (teams, checkins, meetings, availability, roles)
    return Features(tuple(one.feature for one in known))


async def propose(person: Visitor) -> None:
    await person.command("moede")
    if person.form is None:
        await person.press("Foreslå et møde")


async def test_inside_the_teams_own_hours_and_days(world: World) -> None:
    jonas, amira, _mette = world.make_team("Jonas", "Amira")
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "fre uge 47 13.15")
    await jonas.command("moede")
    await jonas.press("Vælg mødetider")
    hours = {"Hvornår kan I tidligst mødes?": "18.00", "Hvornår skal møder senest slutte?": "18.00"}
    await jonas.fill(hours)
    assert jonas.sees("Vælg et tidspunkt, der er senere end det første.")
    await jonas.fill(
        {"Hvilke dage arbejder teamet?": ("lørdag", "søndag"), "Hvornår skal møder senest slutte?": "21.00"}
    )
    assert jonas.sees("Jeg skriver til teamet lørdag og søndag og foreslår møder kl. 18.00–21.00.")
    await propose(jonas)
    await fill(jonas, {"purpose": "Plakaten", "minutes": "90"})
    poll = text_of(world.channel.cards[-1])
    times = [line for line in poll.split("\n") if " · 1 ja" in line]
    assert times[0].startswith("lørdag d. 21. november kl. 18.00") and len(times) == 3
    assert all("lørdag" in line or "søndag" in line for line in times)
    assert all(line.split("kl. ")[1].startswith(("18.", "19.")) for line in times), "over at 21 at the latest"
    await amira.command("samspil", "kalender")
    await amira.press("Ret din uge")
    await amira.fill({"Hvornår kan du ikke?": ("Lørdag aften (16-21)",)})
    assert amira.sees("Optaget: lør 16-21")
    await propose(jonas)
    await fill(jonas, {"purpose": "Avisen", "minutes": "90", "type": "team"})
    assert "søndag" in text_of(world.channel.cards[-1]) and "lørdag" not in text_of(world.channel.cards[-1])


async def test_what_the_bot_says_of_itself_keeps_to_working_hours(world: World) -> None:
    jonas, amira, _mette = world.make_team("Jonas", "Amira")
    await world.at("2026-11-09 10:00")
    await jonas.command("tjekind", "uge")
    await jonas.fill({"Hvornår kan I tidligst mødes?": "18.00", "Hvornår skal møder senest slutte?": "22.00"})
    await propose(jonas)
    await fill(jonas, {"purpose": "Avisen", "minutes": "60"})
    await vote(amira, "ja", "nej", "nej")
    assert world.channel.sees("torsdag d. 12. november kl. 18.00–19.00")
    posts = world.channel.posts
    await world.at("2026-11-11 08:59")
    assert world.channel.posts == posts
    await world.at("2026-11-11 09:00")
    assert world.channel.sees("I mødes i morgen")
