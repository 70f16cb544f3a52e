"""The search for a time: what people expect of it, and a slow search that agrees with it on everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import slots
from bot.calendar import DaysOff
from bot.slots import Busy, Person, Slot, Teaching, Wish

ZONE = ZoneInfo("Europe/Copenhagen")
QUARTER = timedelta(minutes=15)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


WISH = Wish(
    minutes=60,
    since=local("2026-11-16 00:00"),
    until=local("2026-12-12 00:00"),
    zone=ZONE,
    opens=time(8),
    closes=time(17),
    is_off=DaysOff().is_off,
    least=2,
)


def busy(start: str, end: str, travel: int = 0) -> Busy:
    return Busy(local(start), local(end), timedelta(minutes=travel))


def starts(found: Sequence[Slot]) -> list[str]:
    return [f"{one.start.astimezone(ZONE):%Y-%m-%d %H:%M}" for one in found]


def team(*times: tuple[Busy, ...]) -> list[Person]:
    return [Person(number, busy=own) for number, own in enumerate(times, 1)]


def test_with_nothing_known_three_days_and_both_halves_of_the_day() -> None:
    found = slots.best(WISH, team((), (), ()))
    assert starts(found) == ["2026-11-16 09:00", "2026-11-17 12:30", "2026-11-18 09:00"]
    assert [(one.can, one.of) for one in found] == [(3, 3)] * 3


def test_nobody_required_is_busy_and_most_can() -> None:
    people = team((busy("2026-11-16 00:00", "2026-12-12 00:00"),), (), (), ())
    assert [one.can for one in slots.best(WISH, people)] == [3, 3, 3]
    required = [replace(people[0], required=True), *people[1:]]
    assert slots.best(WISH, required) == ()
    assert slots.best(replace(WISH, least=4), people) == (), "too few can"


def test_all_at_one_time_beats_most_at_many() -> None:
    away = (busy("2026-11-16 00:00", "2026-12-03 14:00"), busy("2026-12-03 15:00", "2026-12-12 00:00"))
    (only, *_others) = sorted(slots.best(WISH, team(away, (), ())), key=lambda one: -one.can)
    assert starts([only]) == ["2026-12-03 14:00"]
    assert only.can == 3


def test_what_touches_is_no_collision_but_the_way_is() -> None:
    day = replace(WISH, until=local("2026-11-16 17:00"), count=20, minutes=120)
    here = [busy("2026-11-16 08:00", "2026-11-16 10:00"), busy("2026-11-16 12:00", "2026-11-16 17:00")]
    assert starts(slots.best(day, team(tuple(here), ()))) == ["2026-11-16 10:00"]
    assert not slots.best(replace(day, travel=timedelta(minutes=15)), team(tuple(here), ()))
    afield = busy("2026-11-16 08:00", "2026-11-16 10:00", travel=40)
    assert starts(slots.best(day, team((afield,), ())))[0] >= "2026-11-16 10:45", "to the next whole quarter"


def test_why_there_after_teaching() -> None:
    lesson = Teaching(local("2026-11-17 08:15"), local("2026-11-17 09:50"), "cluster")
    people = [replace(one, busy=(Busy(lesson.start, lesson.end),)) for one in team((), ())]
    found = slots.best(replace(WISH, count=1), people, [lesson])
    assert starts(found) == ["2026-11-17 10:00"]
    assert (found[0].after, found[0].before, found[0].known) == ("cluster", None, 2)
    close = slots.judged(WISH, people, [lesson], local("2026-11-17 10:30"))
    assert close and close.after == "cluster"
    assert slots.judged(WISH, people, [lesson], local("2026-11-17 09:00")) is None, "they are being taught"
    assert slots.judged(WISH, people, [lesson], local("2026-11-17 10:40")) is None, "no whole quarter"
    assert slots.judged(WISH, people, [lesson], local("2026-11-15 10:00")) is None, "before it all"


def test_who_would_rather_not_is_heard_before_the_hour() -> None:
    soft = Person(1, soft=(busy("2026-11-16 00:00", "2026-11-20 00:00"),))
    found = slots.best(WISH, [soft, Person(2)])
    assert starts(found) == ["2026-11-20 09:00", "2026-11-23 12:30", "2026-11-24 09:00"]
    assert slots.best(replace(WISH, until=local("2026-11-18 00:00")), [soft, Person(2)])[0].soft == 1


def test_clocks_change_and_days_are_off() -> None:
    autumn = replace(WISH, since=local("2026-10-23 12:00"), until=local("2026-10-27 23:00"), count=9)
    assert {text[-5:] for text in starts(slots.best(replace(autumn, closes=time(9)), team((), ())))} == {
        "08:00"
    }
    assert {text[:10] for text in starts(slots.best(autumn, team((), ())))} == {
        "2026-10-23", "2026-10-26", "2026-10-27",
    }  # fmt: skip
    spring = replace(WISH, since=local("2027-03-26 00:00"), until=local("2027-03-31 00:00"), count=2)
    assert starts(slots.best(spring, team((), ()))) == ["2027-03-30 09:00", "2027-03-30 12:30"], "Easter"


def test_nights_where_clocks_change_have_23_and_25_hours() -> None:
    night = replace(WISH, opens=time(0), closes=time(5), is_off=lambda _day: False, count=40, minutes=60)
    for day, hours in (("2026-10-25", 6), ("2027-03-28", 4)):
        whole = replace(night, since=local(f"{day} 00:00"), until=local(f"{day} 05:00"))
        assert len(slots.best(whole, team((), ()))) == hours


# ---- the slow search

BASE = datetime(2026, 10, 23, tzinfo=UTC)
MINUTES = st.integers(0, 5 * 24 * 60)


@st.composite
def times(draw: st.DrawFn) -> tuple[Busy, ...]:
    def one() -> Busy:
        start = BASE + timedelta(minutes=draw(MINUTES))
        length = draw(st.sampled_from((0, 5, 50, 60, 95, 400, 1500)))
        return Busy(
            start,
            start + timedelta(minutes=length),
            draw(st.sampled_from((0, 0, 20, 45))) * timedelta(minutes=1),
        )

    return tuple(one() for _ in range(draw(st.integers(0, 5))))


@st.composite
def searches(draw: st.DrawFn) -> tuple[Wish, list[Person], list[Teaching]]:
    since = BASE + timedelta(minutes=draw(st.integers(0, 3000)))
    zone = ZoneInfo(draw(st.sampled_from(("Europe/Copenhagen", "Asia/Kathmandu", "America/Nuuk", "UTC"))))
    off = frozenset(
        draw(st.sets(st.sampled_from([date(2026, 10, 23) + timedelta(days=n) for n in range(7)]), max_size=3))
    )
    opens = draw(st.sampled_from((time(0), time(8), time(9, 10), time(13))))
    wish = Wish(
        minutes=draw(st.sampled_from((15, 50, 60, 90, 480))),
        since=since,
        until=since + timedelta(minutes=draw(st.integers(0, 5000))),
        zone=zone,
        opens=opens,
        closes=draw(st.sampled_from((time(12), time(16, 50), time(17), time(23, 59)))),
        is_off=off.__contains__,
        travel=timedelta(minutes=draw(st.sampled_from((0, 0, 30, 40)))),
        least=draw(st.integers(0, 4)),
        count=draw(st.integers(0, 6)),
        taken=tuple(draw(st.lists(st.integers(0, 300).map(lambda n: BASE + n * QUARTER), max_size=2))),
    )
    people = [
        Person(
            n, required=draw(st.booleans()), busy=draw(times()), soft=draw(times()), known=draw(st.booleans())
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    lessons = [Teaching(one.start, one.end, kind) for one, kind in zip(draw(times()), "abcde", strict=False)]
    return wish, people, lessons


def quarters(start: datetime, end: datetime) -> set[datetime]:
    """The whole quarters that a time touches; all of UTC's begin at minute 0, 15, 30 or 45."""
    at = start.astimezone(UTC).replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    found = set()
    while at < end:
        found.add(at)
        at += QUARTER
    return found


