"""When people of one tenant are busy: every source in one question, never one for each person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from storage.meetings.tables import attendance, meetings
from storage.meetings.values import MeetingType, State
from storage.prepared import Prepared
from storage.store import Store, any_of, between, mine, named, one_of
from storage.teams import Role
from storage.teams.tables import memberships, teams

LONGEST_MEETING = timedelta(days=1)  # one that began earlier is over
EXPECTED = (
    Role.member,
    Role.partner,
    Role.guest,
)  # who comes unless they have said no; others when they said yes
NOT_AT_INTERNAL = (Role.partner, Role.guest)  # whatever they had said before it became one


@dataclass(frozen=True, slots=True)
class MeetingTime:
    """A settled meeting as one who is expected at it has it in their week. UTC. `place_kind` says whether there
    is a way to it."""

    person_id: int
    meeting_id: int
    start: datetime
    end: datetime
    place_kind: str


# Prepared for so many people or teams: a ballot asks all of it each time it is drawn.


@cache
def seats_of(people: int) -> Prepared:
    """Where so many people are now: person_id, team_id, role."""
    return Prepared(
        select(memberships.c.person_id, memberships.c.team_id, memberships.c.role).where(
            mine(memberships), any_of(memberships.c.person_id, people), memberships.c.left_at.is_(None)
        )
    )


@cache
def _settled(teams_: int) -> Prepared:
    return Prepared(
        select(meetings)
        .where(mine(meetings), any_of(meetings.c.team_id, teams_))
        .where(one_of(meetings.c.state, State.settled.value), *between(meetings.c.starts_at))
    )


@cache
def _timetables(people: int) -> Prepared:
    team = (teams.c.id == memberships.c.team_id) & (teams.c.tenant_id == memberships.c.tenant_id)
    return Prepared(
        select(memberships.c.person_id, teams.c.course_id, teams.c.settings)
        .join(teams, team)
        .where(mine(memberships), any_of(memberships.c.person_id, people))
        .where(one_of(memberships.c.role, Role.member.value), memberships.c.left_at.is_(None))
    )


class BusyStore(Store):
    def meetings(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> tuple[MeetingTime, ...]:
        """Settled meetings of all the teams these people are in, that overlap the time asked for. From the people
        to their teams to the meetings: never through all of a school's."""
        people = list(person_ids)
        of_team: dict[int, list[tuple[int, Role]]] = {}
        for row in self.rows(seats_of(len(people)), **named(people)) if people else ():
            of_team.setdefault(row.team_id, []).append((row.person_id, Role(row.role)))
        limits = {"after": since - LONGEST_MEETING, "before": until}
        rows = self.rows(_settled(len(of_team)), **named(list(of_team)), **limits) if of_team else []
        said = self._said([row.id for row in rows], people)
        found = [
            MeetingTime(
                person_id,
                row.id,
                row.starts_at,
                row.starts_at + timedelta(minutes=row.minutes),
                row.place_kind,
            )
            for row in rows
            for person_id, role in of_team[row.team_id]
            if _comes(role, row.type, said.get((row.id, person_id)))
        ]
        in_time = sorted(found, key=lambda one: (one.start, one.meeting_id, one.person_id))
        return tuple(one for one in in_time if one.end > since)

    def _said(self, meeting_ids: list[int], people: list[int]) -> dict[tuple[int, int], bool]:
        """Whether each who has said so comes to each meeting."""
        if not meeting_ids:
            return {}
        told = self.within(
            attendance, attendance.c.meeting_id.in_(meeting_ids), attendance.c.person_id.in_(people)
        )
        rows = self.execute(select(attendance).where(*told))
        return {(row.meeting_id, row.person_id): row.coming for row in rows}

    def timetables(self, person_ids: Collection[int]) -> tuple[tuple[int, int, str], ...]:
        """Whose teaching these people follow: person, course, their team's cluster ("": none)."""
        people = list(person_ids)
        rows = self.rows(_timetables(len(people)), **named(people)) if people else []
        found = [(row.person_id, row.course_id, cluster_of(row.settings)) for row in rows]
        return tuple(sorted(set(found)))


def _comes(role: Role, kind: str, said: bool | None) -> bool:
    if kind == MeetingType.internal.value and role in NOT_AT_INTERNAL:
        return False
    return role in EXPECTED if said is None else said


def cluster_of(settings: Mapping[str, Any]) -> str:
    """The cluster of a team, by the team's settings; "" when it is in none."""
    return str(settings.get("cluster") or "")
