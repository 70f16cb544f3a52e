"""Who did what kind of thing with authority: no word of what it was about. Names are looked up when it is read, so
whoever is gone is nobody here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, or_, select
from sqlmodel import Field

from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules


class Deed(StrEnum):
    """What kinds of thing are noted."""

    loaded = "loaded"  # a course file, with people and teams
    appointed = "appointed"  # somebody came into a role
    moved = "moved"  # somebody came from another team of the course, by the course lead's hand
    ended = "ended"  # somebody's part in a team ended, by another's hand
    joined = "joined"  # somebody was put into a team, or back into it, by another's hand
    placed = "placed"  # a channel became a team's
    vouched = "vouched"  # an account was said to be somebody's, or not
    link = "link"  # a link to sign in with was made for somebody else
    approved = "approved"  # a contract, or it was returned
    wrote = "wrote"  # the course lead wrote to a team
    exported = "exported"  # somebody took out data
    erased = "erased"
    closed = "closed"


class AuditRow(TenantRow, table=True):
    """`actor_id` is null when the operator or the clock did it. People and teams may be gone: ids without keys."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint(f"kind IN {tuple(one.value for one in Deed)}", name="kind"),
        Index("ix_audit_entry_course", "tenant_id", "course_id", "id"),
        *tenant_rules(leaf=True),
    )
    at: datetime = moment()
    kind: str
    actor_id: int | None = Field(default=None, index=True)
    person_id: int | None = Field(default=None, index=True)  # whom it was done to
    team_id: int | None = None
    course_id: int | None = None


entries = table(AuditRow)


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is UTC."""

    at: datetime
    deed: Deed
    actor_id: int | None
    person_id: int | None
    team_id: int | None


def _entry(row: Any) -> Entry:
    return Entry(row.at, Deed(row.kind), row.actor_id, row.person_id, row.team_id)


class AuditStore(Store):
    def note(
        self,
        deed: Deed,
        *,
        actor_id: int | None,
        person_id: int | None,
        team_id: int | None,
        course_id: int | None,
    ) -> None:
        self.insert(
            entries, at=self.now, kind=deed.value, actor_id=actor_id, person_id=person_id, team_id=team_id,
            course_id=course_id,
        )  # fmt: skip

    def of_course(self, course_id: int, limit: int, skip: int = 0) -> tuple[Entry, ...]:
        """The latest first."""
        return self._found(entries.c.course_id == course_id, limit, skip)

    def about(self, person_id: int) -> tuple[Entry, ...]:
        """What the person did, and what was done to them; the latest first."""
        return self._found(or_(entries.c.actor_id == person_id, entries.c.person_id == person_id), 200, 0)

    def _found(self, where: Any, limit: int, skip: int) -> tuple[Entry, ...]:
        query = select(entries).where(*self.within(entries, where)).order_by(entries.c.id.desc())
        return tuple(_entry(row) for row in self.execute(query.limit(limit).offset(skip)))

    def erase(self, person_id: int) -> None:
        """Theirs is nobody's from now on."""
        for column in (entries.c.actor_id, entries.c.person_id):
            where = self.within(entries, column == person_id)
            self.execute(entries.update().where(*where).values({column.name: None}))

    def forget(self, course_id: int) -> None:
        self.delete(entries, entries.c.course_id == course_id)
