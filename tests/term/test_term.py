"""A small term reaches its floors, and each figure can miss its own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from benchmarks.term import POLLS, at, figures, gap, overlapping
from tests.term.calendars import LESSONS, ZONE, Calendar, Weekly, common, plausible, starts
from tests.term.plan import FIRST, Size, schools
from tests.term.playing import play
from tests.term.records import Booking, Poll, Promise, Records, Roles

AT = datetime(2026, 9, 8, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def term() -> Records:
    return play(2, Size(teams=3, weeks=4))


def test_a_small_term_reaches_its_floors(term: Records) -> None:
    assert [one for one in figures(term) if one.missed] == []
    assert len(term.polls) > 3
    assert len(term.promises) > 3
    assert len(term.roles) > 3
    assert max(term.messages) > 5


def missed(term: Records) -> set[str]:
    return {one.id for one in figures(term) if one.missed}


def polls(term: Records) -> Records:
    return replace(term, polls=[*term.polls, *[Poll(common=True, settled=False)] * len(term.polls)])


def roles(term: Records) -> Records:
    latest = max(term.roles, key=lambda one: one.at)
    again = [replace(latest, at=latest.at + timedelta(days=day)) for day in (1, 2, 3)]
    return replace(term, roles=[*term.roles, *again])


def double(term: Records) -> Records:
    one = term.bookings[0]
    return replace(
        term, bookings=[*term.bookings, replace(one, what="else", start=one.start + timedelta(minutes=5))]
    )


def promises(term: Records) -> Records:
    return replace(term, promises=[*term.promises, Promise(closed=False, asked=False)])


def messages(term: Records) -> Records:
    return replace(term, messages=[one + 9 for one in term.messages])


@pytest.mark.parametrize(
    ("doctor", "missing"),
    [
        (polls, {"term.polls"}),
        (roles, {"term.roles.gap"}),
        (double, {"term.double"}),
        (promises, {"term.agreements"}),
        (messages, {"term.messages.p50", "term.messages.p95", "term.messages.max"}),
    ],
)
def test_each_figure_can_miss_its_floor(
    term: Records, doctor: Callable[[Records], Records], missing: set[str]
) -> None:
    assert missed(doctor(term)) == missing


def test_a_term_in_which_nothing_happens_shows_nothing() -> None:
    assert missed(Records()) == {one.id for one in figures(Records())} - {"term.double"}


def test_a_term_is_its_seed() -> None:
    size = Size(teams=1, weeks=1)
    assert play(5, size) == play(5, size) != play(6, size)
    assert schools(5, Size(teams=20))[0] == schools(5, Size(teams=30))[0]


# ---- what the figures are made of


def test_a_poll_counts_where_a_time_suits_everybody() -> None:
    found = figures(Records(polls=[Poll(True, True)] * 9 + [Poll(True, False), Poll(False, False)]))
    assert (found[0].value, found[0].missed) == (POLLS, False)


def meetings(*held: tuple[int, set[int]]) -> list[Roles]:
    """Who had the role, and who could have had it."""
    return [
        Roles("0/1", AT + timedelta(days=day), (("chair", who),), frozenset(there))
        for day, (who, there) in enumerate(held)
    ]


def test_the_gap_is_between_people_who_could_both_come() -> None:
    everybody = {1, 2, 3}
    assert gap(meetings((1, everybody), (2, everybody), (3, everybody), (1, everybody)), "chair") == 1
    assert gap(meetings((1, everybody), (1, everybody)), "chair") == 2
    assert gap(meetings((1, {1, 2}), (2, {1, 2}), (1, {1, 2})), "chair") == 1, "the third was never there"
    assert gap(meetings((1, {1}), (1, {1}), (2, {1, 2})), "chair") == 0, "more when the other was away"
    assert gap(meetings((1, everybody)), "timekeeper") == 0


def test_who_has_another_role_is_passed_over_only_for_one_as_new_to_them() -> None:
    def held(*chairs_and_timekeepers: tuple[int, int]) -> list[Roles]:
        return [
            Roles(
                "0/1", AT + timedelta(days=day), (("chair", chair), ("timekeeper", keeper)), frozenset({1, 2})
            )
            for day, (chair, keeper) in enumerate(chairs_and_timekeepers)
        ]

    assert gap(held((1, 2), (2, 1), (1, 2)), "chair") == 0
    assert gap(held((1, 2), (1, 2), (1, 2)), "chair") == 2, "always the same"


def test_a_turn_had_while_the_other_had_another_role_makes_up_for_one_missed() -> None:
    """At the last meeting, where 5 is away, 4 is behind in two roles and can have only one of them."""
    order = ("chair", "note_taker", "timekeeper", "process_lead")
    lineups = ("1523", "2415", "4132", "3254", "5341", "1523", "2415", "5132", "3251", "1342")
    away = {7: 4, 8: 4, 9: 5}
    term = [
        Roles(
            "0/1",
            AT + timedelta(days=day),
            tuple(zip(order, map(int, lineup), strict=True)),
            frozenset({1, 2, 3, 4, 5} - {away.get(day)}),
        )
        for day, lineup in enumerate(lineups)
    ]
    assert gap(term, "chair") == 1
    without = [one for one in term if ("chair", 4) not in one.turns]
    assert gap(without, "chair") > 1, "had 4 never had it, 1 would be ahead"


def test_what_follows_at_once_does_not_overlap() -> None:
    hour = timedelta(hours=1)
    one, next_, other = (
        Booking(who, "m", AT + hour * n, AT + hour * (n + 1)) for who, n in (("a", 0), ("a", 1), ("b", 0))
    )
    assert list(overlapping([next_, other, one])) == []
    longer = replace(one, end=one.end + timedelta(minutes=1))
    assert list(overlapping([next_, other, longer])) == [(longer, next_)]


def test_a_percentile_is_one_of_the_values() -> None:
    assert [at(range(1, 101), share) for share in (0.5, 0.95, 1.0)] == [51, 96, 100]


# ---- when people can meet


@pytest.mark.parametrize("seed", range(3))
def test_the_common_time_is_the_first_that_suits_all(seed: int) -> None:
    """Held against every minute of two weeks, one by one."""
    chance = random.Random(seed)
    people = [plausible(chance, FIRST, 3) for _ in range(8)]
    now = datetime(2026, 9, 8, 12, tzinfo=UTC)
    found = common(people, now, 90, FIRST + timedelta(weeks=3))
    for start in starts(now, now + timedelta(days=14), 90, FIRST + timedelta(weeks=3)):
        taken = any(busy(one, start + timedelta(minutes=more)) for one in people for more in range(90))
        assert taken == (found is None or start < found), start
        if start == found:
            break


def busy(one: Calendar, moment: datetime) -> bool:
    local = moment.astimezone(ZONE)
    minute = local.hour * 60 + local.minute
    weekly = any(
        each.weekday == local.weekday() and each.since <= minute < each.until
        for each in (*one.week, *one.lessons)
    )
    return weekly or any(since <= moment < until for since, until in one.once)


def test_hours_are_local_in_summer_and_in_winter() -> None:
    calendar = Calendar((Weekly(0, 8 * 60, 10 * 60),), LESSONS)
    for day, hour in ((date(2026, 10, 19), 6), (date(2026, 10, 26), 7)):
        assert not calendar.free(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), 15)
        assert calendar.free(datetime(day.year, day.month, day.day, hour - 1, 45, tzinfo=UTC), 15)
