"""What is busy in the calendars people have."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.feeds import Wanted, zones
from bot.feeds.read import read
from tests.bot.feed_samples import (
    COPENHAGEN,
    GOOD,
    GOOD_SHOWN,
    GOOGLE,
    ITSLEARNING,
    OUTLOOK,
    OWN,
    TEACHING,
    TIMEEDIT,
    WEBUNTIS,
    calendar,
    shown,
)

# ---- as they come


def test_outlook() -> None:
    assert shown(OUTLOOK) == [
        "10/11 13.00-13.45",
        "12/11 13.00-14.00 ~",
        "16/11 00.00-18/11 00.00",
    ]


def test_google() -> None:
    assert shown(GOOGLE) == [
        "02/11 16.00-17.30",
        "17/11 18.00-19.00",
        "23/11 16.00-17.30",
        "30/11 16.00-17.30",
    ]


def test_timetables() -> None:
    assert shown(TIMEEDIT, TEACHING) == ["03/11 09.00-10.45 lecture", "03/11 12.00-14.00 supervision"]
    assert shown(WEBUNTIS, TEACHING) == ["04/11 13.00-14.00 workshop", "05/11 09.00-11.30 cluster"]
    assert shown(ITSLEARNING, TEACHING) == ["06/11 13.00-14.00 supervision"], "UTC+2 all year"


def test_titles_of_own_calendars_are_not_even_taken_apart() -> None:
    found = read(OUTLOOK.encode(), OWN)
    assert "Tandl" not in repr(found)
    assert all(one.kind == "" for one in found.times or ())


# ---- times


def test_floating_times_are_where_the_calendar_or_the_course_is() -> None:
    event = "DTSTART:20261110T130000\nDTEND:20261110T140000"
    assert shown(calendar(event)) == [GOOD_SHOWN]
    assert shown(calendar(event, head="X-WR-TIMEZONE:Europe/London")) == ["10/11 14.00-15.00"]
    assert shown(calendar(event, head="X-WR-TIMEZONE:Der hvor vi bor")) == [GOOD_SHOWN]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("Romance Standard Time", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Europe/Oslo", "Europe/Oslo"),
        ("/citadel.org/20261101_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Brussels"),
        ("GMT", "GMT"),
        ("../../etc/passwd", ""),
        ("Europe", ""),
        ("Vores egen tid", ""),
        ("x" * 5000, ""),
        ("", ""),
    ],
)
def test_odd_names_of_zones(name: str, known: str) -> None:
    found = zones.known(name)
    offset = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(known)).utcoffset() if known else None
    assert (datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(found)).utcoffset() if found else None) == offset


def test_an_unknown_zone_is_the_courses() -> None:
    assert shown(calendar("DTSTART;TZID=Vores egen tid:20261110T130000\nDURATION:PT1H")) == [GOOD_SHOWN]


def test_two_calendars_that_define_one_zone_differently_do_not_disturb_each_other() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Vor tid\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE"
    event = "DTSTART;TZID=Vor tid:20261110T130000\nDURATION:PT1H"
    assert shown(calendar(event, head=zone.format("+0300"))) == ["10/11 11.00-12.00"]
    assert shown(calendar(event, head=zone.format("-0200"))) == ["10/11 16.00-17.00"]


def test_ends_that_are_missing_or_odd() -> None:
    assert shown(calendar("DTSTART:20261110T120000Z")) == [GOOD_SHOWN], "an hour"
    assert shown(calendar("DTSTART:20261110T120000Z\nDURATION:PT45M")) == ["10/11 13.00-13.45"]
    assert shown(calendar("DTSTART:20261110T120000Z\nDTEND:20261110T120000Z")) == [], "a mark takes no time"
    both = "DTSTART:20261110T120000Z\nDTEND:20261110T130000Z\nDURATION:PT5H"
    assert shown(calendar(both)) == [GOOD_SHOWN]
    backwards = read(calendar("DTSTART:20261110T120000Z\nDTEND:20261110T110000Z", GOOD).encode(), OWN)
    assert (len(backwards.times or ()), backwards.unread) == (1, 1)


def test_a_whole_day_is_busy_only_where_it_says_so() -> None:
    day = "DTSTART;VALUE=DATE:20261110"
    assert shown(calendar(day)) == []
    assert shown(calendar(day + "\nTRANSP:TRANSPARENT")) == []
    assert shown(calendar(day + "\nTRANSP:OPAQUE")) == ["10/11 00.00-11/11 00.00"]
    assert shown(calendar(day + "\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")) == ["10/11 00.00-11/11 00.00"]
    assert shown(calendar(day + "\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE")) == []


def test_what_does_not_happen_is_not_busy() -> None:
    for line in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
                 "ATTENDEE;PARTSTAT=DECLINED:mailto:amira@skolen.example"):  # fmt: skip
        assert shown(calendar(f"{GOOD}\n{line}")) == [], line
    others = "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@x.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@x.example"
    assert shown(calendar(f"{GOOD}\n{others}")) == [GOOD_SHOWN], "what others decline"
    assert shown(calendar(f"{GOOD}\nSTATUS:TENTATIVE")) == [GOOD_SHOWN + " ~"]


def test_times_that_meet_are_one() -> None:
    events = [f"DTSTART:20261110T{hour:02}0000Z\nDTEND:20261110T{hour + 1:02}0000Z" for hour in (12, 13, 16)]
    assert shown(calendar(*events)) == ["10/11 13.00-15.00", "10/11 17.00-18.00"]


def test_what_is_at_the_edges_of_the_time_wanted() -> None:
    long = "DTSTART:20260601T000000Z\nDTEND:20270101T000000Z"
    assert shown(calendar(long)) == ["01/06 02.00-01/01 01.00"]
    before, after = (
        "DTSTART:20261031T230000Z\nDTEND:20261101T000000Z",
        "DTSTART:20261201T000000Z\nDURATION:PT1H",
    )
    assert shown(calendar(before, after)) == []


def test_summer_time_ends_in_the_middle_of_a_series() -> None:
    wanted = Wanted(since=datetime(2026, 10, 19, tzinfo=UTC), until=OWN.until, zone=COPENHAGEN)
    weekly = "DTSTART;TZID=Europe/Copenhagen:20261019T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    found = read(calendar(weekly).encode(), wanted).times or ()
    assert [f"{one.start:%d %H}" for one in found] == ["19 07", "26 08", "02 08"]
