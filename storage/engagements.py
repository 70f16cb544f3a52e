"""What people have in their week besides meetings and visits: the supervision their team has taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.store import Store
from storage.supervision import offers, times
from storage.teams import Role
from storage.teams.tables import memberships

LONGEST = timedelta(days=1)  # what began earlier is over


@dataclass(frozen=True, slots=True)
class Engagement:
    """UTC."""

    person_id: int
    start: datetime
    end: datetime


class EngagementStore(Store):
    def supervision(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> tuple[Engagement, ...]:
        """What overlaps the time asked for: of a team's members, and of who gives it. From the people to their
        teams to the times: never through all of a school's."""
        mine = self.within(
            memberships, memberships.c.person_id.in_(list(person_ids)), memberships.c.left_at.is_(None)
        )
        columns = (memberships.c.person_id, memberships.c.team_id, memberships.c.role)
        members: dict[int, list[tuple[int, str]]] = {}
        for row in self.execute(select(*columns).where(*mine)) if person_ids else ():
            members.setdefault(row.team_id, []).append((row.person_id, row.role))
        taken = self.within(
            times,
            times.c.team_id.in_(list(members)),
            times.c.starts_at < until,
            times.c.starts_at > since - LONGEST,
        )
        columns = (times.c.offer_id, times.c.team_id, times.c.starts_at)
        rows = self.execute(select(*columns).where(*taken)).all() if members else []
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
