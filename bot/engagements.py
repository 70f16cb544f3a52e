"""When people are busy with supervision that their teams have taken; beside `bot.busy`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.busy import Busy, Source
from bot.context import Context
from storage.engagements import EngagementStore


def engagements_of(
    ctx: Context, person_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, tuple[Busy, ...]]:
    """What overlaps the time (UTC), for each who has any."""
    found: dict[int, tuple[Busy, ...]] = {}
    for one in ctx.store(EngagementStore).supervision(person_ids, since, until):
        found[one.person_id] = (*found.get(one.person_id, ()), Busy(one.start, one.end, Source.meeting))
    return found
