"""A usual week: values in, values out. A part of it is a weekday (Monday = 0) and minutes of the local day, in
which somebody cannot, or (`soft`) would rather not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

DAY = 24 * 60
WORKING_DAYS = range(5)  # weekends are days off where the team does not work on them
HOURS = range(7, 22)  # what is painted, hour by hour
MOST_CALENDARS = 3
LONGEST_AWAY = timedelta(days=366)
PARTS_OF_DAY: Mapping[str, tuple[int, int]] = {
    "morning": (8 * 60, 12 * 60),
    "afternoon": (12 * 60, 16 * 60),
    "evening": (16 * 60, 21 * 60),
}


class Part(NamedTuple):
    weekday: int
    since: int
    until: int
    soft: bool = False


class Can(StrEnum):
    """How it stands with an hour."""

    yes = "yes"
    rather_not = "rather_not"
    no = "no"


Week = tuple[Part, ...]


def tidy(parts: Iterable[Part]) -> Week:
    """The same week without overlaps, in order: who cannot cannot, also where they would rather not."""
    days = {weekday: [Can.yes] * DAY for weekday in range(7)}
    for part in sorted(parts, key=lambda one: not one.soft):  # what is hard comes last and stays
        day = days[part.weekday]
        day[part.since : part.until] = [Can.rather_not if part.soft else Can.no] * (part.until - part.since)
    return tuple(part for weekday, day in days.items() for part in _runs(weekday, day))


def _runs(weekday: int, day: list[Can]) -> Iterable[Part]:
    begins = 0
    for minute in range(1, DAY + 1):
        if minute == DAY or day[minute] is not day[begins]:
            if day[begins] is not Can.yes:
                yield Part(weekday, begins, minute, day[begins] is Can.rather_not)
            begins = minute


# ---- as a form asks for it: mornings, afternoons and evenings, and the rest in words


def days_asked(workdays: Iterable[int]) -> tuple[int, ...]:
    """The weekdays that somebody is asked about whose team works on these: a week is a person's own, and another team
    of theirs may work on the usual ones."""
    return tuple(sorted({*WORKING_DAYS, *workdays}))


def options(days: Iterable[int] = WORKING_DAYS) -> tuple[str, ...]:
    return tuple(f"{weekday}-{name}" for weekday in days for name in PARTS_OF_DAY)


def chosen(cannot: Iterable[str], rather_not: Iterable[str], more: Iterable[Part]) -> Week:
    """The week that a form's choices (`0-morning`) make with what was written besides."""
    parts = [_part(one, soft=False) for one in cannot] + [_part(one, soft=True) for one in rather_not]
    return tidy([*parts, *more])


def _part(option: str, *, soft: bool) -> Part:
    weekday, _, name = option.partition("-")
    return Part(int(weekday), *PARTS_OF_DAY[name], soft)


def as_choices(
    week: Week, days: Collection[int] = WORKING_DAYS
) -> tuple[tuple[str, ...], tuple[str, ...], Week]:
    """What a form is filled in with: (cannot, rather not, what no choice says)."""
    cannot: list[str] = []
    rather_not: list[str] = []
    rest: list[Part] = []
    for part in week:
        names = [
            name
            for name, (since, until) in PARTS_OF_DAY.items()
            if part.since <= since and until <= part.until
        ]
        exact = names and (PARTS_OF_DAY[names[0]][0], PARTS_OF_DAY[names[-1]][1]) == (part.since, part.until)
        if exact and part.weekday in days:
            (rather_not if part.soft else cannot).extend(f"{part.weekday}-{name}" for name in names)
        else:
            rest.append(part)
    return tuple(cannot), tuple(rather_not), tuple(rest)


# ---- as it is painted: hour by hour


def painted(week: Week, days: Collection[int] = WORKING_DAYS) -> dict[tuple[int, int], Can]:
    """How it stands with each (weekday, hour): as with its worst minute."""
    found = {(weekday, hour): Can.yes for weekday in days for hour in HOURS}
    for part in week:
        for hour in range(part.since // 60, -(-part.until // 60)):
            there = found.get((part.weekday, hour))
            if there is not None and there is not Can.no:
                found[part.weekday, hour] = Can.rather_not if part.soft else Can.no
    return found


def painted_over(
    week: Week, cells: Mapping[tuple[int, int], Can], days: Collection[int] = WORKING_DAYS
) -> Week:
    """The week with these hours as they were painted; an hour that looks as before keeps its minutes."""
    before = painted(week, days)
    changed = {place: can for place, can in cells.items() if place in before and can is not before[place]}
    kept = []
    for part in week:
        minutes = [
            minute for minute in range(part.since, part.until) if (part.weekday, minute // 60) not in changed
        ]
        kept += [Part(part.weekday, minute, minute + 1, part.soft) for minute in minutes]
    new = [
        Part(weekday, hour * 60, hour * 60 + 60, can is Can.rather_not)
        for (weekday, hour), can in changed.items()
        if can is not Can.yes
    ]
    return tidy([*kept, *new])


# ---- days away


def away_days(first: date, last: date | None, today: date) -> tuple[date, date] | None:
    """From the first to the last day, both included; None where that is no time to be away."""
    last = last or first
    if last < first or last < today or last - first > LONGEST_AWAY:
        return None
    return first, last
