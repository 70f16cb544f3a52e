"""Who facilitates a course's teams, for its leads: substitutes come for a while, and somebody may have to go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.teams.directory import PERSON_COLUMNS, person_of
from storage.teams.tables import course_leads, courses, memberships, people, present, teams
from storage.teams.values import Person, Role

_LEADS = Prepared(
    select(*PERSON_COLUMNS)
    .join(course_leads, course_leads.c.person_id == people.c.id)
    .where(mine(course_leads), given(course_leads.c.course_id))
    .order_by(people.c.name, people.c.id)
)


class StaffStore(Store):
    def leads(self, course_id: int) -> tuple[Person, ...]:
        """By name."""
        return tuple(person_of(row) for row in self.rows(_LEADS, course_id=course_id))

    def candidates(self, team_id: int, course_id: int) -> tuple[Person, ...]:
        """Who may stand in: the course's facilitators, also those whose time as a substitute is over, and its leads;
        nobody who is in the team, or was anything else in it. By name."""
        facilitating = (
            select(memberships.c.person_id)
            .join(teams, memberships.c.team_id == teams.c.id)
            .where(*self.within(teams, teams.c.course_id == course_id))
            .where(memberships.c.role == Role.facilitator.value)
            .where(or_(present(self.now), memberships.c.until.is_not(None)))
        )
        leading = select(course_leads.c.person_id).where(
            *self.within(course_leads, course_leads.c.course_id == course_id)
        )
        here = select(memberships.c.person_id).where(
            *self.within(memberships, memberships.c.team_id == team_id),
            or_(present(self.now), memberships.c.role != Role.facilitator.value),
        )
        query = (
            select(*PERSON_COLUMNS)
            .where(*self.within(people, or_(people.c.id.in_(facilitating), people.c.id.in_(leading))))
            .where(people.c.id.not_in(here))
            .order_by(people.c.name, people.c.id)
        )
        return tuple(person_of(row) for row in self.execute(query))

    def stand_in(self, team_id: int, person_id: int, until: datetime) -> None:
        """Facilitator of the team from now until that moment (UTC)."""
        self.put(
            memberships,
            ("team_id", "person_id"),
            team_id=team_id,
            person_id=person_id,
            role=Role.facilitator.value,
            profession="",
            joined_at=self.now,
            left_at=None,
            ended_by="",
            until=until,
        )

    def ends(self, team_id: int, person_id: int) -> datetime | None:
        """When the time of a substitute whom nothing has ended yet is over; None for everybody else."""
        query = select(memberships.c.until).where(
            *self.within(memberships, memberships.c.team_id == team_id, memberships.c.person_id == person_id),
            memberships.c.left_at.is_(None),
        )
        found: datetime | None = self.execute(query).scalar_one_or_none()
        return found

    def running(self, person_ids: Collection[int]) -> frozenset[int]:
        """Those of them who facilitate a team of, or lead, an open course."""
        facilitating = (
            select(memberships.c.person_id)
            .join(teams, memberships.c.team_id == teams.c.id)
            .join(courses, teams.c.course_id == courses.c.id)
            .where(*self.within(memberships, memberships.c.person_id.in_(person_ids), present(self.now)))
            .where(memberships.c.role == Role.facilitator.value, courses.c.closed_at.is_(None))
        )
        leading = (
            select(course_leads.c.person_id)
            .join(courses, course_leads.c.course_id == courses.c.id)
            .where(*self.within(course_leads, course_leads.c.person_id.in_(person_ids)))
            .where(courses.c.closed_at.is_(None))
        )
        return frozenset(self.execute(facilitating.union(leading)).scalars())

    def ever_in(self, person_id: int) -> frozenset[int]:
        """The teams they are or were anything in."""
        query = select(memberships.c.team_id).where(
            *self.within(memberships, memberships.c.person_id == person_id)
        )
        return frozenset(self.execute(query).scalars())
