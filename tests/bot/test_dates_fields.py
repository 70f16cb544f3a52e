"""Several moments in one field, and fields that ask for a date, a time or a length."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.dates import (
    Ambiguous,
    Moment,
    Question,
    Reason,
    Unreadable,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=COPENHAGEN)  # a Monday, week 46


def when(text: str, now: datetime = NOW, lang: str = "da") -> dates.Parsed:
    return dates.parse_when(text, now, COPENHAGEN, lang)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def moment(text: str, until: str | None = None) -> Moment:
    return Moment(at(text), at(until) if until else None)


# ---- several moments


def slots(text: str) -> list[tuple[str, dates.Parsed]]:
    return [(slot.text, slot.parsed) for slot in dates.parse_slots(text, NOW, COPENHAGEN, "da")]


def test_slots_one_per_line_in_the_order_they_stand() -> None:
    text = "tors 13.15\n\n- uge 47 ons kl 9\n2) fre 9-10\n• vrøvl\ntors halv to"
    assert slots(text) == [
        ("tors 13.15", moment("2026-11-12 13:15")),
        ("uge 47 ons kl 9", moment("2026-11-18 09:00")),
        ("fre 9-10", moment("2026-11-13 09:00", "2026-11-13 10:00")),
        ("vrøvl", Unreadable(Reason.unknown_word, "vrøvl")),
        ("tors halv to", when("tors halv to")),
    ]


def test_slots_on_one_line() -> None:
    assert slots("tors 13.15, fre 9; ons 10 og 11") == [
        ("tors 13.15", moment("2026-11-12 13:15")),
        ("fre 9", moment("2026-11-13 09:00")),
        ("ons 10", moment("2026-11-11 10:00")),
        ("11", moment("2026-11-11 11:00")),
    ]
    assert slots("12/11 kl 9, 13.11 kl 10, 14.15") == [
        ("12/11 kl 9", moment("2026-11-12 09:00")),
        ("13.11 kl 10", moment("2026-11-13 10:00")),
        ("14.15", moment("2026-11-13 14:15")),
    ]
    assert slots("ons 9.15, 10.10") == [
        ("ons 9.15", moment("2026-11-11 09:15")),
        ("10.10", moment("2026-11-11 10:10")),
    ]


def test_a_comma_inside_a_date_does_not_part_it() -> None:
    assert slots("Thursday 12 November, 13:15 (week 46)") == [
        ("Thursday 12 November, 13:15 (week 46)", moment("2026-11-12 13:15"))
    ]
    assert slots("tors 13,15") == [("tors 13,15", moment("2026-11-12 13:15"))]


def test_no_slots() -> None:
    assert slots(" \n ; , \n- ") == []


# ---- fields


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("2026-11-12", "2026-11-12"), ("12/11", "2026-11-12"), ("12.11", "2026-11-12"), ("12.11.26", "2026-11-12")),
        *(("torsdag", "2026-11-12"), ("i dag", "2026-11-09"), ("d. 13.", "2026-11-13"), ("1. maj", "2027-05-01")),
        *(("1. maj 2031", "2031-05-01"), ("1/11", "2026-11-01"), ("tors uge 47", "2026-11-19"), ("i går", "2026-11-08")),
    ],
)  # fmt: skip
def test_a_date_field(text: str, day: str) -> None:
    assert dates.parse_date(text, NOW, "da") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("", Reason.empty), ("12/11 kl 9", Reason.not_a_date), ("13", Reason.not_a_date), ("9.30", Reason.not_a_date)),
        *(("31/2", Reason.no_such_date), ("snart", Reason.unknown_word), ("uge 47", Reason.not_a_date)),
        ("man tirs", Reason.contradiction),
    ],
)  # fmt: skip
def test_a_date_field_with_something_else_in_it(text: str, reason: Reason) -> None:
    found = dates.parse_date(text, NOW, "da")
    assert isinstance(found, Unreadable)
    assert found.reason == reason


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        *(("13:15", "13:15"), ("13.15", "13:15"), ("1315", "13:15"), ("9", "09:00"), ("kl. 9", "09:00")),
        *(("12.11", "12:11"), ("2.30", "02:30"), ("09:00", "09:00"), ("9pm", "21:00"), ("0.15", "00:15")),
        ("halv to om eftermiddagen", "13:30"),
    ],
)
def test_a_time_field(text: str, clock: str) -> None:
    assert dates.parse_time(text, "da") == time.fromisoformat(clock)


def test_a_time_field_asks_and_refuses() -> None:
    asked = dates.parse_time("halv to", "da")
    assert asked == Ambiguous(Question.half_of_day, (time(1, 30), time(13, 30)))
    assert dates.parse_time("2", "da") == Ambiguous(Question.half_of_day, (time(2), time(14)))
    assert dates.parse_time("torsdag", "da") == Unreadable(Reason.not_a_time, "torsdag")
    assert dates.parse_time("9-10", "da") == Unreadable(Reason.not_a_time, "9-10")
    assert dates.parse_time("25", "da") == Unreadable(Reason.no_such_time, "25.00")


@given(st.times(), st.sampled_from(("da", "en")))
def test_a_time_field_reads_what_was_written_into_it(clock: time, lang: str) -> None:
    clock = clock.replace(second=0, microsecond=0)
    assert dates.parse_time(dates.clock(clock, lang), lang) == clock
    assert dates.parse_time(clock.isoformat("minutes"), lang) == clock


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(("da", "en")))
def test_a_date_field_reads_what_was_written_into_it(day: date, lang: str) -> None:
    assert dates.parse_date(day.isoformat(), NOW, lang) == day
    if day >= NOW.date():
        assert dates.parse_date(dates.day(day, NOW, lang), NOW, lang) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(
            ("90", 90),
            ("90 min", 90),
            ("90 minutter", 90),
            ("1,5 time", 90),
            ("1.5 timer", 90),
            ("1 t 30", 90),
        ),
        *(("1t30", 90), ("1 time og 30 minutter", 90), ("1:30", 90), ("1½ time", 90), ("halvanden time", 90)),
        *(
            ("2 timer", 120),
            ("en time", 60),
            ("en halv time", 30),
            ("tre kvarter", 45),
            ("1,5", 90),
            ("45 m.", 45),
        ),
        *(
            ("1 h 30 min", 90),
            ("two hours", 120),
            ("half an hour", 30),
            ("1.5 hours", 90),
            ("24 timer", 1440),
        ),
    ],
)
def test_a_length(text: str, minutes: int) -> None:
    assert dates.parse_duration(text) == minutes


def test_a_length_that_asks_or_is_none() -> None:
    assert dates.parse_duration("2") == Ambiguous(Question.unit, (2, 120))
    for text in ("0", "1500", "25 timer", "lidt", "1 t 75", "-5", "90 bananer"):
        assert dates.parse_duration(text) == Unreadable(Reason.not_a_duration, text)
    assert dates.parse_duration(" ") == Unreadable(Reason.empty, "")


@given(st.integers(10, 1440), st.sampled_from(("da", "en")))
def test_a_length_reads_what_was_written(minutes: int, lang: str) -> None:
    assert dates.parse_duration(dates.duration(minutes, lang)) == minutes