def slow(wish: Wish, people: Sequence[Person], lessons: Sequence[Teaching]) -> list[Slot]:
    """Every quarter tried against everything, by sets of quarters; and the best taken one by one."""
    length = -(-timedelta(minutes=wish.minutes) // QUARTER) * QUARTER
    wide = [_wide(wish, person) for person in people]
    soft = [set().union(*(quarters(one.start, one.end) for one in person.soft)) for person in people]
    possible: dict[datetime, Slot] = {}
    at = min(quarters(wish.since, wish.since + QUARTER))
    while at + length <= wish.until:
        end, day = at + length, at.astimezone(wish.zone).date()
        opens, closes = (
            datetime.combine(day, one, wish.zone).astimezone(UTC) for one in (wish.opens, wish.closes)
        )
        mine = quarters(at, end)
        can = [not mine & other for other in wide]
        fits = at >= wish.since and opens <= at and end <= closes and not wish.is_off(day)
        fits &= not any(mine & quarters(other, other + length) for other in wish.taken)
        fits &= sum(can) >= wish.least and all(
            free or not one.required for one, free in zip(people, can, strict=True)
        )
        if fits:
            after = [one for one in lessons if timedelta(0) <= at - _rounded(one.end) <= 2 * QUARTER]
            before = [
                one
                for one in lessons
                if timedelta(0) <= min(quarters(one.start, one.start + QUARTER)) - end <= 2 * QUARTER
            ]
            possible[at] = Slot(
                start=at, can=sum(can), of=len(people), known=sum(one.known for one in people),
                soft=sum(free and bool(mine & other) for free, other in zip(can, soft, strict=True)),
                after=_shortest(after), before=_shortest(before),
            )  # fmt: skip
        at += QUARTER
    found: list[datetime] = []
    while len(found) < wish.count:
        left = [
            one
            for one in possible
            if not any(quarters(one, one + length) & quarters(other, other + length) for other in found)
        ]
        if not left:
            break
        found.append(min(left, key=lambda one: _worse(wish, length, possible[one], found)))
    return [possible[one] for one in sorted(found)]


def _wide(wish: Wish, person: Person) -> set[datetime]:
    """The quarters somebody cannot, with the way there and back."""
    found: set[datetime] = set()
    for one in person.busy:
        way = -(-max(one.travel, wish.travel) // QUARTER) * QUARTER
        first, last = min(quarters(one.start, one.start + QUARTER)), _rounded(one.end)
        found |= quarters(first - way, last + way)
    return found


def _rounded(moment: datetime) -> datetime:
    """To the next whole quarter."""
    down = min(quarters(moment, moment + QUARTER))
    return down if down == moment else down + QUARTER


def _shortest(lessons: Sequence[Teaching]) -> str | None:
    chosen = min(lessons, key=lambda one: (one.end - one.start, one.start, one.kind), default=None)
    return chosen.kind if chosen else None


def _worse(wish: Wish, length: timedelta, slot: Slot, found: Sequence[datetime]) -> tuple[object, ...]:
    start = slot.start.astimezone(wish.zone)
    noon = datetime.combine(start.date(), time(12), wish.zone).astimezone(UTC)
    first = _rounded(wish.since)

    def is_morning(at: datetime) -> bool:
        return at < datetime.combine(at.astimezone(wish.zone).date(), time(12), wish.zone).astimezone(UTC)

    end = slot.start + length
    return (
        start.date() in {other.astimezone(wish.zone).date() for other in found},
        -slot.can,
        slot.soft,
        (slot.start - first) // timedelta(days=7),
        sum(is_morning(other) == is_morning(slot.start) for other in found),
        slot.after is None,
        (slot.start < noon - timedelta(hours=3)) + (end > noon + timedelta(hours=4))
        + (slot.start < noon + timedelta(minutes=30) and end > noon) + ((slot.start - noon) // QUARTER % 2),
        slot.start,
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(searches())
def test_the_fast_search_finds_what_the_slow_one_does(
    given: tuple[Wish, list[Person], list[Teaching]],
) -> None:
    wish, people, lessons = given
    expected = slow(wish, people, lessons)
    assert list(slots.best(wish, people, lessons)) == expected
    for one in expected:
        assert slots.judged(wish, people, lessons, one.start) == one
