from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import DayRange, DaysOff, NoWorkingDay, SchoolDay
from bot.recurrence import OnDayOff, Weekly, next_after

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NO_DAYS_OFF = DaysOff(country="")
SUNDAY = 6


class EveryDay(DaysOff):
    """Nothing is off, not even Sundays: what a change of clocks needs to be seen by itself."""

    def is_off(self, day: date) -> bool:
        return False


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(COPENHAGEN):%Y-%m-%d %H.%M}"


def some(
    recurrence: Weekly, after: str, count: int, days_off: DaysOff, on_day_off: OnDayOff = OnDayOff.skip
) -> list[str]:
    found = []
    moment = utc(after)
    for _ in range(count):
        moment = next_after(recurrence, moment, COPENHAGEN, days_off, on_day_off)
        found.append(local(moment))
    return found


def test_every_thursday_at_nine_whatever_the_clocks_do() -> None:
    found = some(Weekly(3, time(9)), "2026-10-08 00:00", 4, NO_DAYS_OFF)
    assert found == ["2026-10-08 09.00", "2026-10-15 09.00", "2026-10-22 09.00", "2026-10-29 09.00"]
    moments = [
        next_after(Weekly(3, time(9)), utc(f"2026-10-{day} 00:00"), COPENHAGEN, NO_DAYS_OFF)
        for day in (22, 29)
    ]
    assert moments == [utc("2026-10-22 07:00"), utc("2026-10-29 08:00")]


def test_a_time_in_the_gap_of_spring_comes_once_with_the_offset_before_it() -> None:
    weekly = Weekly(SUNDAY, time(2, 30))
    first = next_after(weekly, utc("2026-03-28 12:00"), COPENHAGEN, EveryDay())
    assert first == utc("2026-03-29 01:30")
    assert next_after(weekly, first, COPENHAGEN, EveryDay()) == utc("2026-04-05 00:30")


def test_a_time_that_comes_twice_in_autumn_is_its_first_pass_once() -> None:
    weekly = Weekly(SUNDAY, time(2, 30))
    first = next_after(weekly, utc("2026-10-24 12:00"), COPENHAGEN, EveryDay())
    assert first == utc("2026-10-25 00:30")
    assert next_after(weekly, first, COPENHAGEN, EveryDay()) == utc("2026-11-01 01:30")
    between = utc("2026-10-25 01:00")  # the second 2.30 is still to come
    assert next_after(weekly, between, COPENHAGEN, EveryDay()) == utc("2026-11-01 01:30")


def test_after_means_after() -> None:
    weekly = Weekly(3, time(9))
    nine = utc("2026-11-12 08:00")
    assert next_after(weekly, nine - timedelta(microseconds=1), COPENHAGEN, NO_DAYS_OFF) == nine
    assert next_after(weekly, nine, COPENHAGEN, NO_DAYS_OFF) == nine + timedelta(days=7)


def test_every_other_week_is_counted_from_a_date_not_from_week_numbers() -> None:
    fortnightly = Weekly(0, time(8, 30), every=2, anchor=date(2026, 12, 17))  # a Thursday in week 51
    found = some(fortnightly, "2026-12-01 00:00", 4, EveryDay())
    # Weeks 51 and 53, then 2 and 4: counting even and odd numbers would stumble here.
    assert found == ["2026-12-14 08.30", "2026-12-28 08.30", "2027-01-11 08.30", "2027-01-25 08.30"]
    before = some(fortnightly, "2026-11-10 00:00", 2, EveryDay())
    assert before == ["2026-11-16 08.30", "2026-11-30 08.30"]


def test_days_off_are_skipped_or_moved_to_the_next_working_day() -> None:
    school = DaysOff(school=frozenset({SchoolDay.week_42}))
    weekly = Weekly(0, time(8, 30))
    skipped = some(weekly, "2026-10-02 00:00", 3, school)
    assert skipped == ["2026-10-05 08.30", "2026-10-19 08.30", "2026-10-26 08.30"]
    # Monday of week 42 moves to Monday of week 43, which is there already: once.
    assert some(weekly, "2026-10-02 00:00", 3, school, OnDayOff.next_working_day) == skipped
    easter = some(weekly, "2026-04-01 00:00", 2, DaysOff(), OnDayOff.next_working_day)
    assert easter == ["2026-04-07 08.30", "2026-04-13 08.30"]


def test_a_moved_occurrence_is_found_from_within_the_days_off() -> None:
    thursday = Weekly(3, time(9))
    found = next_after(thursday, utc("2026-04-04 12:00"), COPENHAGEN, DaysOff(), OnDayOff.next_working_day)
    assert local(found) == "2026-04-07 09.00"  # Maundy Thursday moved past Easter


def test_what_never_comes_is_said() -> None:
    with pytest.raises(NoWorkingDay):
        next_after(Weekly(SUNDAY, time(9)), utc("2026-11-12 00:00"), COPENHAGEN, DaysOff())
    closed = DaysOff(extra=(DayRange(date(2026, 1, 1), date(2040, 1, 1)),))
    with pytest.raises(NoWorkingDay):
        next_after(Weekly(0, time(9)), utc("2026-11-12 00:00"), COPENHAGEN, closed, OnDayOff.next_working_day)


@pytest.mark.parametrize("wrong", [{"weekday": 7}, {"weekday": -1}, {"every": 0}, {"every": 2}])
def test_a_recurrence_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        Weekly(**{"weekday": 0, "time": time(9), **wrong})  # type: ignore[arg-type]


@given(
    st.integers(0, 4),
    st.times(),
    st.integers(1, 4),
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(OnDayOff),
)
def test_occurrences_go_forward_one_on_a_working_day_at_the_local_time(
    weekday: int, clock: time, every: int, after: datetime, on_day_off: OnDayOff
) -> None:
    clock = clock.replace(microsecond=0)
    recurrence = Weekly(weekday, clock, every, anchor=date(2026, 11, 9))
    found = [after]
    for _ in range(6):
        found.append(next_after(recurrence, found[-1], COPENHAGEN, DaysOff(), on_day_off))
    shown = [moment.astimezone(COPENHAGEN) for moment in found]
    assert all(later.date() > earlier.date() for earlier, later in pairwise(shown[1:]))
    assert all(later > earlier for earlier, later in pairwise(found))
    for moment in shown[1:]:
        assert not DaysOff().is_off(moment.date())
        assert moment.time() == clock  # clocks only change on Sundays, which are off
        if on_day_off is OnDayOff.skip:
            assert recurrence.falls_on(moment.date())
