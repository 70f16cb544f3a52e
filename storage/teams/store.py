"""Teams and their people, within one tenant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, or_, select

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.teams.directory import PERSON_COLUMNS, course_of, person_of, team_of, teams_query
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
from storage.teams.values import Account, Course, Member, Person, Place, Role, Team

_TEAM = Prepared(teams_query().where(mine(teams), given(teams.c.id, "row_id")))
_TEAMS_OF = Prepared(
    teams_query()
    .join(memberships, memberships.c.team_id == teams.c.id)
    .where(mine(memberships), given(memberships.c.person_id), given(memberships.c.role))
    .where(present())
    .order_by(teams.c.name)
)
_PERSON = Prepared(select(*PERSON_COLUMNS).where(mine(people), given(people.c.id, "row_id")))
_MEMBERS = Prepared(
    select(
        *(
            memberships.c[name]
            for name in ("person_id", "role", "profession", "joined_at", "left_at", "until")
        ),
        people.c.name,
    )
    .select_from(memberships.join(people, memberships.c.person_id == people.c.id))
    .where(mine(memberships), given(memberships.c.team_id))
    .order_by(memberships.c.id)
)
_HERE = Prepared(
    memberships.update().where(
        mine(memberships), given(memberships.c.team_id), given(memberships.c.person_id)
    ),
    ("last_here",),
)
_ACCOUNTS = Prepared(
    select(accounts).where(mine(accounts), given(accounts.c.person_id)).order_by(accounts.c.id)
)
_ACCOUNTS_IN = Prepared(
    select(accounts)
    .join(memberships, memberships.c.person_id == accounts.c.person_id)
    .where(mine(memberships), given(memberships.c.team_id), memberships.c.left_at.is_(None))
)
_PLACES = Prepared(
    select(places).where(mine(places), given(places.c.team_id), places.c.active).order_by(places.c.id)
)


def _everybody(rows: list[Any]) -> tuple[Member, ...]:
    return tuple(
        Member(row.person_id, row.name, Role(row.role), row.profession, row.joined_at, row.left_at, row.until)
        for row in rows
    )


class TeamStore(Store):
    # ---- teams

    def team(self, team_id: int) -> Team | None:
        row = self.row(_TEAM, row_id=team_id)
        return team_of(row) if row else None

    def hold_team(self, team_id: int) -> Team | None:
        """The team, held until the end of the transaction: others who want to change it wait."""
        return self.team(team_id) if self.lock(teams, team_id) is not None else None

    def teams_of(self, person_id: int, role: Role) -> tuple[Team, ...]:
        """Open teams in which the person has this role now, by name."""
        rows = self.rows(_TEAMS_OF, person_id=person_id, role=role.value, now=self.now)
        found = [team_of(row) for row in rows]
        return tuple(team for team in found if team.course.closed_at is None)

    def set_team_settings(self, team: Team, **changes: Any) -> None:
        """Merge into the team's settings as they are now; a None removes the entry."""
        self._merge_settings(teams, team.id, changes)

    def _merge_settings(self, table: Table, row_id: int, changes: dict[str, Any]) -> None:
        row = self.lock(table, row_id)
        if row is not None:
            merged = {k: v for k, v in {**row.settings, **changes}.items() if v is not None}
            self.update(table, row_id, settings=merged)

    def course(self, course_id: int) -> Course | None:
        query = select(courses).where(*self.within(courses, courses.c.id == course_id))
        row = self.execute(query).one_or_none()
        return course_of(row) if row else None

    def courses_run_by(self, person_id: int) -> tuple[Course, ...]:
        """Open courses in which the person facilitates a team or is the course lead, by name."""
        facilitates = (
            select(teams.c.course_id)
            .join(memberships, memberships.c.team_id == teams.c.id)
            .where(*self.within(memberships, memberships.c.person_id == person_id))
            .where(memberships.c.role == Role.facilitator.value, present(self.now))
        )
        leads = select(course_leads.c.course_id).where(
            *self.within(course_leads, course_leads.c.person_id == person_id)
        )
        query = (
            select(courses)
            .where(*self.within(courses, or_(courses.c.id.in_(facilitates), courses.c.id.in_(leads))))
            .where(courses.c.closed_at.is_(None))
            .order_by(courses.c.name)
        )
        return tuple(course_of(row) for row in self.execute(query))

    def who_run(self, course_id: int) -> tuple[tuple[Person, Team], ...]:
        """The course's leads, or where it has none those who facilitate its teams; each once, with a team of it."""
        query = teams_query().where(*self.within(teams, teams.c.course_id == course_id)).order_by(teams.c.id)
        of_course = [team_of(row) for row in self.execute(query)]
        leads = select(course_leads.c.person_id).where(
            *self.within(course_leads, course_leads.c.course_id == course_id)
        )
        found = {person_id: team for person_id in self.execute(leads).scalars() for team in of_course[:1]}
        for team in () if found else of_course:
            for member in self.members(team.id, Role.facilitator):
                found.setdefault(member.person_id, team)
        return tuple((person, team) for one, team in found.items() if (person := self.person(one)))

    # ---- people

    def person(self, person_id: int) -> Person | None:
        row = self.row(_PERSON, row_id=person_id)
        return person_of(row) if row else None

    def members(self, team_id: int, *roles: Role, left: bool = False) -> tuple[Member, ...]:
        """The team's people in the order they joined: members, or those with `roles`; `left` adds those
        who are no longer in it."""
        everybody = _MEMBERS.made(self.tx, _everybody, tenant_id=self.tenant_id, team_id=team_id)
        found = [self._by_now(one) for one in everybody if one.role in (roles or (Role.member,))]
        return tuple(one for one in found if left or one.left_at is None)

    def _by_now(self, one: Member) -> Member:
        """Who stands in until a moment that is past has left then."""
        is_over = one.left_at is None and one.until is not None and one.until <= self.now
        return replace(one, left_at=one.until) if is_over else one

    def facilitator(self, team_id: int) -> Member | None:
        """Whoever facilitates now: a substitute, as long as there is one."""
        present_ones = self.members(team_id, Role.facilitator)
        return min(present_ones, key=lambda one: one.until is None, default=None)

    def role_in(self, team_id: int, person_id: int) -> Role | None:
        query = select(memberships.c.role).where(
            *self.within(memberships, memberships.c.team_id == team_id, memberships.c.person_id == person_id),
            present(self.now),
        )
        found = self.execute(query).scalar_one_or_none()
        return Role(found) if found else None

    def leave(self, team_id: int, person_id: int, ended_by: str = "self") -> bool:
        """End the membership now; `ended_by` is self, facilitator, file, lead or time. False when there was none."""
        statement = (
            memberships.update()
            .where(*self.within(memberships, memberships.c.team_id == team_id))
            .where(memberships.c.person_id == person_id, memberships.c.left_at.is_(None))
            .values(left_at=self.now, ended_by=ended_by)
        )
        return self.execute(statement).rowcount == 1

    def rejoin(self, team_id: int, person_id: int) -> bool:
        """Take a membership that ended up again. False when there is none."""
        statement = (
            memberships.update()
            .where(*self.within(memberships, memberships.c.team_id == team_id))
            .where(memberships.c.person_id == person_id, memberships.c.left_at.is_not(None))
            .values(left_at=None, ended_by="", until=None, joined_at=self.now)
        )
        return self.execute(statement).rowcount == 1

    def set_last_here(self, team_id: int, person_id: int, day: date) -> None:
        """They did something in the team on that local day."""
        self.run(_HERE, team_id=team_id, person_id=person_id, last_here=day)

    def last_here(self, person_id: int) -> tuple[tuple[str, date], ...]:
        """The teams the person has done something in, by name, and the local day they last did."""
        query = (
            select(teams.c.name, memberships.c.last_here)
            .join(memberships, memberships.c.team_id == teams.c.id)
            .where(*self.within(memberships, memberships.c.person_id == person_id))
            .where(memberships.c.last_here.is_not(None))
            .order_by(teams.c.name)
        )
        return tuple((row.name, row.last_here) for row in self.execute(query))

    def hold_person(self, person_id: int) -> Person | None:
        """The person, held until the end of the transaction: others who want to change them wait."""
        return self.person(person_id) if self.lock(people, person_id) is not None else None

    def set_person(self, person_id: int, **values: Any) -> None:
        """Change the person's own columns (language, preferred, notice_version, notice_at, settings)."""
        self.update(people, person_id, **values)

    def set_person_settings(self, person: Person, **changes: Any) -> None:
        """Merge into the person's settings as they are now; a None removes the entry."""
        self._merge_settings(people, person.id, changes)

    # ---- accounts

    def accounts(self, person_id: int) -> tuple[Account, ...]:
        return tuple(_account(row) for row in self.rows(_ACCOUNTS, person_id=person_id))

    def accounts_in(self, team_id: int) -> tuple[Account, ...]:
        """Every account of the team's present people."""
        return tuple(_account(row) for row in self.rows(_ACCOUNTS_IN, team_id=team_id))

    def add_account(
        self,
        person_id: int,
        platform: str,
        value: str,
        *,
        claimed: bool,
        private_since: datetime | None = None,
    ) -> bool:
        """False when the account is already somebody's in this tenant."""
        added = self.insert_once(
            accounts,
            person_id=person_id,
            platform=platform,
            value=value,
            claimed=claimed,
            reachable=True,
            private_since=private_since,
            created_at=self.now,
        )
        return added is not None

    def remove_account(self, person_id: int, platform: str, value: str) -> bool:
        where = (
            accounts.c.person_id == person_id,
            accounts.c.platform == platform,
            accounts.c.value == value,
        )
        return self.delete(accounts, *where) == 1

    def mark_account(self, platform: str, value: str, *, reachable: bool) -> bool:
        """True when that is news."""
        return self._mark(accounts, platform, value, reachable)

    def _mark(self, table: Table, platform: str, value: str, reachable: bool) -> bool:
        where = self.within(table, table.c.platform == platform, table.c.value == value)
        statement = table.update().where(*where, table.c.reachable != reachable).values(reachable=reachable)
        return bool(self.execute(statement).rowcount)

    def add_start_code(self, person_id: int, code_hash: str, expires_at: datetime) -> None:
        self.insert(start_codes, person_id=person_id, hash=code_hash, expires_at=expires_at)

    # ---- places

    def places(self, team_id: int) -> tuple[Place, ...]:
        return tuple(
            Place(row.id, row.team_id, row.platform, row.value, row.reachable)
            for row in self.rows(_PLACES, team_id=team_id)
        )

    def add_place(self, team_id: int, platform: str, value: str) -> bool:
        """Attach an address to the team. False when it is an active place already."""
        added = self.insert_once(
            places,
            team_id=team_id,
            platform=platform,
            value=value,
            active=True,
            reachable=True,
            created_at=self.now,
        )
        return added is not None

    def end_place(self, platform: str, value: str) -> None:
        """The address is no longer the team's; it is free for another."""
        where = self.within(places, places.c.platform == platform, places.c.value == value, places.c.active)
        self.execute(places.update().where(*where).values(active=False))

    def mark_place(self, platform: str, value: str, *, reachable: bool) -> bool:
        """True when that is news."""
        return self._mark(places, platform, value, reachable)


def _account(row: Any) -> Account:
    return Account(row.person_id, row.platform, row.value, row.claimed, row.reachable)
