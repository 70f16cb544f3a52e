"""Which times a facilitator's lines mean. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

MOST = 12  # times in an offer: as many buttons as a card has room for, beside the rest


class Wrong(StrEnum):
    NONE = "none"
    TOO_MANY = "too_many"
    PAST = "past"
    OUTSIDE_COURSE = "outside_course"
    OVERLAP = "overlap"


def split(spans: Iterable[tuple[datetime, datetime | None]], minutes: int) -> tuple[datetime, ...]:
    """The starts in order, each once. A time with an end holds as many as there is room for, one after another,
    and always one."""
    length = timedelta(minutes=minutes)
    found: set[datetime] = set()
    for start, end in spans:
        found.add(start)
        while end is not None and start + 2 * length <= end:
            start += length
            found.add(start)
    return tuple(sorted(found))


def problem(
    starts: Sequence[datetime], minutes: int, now: datetime, begins: datetime, ends: datetime
) -> Wrong | None:
    """The first thing that is wrong with an offer within a course (its beginning and end, UTC)."""
    length = timedelta(minutes=minutes)
    if not starts:
        return Wrong.NONE
    if len(starts) > MOST:
        return Wrong.TOO_MANY
    if min(starts) <= now:
        return Wrong.PAST
    if min(starts) < begins or max(starts) + length > ends:
        return Wrong.OUTSIDE_COURSE
    if any(later - earlier < length for earlier, later in pairwise(starts)):
        return Wrong.OVERLAP
    return None
