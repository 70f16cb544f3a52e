"""One moment as people write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.dates import (
    Ambiguous,
    Day,
    Moment,
    NonexistentTime,
    Past,
    Problem,
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # a time alone is today's
        ("13.15", "2026-11-09 13:15"),
        ("13:15", "2026-11-09 13:15"),
        ("1315", "2026-11-09 13:15"),
        ("kl 13", "2026-11-09 13:00"),
        ("Kl. 13.15.", "2026-11-09 13:15"),
        # weekdays
        ("tors 13.15", "2026-11-12 13:15"),
        ("Torsdag kl. 13", "2026-11-12 13:00"),
        ("tors. 13", "2026-11-12 13:00"),
        ("tors 1315", "2026-11-12 13:15"),
        ("tors 13,15", "2026-11-12 13:15"),
        ("på torsdag klokken 9", "2026-11-12 09:00"),
        ("lør 10", "2026-11-14 10:00"),
        ("loerdag kl 10", "2026-11-14 10:00"),
        ("13.15 torsdag", "2026-11-12 13:15"),
        ("tors 12.11", "2026-11-12 12:11"),
        ("man 11", "2026-11-09 11:00"),
        ("man 9.30", "2026-11-16 09:30"),  # 9.30 today is past
        ("næste mandag 9", "2026-11-16 09:00"),
        # weeks
        ("uge 47 ons kl 9", "2026-11-18 09:00"),
        ("tors uge 47 13.15", "2026-11-19 13:15"),
        ("uge 53 tors 9", "2026-12-31 09:00"),
        ("uge 2 ons 10", "2027-01-13 10:00"),
        ("ons i næste uge kl 9", "2026-11-18 09:00"),
        ("fredag i denne uge kl 9", "2026-11-13 09:00"),
        ("uge 47 2026 ons 9", "2026-11-18 09:00"),
        # from today
        ("i dag 13.15", "2026-11-09 13:15"),
        ("i morgen kl 10", "2026-11-10 10:00"),
        ("imorgen 10.30", "2026-11-10 10:30"),
        ("kl 9 i morgen", "2026-11-10 09:00"),
        ("i overmorgen kl 9", "2026-11-11 09:00"),
        ("om 3 dage kl 9", "2026-11-12 09:00"),
        ("om en uge kl 13", "2026-11-16 13:00"),
        ("torsdag om 2 uger kl 9", "2026-11-26 09:00"),
        ("i morgen formiddag kl 9", "2026-11-10 09:00"),
        ("i aften kl 7", "2026-11-09 19:00"),
        ("i eftermiddag kl. 2", "2026-11-09 14:00"),
        ("i morgen halv to om eftermiddagen", "2026-11-10 13:30"),
        # dates
        ("12/11 kl 9", "2026-11-12 09:00"),
        ("12/11-2026 13.15", "2026-11-12 13:15"),
        ("12/11-26 13.15", "2026-11-12 13:15"),
        ("12.11.2026 kl. 9", "2026-11-12 09:00"),
        ("12-11-2026 9.00", "2026-11-12 09:00"),
        ("12/11 2026 kl. 13.30", "2026-11-12 13:30"),
        ("12/11 13:15", "2026-11-12 13:15"),
        ("12.11 13.15", "2026-11-12 13:15"),
        ("12.11 kl 9", "2026-11-12 09:00"),
        ("12.11 9.10", "2026-11-12 09:10"),
        ("12/11-13.15", "2026-11-12 13:15"),
        ("d. 12. november kl 9", "2026-11-12 09:00"),
        ("12. nov. 1315", "2026-11-12 13:15"),
        ("12. november 2026 kl. 13.15", "2026-11-12 13:15"),
        ("torsdag d. 12 kl 9", "2026-11-12 09:00"),
        ("torsdag 12. kl. 9", "2026-11-12 09:00"),
        ("den 3. kl 13", "2026-12-03 13:00"),
        ("1/6 kl 9", "2027-06-01 09:00"),
        ("15. januar 9.30", "2027-01-15 09:30"),
        ("2026-11-12 13:15", "2026-11-12 13:15"),
        ("2026-11-12T13:15:00", "2026-11-12 13:15"),
        ("2026-11-12T12:15:00Z", "2026-11-12 13:15"),
        ("torsdag d. 12. november kl. 13.15 (uge 46)", "2026-11-12 13:15"),
        # in words, on a day
        ("tors kvart over 13", "2026-11-12 13:15"),
        ("tors halv 14", "2026-11-12 13:30"),
        ("tors kl. ni", "2026-11-12 09:00"),
        # English
        ("thu 13:15", "2026-11-12 13:15"),
        ("tomorrow at 10", "2026-11-10 10:00"),
        ("the day after tomorrow at 9", "2026-11-11 09:00"),
        ("week 47 wed 9am", "2026-11-18 09:00"),
        ("Thursday 12 November, 13:15 (week 46)", "2026-11-12 13:15"),
        ("Nov 12th at 3 p.m.", "2026-11-12 15:00"),
        ("12th of November, 3pm", "2026-11-12 15:00"),
        ("thursday at noon", "2026-11-12 12:00"),
        ("this afternoon at 2", "2026-11-09 14:00"),
        ("wednesday next week 9:30", "2026-11-18 09:30"),
        ("in two weeks at 9", "2026-11-23 09:00"),
        ("tomorrow, half past two in the afternoon", "2026-11-10 14:30"),
    ],
)
def test_one_moment(text: str, read: str) -> None:
    assert when(text) == moment(read)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tors 13.15-14.45", "2026-11-12 13:15", "2026-11-12 14:45"),
        ("torsdag d. 12. november kl. 13.15–14.45 (uge 46)", "2026-11-12 13:15", "2026-11-12 14:45"),
        ("tors 13-15", "2026-11-12 13:00", "2026-11-12 15:00"),
        ("12/11 kl. 9 til 10.30", "2026-11-12 09:00", "2026-11-12 10:30"),
        ("wed 9 to 10", "2026-11-11 09:00", "2026-11-11 10:00"),
        ("13.15-14.45", "2026-11-09 13:15", "2026-11-09 14:45"),
    ],
)
def test_a_range_keeps_its_end(text: str, start: str, end: str) -> None:
    assert when(text) == moment(start, end)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("tors halv to", "2026-11-12 01:30", "2026-11-12 13:30"),
        ("tors kvart over 1", "2026-11-12 01:15", "2026-11-12 13:15"),
        ("tors kvart i 3", "2026-11-12 02:45", "2026-11-12 14:45"),
        ("tors fem i halv to", "2026-11-12 01:25", "2026-11-12 13:25"),
        ("tors ti minutter over ni", "2026-11-12 09:10", "2026-11-12 21:10"),
        ("tors 5 i 3", "2026-11-12 02:55", "2026-11-12 14:55"),
        ("tors kl 2", "2026-11-12 02:00", "2026-11-12 14:00"),
        ("tors 2.30", "2026-11-12 02:30", "2026-11-12 14:30"),
        ("thursday half past two", "2026-11-12 02:30", "2026-11-12 14:30"),
        ("thursday ten to three", "2026-11-12 02:50", "2026-11-12 14:50"),
        ("thursday at quarter to three", "2026-11-12 02:45", "2026-11-12 14:45"),
        ("halv to", "2026-11-09 13:30", "2026-11-10 01:30"),  # with no day: this afternoon or tonight
    ],
)
def test_a_time_in_words_asks_for_the_half_of_the_day(text: str, first: str, second: str) -> None:
    assert when(text) == Ambiguous(Question.half_of_day, (moment(first), moment(second)))


def test_half_two_is_another_time_in_english() -> None:
    assert when("tors half two", lang="en") == when("tors half past two")
    assert when("tors halv two", lang="en") == when("tors halv to")


def test_only_what_is_still_ahead_is_asked_about() -> None:
    assert when("i dag halv to") == moment("2026-11-09 13:30")
    assert when("12.11", at("2026-11-09 14:00")) == Day(date(2026, 11, 12))
    assert when("12.11", at("2027-01-11 10:00")) == moment("2027-01-11 12:11")


def test_a_lone_12_11_is_a_date_or_a_time() -> None:
    asked = Ambiguous(Question.date_or_time, (Day(date(2026, 11, 12)), moment("2026-11-09 12:11")))
    assert when("12.11") == asked
    assert when("d. 12.11") == Day(date(2026, 11, 12))
    assert when("kl. 12.11") == moment("2026-11-09 12:11")
    assert when("24.12") == Day(date(2026, 12, 24))
    assert when("i morgen 12.11") == moment("2026-11-10 12:11")


def test_next_tuesday_is_tomorrow_or_in_a_week() -> None:
    options = (moment("2026-11-10 09:00"), moment("2026-11-17 09:00"))
    assert when("næste tirsdag 9") == Ambiguous(Question.which_week, options)
    assert when("next tuesday at 9") == Ambiguous(Question.which_week, options)
    # From Wednesday on there is only one Tuesday ahead that anybody can mean.
    assert when("næste tirsdag 9", at("2026-11-11 10:00")) == moment("2026-11-17 09:00")
    assert when("næste tirsdag") == Ambiguous(
        Question.which_week, (Day(date(2026, 11, 10)), Day(date(2026, 11, 17)))
    )


def test_a_weekday_that_is_not_the_dates_is_asked_about() -> None:
    options = (moment("2026-11-12 09:00"), moment("2026-11-13 09:00"))
    assert when("fredag 12/11 kl 9") == Ambiguous(Question.weekday_or_date, options)
    assert when("tors 12/11 kl 9") == moment("2026-11-12 09:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/11", "2026-11-12"),
        ("tors uge 47", "2026-11-19"),
        ("torsdag", "2026-11-12"),
        ("i overmorgen", "2026-11-11"),
        ("2026-11-12", "2026-11-12"),
        ("d. 12. november", "2026-11-12"),
        ("12-11", "2026-11-12"),
    ],
)
def test_a_day_without_a_time_is_a_day(text: str, day: str) -> None:
    assert when(text) == Day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("9.30", "2026-11-09 09:30"),
        ("kl 10", "2026-11-09 10:00"),  # this very moment
        ("i dag kl 8", "2026-11-09 08:00"),
        ("uge 45 ons kl 9", "2026-11-04 09:00"),
        ("30/10 kl 9", "2026-10-30 09:00"),
        ("i går kl 9", "2026-11-08 09:00"),
        ("2026-11-01T13:15", "2026-11-01 13:15"),
        ("12/11-2025 kl 9", "2025-11-12 09:00"),
    ],
)
def test_what_is_over_is_past(text: str, was: str) -> None:
    assert when(text) == Past(at(was))


def test_an_hour_that_clocks_jump_over_does_not_exist() -> None:
    assert when("28/3-2027 kl 02.30") == NonexistentTime(date(2027, 3, 28), time(2, 30))
    assert when("2027-03-28T02:30") == NonexistentTime(date(2027, 3, 28), time(2, 30))
    twice = when("31/10-2027 kl. 02.30")
    assert twice == Moment(datetime(2027, 10, 31, 0, 30, tzinfo=UTC))  # the first of the two


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("", Reason.empty, ""),
        (" . ", Reason.empty, "."),
        ("i kantinen kl 3", Reason.unknown_word, "kantinen"),
        ("tors kl 9 🙂", Reason.unknown_word, "🙂"),
        ("13", Reason.no_day, "13"),
        ("uge 47", Reason.no_day, "uge 47"),
        ("uge 47 kl 9", Reason.no_day, "uge 47 kl 9"),
        ("31/2 kl 9", Reason.no_such_date, "31/2"),
        ("29/2 kl 9", Reason.no_such_date, "29/2"),
        ("uge 54 tors 9", Reason.no_such_date, "54"),
        ("d. 99. kl 9", Reason.no_such_date, "99"),
        ("12/11-9999 kl 9", Reason.no_such_date, "12/11-9999 kl 9"),
        ("2026-02-30T10:00", Reason.no_such_date, "2026-02-30T10:00"),
        ("tors 25.30", Reason.no_such_time, "25.30"),
        ("tors 13.75", Reason.no_such_time, "13.75"),
        ("tors kl 24", Reason.no_such_time, "24.00"),
        ("tors 9 13", Reason.contradiction, "13"),
        ("tors fre 9", Reason.contradiction, "tors fre 9"),
        ("tors 9.30 10.30", Reason.contradiction, "tors 9.30 10.30"),
        ("i morgen torsdag 9", Reason.contradiction, "i morgen torsdag 9"),
        ("tors 14-13", Reason.contradiction, "tors 14-13"),
        ("12/11 uge 47 kl 9", Reason.contradiction, "12/11 uge 47 kl 9"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, reason: Reason, part: str) -> None:
    assert when(text) == Unreadable(reason, part)


def test_a_date_most_of_a_year_ahead_needs_no_year() -> None:
    assert when("tirsdag d. 1. juni kl. 9.00") == moment("2027-06-01 09:00")
    assert when("tirsdag d. 19. oktober kl. 9.00") == moment("2027-10-19 09:00")
    assert when("19/10 kl 9") == Past(at("2026-10-19 09:00"))


# ---- any text at all


WORDS = [
    "tors",
    "mandag",
    "fri",
    "wed",
    "uge",
    "week",
    "47",
    "53",
    "12",
    "9",
    "13.15",
    "13:15",
    "1315",
    "12/11",
    "12.11",
    "31/2",
    "2026",
    "kl",
    "kl.",
    "at",
    "i",
    "om",
    "næste",
    "next",
    "morgen",
    "dag",
    "over",
    "halv",
    "to",
    "kvart",
    "quarter",
    "half",
    "past",
    "november",
    "d.",
    "den",
    "12.",
    "-",
    ",",
    "(",
    ")",
    "am",
    "pm",
    "aften",
    "til",
    "ti",
    "02.30",
    "28/3",
    "9,15",
    "og",
    "2027-03-28",
]


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join), st.sampled_from(("da", "en")))
def test_any_words_have_an_answer_and_it_is_ahead(text: str, lang: str) -> None:
    answer = when(text, lang=lang)
    assert isinstance(answer, get_args(dates.Parsed))
    options = answer.options if isinstance(answer, Ambiguous) else (answer,)
    if isinstance(answer, Ambiguous):
        assert len(set(options)) > 1
    for option in options:
        if isinstance(option, Moment):
            assert option.at > NOW
            assert option.at.tzinfo is UTC
            assert option.until is None or option.at < option.until < option.at + timedelta(days=1)
        if isinstance(option, Day):
            assert option.day >= NOW.date()
    dates.parse_slots(text, NOW, COPENHAGEN, lang)
    dates.parse_date(text, NOW, lang)
    dates.parse_time(text, lang)
    dates.parse_duration(text)


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(when(text), get_args(dates.Parsed))
    dates.parse_slots(text, NOW, COPENHAGEN, "en")
    dates.parse_duration(text)


# ---- what is said about it


def test_what_the_sentences_suggest_can_be_written() -> None:
    for text in (
        "12/11 kl. 13.15",
        "tors 13.15",
        "12/11 kl. 9",
        "12/11 13:15",
        "Thu 13:15",
        "12/11 9:00",
        "kl. 13.15",
    ):
        assert isinstance(when(text), Moment)
    assert [dates.parse_duration(text) for text in ("90 min", "2 timer", "1,5 time", "2 hours")] == [
        90,
        120,
        90,
        120,
    ]


def test_every_problem_has_a_sentence() -> None:
    problems: list[Problem] = [
        *(Unreadable(reason, "kantinen") for reason in Reason),
        *(Ambiguous(question, ()) for question in Question),
        *(Day(NOW.date()), Past(NOW), NonexistentTime(NOW.date(), time(2, 30))),
    ]
    asked: list[str] = []

    def gettext(message: str) -> str:
        asked.append(message)
        return message

    sentences = [dates.explain(problem, gettext) for problem in problems]
    assert len(set(sentences)) == len(problems) == len(asked)
    assert all(
        sentence.endswith((".", "?")) and "!" not in sentence and "%" not in sentence
        for sentence in sentences
    )
    assert 'Jeg kan ikke læse "kantinen".' in dates.explain(
        Unreadable(Reason.unknown_word, "kantinen"), gettext
    )
