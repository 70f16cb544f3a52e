"""What people have in their week besides meetings and visits: the supervision their team has taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import select

from storage.busy import seats_of
from storage.prepared import Prepared
from storage.store import Store, any_of, between, mine, named
from storage.supervision.tables import offers, times
from storage.teams import Role

LONGEST = timedelta(days=1)  # what began earlier is over


@dataclass(frozen=True, slots=True)
class Engagement:
    """UTC."""

    person_id: int
    start: datetime
    end: datetime


@cache
def _taken(teams: int) -> Prepared:
    columns = (times.c.offer_id, times.c.team_id, times.c.starts_at)
    return Prepared(
        select(*columns).where(mine(times), any_of(times.c.team_id, teams), *between(times.c.starts_at))
    )


class EngagementStore(Store):
    def supervision(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> tuple[Engagement, ...]:
        """What overlaps the time asked for: of a team's members, and of who gives it. From the people to their
        teams to the times: never through all of a school's."""
        people, members = list(person_ids), dict[int, list[tuple[int, str]]]()
        for row in self.rows(seats_of(len(people)), **named(people)) if people else ():
            members.setdefault(row.team_id, []).append((row.person_id, row.role))
        limits = {"after": since - LONGEST, "before": until}
        rows = self.rows(_taken(len(members)), **named(list(members)), **limits) if members else []
        of = self.within(offers, offers.c.id.in_([row.offer_id for row in rows]))
        known = {row.id: row for row in self.execute(select(offers).where(*of))} if rows else {}
        found = (
            Engagement(
                person_id, row.starts_at, row.starts_at + timedelta(minutes=known[row.offer_id].minutes)
            )
            for row in rows
            for person_id, role in members[row.team_id]
            if role == Role.member.value or person_id == known[row.offer_id].facilitator_id
        )
        return tuple(one for one in found if one.end > since)
