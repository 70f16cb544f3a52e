"""Who is this, and where? The only store that looks across tenants: it finds out which one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Date, and_, literal, null, select, union_all

from storage.database import Transaction
from storage.prepared import Prepared, given
from storage.teams.tables import (
    accounts,
    course_leads,
    courses,
    memberships,
    people,
    places,
    present,
    start_codes,
    teams,
)
from storage.teams.values import Belonging, Course, Identity, Person, Role, Team

TEAM_COLUMNS = [  # as `team_of` reads them
    *(column.label(f"team_{column.name}") for column in teams.c if column.name != "created_at"),
    *(column.label(f"course_{column.name}") for column in courses.c),
]
PERSON_COLUMNS = [column.label(f"person_{column.name}") for column in people.c if column.name != "notice_at"]


def person_of(row: Any) -> Person:
    return Person(
        id=row.person_id,
        tenant_id=row.person_tenant_id,
        key=row.person_key,
        name=row.person_name,
        email=row.person_email,
        language=row.person_language,
        preferred=row.person_preferred,
        notice_version=row.person_notice_version,
        settings=row.person_settings,
    )


def team_of(row: Any) -> Team:
    return Team(
        id=row.team_id,
        tenant_id=row.team_tenant_id,
        key=row.team_key,
        name=row.team_name,
        partner=row.team_partner,
        challenge=row.team_challenge,
        starts_on=row.team_starts_on,
        settings=row.team_settings,
        course=Course(
            id=row.course_id,
            tenant_id=row.course_tenant_id,
            key=row.course_key,
            name=row.course_name,
            starts_on=row.course_starts_on,
            ends_on=row.course_ends_on,
            language=row.course_language,
            zone=row.course_zone,
            days_off=row.course_days_off,
            settings=row.course_settings,
            closed_at=row.course_closed_at,
        ),
    )


def course_of(row: Any) -> Course:
    """From a row of the course table itself."""
    return Course(
        id=row.id,
        tenant_id=row.tenant_id,
        key=row.key,
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        language=row.language,
        zone=row.zone,
        days_off=row.days_off,
        settings=row.settings,
        closed_at=row.closed_at,
    )


def teams_query() -> Any:
    """Teams with their courses, as `team_of` reads them."""
    return select(*TEAM_COLUMNS).select_from(teams.join(courses, teams.c.course_id == courses.c.id))


_ACCOUNT = (*PERSON_COLUMNS, accounts.c.private_since, accounts.c.reachable)
_HAS_ACCOUNT = (given(accounts.c.platform), given(accounts.c.value))
_MEMBERSHIPS = (
    select(*_ACCOUNT, memberships.c.role, memberships.c.last_here, *TEAM_COLUMNS)
    .select_from(
        accounts.join(people, accounts.c.person_id == people.c.id)
        .outerjoin(memberships, and_(memberships.c.person_id == people.c.id, present()))
        .outerjoin(teams, memberships.c.team_id == teams.c.id)
        .outerjoin(courses, teams.c.course_id == courses.c.id)
    )
    .where(*_HAS_ACCOUNT)
)
_LED = (
    select(
        *_ACCOUNT,
        literal(Role.course_lead.value).label("role"),
        null().cast(Date).label("last_here"),
        *TEAM_COLUMNS,
    )
    .select_from(
        accounts.join(people, accounts.c.person_id == people.c.id)
        .join(course_leads, course_leads.c.person_id == people.c.id)
        .join(courses, course_leads.c.course_id == courses.c.id)
        .join(teams, teams.c.course_id == courses.c.id)
    )
    .where(*_HAS_ACCOUNT)
)
_IDENTITIES = Prepared(union_all(_MEMBERSHIPS, _LED))
_AT = Prepared(
    teams_query()
    .join(places, places.c.team_id == teams.c.id)
    .where(given(places.c.platform), given(places.c.value), places.c.active)
)
_EVER_AT = Prepared(
    select(places.c.tenant_id).where(given(places.c.platform), given(places.c.value)).distinct()
)
_TEAM_OF = Prepared(teams_query().where(given(teams.c.tenant_id), given(teams.c.id, "row_id")))
_PERSON_OF = Prepared(select(*PERSON_COLUMNS).where(given(people.c.tenant_id), given(people.c.id, "row_id")))


def _identities(rows: Sequence[Any]) -> tuple[Identity, ...]:
    found: dict[int, tuple[Any, dict[int, Belonging]]] = {}
    for row in rows:
        _, belongings = found.setdefault(row.person_id, (row, {}))
        if row.team_id is not None and row.course_closed_at is None:
            belonging = Belonging(team_of(row), Role(row.role), row.last_here)
            if belonging.role is Role.course_lead:  # who is also in the team acts as what they are there
                belongings.setdefault(row.team_id, belonging)
            else:
                belongings[row.team_id] = belonging
    return tuple(
        Identity(
            row.person_tenant_id,
            person_of(row),
            tuple(belongings[team_id] for team_id in sorted(belongings)),
            row.private_since,
            row.reachable,
        )
        for _, (row, belongings) in sorted(found.items(), key=lambda one: one[0])
    )


class Directory:
    def __init__(self, tx: Transaction, now: datetime) -> None:
        self.tx = tx
        self.now = now

    def identities(self, platform: str, value: str) -> tuple[Identity, ...]:
        """The account's people, one per tenant that knows it, each with their open teams."""
        return _IDENTITIES.made(self.tx, _identities, platform=platform, value=value, now=self.now)

    def team_at(self, platform: str, value: str) -> Team | None:
        """The team whose place this is."""
        row = _AT.one(self.tx, platform=platform, value=value)
        return team_of(row) if row else None

    def ever_at(self, platform: str, value: str) -> list[int]:
        """The tenants whose place this is, or was."""
        return [row.tenant_id for row in _EVER_AT.all(self.tx, platform=platform, value=value)]

    def team(self, tenant_id: int, team_id: int) -> Team | None:
        row = _TEAM_OF.one(self.tx, tenant_id=tenant_id, row_id=team_id)
        return team_of(row) if row else None

    def person(self, tenant_id: int, person_id: int) -> Person | None:
        row = _PERSON_OF.one(self.tx, tenant_id=tenant_id, row_id=person_id)
        return person_of(row) if row else None

    def facilitators(self) -> tuple[tuple[int, int], ...]:
        """(tenant, person) of everybody who facilitates an open course now."""
        query = (
            select(memberships.c.tenant_id, memberships.c.person_id)
            .select_from(
                memberships.join(teams, memberships.c.team_id == teams.c.id).join(
                    courses, teams.c.course_id == courses.c.id
                )
            )
            .where(memberships.c.role == Role.facilitator.value, present(self.now))
            .where(courses.c.closed_at.is_(None))
            .distinct()
            .order_by(memberships.c.tenant_id, memberships.c.person_id)
        )
        return tuple((row.tenant_id, row.person_id) for row in self.tx.connection.execute(query))

    def redeem_start_code(self, code_hash: str) -> tuple[int, int] | None:
        """Use a start code once: (tenant, person) it belongs to, or None."""
        statement = (
            start_codes.update()
            .where(start_codes.c.hash == code_hash, start_codes.c.used_at.is_(None))
            .where(start_codes.c.expires_at > self.now)
            .values(used_at=self.now)
            .returning(start_codes.c.tenant_id, start_codes.c.person_id)
        )
        row = self.tx.connection.execute(statement).one_or_none()
        return (row.tenant_id, row.person_id) if row else None
