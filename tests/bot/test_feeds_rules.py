"""Series in calendars: rules, exceptions, and all that follow."""

from __future__ import annotations

import pytest

from bot.feeds.read import read
from tests.bot.feed_samples import GOOD, GOOD_SHOWN, OWN, calendar, shown

# ---- series


def test_this_and_all_that_follow() -> None:
    weekly = "UID:s\nDTSTART;TZID=Europe/Copenhagen:20261102T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
    later = ("UID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Copenhagen:20261116T090000\n"
             "DTSTART;TZID=Europe/Copenhagen:20261116T110000\nDURATION:PT2H")  # fmt: skip
    assert shown(calendar(weekly, later)) == [
        "02/11 09.00-10.00", "09/11 09.00-10.00", "16/11 11.00-13.00", "23/11 11.00-13.00",
    ]  # fmt: skip


def test_one_of_a_series_is_cancelled_and_one_is_free() -> None:
    weekly = (
        "UID:s\nDTSTART:20261102T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261123T090000Z"
    )
    cancelled = (
        "UID:s\nRECURRENCE-ID:20261109T090000Z\nDTSTART:20261109T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED"
    )
    free = (
        "UID:s\nRECURRENCE-ID:20261116T090000Z\nDTSTART:20261116T090000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT"
    )
    assert shown(calendar(weekly, cancelled, free)) == ["02/11 10.00-11.00"]


def test_an_exception_whose_series_is_not_there() -> None:
    assert shown(calendar(f"UID:s\nRECURRENCE-ID:20261109T090000Z\n{GOOD}")) == [GOOD_SHOWN]


def test_dates_added_to_a_series() -> None:
    event = f"{GOOD}\nRDATE:20261112T120000Z,20261113T120000Z"
    assert shown(calendar(event)) == [GOOD_SHOWN, "12/11 13.00-14.00", "13/11 13.00-14.00"]


def test_an_end_that_is_a_day_means_all_of_it() -> None:
    weekly = "DTSTART;TZID=Europe/Copenhagen:20261103T130000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261110"
    assert shown(calendar(weekly)) == ["03/11 13.00-14.00", "10/11 13.00-14.00"]


def test_events_that_all_have_one_name() -> None:
    other = "UID:same\nDTSTART:20261111T120000Z\nDURATION:PT1H"
    assert shown(calendar(f"UID:same\n{GOOD}", other)) == [GOOD_SHOWN, "11/11 13.00-14.00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5;BYSECOND=0,1,2,3,4,5",
        "FREQ=ALDRIG",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=i morgen",
        "vrøvl",
    ],
)
def test_a_rule_nobody_could_follow_is_left_out_and_the_rest_counts(rule: str) -> None:
    found = read(calendar(f"DTSTART:20200101T080000Z\nDURATION:PT1M\nRRULE:{rule}", GOOD).encode(), OWN)
    assert (len(found.times or ()), found.unread) == (1, 1)


def test_a_series_that_began_long_ago_is_followed_only_where_that_ends() -> None:
    birthday = "DTSTART:16040310T120000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10"
    endless = "DTSTART:00010101T120000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    found = read(calendar(birthday, endless).encode(), OWN)
    assert (len(found.times or ()), found.unread) == (1, 1)
