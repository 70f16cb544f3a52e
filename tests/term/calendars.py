"""When simulated people can meet, as they know it themselves, and whether there is a time that suits them all.

Nothing here is asked of the product: it is what the product's proposals are held against.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
QUARTER = timedelta(minutes=15)
OPENS, CLOSES = time(8), time(17)  # when teams meet
AHEAD = timedelta(days=14)  # how far a team that looks for a time looks
WEEKDAYS = ("man", "tirs", "ons", "tors", "fre", "lør", "søn")


@dataclass(frozen=True, slots=True)
class Weekly:
    """The same hours every week; minutes of the local day."""

    weekday: int
    since: int
    until: int

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The hours on that local day, UTC."""
        return _at(day, self.since), _at(day, self.until)

    @property
    def words(self) -> str:
        """As people write it: `man 8.30-12`."""
        return f"{WEEKDAYS[self.weekday]} {_clock(self.since)}-{_clock(self.until)}"


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), ZONE).astimezone(UTC)


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02}" if minute % 60 else f"{minute // 60}"


@dataclass(slots=True)
class Calendar:
    """One person's. `week`: what they could tell anybody; `once`: what comes up, UTC; `ill`: days nobody foresees."""

    week: tuple[Weekly, ...]
    lessons: tuple[Weekly, ...]  # everybody's on the course
    once: tuple[tuple[datetime, datetime], ...] = ()
    ill: frozenset[date] = frozenset()
    booked: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)  # what was settled since

    def free(self, start: datetime, minutes: int, *, but: str = "") -> bool:
        """As far as anybody can know beforehand. `but`: a booking that is not in the way."""
        end = start + timedelta(minutes=minutes)
        day = start.astimezone(ZONE).date()
        hours = [one.on(day) for one in (*self.week, *self.lessons) if one.weekday == day.weekday()]
        taken = [span for key, span in self.booked.items() if key != but]
        return not any(since < end and until > start for since, until in (*hours, *self.once, *taken))


def starts(after: datetime, until: datetime, minutes: int, last: date) -> Iterator[datetime]:
    """Every quarter at which a meeting could begin on a weekday within the teams' hours, UTC."""
    day = after.astimezone(ZONE).date() + timedelta(days=1)
    while day <= min(until.astimezone(ZONE).date(), last):
        if day.weekday() < 5:
            at = datetime.combine(day, OPENS, ZONE).astimezone(UTC)
            closes = datetime.combine(day, CLOSES, ZONE).astimezone(UTC) - timedelta(minutes=minutes)
            while at <= closes:
                yield at
                at += QUARTER
        day += timedelta(days=1)


def common(calendars: Sequence[Calendar], now: datetime, minutes: int, last: date) -> datetime | None:
    """The first time from tomorrow on, two weeks ahead, that suits them all. `last`: the course's last day."""
    for start in starts(now, now + AHEAD, minutes, last):
        if all(one.free(start, minutes) for one in calendars):
            return start
    return None


# ---- plausible ones

LESSONS = (Weekly(0, 9 * 60, 11 * 60), Weekly(2, 13 * 60, 15 * 60))
HALVES = ((8 * 60 + 15, 12 * 60), (12 * 60 + 15, 16 * 60))


def plausible(chance: random.Random, first: date, weeks: int) -> Calendar:
    """A student's: own subjects on some half days, perhaps a job and training, a few things that come up, a cold."""
    halves = [(day, half) for day in range(5) for half in HALVES]
    own = chance.sample(halves, chance.choices((2, 3, 4, 5), (3, 4, 3, 1))[0])
    week = [Weekly(day, since, until) for day, (since, until) in own]
    if chance.random() < 0.5:
        week.append(Weekly(chance.randrange(5), 14 * 60, 20 * 60))
    if chance.random() < 0.4:
        week.append(Weekly(chance.randrange(5), 17 * 60, 18 * 60 + 30))
    once, ill = [], set()
    for number in range(weeks * 7):
        day = first + timedelta(days=number)
        if chance.random() < 0.06:
            since = 60 * chance.randint(8, 15)
            once.append((_at(day, since), _at(day, since + 60 * chance.choice((1, 1, 2, 4)))))
        if chance.random() < 0.012:
            ill |= {day + timedelta(days=more) for more in range(chance.choice((1, 1, 2, 4)))}
    return Calendar(tuple(week), LESSONS, tuple(once), frozenset(ill))


def timetable(first: date, weeks: int) -> bytes:
    """The course's lessons as the school's iCalendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//skole//skema//DA"]
    for number, lesson in enumerate(LESSONS):
        day = first + timedelta(days=(lesson.weekday - first.weekday()) % 7)
        lines += ["BEGIN:VEVENT", f"UID:lektion-{number}@skole.example", "DTSTAMP:20260801T080000Z"]
        for name, minute in (("DTSTART", lesson.since), ("DTEND", lesson.until)):
            lines.append(f"{name};TZID=Europe/Copenhagen:{day:%Y%m%d}T{minute // 60:02}{minute % 60:02}00")
        lines += [f"RRULE:FREQ=WEEKLY;COUNT={weeks}", "SUMMARY:Forelæsning", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
