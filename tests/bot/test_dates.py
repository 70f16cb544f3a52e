"""Dates and times as they are written for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=COPENHAGEN)  # a Monday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def test_a_meeting_in_both_languages() -> None:
    meeting = at("2026-11-12 13:15")
    assert dates.long(meeting, NOW, "da") == "torsdag d. 12. november kl. 13.15 (uge 46)"
    assert dates.long(meeting, NOW, "en") == "Thursday 12 November, 13:15 (week 46)"
    assert dates.appointment(meeting, NOW, "da") == "torsdag d. 12. november kl. 13.15"
    assert dates.appointment(meeting, NOW, "en") == "Thursday 12 November, 13:15"
    assert dates.short(meeting, NOW, "da") == "tors. d. 12. nov. kl. 13.15"
    assert dates.short(meeting, NOW, "en") == "Thu 12 Nov, 13:15"


def test_what_people_turn_up_for_is_written_to_the_minute() -> None:
    slot = at("2026-11-18 09:00")
    assert dates.appointment(slot, NOW, "da") == "onsdag d. 18. november kl. 9.00"
    assert dates.appointment(slot, NOW, "en") == "Wednesday 18 November, 9:00"


@pytest.mark.parametrize(
    ("closes", "danish", "english"),
    [
        ("2026-11-13 12:00", "fredag d. 13. november kl. 12", "Friday 13 November at 12:00"),
        ("2026-11-12 16:00", "torsdag d. 12. november kl. 16", "Thursday 12 November at 16:00"),
        ("2026-11-12 09:00", "torsdag d. 12. november kl. 9", "Thursday 12 November at 9:00"),
        ("2026-11-12 12:30", "torsdag d. 12. november kl. 12.30", "Thursday 12 November at 12:30"),
    ],
)
def test_a_limit_is_written_as_it_is_said(closes: str, danish: str, english: str) -> None:
    assert dates.deadline(at(closes), NOW, "da") == danish
    assert dates.deadline(at(closes), NOW, "en") == english


@pytest.mark.parametrize(
    ("closes", "danish", "english"),
    [
        ("2026-11-09 12:00", "i dag kl. 12", "today at 12:00"),
        ("2026-11-10 08:30", "i morgen kl. 8.30", "tomorrow at 8:30"),
        ("2026-11-08 12:00", "i går kl. 12", "yesterday at 12:00"),
        ("2026-11-13 12:00", "fredag kl. 12", "Friday at 12:00"),
        ("2026-11-15 12:00", "søndag kl. 12", "Sunday at 12:00"),
        ("2026-11-16 12:00", "mandag d. 16. november kl. 12", "Monday 16 November at 12:00"),
        ("2026-11-06 12:00", "fredag d. 6. november kl. 12", "Friday 6 November at 12:00"),
    ],
)
def test_near_limits_are_said_from_today(closes: str, danish: str, english: str) -> None:
    assert dates.closes(at(closes), NOW, "da") == danish
    assert dates.closes(at(closes), NOW, "en") == english


def test_a_short_deadline_is_the_weekday_alone() -> None:
    assert dates.short_deadline(at("2026-11-13 12:00"), NOW, "da") == "fredag kl. 12"
    assert dates.short_deadline(at("2026-11-13 12:00"), NOW, "en") == "Friday at 12:00"
    assert dates.short_deadline(at("2026-11-20 12:00"), NOW, "da") == "fredag d. 20. november kl. 12"


def test_a_range() -> None:
    start = at("2026-11-17 13:15")
    assert (
        dates.span(start, at("2026-11-17 14:45"), NOW, "da")
        == "tirsdag d. 17. november kl. 13.15–14.45 (uge 47)"
    )
    assert (
        dates.span(start, at("2026-11-17 14:45"), NOW, "en") == "Tuesday 17 November, 13:15–14:45 (week 47)"
    )
    late = dates.span(at("2026-11-17 23:00"), at("2026-11-18 01:00"), NOW, "da")
    assert late == "tirsdag d. 17. november kl. 23.00 – onsdag d. 18. november kl. 1.00 (uge 47)"
    assert dates.clock_range(time(9), time(10, 5), "da") == "9.00–10.05"


def test_the_year_is_written_from_a_year_away() -> None:
    assert dates.day(date(2027, 11, 8), NOW, "da") == "mandag d. 8. november"
    assert dates.day(date(2027, 11, 9), NOW, "da") == "tirsdag d. 9. november 2027"
    assert dates.day(date(2025, 11, 9), NOW, "en") == "Sunday 9 November 2025"
    assert dates.long(at("2028-02-29 09:00"), NOW, "da") == "tirsdag d. 29. februar 2028 kl. 9.00 (uge 9)"
    assert dates.short_day(date(2028, 5, 1), NOW, "da") == "man. d. 1. maj 2028"


def test_days_by_themselves() -> None:
    assert dates.relative_day(date(2026, 11, 9), NOW, "da") == "i dag"
    assert dates.relative_day(date(2026, 11, 10), NOW, "da") == "i morgen"
    assert dates.relative_day(date(2026, 11, 8), NOW, "en") == "yesterday"
    assert dates.relative_day(date(2026, 11, 12), NOW, "da") == "torsdag d. 12. november"
    assert [dates.weekday_name(day, "da") for day in (0, 5, 6)] == ["mandag", "lørdag", "søndag"]
    assert [dates.short_weekday_name(day, "da") for day in range(3)] == ["man.", "tirs.", "ons."]
    assert dates.weekday_name(6, "en") == "Sunday"
    assert dates.week_label(date(2026, 12, 31), "da") == "uge 53"
    assert dates.week_label(date(2027, 1, 4), "en") == "week 1"


def test_times_and_lengths_by_themselves() -> None:
    assert [dates.clock(time(9), lang) for lang in ("da", "en")] == ["9.00", "9:00"]
    assert [dates.spoken_clock(time(9), lang) for lang in ("da", "en")] == ["9", "9:00"]
    assert [dates.duration(minutes, "da") for minutes in (1, 45, 60, 90, 120)] == [
        *("1 minut", "45 minutter", "1 time", "90 minutter", "2 timer")
    ]
    assert [dates.duration(minutes, "en") for minutes in (1, 60, 90, 120)] == [
        *("1 minute", "1 hour", "90 minutes", "2 hours")
    ]


def test_moments_are_shown_in_the_readers_zone() -> None:
    moment = datetime(2026, 11, 11, 23, 30, tzinfo=UTC)
    assert dates.long(moment, NOW, "da") == "torsdag d. 12. november kl. 0.30 (uge 46)"
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert dates.long(moment, tokyo, "en") == "Thursday 12 November, 8:30 (week 46)"
    assert (
        dates.closes(moment, datetime(2026, 11, 10, 23, 30, tzinfo=UTC).astimezone(COPENHAGEN), "da")
        == "i morgen kl. 0.30"
    )


def test_a_moment_or_a_now_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        dates.long(datetime(2026, 11, 12), NOW, "da")
    with pytest.raises(ValueError, match="zone"):
        dates.long(NOW, datetime(2026, 11, 9, tzinfo=UTC), "da")


@given(
    st.datetimes(datetime(2026, 11, 9, 10, 1), datetime(2028, 10, 1), timezones=st.just(UTC)),
    st.sampled_from(("da", "en")),
    st.sampled_from((dates.long, dates.appointment, dates.short, dates.deadline, dates.closes)),
)
def test_what_is_written_can_be_read_again(
    moment: datetime, lang: str, write: Callable[[datetime, datetime, str], str]
) -> None:
    moment = moment.replace(second=0, microsecond=0)
    text = write(moment, NOW, lang)
    read = dates.parse_when(text, NOW, COPENHAGEN, lang)
    shown = moment.astimezone(COPENHAGEN)
    match read:
        case dates.Ambiguous(dates.Question.half_of_day, options):
            assert 1 <= shown.hour <= 6  # `kl. 2.30`, which people may write for the afternoon
            assert dates.Moment(moment) in options
        case _:
            first_pass = moment - timedelta(hours=1) if shown.fold else moment
            assert read == dates.Moment(first_pass), text
