from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import (
    DayRange,
    DaysOff,
    IsoWeek,
    NoWorkingDay,
    SchoolDay,
    in_working_hours,
    into_working_hours,
    local_exists,
    local_to_utc,
    week_of,
)
from bot.public_holidays import public_holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DENMARK = DaysOff()
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))


def at(text: str) -> datetime:
    """A moment in Copenhagen."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


# ---- days off


def test_public_holidays_and_weekends_are_off() -> None:
    off = [
        "2026-01-01",
        "2026-04-02",
        "2026-04-03",
        "2026-04-06",
        "2026-05-14",
        "2026-05-25",
        "2026-12-25",
        "2026-11-14",
    ]
    assert all(DENMARK.is_off(date.fromisoformat(day)) for day in off)
    open_ = ["2026-11-12", "2026-05-15", "2026-06-05", "2026-12-24", "2026-12-31", "2026-10-14", "2026-05-01"]
    assert not any(DENMARK.is_off(date.fromisoformat(day)) for day in open_)


def test_denmarks_public_holidays_are_the_librarys_for_a_century() -> None:
    for year in range(1990, 2090):
        assert public_holidays("DK", year) == set(holidays.country_holidays("DK", years=year))


def test_store_bededag_ended_after_2023() -> None:
    assert DENMARK.is_off(date(2023, 5, 5))
    assert not DENMARK.is_off(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("option", "off", "working"),
    [
        (SchoolDay.june_5, ["2026-06-05"], ["2026-06-04"]),
        (SchoolDay.december_24, ["2026-12-24"], ["2026-12-31"]),
        (SchoolDay.december_31, ["2026-12-31"], ["2026-12-24"]),
        (SchoolDay.week_42, ["2026-10-12", "2026-10-16"], ["2026-10-09", "2026-10-19"]),
        (SchoolDay.week_7, ["2026-02-09", "2026-02-13"], ["2026-02-06", "2026-02-16"]),
        (SchoolDay.week_8, ["2026-02-16", "2026-02-20"], ["2026-02-13", "2026-02-23"]),
        (SchoolDay.after_ascension, ["2026-05-15", "2027-05-07"], ["2026-05-13"]),
    ],
)
def test_a_school_chooses_its_own_days_off(option: SchoolDay, off: list[str], working: list[str]) -> None:
    school = DaysOff(school=frozenset({option}))
    assert all(school.is_off(date.fromisoformat(day)) for day in off)
    assert not any(DENMARK.is_off(date.fromisoformat(day)) for day in off)
    assert not any(school.is_off(date.fromisoformat(day)) for day in working)


def test_the_day_after_ascension_follows_easter_for_a_century() -> None:
    school = DaysOff(school=frozenset({SchoolDay.after_ascension}))
    for year in range(1990, 2090):
        danish = holidays.country_holidays("DK", years=year, language="da")
        (ascension,) = danish.get_named("Kristi himmelfartsdag")
        assert school.is_off(ascension + timedelta(days=1))


def test_a_courses_own_days_are_read_from_its_settings() -> None:
    course = DaysOff.from_settings(
        {"school": ["week-42", "december-24"], "extra": ["2026-11-20", "2026-12-21/2027-01-03"]}
    )
    assert course.is_off(date(2026, 11, 20))
    assert course.is_off(date(2026, 12, 29))
    assert course.next_working_day(date(2026, 12, 18)) == date(2027, 1, 4)
    assert course.previous_working_day(date(2027, 1, 4)) == date(2026, 12, 18)
    assert DaysOff.from_settings({}) == DENMARK
    assert not DaysOff.from_settings({"country": ""}).is_off(date(2026, 1, 1))
    assert DaysOff.from_settings({"country": "NO"}).is_off(date(2027, 5, 17))


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"county": "DK"}, "county"),
        ({"country": "XX"}, "XX"),
        ({"school": ["week-43"]}, "week-43"),
        ({"extra": ["12/11"]}, "12/11"),
        ({"extra": ["2026-02-30"]}, "2026-02-30"),
        ({"extra": ["2026-12-24/2026-12-20"]}, "2026-12-24/2026-12-20"),
    ],
)
def test_settings_that_will_not_do_are_named(settings: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        DaysOff.from_settings(settings)


def test_a_working_day_is_found_over_easter_and_not_for_ever() -> None:
    assert DENMARK.next_working_day(date(2026, 4, 1)) == date(2026, 4, 7)
    assert DENMARK.working_day_from(date(2026, 4, 2)) == date(2026, 4, 7)
    assert DENMARK.working_day_from(date(2026, 4, 7)) == date(2026, 4, 7)
    assert DENMARK.previous_working_day(date(2026, 4, 7)) == date(2026, 4, 1)
    closed = DaysOff(extra=(DayRange(date(2026, 1, 1), date(2035, 1, 1)),))
    with pytest.raises(NoWorkingDay):
        closed.next_working_day(date(2026, 6, 1))


@given(DAYS)
def test_next_and_previous_working_days_meet(day: date) -> None:
    following = DENMARK.next_working_day(day)
    assert following > day
    assert not DENMARK.is_off(following)
    between = (day + timedelta(days=n) for n in range(1, (following - day).days))
    assert all(DENMARK.is_off(other) for other in between)
    assert DENMARK.previous_working_day(following) <= day


# ---- weeks


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-11-12", (2026, 46)), ("2026-12-31", (2026, 53)), ("2027-01-03", (2026, 53)), ("2027-01-04", (2027, 1)),
     ("2024-12-30", (2025, 1)), ("2021-01-01", (2020, 53))],
)  # fmt: skip
def test_iso_weeks(day: str, week: tuple[int, int]) -> None:
    assert week_of(date.fromisoformat(day)) == week


def test_a_week_has_a_name_and_its_days() -> None:
    assert str(IsoWeek(2026, 7)) == "2026-W07"
    assert IsoWeek(2026, 53).day(3) == date(2026, 12, 31)
    with pytest.raises(ValueError, match="week"):
        IsoWeek(2025, 53).day(0)


# ---- local time and UTC


def european_offset(moment: datetime) -> timedelta:
    """Denmark's offset by the rule of directive 2000/84/EC: summer time from the last Sunday of March to the last of
    October, both at 1.00 UTC. Independent of any time zone database."""

    def last_sunday(month: int) -> datetime:
        last = date(moment.year, month, 31)
        return datetime.combine(last - timedelta(days=(last.weekday() + 1) % 7), time(1), UTC)

    summer = last_sunday(3) <= moment < last_sunday(10)
    return timedelta(hours=2 if summer else 1)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-03-29 02:30", "2026-03-29 01:30"),
        ("2027-03-28 02:30", "2027-03-28 01:30"),
        ("2026-10-25 02:30", "2026-10-25 00:30"),
        ("2027-10-31 02:30", "2027-10-31 00:30"),
        ("2026-10-25 02:00", "2026-10-25 00:00"),
        ("2026-10-25 03:00", "2026-10-25 02:00"),
        ("2026-03-29 03:00", "2026-03-29 01:00"),
        ("2026-11-12 13:15", "2026-11-12 12:15"),
        ("2026-07-01 13:15", "2026-07-01 11:15"),
        ("2028-02-29 09:00", "2028-02-29 08:00"),
    ],
)
def test_local_times_in_utc(local: str, utc: str) -> None:
    moment = datetime.fromisoformat(local)
    found = local_to_utc(moment.date(), moment.time(), COPENHAGEN)
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found.tzinfo is UTC
    # A time that carries a fold or a zone of its own changes nothing.
    assert local_to_utc(moment.date(), moment.time().replace(fold=1, tzinfo=UTC), COPENHAGEN) == found


@given(MOMENTS)
def test_every_moment_comes_back_from_its_local_time_by_the_rule_of_the_directive(moment: datetime) -> None:
    local = (moment + european_offset(moment)).replace(tzinfo=None)
    back = local_to_utc(local.date(), local.time(), COPENHAGEN)
    assert back == moment or (back == moment - timedelta(hours=1) and local.month == 10)
    assert local_exists(local.date(), local.time(), COPENHAGEN)


def test_only_the_gap_of_spring_does_not_exist() -> None:
    day = date(2026, 3, 29)
    exists = {
        minute: local_exists(day, time(minute // 60, minute % 60), COPENHAGEN) for minute in range(1440)
    }
    assert [minute for minute, shown in exists.items() if not shown] == list(range(120, 180))


# ---- working hours


@pytest.mark.parametrize(
    ("moment", "moved"),
    [
        ("2026-11-12 08:00", "2026-11-12 08:00"),  # Thursday
        ("2026-11-12 16:59", "2026-11-12 16:59"),
        ("2026-11-12 17:00", "2026-11-13 08:00"),
        ("2026-11-12 03:00", "2026-11-12 08:00"),
        ("2026-11-13 18:00", "2026-11-16 08:00"),  # over the weekend
        ("2026-04-01 18:00", "2026-04-07 08:00"),  # over Easter
        ("2026-12-24 20:00", "2026-12-28 08:00"),
        ("2026-03-28 10:00", "2026-03-30 08:00"),  # over the change of clocks
    ],
)
def test_what_is_not_due_in_working_hours_waits_for_the_morning(moment: str, moved: str) -> None:
    assert into_working_hours(at(moment), COPENHAGEN, DENMARK) == at(moved)


@pytest.mark.parametrize(
    ("moment", "deadline", "moved"),
    [
        (
            "2026-11-13 06:36",
            "2026-11-13 12:00",
            "2026-11-13 08:00",
        ),  # the usual check-in: 80 % of its window
        ("2026-11-13 03:24", "2026-11-13 08:00", "2026-11-12 16:00"),  # 8.00 is the deadline itself
        ("2026-11-15 20:00", "2026-11-16 08:00", "2026-11-13 16:00"),  # a Sunday
        ("2026-11-12 20:00", "2026-11-12 23:00", "2026-11-12 16:00"),
        ("2026-04-06 12:00", "2026-04-06 20:00", "2026-04-01 16:00"),  # Easter Monday
        ("2026-11-12 10:00", "2026-11-12 12:00", "2026-11-12 10:00"),
    ],
)
def test_a_reminder_comes_before_its_deadline(moment: str, deadline: str, moved: str) -> None:
    assert into_working_hours(at(moment), COPENHAGEN, DENMARK, not_after=at(deadline)) == at(moved)


def test_what_cannot_be_said_before_its_deadline_is_due_after_it() -> None:
    now = at("2026-11-12 20:00")
    moved = into_working_hours(now, COPENHAGEN, DENMARK, not_after=at("2026-11-12 23:00"), not_before=now)
    assert moved == at("2026-11-13 08:00")


@given(MOMENTS, st.one_of(st.none(), st.timedeltas(timedelta(minutes=1), timedelta(days=10))))
def test_the_bot_speaks_in_working_hours_only(moment: datetime, before: timedelta | None) -> None:
    deadline = moment + before if before else None
    moved = into_working_hours(moment, COPENHAGEN, DENMARK, not_after=deadline)
    assert in_working_hours(moved, COPENHAGEN, DENMARK)
    assert moved.tzinfo is UTC
    assert deadline is None or moved < deadline
    assert into_working_hours(moved, COPENHAGEN, DENMARK, not_after=deadline) == moved
