"""The search: every person's possible starts as one integer, a bit for each quarter of an hour.

Whole quarters of UTC are what is searched (every zone's offset is a number of them): what takes part of one takes
all of it. A busy time of quarters [a, b) rules out the starts from a - length to b, so a person is one OR for each
of their busy times, and how many can at each start is one AND and one OR for each person and number.

Which is best, one after the other, each judged by the first of these in which two differ:
another day than those found · most who can · fewest who would rather not · the week that comes first · the other half
of the day than those found have most of · right after teaching · a convenient hour · the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.calendar import local_to_utc
from bot.slots.values import Busy, Person, Slot, Teaching, Wish

STEP = timedelta(minutes=15)
SECONDS = STEP.total_seconds()
WEEK = timedelta(days=7) // STEP
NEAR = 2  # steps: within half an hour of teaching people are there already
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MORNING, NOON, LUNCH_ENDS, LATE = time(9), time(12), time(12, 30), time(16)


def best(wish: Wish, people: Sequence[Person], teaching: Sequence[Teaching] = ()) -> tuple[Slot, ...]:
    """Up to `wish.count` slots, in order of time. Fewer, or none, when there are no more at which everybody
    required and at least `wish.least` people can."""
    search = _Search(wish, people, teaching)
    tiers = search.tiers()
    found: list[int] = []
    while len(found) < wish.count:
        step = search.next_best(tiers, found)
        if step is None:
            break
        found.append(step)
    return tuple(search.slot(step) for step in sorted(found))


def judged(
    wish: Wish, people: Sequence[Person], teaching: Sequence[Teaching], start: datetime
) -> Slot | None:
    """That one start, if it is a whole quarter that the search could have found; otherwise None."""
    search = _Search(wish, people, teaching)
    steps, rest = divmod(start - EPOCH, STEP)
    step = steps - search.first
    possible = not rest and step >= 0 and any(tier >> step & 1 for tier in search.tiers())
    return search.slot(step) if possible else None


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day's possible starts, in steps: from `first` up to, not including, `end`; `noon` is its middle."""

    first: int
    end: int
    noon: int

    @property
    def mask(self) -> int:
        return _bits(self.first, self.end)


def _first_step(day: _Day) -> int:
    return day.first


