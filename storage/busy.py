"""When people of one tenant are busy: every source in one question, never one for each person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from storage.meetings.tables import attendance, meetings
from storage.meetings.values import State
from storage.store import Store
from storage.teams import Role
from storage.teams.tables import memberships, teams

LONGEST_MEETING = timedelta(days=1)  # one that began earlier is over
EXPECTED = (
    Role.member,
    Role.partner,
    Role.guest,
)  # who comes unless they have said no; others when they said yes


@dataclass(frozen=True, slots=True)
class MeetingTime:
    """A settled meeting as one who is expected at it has it in their week. UTC. `place_kind` says whether there
    is a way to it."""

    person_id: int
    meeting_id: int
    start: datetime
    end: datetime
    place_kind: str


class BusyStore(Store):
    def meetings(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> tuple[MeetingTime, ...]:
        """Settled meetings of all the teams these people are in, that overlap the time asked for."""
        expected = memberships.c.role.in_([role.value for role in EXPECTED])
        query = (
            select(
                memberships.c.person_id,
                meetings.c.id,
                meetings.c.starts_at,
                meetings.c.minutes,
                meetings.c.place_kind,
            )
            .select_from(
                meetings.join(
                    memberships,
                    (memberships.c.team_id == meetings.c.team_id)
                    & (memberships.c.tenant_id == meetings.c.tenant_id)
                    & memberships.c.left_at.is_(None),
                ).outerjoin(
                    attendance,
                    (attendance.c.meeting_id == meetings.c.id)
                    & (attendance.c.person_id == memberships.c.person_id),
                )
            )
            .where(
                *self.within(
                    meetings,
                    meetings.c.state == State.settled.value,
                    meetings.c.starts_at < until,
                    meetings.c.starts_at > since - LONGEST_MEETING,
                    memberships.c.person_id.in_(list(person_ids)),
                    or_(attendance.c.coming, attendance.c.coming.is_(None) & expected),
                )
            )
            .order_by(meetings.c.starts_at, meetings.c.id)
        )
        found = [
            MeetingTime(
                row.person_id,
                row.id,
                row.starts_at,
                row.starts_at + timedelta(minutes=row.minutes),
                row.place_kind,
            )
            for row in self.execute(query)
        ]
        return tuple(one for one in found if one.end > since)

    def timetables(self, person_ids: Collection[int]) -> tuple[tuple[int, int, str], ...]:
        """Whose teaching these people follow: person, course, their team's cluster ("": none)."""
        member = (memberships.c.role == Role.member.value) & memberships.c.left_at.is_(None)
        query = (
            select(memberships.c.person_id, teams.c.course_id, teams.c.settings)
            .join(
                teams, (teams.c.id == memberships.c.team_id) & (teams.c.tenant_id == memberships.c.tenant_id)
            )
            .where(*self.within(memberships, memberships.c.person_id.in_(list(person_ids)), member))
        )
        found = [(row.person_id, row.course_id, cluster_of(row.settings)) for row in self.execute(query)]
        return tuple(sorted(set(found)))


def cluster_of(settings: Mapping[str, Any]) -> str:
    """The cluster of a team, by the team's settings; "" when it is in none."""
    return str(settings.get("cluster") or "")
