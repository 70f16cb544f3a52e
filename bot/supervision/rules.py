"""Which times a facilitator's lines mean. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

MOST = 12  # times in an offer: as many buttons as a card has room for, beside the rest


A_PAGE, TIMES_A_PAGE = (
    3,
    2 * MOST,
)  # offers and times on a facilitator's own card: all of them can be read to the end
T = TypeVar("T")


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


def pages(offers: Mapping[T, Sequence[object]]) -> list[list[T]]:
    """Offers and their times, a few to a page, in their order; one page at least."""
    found: list[list[T]] = [[]]
    room = TIMES_A_PAGE
    for offer, times in offers.items():
        if found[-1] and (len(found[-1]) == A_PAGE or len(times) > room):
            found.append([])
            room = TIMES_A_PAGE
        found[-1].append(offer)
        room -= len(times)
    return found