class _Search:
    """Steps are counted from `first`, the first whole quarter at or after the wish's beginning."""

    def __init__(self, wish: Wish, people: Sequence[Person], teaching: Sequence[Teaching]) -> None:
        self.wish = wish
        self.people = people
        self.first = _up(wish.since)
        self.length = -(-timedelta(minutes=wish.minutes) // STEP)
        self.days = tuple(self._days())
        self.can = [~self._ruled_out(person.busy) for person in people]
        soft = [self._ruled_out(person.soft, travels=False) for person in people]
        self.soft = [rather_not & can for rather_not, can in zip(soft, self.can, strict=True)]
        self.rather_not = _by_count(-1, self.soft)
        self.after, self.before = self._near(teaching)

    # ---- what is possible

    def _days(self) -> Iterator[_Day]:
        wish = self.wish
        day, last = wish.since.astimezone(wish.zone).date(), wish.until.astimezone(wish.zone).date()
        while day <= last:
            if not wish.is_off(day):
                first = max(_up(self._at(day, wish.opens)) - self.first, 0)
                ends = min(_down(self._at(day, wish.closes)), _down(wish.until)) - self.first
                end = ends - self.length + 1
                if first < end:
                    yield _Day(first, end, _up(self._at(day, NOON)) - self.first)
            day += timedelta(days=1)

    def _at(self, day: date, clock: time) -> datetime:
        return local_to_utc(day, clock, self.wish.zone)

    def _ruled_out(self, times: Sequence[Busy], *, travels: bool = True) -> int:
        """The starts at which the meeting would touch one of these times, or the way between."""
        ruled_out = 0
        for one in times:
            gap = -(-max(one.travel, self.wish.travel) // STEP) if travels else 0
            first = _down(one.start) - self.first - gap - self.length + 1
            ruled_out |= _bits(max(first, 0), _up(one.end) - self.first + gap)
        return ruled_out

    def _near(self, teaching: Sequence[Teaching]) -> tuple[dict[int, str], dict[int, str]]:
        """The starts right after teaching, and those that end right before it, with the kind of the teaching."""
        after: dict[int, str] = {}
        before: dict[int, str] = {}
        for one in sorted(teaching, key=lambda one: (one.end - one.start, one.start, one.kind), reverse=True):
            ends, begins = _up(one.end) - self.first, _down(one.start) - self.first - self.length
            after |= dict.fromkeys(range(ends, ends + NEAR + 1), one.kind)
            before |= dict.fromkeys(range(begins - NEAR, begins + 1), one.kind)
        return after, before

    def tiers(self) -> list[int]:
        """The starts at which everybody required can, by how many can: most first, down to the least wanted."""
        allowed = 0
        for day in self.days:
            allowed |= day.mask
        allowed &= ~self._overlapping([_up(at) - self.first for at in self.wish.taken])
        for person, can in zip(self.people, self.can, strict=True):
            if person.required:
                allowed &= can
        return list(reversed(_by_count(allowed, self.can)[max(self.wish.least, 0) :]))

    def _overlapping(self, steps: Sequence[int]) -> int:
        overlapping = 0
        for step in steps:
            overlapping |= _bits(max(step - self.length + 1, 0), step + self.length)
        return overlapping

    # ---- which is best

    def next_best(self, tiers: Sequence[int], found: Sequence[int]) -> int | None:
        same_day = 0
        for day in self.days:
            if any(day.first <= step < day.end for step in found):
                same_day |= day.mask
        for left_out in (same_day, self._overlapping(found)):
            for tier in tiers:
                if possible := tier & ~left_out:
                    fewest = next(both for level in self.rather_not if (both := level & possible))
                    mornings = sum(other < self._noon(other) for other in found)
                    afternoons = len(found) - mornings
                    return min(_steps(fewest), key=lambda step: self._key(step, mornings, afternoons))
        return None

    def _key(self, step: int, mornings: int, afternoons: int) -> tuple[int, int, bool, int, int]:
        noon = self._noon(step)
        repeats = mornings if step < noon else afternoons
        return step // WEEK, repeats, step not in self.after, self._awkward(step, noon), step

    def _noon(self, step: int) -> int:
        return self.days[bisect_right(self.days, step, key=_first_step) - 1].noon

    def _awkward(self, step: int, noon: int) -> int:
        """How many things are inconvenient about the hour: early, late, over lunch, not a whole or half hour."""
        end = step + self.length
        return (
            (step < noon + _between(NOON, MORNING))
            + (end > noon + _between(NOON, LATE))
            + (step < noon + _between(NOON, LUNCH_ENDS) and end > noon)
            + ((step - noon) % 2)
        )

    def slot(self, step: int) -> Slot:
        return Slot(
            start=EPOCH + (self.first + step) * STEP,
            can=sum(can >> step & 1 for can in self.can),
            of=len(self.people),
            known=sum(person.known for person in self.people),
            soft=sum(soft >> step & 1 for soft in self.soft),
            after=self.after.get(step),
            before=self.before.get(step),
        )


def _by_count(within: int, masks: Sequence[int]) -> list[int]:
    """The bits of `within` that are set in exactly none, one, two … of the masks."""
    at_least = [within] + [0] * len(masks)
    for number, mask in enumerate(masks, 1):
        for n in range(number, 0, -1):
            at_least[n] |= at_least[n - 1] & mask
    return [at & ~more for at, more in zip(at_least, (*at_least[1:], 0), strict=True)]


def _between(one: time, other: time) -> int:
    """Steps from one time of day to another."""
    return (other.hour * 60 + other.minute - one.hour * 60 - one.minute) // 15


def _up(moment: datetime) -> int:
    return -_down_of(-moment.timestamp())


def _down(moment: datetime) -> int:
    return _down_of(moment.timestamp())


def _down_of(seconds: float) -> int:
    return int(seconds // SECONDS)


def _bits(first: int, end: int) -> int:
    """The bits from `first` up to, not including, `end`."""
    return (1 << end) - (1 << first) if end > first else 0


def _steps(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
