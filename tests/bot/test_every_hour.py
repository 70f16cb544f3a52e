"""Every local hour of twelve years in zones that change clocks in every way, against zdump and the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot import dates
from bot.calendar import DaysOff, IsoWeek, local_exists, local_to_utc, week_of
from bot.checkins.rhythm import Rhythm, next_window
from bot.dates import Moment, NonexistentTime, Unreadable
from bot.i18n import Locale
from bot.recurrence import Weekly, next_after
from storage.teams import Course, Team
from tests.bot.zdump import FIRST, LAST, Changes, aware, changes

COPENHAGEN = "Europe/Copenhagen"
# Half-hour changes, a quarter-hour offset that never changes, the southern hemisphere, a change on Saturday night, and
# two that count winter or Ramadan as the exception.
ZONES = (
    COPENHAGEN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/Nuuk",
    "Europe/Dublin", "Africa/Casablanca",
)  # fmt: skip
EVERY_HOUR = ZONES[:5]  # the others: around each change
BEGIN, END = datetime(FIRST, 1, 1), datetime(LAST + 1, 1, 1)


class EveryDay(DaysOff):
    """Nothing is off, so that changes on Sundays are seen."""

    def is_off(self, day: date) -> bool:
        return False


def hours() -> Iterator[datetime]:
    local = BEGIN
    while local < END:
        yield local
        local += timedelta(hours=1)


def around(known: Changes) -> Iterator[datetime]:
    """Every five minutes of the hours around each change, in local time."""
    for moment, before in zip(known.moments, known.offsets, strict=False):
        if FIRST <= moment.year <= LAST:
            first = (moment + before).replace(minute=0) - timedelta(hours=4)
            yield from (first + timedelta(minutes=5 * step) for step in range(96))


@pytest.mark.parametrize("zone", ZONES)
def test_every_local_hour_is_the_moment_that_the_rule_says(zone: str) -> None:
    known, ours = changes(zone), ZoneInfo(zone)
    wrong = [
        local
        for times in (hours() if zone in EVERY_HOUR else (), around(known))
        for local in times
        if local_to_utc(local.date(), local.time(), ours) != aware(known.right(local))
    ]
    assert not wrong, wrong[:5]


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_that_clocks_jump_over_is_known_and_shown_times_are_right(zone: str) -> None:
    known, locale = changes(zone), Locale("da", ZoneInfo(zone), aware(BEGIN))
    for local in around(known):
        assert local_exists(local.date(), local.time(), locale.zone) == bool(known.passes(local)), local
        for moment in known.passes(local):
            assert locale.local(aware(moment)).replace(tzinfo=None) == local


@pytest.mark.parametrize(
    ("local", "right"),
    [("2026-03-29 02:30", "2026-03-29 01:30"), ("2026-10-25 02:30", "2026-10-25 00:30"),
     ("2027-03-28 02:30", "2027-03-28 01:30"), ("2027-10-31 02:30", "2027-10-31 00:30")],
)  # fmt: skip
def test_the_oracle_itself_says_what_the_sheet_says(local: str, right: str) -> None:
    assert changes(COPENHAGEN).right(datetime.fromisoformat(local)) == datetime.fromisoformat(right)


def test_what_people_write_is_the_moment_that_the_rule_says() -> None:
    known, zone = changes(COPENHAGEN), ZoneInfo(COPENHAGEN)
    now = datetime(FIRST, 1, 1, tzinfo=zone)
    wrong = []
    for local in around(known):
        read = dates.parse_when(f"{local:%d.%m.%Y kl. %H.%M}", now, zone, "da")
        gap = not known.passes(local)
        wanted = NonexistentTime(local.date(), local.time()) if gap else Moment(aware(known.right(local)))
        if read != wanted:
            wrong.append((local, read))
    assert not wrong, wrong[:5]


# ---- what comes back


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [time(2, 30), time(9)])
def test_what_comes_every_week_comes_once_a_week_at_its_local_time(zone: str, clock: time) -> None:
    known, ours = changes(zone), ZoneInfo(zone)
    for weekday in (5, 6):  # the nights in which clocks change
        weekly, moment = Weekly(weekday, clock), aware(BEGIN)
        wanted = BEGIN.date() + timedelta(days=(weekday - BEGIN.weekday()) % 7)
        while wanted.year <= LAST:
            moment = next_after(weekly, moment, ours, EveryDay())
            assert moment == aware(known.right(datetime.combine(wanted, clock))), wanted
            wanted += timedelta(days=7)


def test_every_other_week_goes_on_over_week_53_and_a_leap_day() -> None:
    """Counted from a date: 2026 and 2032 have a week 53, and 53 and 1 are both odd; 2028 and 2032 a 29 February."""
    zone, weekly = ZoneInfo(COPENHAGEN), Weekly(0, time(9), every=2, anchor=date(2026, 11, 9))
    known, moment, days = changes(COPENHAGEN), aware(BEGIN), []
    while moment < aware(END):
        moment = next_after(weekly, moment, zone, EveryDay())
        days.append(moment.astimezone(zone).date())
        assert moment == aware(known.right(datetime.combine(days[-1], time(9))))
    assert date(2026, 11, 9) in days
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=14)}
    assert {week_of(day).year for day in days if week_of(day).number == 53} <= {2026, 2032}


def test_weeks_are_isos() -> None:
    day = BEGIN.date()
    while day.year <= LAST:
        thursday = day + timedelta(days=3 - day.weekday())  # ISO 8601: a week belongs to its Thursday's year
        number = (thursday - date(thursday.year, 1, 1)).days // 7 + 1
        assert week_of(day) == IsoWeek(thursday.year, number)
        day += timedelta(days=1)
    with pytest.raises(ValueError):
        IsoWeek(2027, 53).day(0)


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("man uge 53 kl. 9", "2026-11-09", "2026-12-28"),
        ("fre uge 53 kl. 9", "2026-11-09", "2027-01-01"),
        ("man uge 1 kl. 9", "2026-12-29", "2027-01-04"),
        ("29/2 kl. 9", "2028-01-03", "2028-02-29"),
        ("29. februar 2032 kl. 9", "2027-01-04", "2032-02-29"),
        ("31/12 kl. 9", "2026-11-09", "2026-12-31"),
    ],
)
def test_weeks_and_days_that_not_every_year_has(text: str, now: str, day: str) -> None:
    zone = ZoneInfo(COPENHAGEN)
    read = dates.parse_when(text, datetime.fromisoformat(now).replace(hour=10, tzinfo=zone), zone, "da")
    assert read == Moment(aware(changes(COPENHAGEN).right(datetime.fromisoformat(f"{day} 09:00"))))


@pytest.mark.parametrize(
    "text", ["29/2 2027 kl. 9", "31/11 kl. 9", "man uge 53 2027 kl. 9", "31. april kl. 9", "0/1 kl. 9"]
)
def test_a_day_that_is_not_there_is_never_another_one(text: str) -> None:
    zone = ZoneInfo(COPENHAGEN)
    assert isinstance(dates.parse_when(text, datetime(2026, 11, 9, 10, tzinfo=zone), zone, "da"), Unreadable)


def test_the_weekly_check_in_opens_and_closes_at_its_local_times_for_twelve_years() -> None:
    known, zone = changes(COPENHAGEN), ZoneInfo(COPENHAGEN)
    team, rhythm, after = a_team(zone), Rhythm(), aware(BEGIN)
    for _ in range(52 * 12):
        window = next_window(team, rhythm, after, DaysOff())
        if window is None:
            break
        closing = window.closes_at.astimezone(zone)
        assert window.opens_at == aware(known.right(datetime.combine(window.day, rhythm.opens)))
        assert window.closes_at == aware(known.right(closing.replace(tzinfo=None, fold=0)))
        assert closing.time() in (rhythm.closes, time(16)) and window.closes_at > window.opens_at > after
        after = window.opens_at
    assert after.year == LAST


def a_team(zone: ZoneInfo) -> Team:
    course = Course(
        1, 1, "k", "Forløbet", BEGIN.date(), END.date() - timedelta(days=1), "da", zone.key, {}, {}, None
    )
    return Team(1, 1, "broen", "Team Broen", "", "", BEGIN.date(), {}, course)
