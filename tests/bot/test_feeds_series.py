"""Series with exceptions against an expansion of our own, day by day, that shares nothing with the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds import Wanted
from bot.feeds.read import read

ZONE = ZoneInfo("Europe/Copenhagen")
SINCE, UNTIL = (
    datetime(2026, 9, 1, tzinfo=UTC),
    datetime(2027, 4, 15, tzinfo=UTC),
)  # over both changes of the clocks
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST = date(2026, 8, 3)


@dataclass
class Series:
    """`moved`: number of the occurrence → minutes later and a length; `after`: from that number on, likewise."""

    start: date
    clock: time
    minutes: int
    freq: str
    interval: int
    days: tuple[int, ...]
    count: int | None
    until: date | None
    dropped: set[int] = field(default_factory=set)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    cancelled: set[int] = field(default_factory=set)
    after: tuple[int, int, int] | None = None

    def originals(self) -> list[date]:
        """The days on which it would be, by looking at every day there is."""
        found: list[date] = []
        day = self.start
        while day < UNTIL.date() + timedelta(days=3) and (self.count is None or len(found) < self.count):
            if (self.until is None or day <= self.until) and self._is_on(day):
                found.append(day)
            day += timedelta(days=1)
        return found

    def _is_on(self, day: date) -> bool:
        if self.freq == "DAILY":
            return (day - self.start).days % self.interval == 0
        if self.freq == "WEEKLY":
            monday, first = (
                day - timedelta(days=day.weekday()),
                self.start - timedelta(days=self.start.weekday()),
            )
            return (monday - first).days // 7 % self.interval == 0 and day.weekday() in self.days
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        return day.day == self.start.day and months % self.interval == 0

    def expected(self) -> set[tuple[datetime, datetime]]:
        found = set()
        for number, day in enumerate(self.originals()):
            if number in self.dropped or number in self.cancelled:
                continue
            shift, length = self.moved.get(number, (0, self.minutes))
            if number not in self.moved and self.after and number >= self.after[0]:
                shift, length = self.after[1], self.after[2]
            start = datetime.combine(day, self.clock) + timedelta(minutes=shift)
            end = start + timedelta(minutes=length)
            found.add((_utc(start), _utc(end)))
        return {(start, end) for start, end in found if start < UNTIL and end > SINCE}

    def text(self) -> str:
        return "\n".join(["BEGIN:VCALENDAR", *self._lines(), "END:VCALENDAR"])

    def _lines(self) -> Iterator[str]:
        originals = self.originals()
        rule = f"FREQ={self.freq};INTERVAL={self.interval}"
        if self.freq == "WEEKLY":
            rule += ";BYDAY=" + ",".join(DAYS[day] for day in self.days)
        if self.count is not None:
            rule += f";COUNT={self.count}"
        if self.until is not None:
            last = _utc(datetime.combine(self.until, self.clock))
            rule += f";UNTIL={last:%Y%m%dT%H%M%SZ}"
        yield from ("BEGIN:VEVENT", "UID:s", *self._times(self.start, 0, self.minutes), f"RRULE:{rule}")
        for number in sorted(self.dropped):
            yield "EXDATE" + self._at(originals[number], 0)
        yield "END:VEVENT"
        for number, (shift, length) in self.moved.items():
            yield from self._exception(originals[number], "", shift, length)
        for number in self.cancelled:
            yield from self._exception(originals[number], "", 0, self.minutes, "STATUS:CANCELLED")
        if self.after:
            number, shift, length = self.after
            yield from self._exception(originals[number], ";RANGE=THISANDFUTURE", shift, length)

    def _exception(self, day: date, how: str, shift: int, length: int, *more: str) -> Iterator[str]:
        yield from ("BEGIN:VEVENT", "UID:s", f"RECURRENCE-ID{how}{self._at(day, 0)}")
        yield from (*self._times(day, shift, length), *more, "END:VEVENT")

    def _times(self, day: date, shift: int, length: int) -> tuple[str, str]:
        return f"DTSTART{self._at(day, shift)}", f"DURATION:PT{length}M"

    def _at(self, day: date, shift: int) -> str:
        moment = datetime.combine(day, self.clock) + timedelta(minutes=shift)
        return f";TZID=Europe/Copenhagen:{moment:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE).astimezone(UTC)


@st.composite
def series(draw: st.DrawFn) -> Series:
    """Between 6 and 20 o'clock: no time that a change of the clocks takes away or gives twice."""
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY")))
    start = FIRST + timedelta(days=draw(st.integers(0, 120)))
    days = tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=4)) | {start.weekday()}))
    count = draw(st.none() | st.integers(1, 40))
    until = None
    if count is None and draw(st.booleans()):
        until = start + timedelta(days=draw(st.integers(0, 200)))
    made = Series(
        start=start, clock=time(draw(st.integers(6, 17)), draw(st.sampled_from((0, 15, 30, 45)))),
        minutes=draw(st.integers(1, 110)), freq=freq, interval=draw(st.integers(1, 4)), days=days,
        count=count, until=until,
    )  # fmt: skip
    numbers = list(range(len(made.originals())))
    odd = draw(st.lists(st.sampled_from(numbers), max_size=6, unique=True)) if numbers else []
    for number in odd:
        what = draw(st.sampled_from(("dropped", "moved", "cancelled")))
        if what == "dropped":
            made.dropped.add(number)
        elif what == "cancelled":
            made.cancelled.add(number)
        else:
            made.moved[number] = (draw(st.integers(-120, 120)), draw(st.integers(1, 60)))
    left = [number for number in numbers[1:] if number not in odd]
    if left and draw(st.integers(0, 3)) == 0:
        made.after = (draw(st.sampled_from(left)), draw(st.integers(-60, 60)), draw(st.integers(1, 60)))
    return made


@settings(max_examples=70, deadline=None)
@given(series())
def test_a_series_is_expanded_as_one_does_it_by_hand(one: Series) -> None:
    found = read(one.text().encode(), Wanted(since=SINCE, until=UNTIL, zone=ZONE))
    assert found.unread == 0
    assert _covered({(time.start, time.end) for time in found.times or ()}) == _covered(one.expected())


def _covered(times: set[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlaps and touches put together: what the reader gives is merged."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(times):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
