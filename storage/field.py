"""Time in the field: visits that are planned, held and written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, Index, or_, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules

LONGEST_VISIT = timedelta(days=1)  # one that began earlier is over


class VisitState(StrEnum):
    planned = "planned"
    held = "held"  # its date, length and people have been written down
    cancelled = "cancelled"


class VisitRow(TenantRow, table=True):
    """`host` is whom the team visits, by function; `look` what it may see, `ask` what it asks."""

    __tablename__ = "field_visit"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'held', 'cancelled')", name="state"),
        CheckConstraint("minutes > 0", name="minutes"),
        *tenant_rules(("team_id", "team"), ("made_by", "person")),
    )
    team_id: int = Field(index=True)
    made_by: int | None = Field(default=None, index=True)
    starts_at: datetime = moment()
    minutes: int
    host: str
    purpose: str = ""
    look: str = ""
    ask: str = ""
    state: str = "planned"
    uid: str
    sequence: int = 0
    changed_at: datetime = moment()


class VisitorRow(TenantRow, table=True):
    """Who is to take part, and afterwards who did."""

    __tablename__ = "field_visitor"
    __table_args__ = (
        Index("ix_field_visitor_person", "tenant_id", "person_id", "visit_id"),
        *tenant_rules(
            ("visit_id", "field_visit"),
            ("person_id", "person"),
            unique=(("visit_id", "person_id"),),
            leaf=True,
        ),
    )
    visit_id: int
    person_id: int


class NoteRow(TenantRow, table=True):
    """What one person saw. All empty: they chose to write nothing. A former member's stays the team's."""

    __tablename__ = "field_note"
    __table_args__ = tenant_rules(
        ("visit_id", "field_visit"), ("person_id", "person"), unique=(("visit_id", "person_id"),), leaf=True
    )
    visit_id: int
    person_id: int | None = Field(default=None, index=True)
    observations: str = ""
    surprise: str = ""
    question: str = ""
    written_at: datetime = moment()


visits = table(VisitRow)
visitors = table(VisitorRow)
notes = table(NoteRow)

_OF_TEAM = select(visits).where(mine(visits), given(visits.c.team_id))
_ALL = Prepared(_OF_TEAM)
_VISIT = Prepared(_OF_TEAM.where(given(visits.c.id, "visit_id")))
_HELD = Prepared(_OF_TEAM.where(given(visits.c.id, "visit_id")).with_for_update())
_VISITORS = Prepared(select(visitors.c.person_id).where(mine(visitors), given(visitors.c.visit_id)))
_NOTES = Prepared(select(notes).where(mine(notes), given(notes.c.visit_id)))


@cache
def _visits_of(people: int) -> Prepared:
    return Prepared(
        select(visitors.c.visit_id, visitors.c.person_id).where(
            mine(visitors), any_of(visitors.c.person_id, people)
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is said of a visit before or after it. `starts_at` in UTC."""

    starts_at: datetime
    minutes: int
    host: str
    purpose: str = ""
    look: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """`made_by`: who wrote it down, None when they are erased."""

    id: int
    plan: Plan
    state: VisitState
    uid: str
    sequence: int
    changed_at: datetime
    made_by: int | None

    @property
    def starts_at(self) -> datetime:
        return self.plan.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.plan.starts_at + timedelta(minutes=self.plan.minutes)


@dataclass(frozen=True, slots=True)
class FieldNote:
    """`person_id` is None when the person is erased."""

    id: int
    person_id: int | None
    observations: str
    surprise: str
    question: str

    @property
    def says_something(self) -> bool:
        return bool(self.observations or self.surprise or self.question)


def _visit(row: Any) -> Visit:
    plan = Plan(
        starts_at=row.starts_at,
        minutes=row.minutes,
        host=row.host,
        purpose=row.purpose,
        look=row.look,
        ask=row.ask,
    )
    return Visit(row.id, plan, VisitState(row.state), row.uid, row.sequence, row.changed_at, row.made_by)


def _note(row: Any) -> FieldNote:
    return FieldNote(row.id, row.person_id, row.observations, row.surprise, row.question)


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "starts_at": plan.starts_at,
        "minutes": plan.minutes,
        "host": plan.host,
        "purpose": plan.purpose,
        "look": plan.look,
        "ask": plan.ask,
    }


