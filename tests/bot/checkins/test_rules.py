"""What a round asks, who reads what of it, and how long it waits: values in, values out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import DaysOff
from bot.checkins import library, rhythm, rules
from bot.checkins.rhythm import Rhythm, next_window
from bot.checkins.rules import Audience
from storage.teams import Course, Team

ZONE = ZoneInfo("Europe/Copenhagen")
SECRET = b"\x01" * 16
answers = st.dictionaries(st.integers(1, 30), st.booleans(), max_size=12)
days = st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True).map(lambda few: tuple(sorted(few)))


# ---- who reads what


@given(answers)
def test_nobodys_words_can_be_told_by_elimination(by_name: dict[int, bool]) -> None:
    shown = rules.shown(Audience.nameless, by_name, SECRET, closed=True)
    assert not shown.nameless or len(shown.nameless) >= rules.NAMELESS_FROM
    assert all(by_name[person] for person in shown.named)
    assert len(shown.named) + len(shown.nameless) + shown.kept_back == len(by_name)
    assert not set(shown.named) & set(shown.nameless)


@given(answers, st.sampled_from((Audience.closed, Audience.nameless)))
def test_nothing_is_read_before_it_may_be(by_name: dict[int, bool], audience: Audience) -> None:
    shown = rules.shown(audience, by_name, SECRET, closed=False)
    assert shown == rules.Shown((), kept_back=len(by_name))
    for audience in (Audience.open, Audience.private):
        assert rules.shown(audience, by_name, SECRET, closed=False).named == tuple(by_name)


@given(st.sets(st.integers(1, 99), min_size=4), st.binary(min_size=16, max_size=16))
def test_the_order_without_names_says_nothing_of_who_came_first(people: set[int], secret: bytes) -> None:
    assert rules.shuffled(sorted(people), secret) == rules.shuffled(sorted(people, reverse=True), secret)


moods = st.dictionaries(st.integers(1, 9), st.integers(1, 5))


@given(moods)
def test_the_mood_is_of_four_at_least(chosen: dict[int, int]) -> None:
    found = rules.published(chosen, [])
    assert (found.counts == ()) is (len(chosen) < 4)
    if found.counts:
        assert found.people == set(chosen) and sum(found.counts) == len(chosen)
        assert rules.average(found.counts) == round(sum(chosen.values()) / len(chosen), 1)


@given(st.lists(moods, max_size=6))
def test_no_two_averages_tell_what_one_person_chose(rounds: list[dict[int, int]]) -> None:
    shown: list[frozenset[int]] = []
    for chosen in rounds:
        found = rules.published(chosen, shown)
        assert bool(found.counts) == bool(found.people) and found.people <= set(chosen)
        assert all(one == found.people or len(one ^ found.people) >= 4 for one in shown if found.people)
        shown += [found.people] if found.people else []


# ---- what is asked


@given(st.integers(0, 60))
def test_a_question_is_asked_four_times_and_then_all_the_others_before_it_comes_again(rounds: int) -> None:
    rotating = library.ready().rotating
    asked: list[str] = []
    for _ in range(rounds):
        asked.insert(0, rules.whose_turn(rotating, asked))
    order = list(reversed(asked))
    assert all(order[start] == rotating[start // 4 % len(rotating)] for start in range(len(order)))


@given(st.sampled_from(sorted(library.ready().sets)), st.integers(0, 2))
def test_at_most_four_are_asked_and_the_teams_own_always(name: str, own: int) -> None:
    ready = library.ready().sets[name].questions
    asked = rules.composed(ready, own)
    assert len(asked) <= rules.MOST_ASKED and [one for one in asked if isinstance(one, int)] == list(
        range(own)
    )
    assert asked[-1] == ready[-1] and [one for one in asked if one in ready] == [
        one for one in ready if one in asked
    ]
    if len(ready) + own <= rules.MOST_ASKED:
        assert set(ready) <= set(asked)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [('id = "done"', 'id = "mood"', "twice"), ('"done", "next_step", "in_the_way"]\nda = "De', '"andet"]\nda = "De', "not there"),
     ("Stort eller småt.", "x" * 101, "100 at most"), ("Stort eller småt.", "Skriv 010165-1234", "CPR"),
     ('da = "De fire faste"', 'da = ""', "a name has"), ("rotates = true", "rotates = false", "fewer than two")],
)  # fmt: skip
def test_a_slip_in_the_file_is_said(before: str, after: str, said: str) -> None:
    text = library.READY.read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(library.LibraryError, match=said):
        library.load(text.replace(before, after))


# ---- when


def a_team(ends: date = date(2027, 12, 31)) -> Team:
    course = Course(1, 1, "k", "Forløbet", date(2026, 1, 1), ends, "da", ZONE.key, {}, {}, None)
    return Team(1, 1, "broen", "Team Broen", "", "", date(2026, 1, 1), {}, course)


@settings(deadline=None)  # the first of a year counts its public holidays
@given(
    days,
    st.sampled_from(("same", "next", "0", "1", "2", "3", "4")),
    st.times(time(7), time(20)).map(lambda one: one.replace(second=0, microsecond=0, fold=0)),
    st.times(time(7), time(20)).map(lambda one: one.replace(second=0, microsecond=0, fold=0)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)).map(lambda one: one.replace(tzinfo=UTC)),
    st.integers(1, 2),
)
def test_rounds_follow_each_other_without_meeting_and_close_on_working_days(
    opening: tuple[int, ...], close: str, opens: time, closes: time, now: datetime, every: int
) -> None:
    anchor = date(2026, 1, 5) if every > 1 else None
    chosen = Rhythm(days=opening, opens=opens, closes=closes, every=every, anchor=anchor).closing(close)
    off = DaysOff()
    window = next_window(a_team(), chosen, now, off)
    assert window and window.opens_at > now and window.closes_at > window.opens_at
    after = next_window(a_team(), chosen, window.opens_at, off)
    assert after is None or after.opens_at >= window.closes_at
    closing = window.closes_at.astimezone(ZONE).date()
    assert not off.is_off(closing) and not off.is_off(window.day)
    assert rhythm.read(rhythm.write(chosen)) == chosen


def test_a_closing_day_that_is_off_gives_way_to_the_next_but_not_over_christmas() -> None:
    def closes(day: date, ends: date = date(2027, 12, 31)) -> datetime:
        found = next_window(a_team(ends), chosen, datetime.combine(day, time(0), UTC), DaysOff())
        assert found and found.day == day
        return found.closes_at.astimezone(ZONE).replace(tzinfo=None)

    chosen = Rhythm(days=(2,)).closing("3")
    assert closes(date(2027, 5, 5)) == datetime(2027, 5, 7, 12)  # Thursday is Kristi himmelfartsdag
    assert closes(date(2027, 5, 5), date(2027, 5, 6)) == datetime(2027, 5, 5, 16), "the course is over"
    chosen = Rhythm(days=(2,)).closing("4")
    assert closes(date(2026, 12, 23)) == datetime(2026, 12, 23, 16), "Monday is five days away"


def test_longer_is_until_noon_of_the_next_working_day() -> None:
    assert rules.longer_until(datetime(2026, 11, 6, 11, tzinfo=UTC), ZONE, DaysOff()) == datetime(
        2026, 11, 9, 11, tzinfo=UTC
    )


def test_a_round_waits_for_members_who_have_longer_and_have_not_answered() -> None:
    now = datetime(2026, 11, 6, 11, tzinfo=UTC)
    later = now + timedelta(days=3)
    extended = {1: later, 2: later, 3: now}
    everybody = frozenset({1, 2, 3})
    assert rules.waits_until(extended, frozenset({2}), everybody, now) == later
    assert rules.waits_until(extended, frozenset({1, 2}), everybody, now) is None
    assert rules.waits_until(extended, frozenset({2}), everybody - {1}, now) is None


def test_once_a_week_reminds_however_often_it_comes() -> None:
    monday = date(2026, 11, 9)
    assert rules.reminds(monday, [monday - timedelta(days=3)])
    assert not rules.reminds(monday + timedelta(days=2), [monday])
