"""What people have in their week besides meetings: visits in the field, and supervision their team has taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from storage.field import VisitState, visitors, visits
from storage.store import Store
from storage.supervision import offers, times
from storage.teams import Role
from storage.teams.tables import memberships

LONGEST = timedelta(days=1)  # what began earlier is over


@dataclass(frozen=True, slots=True)
class Engagement:
    """UTC. `in_field`: there is a way to it."""

    person_id: int
    start: datetime
    end: datetime
    in_field: bool


class EngagementStore(Store):
    def of(self, person_ids: Collection[int], since: datetime, until: datetime) -> tuple[Engagement, ...]:
        """What overlaps the time asked for: one question for each kind, never one for each person."""
        people = list(person_ids)
        if not people:
            return ()
        found = [
            *(_engagement(row, in_field=True) for row in self.execute(self._visits(people, since, until))),
            *(
                _engagement(row, in_field=False)
                for row in self.execute(self._supervision(people, since, until))
            ),
        ]
        return tuple(one for one in found if one.end > since)

    def _visits(self, people: list[int], since: datetime, until: datetime) -> Any:
        who = visitors.join(
            visits, (visits.c.id == visitors.c.visit_id) & (visits.c.tenant_id == visitors.c.tenant_id)
        )
        return (
            select(visitors.c.person_id, visits.c.starts_at, visits.c.minutes)
            .select_from(who)
            .where(
                *self.within(
                    visitors,
                    visitors.c.person_id.in_(people),
                    visits.c.state == VisitState.planned.value,
                    visits.c.starts_at < until,
                    visits.c.starts_at > since - LONGEST,
                )
            )
        )

    def _supervision(self, people: list[int], since: datetime, until: datetime) -> Any:
        """A team's members, and who gives it."""
        of_team = (
            (memberships.c.team_id == times.c.team_id)
            & (memberships.c.tenant_id == times.c.tenant_id)
            & memberships.c.left_at.is_(None)
        )
        comes = or_(
            memberships.c.role == Role.member.value, memberships.c.person_id == offers.c.facilitator_id
        )
        return (
            select(memberships.c.person_id, times.c.starts_at, offers.c.minutes)
            .select_from(
                times.join(
                    offers, (offers.c.id == times.c.offer_id) & (offers.c.tenant_id == times.c.tenant_id)
                ).join(memberships, of_team)
            )
            .where(
                *self.within(
                    times,
                    memberships.c.person_id.in_(people),
                    comes,
                    times.c.starts_at < until,
                    times.c.starts_at > since - LONGEST,
                )
            )
        )


def _engagement(row: Any, *, in_field: bool) -> Engagement:
    end = row.starts_at + timedelta(minutes=row.minutes)
    return Engagement(row.person_id, row.starts_at, end, in_field)
