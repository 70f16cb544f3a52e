"""A course's timetable from a file, where it cannot be fetched."""

from __future__ import annotations

from datetime import datetime

from bot.calendar_reading import wanted_of_course
from bot.feeds.read import read
from storage.calendar_sources import CalendarSourceStore
from storage.database import Database
from storage.taken import Reading
from storage.teams.loading import courses_with_key


class NoSuchCourse(Exception):
    """No course has the key, or the courses of several organisations have."""


def load_timetable(database: Database, content: bytes, key: str, cluster: str, now: datetime) -> Reading:
    """In place of what the course (or the cluster) had. Raises NoSuchCourse, bot.feeds.NotACalendar."""
    with database.transaction() as tx:
        found = courses_with_key(tx, key)
        if len(found) != 1:
            raise NoSuchCourse(key)
        course = found[0]
        reading = read(content, wanted_of_course(course))
        CalendarSourceStore(tx, course.tenant_id, now).load_timetable(course.id, cluster, reading)
    return reading
