"""What loading a course file reads and writes. Rows are found by the file's ids (`key`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from storage.database import Transaction
from storage.store import Store
from storage.teams.directory import PERSON_COLUMNS, course_of, person_of, team_of, teams_query
from storage.teams.tables import (
    accounts,
    course_leads,
    courses,
    memberships,
    organisations,
    people,
    places,
    teams,
)
from storage.teams.values import Course, Person, Team
from storage.web import links, sessions


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody in a team, or formerly (`ended_by` says through whom)."""

    team_key: str
    person_key: str
    person_id: int
    name: str
    role: str
    profession: str
    left_at: datetime | None
    ended_by: str
    until: datetime | None = None

    @property
    def stands_in(self) -> bool:
        """A substitute: appointed in the chat, so no file takes them out."""
        return self.left_at is None and self.until is not None


def put_organisation(tx: Transaction, key: str, name: str) -> tuple[int, str | None]:
    """The tenant's id, and the name it had before (None: it is new). Two loads of one wait for each other."""
    found = select(organisations).where(organisations.c.key == key)
    row = tx.connection.execute(found if tx.is_sqlite else found.with_for_update()).one_or_none()
    if row is None:
        statement = tx.insert(organisations).values(key=key, name=name)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_={"name": name})
        return tx.connection.execute(statement.returning(organisations.c.id)).scalar_one(), None
    if row.name != name:
        tx.connection.execute(organisations.update().where(organisations.c.id == row.id).values(name=name))
    return row.id, row.name


def courses_with_key(tx: Transaction, key: str) -> tuple[Course, ...]:
    """The courses of that key in all organisations."""
    return tuple(course_of(row) for row in tx.connection.execute(select(courses).where(courses.c.key == key)))


