"""When people of a team are busy, from everything that is known of it.

Free and busy only: what somebody does in their time is known to nobody here. What `busy_of` gives is for a search
that shows no more than how many can, and for the person's own eyes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar import local_to_utc
from bot.context import Context
from storage.busy import BusyStore, cluster_of
from storage.calendar_sources import CalendarSourceStore
from storage.engagements import EngagementStore
from storage.field import FieldStore
from storage.taken import TimeTaken
from storage.weeks import WeekStore

DAY = timedelta(days=1)


class Source(StrEnum):
    """How it is known."""

    teaching = "teaching"  # the course's timetable
    calendar = "calendar"  # a calendar of their own
    grid = "grid"  # what they have said of their week, or days away
    meeting = "meeting"  # a settled meeting of one of their teams, or supervision it has taken
    visit = "visit"  # a visit to the field that they take part in


@dataclass(frozen=True, slots=True)
class Busy:
    """From `start` to `end`, UTC. `kind` of teaching: lecture, cluster, supervision, workshop or other; of a
    meeting: physical, online or field. `soft`: rather not, but they can."""

    start: datetime
    end: datetime
    source: Source
    kind: str = ""
    soft: bool = False


def busy_of(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime, *, but_meeting: int = 0
) -> dict[int, tuple[Busy, ...]]:
    """What overlaps the time asked for (UTC), for each of these people of the context's team, in order of time.
    They may overlap one another. `but_meeting`: one that is being moved does not stand in its own way.

    Days off are nobody's in particular: see `ctx.days_off`.
    """
    found: dict[int, list[Busy]] = {person_id: [] for person_id in person_ids}
    if not found:
        return {}
    for person_id, busy in (
        *_meetings(ctx, person_ids, since, until, but_meeting),
        *_visits(ctx, person_ids, since, until),
        *_supervision(ctx, person_ids, since, until),
        *_calendars(ctx, person_ids, since, until),
        *_teaching(ctx, person_ids, since, until),
        *_weeks(ctx, person_ids, since, until),
        *_away(ctx, person_ids, since, until),
    ):
        found[person_id].append(busy)
    return {person_id: tuple(sorted(times, key=_in_time)) for person_id, times in found.items()}


def teaching_of(ctx: Context, since: datetime, until: datetime) -> tuple[Busy, ...]:
    """The timetable of the context's team in that time (UTC), in order: its course's and its cluster's."""
    course, mine = ctx.here.course.id, ("", cluster_of(ctx.here.settings))
    found = ctx.store(CalendarSourceStore).teaching([course], since, until)
    return tuple(_lesson(one) for _, cluster, one in found if cluster in mine)


# ---- one source each


def _meetings(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime, but: int
) -> Iterator[tuple[int, Busy]]:
    for one in ctx.store(BusyStore).meetings(person_ids, since, until):
        if one.meeting_id != but:
            yield one.person_id, Busy(one.start, one.end, Source.meeting, one.place_kind)


def _visits(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    for person_id, start, end in ctx.store(FieldStore).taken(person_ids, since, until):
        yield person_id, Busy(start, end, Source.visit)


def _supervision(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    for one in ctx.store(EngagementStore).supervision(person_ids, since, until):
        yield one.person_id, Busy(one.start, one.end, Source.meeting)


def _calendars(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    for person_id, one in ctx.store(CalendarSourceStore).times_of(person_ids, since, until):
        yield person_id, Busy(one.start, one.end, Source.calendar, soft=one.soft)


def _teaching(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    follow = ctx.store(BusyStore).timetables(person_ids)
    courses = {course for _, course, _ in follow}
    lessons = ctx.store(CalendarSourceStore).teaching(courses, since, until) if courses else []
    by_timetable: dict[tuple[int, str], list[Busy]] = {}
    for course, cluster, one in lessons:
        by_timetable.setdefault((course, cluster), []).append(_lesson(one))
    for person_id, timetables in _each_once(follow).items():
        for timetable in timetables:
            for lesson in by_timetable.get(timetable, ()):
                yield person_id, lesson


def _each_once(follow: tuple[tuple[int, int, str], ...]) -> dict[int, set[tuple[int, str]]]:
    """The timetables of each person: their courses', and their clusters'."""
    found: dict[int, set[tuple[int, str]]] = {}
    for person_id, course, cluster in follow:
        found.setdefault(person_id, set()).update({(course, ""), (course, cluster)})
    return found


def _lesson(one: TimeTaken) -> Busy:
    return Busy(one.start, one.end, Source.teaching, one.kind or "other", one.soft)


def _weeks(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    weeks = ctx.store(WeekStore).weeks_of(person_ids)
    if not weeks:
        return
    zone = ctx.zone
    for day in _days(since.astimezone(zone).date(), until.astimezone(zone).date()):
        weekday = day.weekday()
        for person_id, said in weeks.items():
            for one in said:
                if one.weekday != weekday:
                    continue
                start, end = _at(day, one.since, zone), _at(day, one.until, zone)
                if start < until and end > since and start < end:
                    yield person_id, Busy(start, end, Source.grid, soft=one.soft)


def _away(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> Iterator[tuple[int, Busy]]:
    zone = ctx.zone
    found = ctx.store(WeekStore).aways_of(person_ids, since.astimezone(zone).date())
    for person_id, days in found.items():
        for one in days:
            start, end = local_to_utc(one.first, time(), zone), local_to_utc(one.last + DAY, time(), zone)
            if start < until and end > since:
                yield person_id, Busy(start, end, Source.grid)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * days for days in range((last - first).days + 1))


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """That minute of the local day in UTC; 1440 is the next day's first."""
    return local_to_utc(day + DAY * (minute // 1440), time(minute % 1440 // 60, minute % 60), zone)


def _in_time(one: Busy) -> tuple[datetime, datetime]:
    return one.start, one.end
