"""A usual week: as it is said, written, chosen and painted; nothing is lost on the way from one to the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.availability import rules
from bot.availability.rules import HOURS, WORKING_DAYS, Can, Part
from bot.availability.views import week_in_words
from bot.dates.weekly import HoursOfDay, UnclearHours, parse_week
from bot.feeds.address import WrongAddress, address_of
from bot.i18n import Locale

LOCALES = [
    Locale(language, ZoneInfo("Europe/Copenhagen"), datetime(2026, 11, 2, tzinfo=UTC))
    for language in ("da", "en")
]


@st.composite
def parts(draw: st.DrawFn) -> Part:
    since = draw(st.integers(0, 1439))
    return Part(draw(st.integers(0, 6)), since, draw(st.integers(since + 1, 1440)), draw(st.booleans()))


WEEKS = st.lists(parts(), max_size=12).map(rules.tidy)


def minute(week: rules.Week, weekday: int, at: int) -> Can:
    found = [one for one in week if one.weekday == weekday and one.since <= at < one.until]
    assert len(found) < 2, "they overlap"
    return Can.yes if not found else Can.rather_not if found[0].soft else Can.no


@given(st.lists(parts(), max_size=12), st.integers(0, 6), st.integers(0, 1439))
def test_who_cannot_cannot_also_where_they_would_rather_not(said: list[Part], weekday: int, at: int) -> None:
    there = [one for one in said if one.weekday == weekday and one.since <= at < one.until]
    expected = Can.yes if not there else Can.rather_not if all(one.soft for one in there) else Can.no
    assert minute(rules.tidy(said), weekday, at) is expected


@given(WEEKS, st.sampled_from(LOCALES))
def test_what_is_written_is_read_back(week: rules.Week, locale: Locale) -> None:
    read = parse_week(week_in_words(locale, week))
    assert rules.tidy(Part(one.weekday, one.since, one.until, one.rather_not) for one in read) == week


@given(WEEKS)
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(week: rules.Week) -> None:
    cannot, rather_not, rest = rules.as_choices(week)
    assert rules.chosen(cannot, rather_not, rest) == week


@given(WEEKS)
def test_a_page_that_is_saved_as_it_was_opened_changes_nothing(week: rules.Week) -> None:
    assert rules.painted_over(week, rules.painted(week)) == week


@given(WEEKS, st.sampled_from(list(WORKING_DAYS)), st.sampled_from(list(HOURS)), st.sampled_from(list(Can)))
def test_an_hour_that_is_painted_is_so_and_no_other_changes(
    week: rules.Week, day: int, hour: int, can: Can
) -> None:
    after = rules.painted_over(week, {**rules.painted(week), (day, hour): can})
    shown = rules.painted(after)
    assert shown[day, hour] is can
    assert {place: now for place, now in shown.items() if place != (day, hour)} == {
        place: before for place, before in rules.painted(week).items() if place != (day, hour)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("man 8-10.30", [(0, 480, 630)]),
        ("Mandag kl. 8.00 til 10:30", [(0, 480, 630)]),
        ("hver tirsdag fra 14", [(1, 840, 1440)]),
        ("onsdag efter 14, torsdag før 9", [(2, 840, 1440), (3, 0, 540)]),
        ("fre til 10", [(4, 0, 600)]),
        ("man-ons 9-10", [(0, 540, 600), (1, 540, 600), (2, 540, 600)]),
        ("hverdage 16-17", [(day, 960, 1020) for day in range(5)]),
        ("torsdag hele dagen", [(3, 0, 1440)]),
        ("kan ikke torsdag", [(3, 0, 1440)]),
        ("mandage mellem 9 og 11", [(0, 540, 660)]),
        ("mondays between 9 and 11; not wed", [(0, 540, 660), (2, 0, 1440)]),
        ("", []),
    ],
)
def test_how_people_write_it(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert parse_week(text) == tuple(HoursOfDay(*one) for one in expected)


def test_rather_not_before_or_after() -> None:
    for text in (
        "helst ikke fre efter 14",
        "fre efter 14 helst ikke",
        "fri after 14 (rather not)",
        "Rather not Fri 14-24",
    ):
        assert parse_week(text) == (HoursOfDay(4, 840, 1440, rather_not=True),), text


@pytest.mark.parametrize(
    "text", ["efter frokost", "man 10-8", "man 25-26", "man 8.75-9", "8-10", "man ca. 9", "man 8-10 11"]
)
def test_what_nobody_can_read_is_named(text: str) -> None:
    with pytest.raises(UnclearHours) as raised:
        parse_week(f"tirs 9-10, {text}")
    assert raised.value.text == text


@given(st.text(max_size=60))
def test_any_text_is_read_or_named(text: str) -> None:
    try:
        found = parse_week(text)
    except UnclearHours as unclear:
        assert unclear.text.strip()
        return
    assert all(0 <= one.since < one.until <= 1440 for one in found)


def test_days_away() -> None:
    today = date(2026, 11, 12)
    assert rules.away_days(today, None, today) == (today, today)
    assert rules.away_days(today - timedelta(days=3), today, today), "already away"
    for first, last in (
        (today, today - timedelta(days=1)),
        (today - timedelta(days=9), None),
        (today, today + timedelta(days=400)),
    ):
        assert rules.away_days(first, last, today) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("webcal://a.example/x.ics?k=1#del", "https://a.example/x.ics?k=1"),
        (" https://a.example:8443/x y\n.ics ", "https://a.example:8443/xy.ics"),
        ("http://a.example", "https://a.example/"),
        ("https://samspil.example/kalender/abc.ics", WrongAddress.ours),
        ("https://samspil.example/andet.ics", "https://samspil.example/andet.ics"),
        ("javascript:alert(1)", WrongAddress.not_address),
        ("https://a.example:99999/", WrongAddress.not_address),
        ("https://amira:kode@a.example/", WrongAddress.not_address),
        ("https://[::1", WrongAddress.not_address),
        ("kalender", WrongAddress.not_address),
    ],
)
def test_addresses_as_they_are_pasted(text: str, expected: str | WrongAddress) -> None:
    assert address_of(text, "https://samspil.example") == expected
