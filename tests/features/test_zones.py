"""Somebody who is in another zone than their team."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates, elsewhere
from bot.i18n import Locale
from storage.teams import Person
from tests.world import World

SOME = (
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Europe/Paris",
)


async def test_times_are_written_as_clocks_show_there_and_the_teams_place_stays(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "tidszone Lissabon")
    assert amira.sees("Så skriver jeg tiderne, som de er i Lissabon")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({"Hvad er dit næste skridt?": "Ringe"})
    assert amira.sees("Du kan rette det til fredag kl. 11 i Lissabon.")
    assert world.channel.sees("Åbent til fredag d. 6. november kl. 12.") and not world.channel.sees(
        "Lissabon"
    )
    await amira.command("samspil", "tidszone hjemme")
    await amira.command("tjekind")
    await amira.fill({})
    assert amira.sees("Du kan rette det til fredag kl. 12.")


async def test_a_reminder_comes_in_the_persons_own_working_hours(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await jonas.command("samspil", "tidszone New York")
    await world.at("2026-11-06 11:59")
    assert amira.inbox.sees("Teamets tjek-ind lukker i dag kl. 12, og")
    assert jonas.inbox.posts == 0, "it is six in the morning there, and at eight the round is over"
    await amira.command("tjekind", "tid")
    await amira.fill({"Hvornår lukker det?": "mandag", "Lukker kl.": "16.00"})
    await world.at("2026-11-16 11:00")
    assert jonas.inbox.posts == 0 and amira.inbox.posts == 1
    await world.at("2026-11-16 14:30")
    assert jonas.inbox.sees("lukker i dag kl. 10 i New York")


async def test_a_place_that_is_not_known_is_asked_for_again(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "tidszone Atlantis")
    await amira.press("Skriv en anden by")
    await amira.fill({"Hvor er du?": "Ingensteder"})
    assert amira.sees("Det sted kender jeg ikke.")
    await amira.fill({"Hvor er du?": "reykjavik"})
    assert amira.sees("som de er i Reykjavik")


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Lissabon", "Europe/Lisbon"), ("lisbon", "Europe/Lisbon"), ("new york", "America/New_York"),
     ("Rom", "Europe/Rome"), ("europe/paris", "Europe/Paris"), ("Atlantis", None), ("", None)],
)  # fmt: skip
def test_a_zone_is_found_by_its_city_in_either_language(text: str, zone: str | None) -> None:
    assert elsewhere.find(text) == zone


@given(
    st.sampled_from(SOME),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda one: one.replace(tzinfo=UTC)),
)
def test_what_is_shown_is_the_readers_clock_and_what_is_counted_the_teams(own: str, moment: datetime) -> None:
    person = Person(1, 1, "a", "Amira", "", "", "", 1, {elsewhere.SETTING: own})
    team = ZoneInfo("Europe/Copenhagen")
    locale = Locale("en", elsewhere.seen_by(person, team.key), moment - timedelta(days=3))
    assert locale.local(moment).replace(tzinfo=None) == moment.astimezone(team).replace(tzinfo=None)
    theirs = moment.astimezone(ZoneInfo(own))
    text = dates.appointment(locale.local(moment), locale.local(locale.now), "en")
    assert f"{theirs.hour}:{theirs.minute:02}" in text and f"{theirs.day} " in text
    differs = theirs.utcoffset() != moment.astimezone(team).utcoffset()
    assert (" in " in text) is differs, "said where clocks differ at that moment, and not where they do not"