class FieldStore(Store):
    # ---- visits

    def add(self, team_id: int, made_by: int, plan: Plan, state: VisitState = VisitState.planned) -> int:
        return self.insert(
            visits,
            team_id=team_id,
            made_by=made_by,
            state=state.value,
            uid=f"{uuid4()}@samspil",
            sequence=0,
            changed_at=self.now,
            **_columns(plan),
        )

    def of_team(self, team_id: int) -> tuple[Visit, ...]:
        """Every visit, cancelled ones too, in order of time."""
        found = [_visit(row) for row in self.rows(_ALL, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: (one.starts_at, one.id)))

    def logged(self, team_id: int) -> tuple[Visit, ...]:
        """Those that were held and written down, in order of time."""
        return tuple(one for one in self.of_team(team_id) if one.state is VisitState.held)

    def planned(self, team_id: int) -> tuple[Visit, ...]:
        """Those that are to be held, or were and are not written down, in order of time."""
        return tuple(one for one in self.of_team(team_id) if one.state is VisitState.planned)

    def visit(self, team_id: int, visit_id: int) -> Visit | None:
        row = self.row(_VISIT, team_id=team_id, visit_id=visit_id)
        return _visit(row) if row else None

    def held(self, team_id: int, visit_id: int) -> Visit | None:
        """The same, locked until the end of the transaction: before it is changed."""
        row = self.row(_HELD, team_id=team_id, visit_id=visit_id)
        return _visit(row) if row else None

    def change(self, visit: Visit, plan: Plan, state: VisitState) -> None:
        """A new time, length or text; the calendar's event is a newer one."""
        self.update(
            visits,
            visit.id,
            state=state.value,
            sequence=visit.sequence + 1,
            changed_at=self.now,
            **_columns(plan),
        )

    # ---- who

    def visitors(self, visit_id: int) -> frozenset[int]:
        return frozenset(row.person_id for row in self.rows(_VISITORS, visit_id=visit_id))

    def set_visitors(self, visit_id: int, people: Iterable[int]) -> None:
        """These people and nobody else."""
        wanted, there = set(people), self.visitors(visit_id)
        for person_id in sorted(wanted - there):
            self.join(visit_id, person_id)
        for person_id in sorted(there - wanted):
            self.stay_away(visit_id, person_id)

    def join(self, visit_id: int, person_id: int) -> None:
        self.insert_once(visitors, visit_id=visit_id, person_id=person_id)

    def stay_away(self, visit_id: int, person_id: int) -> None:
        self.delete(visitors, visitors.c.visit_id == visit_id, visitors.c.person_id == person_id)

    def taken(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> tuple[tuple[int, datetime, datetime], ...]:
        """When these people are out, in any of their teams, overlapping the time asked for: person, start, end."""
        people = list(person_ids)
        who = self.rows(_visits_of(len(people)), **named(people)) if people else []
        planned = self.within(
            visits,
            visits.c.id.in_({row.visit_id for row in who}),
            visits.c.state != VisitState.cancelled.value,
            visits.c.starts_at < until,
            visits.c.starts_at > since - LONGEST_VISIT,
        )
        rows = self.execute(select(visits).where(*planned)) if who else ()
        out = {row.id: (row.starts_at, row.starts_at + timedelta(minutes=row.minutes)) for row in rows}
        in_time = sorted(
            (out[row.visit_id], row.visit_id, row.person_id) for row in who if row.visit_id in out
        )
        found = [(person_id, start, end) for (start, end), _, person_id in in_time]
        return tuple(one for one in found if one[2] > since)

    # ---- what was seen

    def write(
        self, visit_id: int, person_id: int, observations: str = "", surprise: str = "", question: str = ""
    ) -> None:
        """The person's one note; a later one takes its place. All empty: nothing to write."""
        self.put(
            notes,
            ("visit_id", "person_id"),
            visit_id=visit_id,
            person_id=person_id,
            observations=observations,
            surprise=surprise,
            question=question,
            written_at=self.now,
        )

    def notes(self, visit_id: int) -> tuple[FieldNote, ...]:
        """In the order they first came, also those that say nothing."""
        found = [_note(row) for row in self.rows(_NOTES, visit_id=visit_id)]
        return tuple(sorted(found, key=lambda one: one.id))

    def note_of(self, visit_id: int, person_id: int) -> FieldNote | None:
        return next((one for one in self.notes(visit_id) if one.person_id == person_id), None)

    # ---- personal data

    def notes_of(self, person_id: int) -> tuple[tuple[datetime, FieldNote], ...]:
        """Everything the person has written, with the visit's time."""
        query = (
            select(notes, visits.c.starts_at)
            .join(visits, notes.c.visit_id == visits.c.id)
            .where(*self.within(notes, notes.c.person_id == person_id))
            .order_by(visits.c.starts_at)
        )
        return tuple((row.starts_at, _note(row)) for row in self.execute(query))

    def visits_of(self, person_id: int) -> tuple[Visit, ...]:
        """Those the person planned, or is or was to take part in."""
        theirs = select(visitors.c.visit_id).where(*self.within(visitors, visitors.c.person_id == person_id))
        of_person = or_(visits.c.made_by == person_id, visits.c.id.in_(theirs))
        query = select(visits).where(*self.within(visits, of_person)).order_by(visits.c.starts_at)
        return tuple(_visit(row) for row in self.execute(query))

    def erase(self, person_id: int) -> list[int]:
        """The person is in no visit; what they wrote stays a former member's. The visits they were in."""
        touched = [one.id for one in self.visits_of(person_id)]
        self.delete(visitors, visitors.c.person_id == person_id)
        for table_, column in ((visits, visits.c.made_by), (notes, notes.c.person_id)):
            where = self.within(table_, column == person_id)
            self.execute(table_.update().where(*where).values({column.name: None}))
        return touched
