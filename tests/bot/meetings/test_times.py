"""When a poll closes by itself, and the times suggested when nobody voted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import DaysOff, SchoolDay
from bot.meetings.times import default_deadline, suggest_times

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
OFF = DaysOff(school=frozenset({SchoolDay.december_24}))


def workday(day: date) -> bool:
    return not OFF.is_off(day)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=COPENHAGEN).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "earliest", "closes"),
    [
        # Monday for Tuesday week: three working days to vote are enough.
        (local(11, 9, 10), local(11, 17, 13, 15), local(11, 12, 16)),
        # Monday for Thursday: two working days before, so that the agenda has its day.
        (local(11, 9, 10), local(11, 12, 9), local(11, 10, 16)),
        # Monday for Wednesday: the day before, rather than six hours from now.
        (local(11, 9, 10), local(11, 11, 9), local(11, 10, 16)),
        # Friday for Monday: this afternoon; nobody works in the weekend.
        (local(11, 13, 10), local(11, 16, 9), local(11, 13, 16)),
        # Monday afternoon for Tuesday afternoon: tomorrow forenoon, two hours before.
        (local(11, 9, 15), local(11, 10, 13, 15), local(11, 10, 11)),
        # Monday afternoon for early Tuesday: before people go home.
        (local(11, 9, 15, 30), local(11, 10, 8, 30), local(11, 9, 17)),
        # A meeting this afternoon.
        (local(11, 9, 9), local(11, 9, 15), local(11, 9, 13)),
        # Too short for anything else: halfway.
        (local(11, 9, 12), local(11, 9, 13), local(11, 9, 12, 30)),
        # Across Christmas.
        (local(12, 22, 9), local(12, 28, 9), local(12, 23, 16)),
        # Proposed in the last week of summer time, held in winter time: 16 is 16 on the wall.
        (local(10, 21, 10), local(10, 30, 9), local(10, 26, 16)),
    ],
)
def test_a_poll_closes_when_it_suits_people(now: datetime, earliest: datetime, closes: datetime) -> None:
    assert default_deadline([earliest, earliest + timedelta(days=2)], now, COPENHAGEN, OFF) == closes


@given(st.integers(0, 60 * 24 * 40), st.integers(1, 60 * 24 * 40))
@settings(max_examples=300, deadline=None)
def test_a_poll_always_closes_between_now_and_the_earliest_time(past: int, ahead: int) -> None:
    now = local(10, 1, 0) + timedelta(minutes=past)
    earliest = now + timedelta(minutes=ahead)
    closes = default_deadline([earliest, now], now, COPENHAGEN, OFF)
    assert now < closes < earliest
    if (
        ahead > 60 * 24 * 7
    ):  # long enough for any weekend or holiday: then in working time, and with a day to vote
        at = closes.astimezone(COPENHAGEN)
        assert workday(at.date()) and at.hour == 16
        assert closes - now >= timedelta(hours=3)


def test_no_time_ahead_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="ahead"):
        default_deadline([local(11, 9, 9)], local(11, 9, 9), COPENHAGEN, OFF)


LAST = date(2026, 12, 18)


def test_two_new_times_a_week_on_and_in_the_other_half_of_the_day() -> None:
    old = [local(11, 17, 13, 15), local(11, 18, 9)]
    assert suggest_times(old, 90, local(11, 12, 16), COPENHAGEN, OFF, LAST) == (
        local(11, 23, 9),
        local(11, 24, 13, 15),
    )


def test_times_outside_working_hours_are_moved_inside() -> None:
    evening = [local(11, 17, 19)]
    first, second = suggest_times(evening, 120, local(11, 12, 16), COPENHAGEN, OFF, LAST)
    assert {first, second} == {local(11, 23, 9), local(11, 24, 15)}


def test_a_team_that_meets_in_the_evening_is_asked_about_evenings() -> None:
    evening = [local(11, 17, 19)]
    found = suggest_times(evening, 120, local(11, 12, 16), COPENHAGEN, OFF, LAST, hours=(time(17), time(21)))
    assert {moment.astimezone(COPENHAGEN).hour for moment in found} <= {17, 18, 19} and len(found) == 2


def test_the_course_ends_and_so_do_the_suggestions() -> None:
    old = [local(11, 17, 13, 15)]
    now = local(11, 12, 16)
    assert suggest_times(old, 60, now, COPENHAGEN, OFF, date(2026, 11, 18)) == (local(11, 18, 13, 15),)
    assert suggest_times(old, 60, now, COPENHAGEN, OFF, date(2026, 11, 17)) == ()
    assert suggest_times([], 60, now, COPENHAGEN, OFF, LAST) == ()


@given(
    st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=10),
    st.integers(15, 480),
    st.integers(0, 60 * 24 * 40),
    st.integers(0, 90),
    st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_suggestions_are_always_possible(
    minutes_ahead: list[int], minutes: int, past: int, days_left: int, n: int
) -> None:
    now = local(10, 1, 0) + timedelta(minutes=past)
    old = [now + timedelta(minutes=ahead) for ahead in minutes_ahead]
    last = (now + timedelta(days=days_left)).date()
    found = suggest_times(old, minutes, now, COPENHAGEN, OFF, last, n)
    assert len(found) <= n
    assert len({moment.astimezone(COPENHAGEN).date() for moment in found}) == len(found)
    for moment in found:
        at, end = moment.astimezone(COPENHAGEN), (moment + timedelta(minutes=minutes)).astimezone(COPENHAGEN)
        assert moment > now + timedelta(days=3)
        assert workday(at.date()) and at.date() <= last
        assert at.hour >= 8 and (end.hour, end.minute) <= (17, 0) and end.date() == at.date()
        assert all(abs(moment - other) >= timedelta(minutes=minutes) for other in old)
    if days_left > 40:
        assert len(found) == n
