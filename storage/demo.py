"""Who can be chosen in the demo: everybody there is, over all teams, and who leads the courses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Transaction
from storage.teams.tables import course_leads, courses, memberships, people, teams
from storage.teams.values import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    tenant_id: int
    person_id: int
    name: str
    team: str
    role: Role
    profession: str


def everybody(tx: Transaction) -> tuple[DemoPerson, ...]:
    """People with a present membership, by team and then in the order they joined, once per team; then the course
    leads, with the course as `team`."""
    query = (
        select(
            people.c.tenant_id,
            people.c.id,
            people.c.name,
            teams.c.name.label("team"),
            memberships.c.role,
            memberships.c.profession,
        )
        .select_from(
            memberships.join(people, memberships.c.person_id == people.c.id).join(
                teams, memberships.c.team_id == teams.c.id
            )
        )
        .where(memberships.c.left_at.is_(None))
        .order_by(teams.c.id, memberships.c.id)
    )
    found = [
        DemoPerson(row.tenant_id, row.id, row.name, row.team, Role(row.role), row.profession)
        for row in tx.connection.execute(query)
    ]
    leads = (
        select(people.c.tenant_id, people.c.id, people.c.name, courses.c.name.label("course"))
        .select_from(
            course_leads.join(people, course_leads.c.person_id == people.c.id).join(
                courses, course_leads.c.course_id == courses.c.id
            )
        )
        .order_by(course_leads.c.id)
    )
    found += [
        DemoPerson(row.tenant_id, row.id, row.name, row.course, Role.course_lead, "")
        for row in tx.connection.execute(leads)
    ]
    return tuple(found)
