"""What somebody has in their own week at the times of a poll: shown to them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.busy import Busy, Source, busy_of
from bot.calendar import local_to_utc
from bot.context import Context
from storage.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Clash:
    """What is in the way on the day of a time, UTC; `whole_day`: all of that day."""

    source: Source
    start: datetime
    end: datetime
    whole_day: bool = False


def clashes(ctx: Context, meeting: Meeting, starts: Sequence[datetime]) -> dict[datetime, Clash]:
    """For each of the poll's times that cannot be for who looks: the first thing that is in the way. What only
    touches the time is not, nor what they would merely rather not."""
    if not starts:
        return {}
    until = max(starts) + meeting.length
    own = busy_of(ctx, [ctx.me.id], min(starts), until, but_meeting=meeting.id).get(ctx.me.id, ())
    found = {}
    for start in starts:
        end = start + meeting.length
        hits = [one for one in own if not one.soft and one.start < end and one.end > start]
        if hits:
            found[start] = _on_the_day(ctx, hits[0], start)
    return found


def _on_the_day(ctx: Context, busy: Busy, start: datetime) -> Clash:
    """The part of it that is on the day of the time that is voted on."""
    day = start.astimezone(ctx.zone).date()
    first = local_to_utc(day, time(0), ctx.zone)
    last = local_to_utc(day + timedelta(days=1), time(0), ctx.zone)
    whole_day = busy.start <= first and busy.end >= last
    return Clash(busy.source, max(busy.start, first), min(busy.end, last), whole_day)
