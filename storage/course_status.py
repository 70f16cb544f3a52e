"""What a course lead sees of a course: who leads it, who is in its teams, and whether they have come. No content."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.teams.directory import course_of, team_of, teams_query
from storage.teams.tables import (
    accounts,
    course_leads,
    courses,
    memberships,
    people,
    places,
    present,
    teams,
)
from storage.teams.values import Course, Role, Team
from storage.web import sessions

been_in = memberships.alias()

_LED = Prepared(
    select(courses)
    .join(course_leads, course_leads.c.course_id == courses.c.id)
    .where(mine(course_leads), given(course_leads.c.person_id), courses.c.closed_at.is_(None))
    .order_by(courses.c.starts_on, courses.c.id)
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a team now. `joined`: they have been there, or have said that an account is theirs. Only counts of
    it are shown."""

    team_id: int
    person_id: int
    name: str
    role: Role
    profession: str
    joined: bool
    until: datetime | None  # a substitute's


@dataclass(frozen=True, slots=True)
class Connected:
    """A place of a team. `reachable`: the bot can write there."""

    team_id: int
    platform: str
    reachable: bool


class CourseStatusStore(Store):
    def led_by(self, person_id: int) -> tuple[Course, ...]:
        """Open courses they lead, the earliest first; also those that have no team yet."""
        return tuple(course_of(row) for row in self.rows(_LED, person_id=person_id))

    def teams(self, course_id: int) -> tuple[Team, ...]:
        query = teams_query().where(*self.within(teams, teams.c.course_id == course_id)).order_by(teams.c.id)
        return tuple(team_of(row) for row in self.execute(query))

    def seats(self, course_id: int) -> tuple[Seat, ...]:
        """Everybody in the course's teams, in the order they came."""
        same = and_(
            accounts.c.tenant_id == memberships.c.tenant_id, accounts.c.person_id == memberships.c.person_id
        )
        claimed = exists().where(same, accounts.c.claimed, accounts.c.platform != "web")
        query = (
            select(
                memberships.c.team_id,
                memberships.c.person_id,
                people.c.name,
                memberships.c.role,
                memberships.c.profession,
                (memberships.c.last_here.is_not(None) | claimed).label("joined"),
                memberships.c.until,
            )
            .select_from(
                memberships.join(teams, memberships.c.team_id == teams.c.id).join(
                    people, memberships.c.person_id == people.c.id
                )
            )
            .where(*self.within(memberships, teams.c.course_id == course_id, present(self.now)))
            .order_by(memberships.c.id)
        )
        return tuple(
            Seat(
                row.team_id,
                row.person_id,
                row.name,
                Role(row.role),
                row.profession,
                bool(row.joined),
                row.until,
            )
            for row in self.execute(query)
        )

    def places(self, course_id: int) -> tuple[Connected, ...]:
        query = (
            select(places.c.team_id, places.c.platform, places.c.reachable)
            .join(teams, places.c.team_id == teams.c.id)
            .where(*self.within(places, teams.c.course_id == course_id, places.c.active))
            .order_by(places.c.id)
        )
        return tuple(Connected(row.team_id, row.platform, row.reachable) for row in self.execute(query))

    def newcomers(self, course_id: int, led: Collection[int]) -> tuple[int, ...]:
        """Members and facilitators of the course who have never been anywhere: no session, no account they said was
        theirs, no first-use notice; who lead no course, and are in none but those of `led`. There is nothing that a
        link of theirs could open to who leads those."""
        same = and_(accounts.c.tenant_id == people.c.tenant_id, accounts.c.person_id == people.c.id)
        claimed = exists().where(same, accounts.c.claimed)
        signed_in = exists().where(
            sessions.c.tenant_id == people.c.tenant_id, sessions.c.person_id == people.c.id
        )
        been = exists().where(
            been_in.c.tenant_id == people.c.tenant_id,
            been_in.c.person_id == people.c.id,
            been_in.c.last_here.is_not(None),
        )
        leads = exists().where(
            course_leads.c.tenant_id == people.c.tenant_id, course_leads.c.person_id == people.c.id
        )
        query = (
            select(people.c.id)
            .select_from(
                memberships.join(teams, memberships.c.team_id == teams.c.id).join(
                    people, memberships.c.person_id == people.c.id
                )
            )
            .where(*self.within(memberships, teams.c.course_id == course_id, present(self.now)))
            .where(memberships.c.role.in_((Role.member.value, Role.facilitator.value)))
            .where(people.c.notice_version == 0, ~claimed, ~signed_in, ~been, ~leads)
            .order_by(memberships.c.id)
        )
        found = tuple(dict.fromkeys(self.execute(query).scalars()))
        elsewhere = self.elsewhere(found, led)
        return tuple(one for one in found if one not in elsewhere)

    def elsewhere(self, person_ids: Collection[int], led: Collection[int]) -> frozenset[int]:
        """Those of them who lead, or are in a team of, an open course that is none of `led`: who leads those alone does
        not decide about them."""
        other = (courses.c.closed_at.is_(None), courses.c.id.not_in(led))
        in_team = (
            select(memberships.c.person_id)
            .join(teams, memberships.c.team_id == teams.c.id)
            .join(courses, teams.c.course_id == courses.c.id)
            .where(
                *self.within(memberships, memberships.c.person_id.in_(person_ids), present(self.now), *other)
            )
        )
        leading = (
            select(course_leads.c.person_id)
            .join(courses, course_leads.c.course_id == courses.c.id)
            .where(*self.within(course_leads, course_leads.c.person_id.in_(person_ids), *other))
        )
        return frozenset(self.execute(in_team.union(leading)).scalars())
