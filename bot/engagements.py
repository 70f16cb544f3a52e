"""When people are busy with what their own teams have planned besides meetings; beside `bot.busy`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.busy import Busy, Source
from bot.context import Context
from storage.engagements import EngagementStore
from storage.meetings import PlaceKind


def engagements_of(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, tuple[Busy, ...]]:
    """Visits in the field and supervision that overlap the time (UTC), for each who has any."""
    found: dict[int, tuple[Busy, ...]] = {}
    for one in ctx.store(EngagementStore).of(person_ids, since, until):
        kind = PlaceKind.field.value if one.in_field else ""
        busy = Busy(one.start, one.end, Source.meeting, kind)
        found[one.person_id] = (*found.get(one.person_id, ()), busy)
    return found
