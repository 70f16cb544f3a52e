"""When minutes are sent, until when they may be corrected, and what fits on a page. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff, local_to_utc

SENT_AT = time(12)  # the working day after the meeting, when nobody has sent them
CORRECTED_UNTIL = time(16)
CORRECTION_DAYS = 3  # working days
T = TypeVar("T")


def send_at(held: datetime, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """When what was written down is sent by itself. UTC."""
    return local_to_utc(days_off.next_working_day(held.astimezone(zone).date()), SENT_AT, zone)


def correct_until(sent: datetime, zone: ZoneInfo, days_off: DaysOff, days: int = CORRECTION_DAYS) -> datetime:
    """The afternoon of so many working days after the day they were sent. UTC."""
    day = sent.astimezone(zone).date()
    for _ in range(days):
        day = days_off.next_working_day(day)
    return local_to_utc(day, CORRECTED_UNTIL, zone)


def pages(pieces: Sequence[tuple[int, T]], room: int, most: int) -> list[list[T]]:
    """(size, piece) pairs, in order, on pages of at most `room` in all and `most` pieces; at least one page. A
    piece that is larger than a page has one of its own."""
    found: list[list[T]] = [[]]
    used = 0
    for size, piece in pieces:
        if found[-1] and (used + size > room or len(found[-1]) >= most):
            found.append([])
            used = 0
        found[-1].append(piece)
        used += size
    return found


def first_page(pieces: Sequence[tuple[int, T]], room: int, most: int) -> tuple[list[T], int]:
    """What fits at the top, and how many pieces do not."""
    first = pages(pieces, room, most)[0]
    if first and pieces[0][0] > room:
        first = []
    return first, len(pieces) - len(first)
