"""What people have in their week besides meetings: visits in the field, and supervision their team has taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

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
        """What overlaps the time asked for: some questions for each kind, never one for each person, and never
        through all of a school's."""
        people = list(person_ids)
        if not people:
            return ()
        found = (*self._visits(people, since, until), *self._supervision(people, since, until))
        return tuple(one for one in found if one.end > since)

    def _visits(self, people: list[int], since: datetime, until: datetime) -> Iterator[Engagement]:
        mine = self.within(visitors, visitors.c.person_id.in_(people))
        who: dict[int, list[int]] = {}
        for row in self.execute(select(visitors.c.visit_id, visitors.c.person_id).where(*mine)):
            who.setdefault(row.visit_id, []).append(row.person_id)
        if not who:
            return
        planned = self.within(
            visits,
            visits.c.id.in_(list(who)),
            visits.c.state == VisitState.planned.value,
            visits.c.starts_at < until,
            visits.c.starts_at > since - LONGEST,
        )
        for row in self.execute(select(visits).where(*planned)):
            for person_id in who[row.id]:
                yield _engagement(person_id, row.starts_at, row.minutes, in_field=True)

    def _supervision(self, people: list[int], since: datetime, until: datetime) -> Iterator[Engagement]:
        """A team's members, and who gives it."""
        mine = self.within(memberships, memberships.c.person_id.in_(people), memberships.c.left_at.is_(None))
        columns = (memberships.c.person_id, memberships.c.team_id, memberships.c.role)
        members: dict[int, list[tuple[int, str]]] = {}
        for row in self.execute(select(*columns).where(*mine)):
            members.setdefault(row.team_id, []).append((row.person_id, row.role))
        if not members:
            return
        taken = self.within(
            times,
            times.c.team_id.in_(list(members)),
            times.c.starts_at < until,
            times.c.starts_at > since - LONGEST,
        )
        rows = self.execute(select(times.c.offer_id, times.c.team_id, times.c.starts_at).where(*taken)).all()
        of = self.within(offers, offers.c.id.in_([row.offer_id for row in rows]))
        known = {row.id: row for row in self.execute(select(offers).where(*of))} if rows else {}
        for row in rows:
            offer = known[row.offer_id]
            for person_id, role in members[row.team_id]:
                if role == Role.member.value or person_id == offer.facilitator_id:
                    yield _engagement(person_id, row.starts_at, offer.minutes, in_field=False)


def _engagement(person_id: int, starts_at: datetime, minutes: int, *, in_field: bool) -> Engagement:
    return Engagement(person_id, starts_at, starts_at + timedelta(minutes=minutes), in_field)
