"""When people of a team are busy, from everything that is known of it.

Free and busy only: what somebody does in their time is known to nobody here. What `busy_of` gives is for a search
that shows no more than how many can, and for the person's own eyes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.context import Context
from storage.busy import BusyStore


class Source(StrEnum):
    """How it is known."""

    teaching = "teaching"  # the course's timetable
    calendar = "calendar"  # a calendar of their own
    grid = "grid"  # what they have said of their week, or days away
    meeting = "meeting"  # a settled meeting of one of their teams


@dataclass(frozen=True, slots=True)
class Busy:
    """From `start` to `end`, UTC. `kind` of teaching: lecture, cluster, supervision, workshop or other; of a
    meeting: physical, online or field.
    `soft`: rather not, but they can."""

    start: datetime
    end: datetime
    source: Source
    kind: str = ""
    soft: bool = False


def busy_of(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime, *, but_meeting: int = 0
) -> dict[int, tuple[Busy, ...]]:
    """What overlaps the time asked for (UTC), for each of these people of the context's team, in order of time.
    They may overlap one another. `but_meeting`: one that is being moved does not stand in its own way."""
    found: dict[int, list[Busy]] = {person_id: [] for person_id in person_ids}
    for one in ctx.store(BusyStore).meetings(person_ids, since, until) if found else ():
        if one.meeting_id != but_meeting:
            found[one.person_id].append(Busy(one.start, one.end, Source.meeting, one.place_kind))
    return {person_id: tuple(sorted(times, key=_in_time)) for person_id, times in found.items()}


def teaching_of(ctx: Context, since: datetime, until: datetime) -> tuple[Busy, ...]:
    """The timetable of the context's team in that time (UTC), in order: its course's and its cluster's."""
    return ()


def _in_time(one: Busy) -> tuple[datetime, datetime]:
    return one.start, one.end