class LoadingStore(Store):
    # ---- what there is

    def organisation(self) -> tuple[str, str]:
        """The tenant's own (key, name)."""
        row = self.execute(select(organisations).where(organisations.c.id == self.tenant_id)).one()
        return row.key, row.name

    def course(self, key: str) -> Course | None:
        row = self.execute(select(courses).where(*self.within(courses, courses.c.key == key))).one_or_none()
        return course_of(row) if row else None

    def hold_course(self, course_id: int) -> None:
        """Until the end of the transaction: two lists that are loaded at once wait for each other."""
        self.lock(courses, course_id)

    def teams(self, course_id: int) -> tuple[Team, ...]:
        query = teams_query().where(*self.within(teams, teams.c.course_id == course_id)).order_by(teams.c.id)
        return tuple(team_of(row) for row in self.execute(query))

    def people(self, keys: list[str]) -> dict[str, Person]:
        query = select(*PERSON_COLUMNS).where(*self.within(people, people.c.key.in_(keys)))
        return {row.person_key: person_of(row) for row in self.execute(query)}

    def people_with_email(self) -> dict[str, Person]:
        """By e-mail address without case; of two with one address whoever was there first."""
        query = (
            select(*PERSON_COLUMNS).where(*self.within(people, people.c.email != "")).order_by(people.c.id)
        )
        found: dict[str, Person] = {}
        for row in self.execute(query):
            found.setdefault(row.person_email.casefold(), person_of(row))
        return found

    def person_keys(self) -> frozenset[str]:
        return frozenset(self.execute(select(people.c.key).where(*self.within(people))).scalars())

    def memberships(self, course_id: int) -> tuple[Membership, ...]:
        query = (
            select(
                memberships, people.c.name, people.c.key.label("person_key"), teams.c.key.label("team_key")
            )
            .select_from(
                memberships.join(people, memberships.c.person_id == people.c.id).join(
                    teams, memberships.c.team_id == teams.c.id
                )
            )
            .where(*self.within(teams, teams.c.course_id == course_id))
            .order_by(teams.c.id, memberships.c.id)
        )
        return tuple(
            Membership(
                row.team_key,
                row.person_key,
                row.person_id,
                row.name,
                row.role,
                row.profession,
                row.left_at,
                row.ended_by,
                row.until,
            )
            for row in self.execute(query)
        )

    def leads(self, course_id: int) -> dict[str, str]:
        """The course's leads: name by key."""
        query = (
            select(people.c.key, people.c.name)
            .join(course_leads, course_leads.c.person_id == people.c.id)
            .where(*self.within(course_leads, course_leads.c.course_id == course_id))
        )
        return {row.key: row.name for row in self.execute(query)}

    def has_web_link(self, person_id: int) -> bool:
        """Whether the person has, or has had, a way in through a browser."""
        link = select(links.c.id).where(
            *self.within(links, links.c.person_id == person_id, links.c.expires_at > self.now)
        )
        session = select(sessions.c.id).where(*self.within(sessions, sessions.c.person_id == person_id))
        return self.execute(link).first() is not None or self.execute(session).first() is not None

    def account_owner(self, platform: str, value: str) -> tuple[int, str] | None:
        """Whose account it is in this tenant: (id, name)."""
        query = (
            select(people.c.id, people.c.name)
            .join(accounts, accounts.c.person_id == people.c.id)
            .where(*self.within(accounts, accounts.c.platform == platform, accounts.c.value == value))
        )
        row = self.execute(query).one_or_none()
        return (row.id, row.name) if row else None

    # ---- what becomes of it

    def put_course(
        self,
        key: str,
        *,
        name: str,
        starts_on: date,
        ends_on: date,
        language: str,
        zone: str,
        days_off: Mapping[str, Any],
        settings: Mapping[str, Any],
    ) -> int:
        return self.put(
            courses,
            ("key",),
            key=key,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            language=language,
            zone=zone,
            days_off=dict(days_off),
            settings=dict(settings),
        )

    def add_team(self, course_id: int, key: str, name: str, starts_on: date, **values: Any) -> int:
        """`values`: partner, challenge, settings."""
        texts = {"partner": "", "challenge": "", "settings": {}, **values}
        return self.insert(
            teams,
            course_id=course_id,
            key=key,
            name=name,
            starts_on=starts_on,
            created_at=self.now,
            **texts,
        )

    def change_team(self, team_id: int, **values: Any) -> None:
        self.update(teams, team_id, **values)

    def add_person(self, key: str, name: str, email: str = "", language: str = "") -> int:
        return self.insert(
            people,
            key=key,
            name=name,
            email=email,
            language=language,
            preferred="",
            notice_version=0,
            settings={},
        )

    def change_person(self, person_id: int, **values: Any) -> None:
        self.update(people, person_id, **values)

    def put_member(self, team_id: int, person_id: int, role: str, profession: str) -> None:
        """In the team from now on; who is in it already gets the role and profession."""
        self.put(
            memberships,
            ("team_id", "person_id"),
            team_id=team_id,
            person_id=person_id,
            role=role,
            profession=profession,
            joined_at=self.now,
            left_at=None,
            ended_by="",
            until=None,
        )

    def change_member(self, team_id: int, person_id: int, **values: Any) -> None:
        where = self.within(
            memberships, memberships.c.team_id == team_id, memberships.c.person_id == person_id
        )
        self.execute(memberships.update().where(*where).values(**values))

    def add_lead(self, course_id: int, person_id: int) -> None:
        self.insert_once(course_leads, course_id=course_id, person_id=person_id)

    def end_lead(self, course_id: int, key: str) -> int:
        """Whose it was."""
        person = select(people.c.id).where(*self.within(people, people.c.key == key))
        person_id: int = self.execute(person).scalar_one()
        where = (course_leads.c.course_id == course_id, course_leads.c.person_id == person_id)
        self.delete(course_leads, *where)
        return person_id

    def end_places(self, team_id: int) -> None:
        """Every address of the team is free for another."""
        where = self.within(places, places.c.team_id == team_id, places.c.active)
        self.execute(places.update().where(*where).values(active=False))

    def free_ended(self, platform: str, value: str, today: date) -> None:
        """An address whose team's course is over (closed, or past its last day) is free for another team."""
        over = (
            select(places.c.id)
            .join(teams, places.c.team_id == teams.c.id)
            .join(courses, teams.c.course_id == courses.c.id)
            .where(*self.within(places, places.c.platform == platform, places.c.value == value))
            .where(places.c.active)
            .where((courses.c.ends_on < today) | courses.c.closed_at.is_not(None))
        )
        self.execute(places.update().where(places.c.id.in_(over.scalar_subquery())).values(active=False))
