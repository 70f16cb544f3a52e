"""Roles at meetings: who has which, who said no to what, and swaps that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Index, or_, select, text
from sqlmodel import Field

from storage.meetings.tables import meetings
from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules

ROLES = "('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')"
A_ROLE = (
    f"role IN {ROLES} OR substr(role, 1, 4) = 'own-'"  # the team's own are in its settings (bot/roles/own.py)
)


class SeatRow(TenantRow, table=True):
    """A role at a meeting. `position` keeps the roles in the team's order."""

    __tablename__ = "meeting_role"
    __table_args__ = (
        CheckConstraint(A_ROLE, name="role"),
        *tenant_rules(("meeting_id", "meeting"), ("person_id", "person"), unique=(("meeting_id", "role"),)),
    )
    meeting_id: int
    role: str
    position: int
    person_id: int | None = Field(default=None, index=True)
    accepted: bool = False


class DeclineRow(TenantRow, table=True):
    """Somebody said no to a role at a meeting, and is not asked again."""

    __tablename__ = "role_decline"
    __table_args__ = (
        CheckConstraint(A_ROLE, name="role"),
        *tenant_rules(
            ("meeting_id", "meeting"),
            ("person_id", "person"),
            unique=(("meeting_id", "role", "person_id"),),
        ),
    )
    meeting_id: int
    role: str
    person_id: int = Field(index=True)


class SwapRow(TenantRow, table=True):
    """One person asked another to swap."""

    __tablename__ = "role_swap"
    __table_args__ = (
        CheckConstraint(A_ROLE, name="role"),
        CheckConstraint(f"in_return IN {ROLES} OR in_return = '' OR substr(in_return, 1, 4) = 'own-'", name="in_return"),
        CheckConstraint("state IN ('open', 'done', 'refused', 'outdated')", name="state"),
        Index("uq_role_swap_open", "tenant_id", "meeting_id", "role", "asker_id", "other_id", unique=True,
              sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
        *tenant_rules(("meeting_id", "meeting"), ("asker_id", "person"), ("other_id", "person")),
    )  # fmt: skip
    meeting_id: int = Field(index=True)
    role: str
    asker_id: int = Field(index=True)
    other_id: int = Field(index=True)
    in_return: str = ""
    state: str = "open"
    asked_at: datetime = moment()


class WishRow(TenantRow, table=True):
    """Somebody would like to try a role; they have had their wish when they have it at a later meeting."""

    __tablename__ = "role_wish"
    __table_args__ = (
        CheckConstraint(A_ROLE, name="role"),
        *tenant_rules(
            ("team_id", "team"),
            ("person_id", "person"),
            unique=(("team_id", "person_id", "role"),),
            leaf=True,
        ),
    )
    team_id: int
    person_id: int = Field(index=True)
    role: str
    wished_at: datetime = moment()


seats = table(SeatRow)
declines = table(DeclineRow)
swaps = table(SwapRow)
wishes = table(WishRow)


_DECLINES = Prepared(select(declines).where(mine(declines), given(declines.c.meeting_id)))
_WISHES = Prepared(select(wishes).where(mine(wishes), given(wishes.c.team_id)))


@lru_cache(maxsize=64)
def _seats(meetings_asked: int) -> Prepared:
    return Prepared(
        select(seats)
        .where(mine(seats), any_of(seats.c.meeting_id, meetings_asked))
        .order_by(seats.c.meeting_id, seats.c.position)
    )


class SwapState(StrEnum):
    open = "open"
    done = "done"
    refused = "refused"
    outdated = "outdated"


@dataclass(frozen=True, slots=True)
class SeatOf:
    """A role at a meeting and who has it (None: nobody)."""

    meeting_id: int
    role: str
    person_id: int | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class SwapAsked:
    """`asker_id` offers `role` to `other_id` and takes `in_return` ("": other has none)."""

    id: int
    meeting_id: int
    role: str
    asker_id: int
    other_id: int
    in_return: str
    state: SwapState


def _swap(row: Any) -> SwapAsked:
    return SwapAsked(
        row.id, row.meeting_id, row.role, row.asker_id, row.other_id, row.in_return, SwapState(row.state)
    )


@dataclass(frozen=True, slots=True)
class Wished:
    person_id: int
    role: str
    at: datetime


class RoleStore(Store):
    def seats(self, meeting_ids: Iterable[int]) -> tuple[SeatOf, ...]:
        """The roles at these meetings, each meeting's in the team's order."""
        asked = list(meeting_ids)
        found = self.rows(_seats(len(asked)), **named(asked)) if asked else ()
        return tuple(SeatOf(row.meeting_id, row.role, row.person_id, row.accepted) for row in found)

    def save(self, meeting_id: int, lineup: Iterable[tuple[str, int | None, bool]]) -> None:
        """Set the meeting's roles: (role, person, accepted), in the team's order."""
        for position, (role, person_id, accepted) in enumerate(lineup):
            self.put(
                seats,
                ("meeting_id", "role"),
                meeting_id=meeting_id,
                role=role,
                position=position,
                person_id=person_id,
                accepted=accepted,
            )

    def declines(self, meeting_id: int) -> frozenset[tuple[str, int]]:
        found = self.rows(_DECLINES, meeting_id=meeting_id)
        return frozenset((row.role, row.person_id) for row in found)

    def decline(self, meeting_id: int, role: str, person_id: int) -> None:
        self.insert_once(declines, meeting_id=meeting_id, role=role, person_id=person_id)

    # ---- swaps

    def ask_swap(self, meeting_id: int, role: str, asker_id: int, other_id: int, in_return: str) -> SwapAsked:
        """The open request, made if there is none: pressing twice asks once."""
        self.insert_once(
            swaps,
            meeting_id=meeting_id,
            role=role,
            asker_id=asker_id,
            other_id=other_id,
            in_return=in_return,
            state=SwapState.open.value,
            asked_at=self.now,
        )
        where = self.within(
            swaps,
            swaps.c.meeting_id == meeting_id,
            swaps.c.role == role,
            swaps.c.asker_id == asker_id,
            swaps.c.other_id == other_id,
            swaps.c.state == SwapState.open.value,
        )
        return _swap(self.execute(select(swaps).where(*where)).one())

    def swap(self, meeting_id: int, swap_id: int) -> SwapAsked | None:
        where = self.within(swaps, swaps.c.id == swap_id, swaps.c.meeting_id == meeting_id)
        row = self.execute(select(swaps).where(*where)).one_or_none()
        return _swap(row) if row else None

    def open_swaps(self, meeting_id: int) -> tuple[SwapAsked, ...]:
        where = self.within(swaps, swaps.c.meeting_id == meeting_id, swaps.c.state == SwapState.open.value)
        return tuple(_swap(row) for row in self.execute(select(swaps).where(*where).order_by(swaps.c.id)))

    def end_swap(self, swap_id: int, state: SwapState) -> None:
        self.update(swaps, swap_id, state=state.value)

    # ---- wishes

    def wishes(self, team_id: int) -> tuple[Wished, ...]:
        """Every wish in the team, in the order they were made."""
        found = (
            Wished(row.person_id, row.role, row.wished_at) for row in self.rows(_WISHES, team_id=team_id)
        )
        return tuple(sorted(found, key=lambda one: (one.at, one.person_id, one.role)))

    def wish(self, team_id: int, person_id: int, role: str) -> None:
        """From now on (again: they have had it since)."""
        natural = ("team_id", "person_id", "role")
        self.put(wishes, natural, team_id=team_id, person_id=person_id, role=role, wished_at=self.now)

    def forget_wishes(self, team_id: int, person_id: int, role: str = "") -> None:
        where = [wishes.c.team_id == team_id, wishes.c.person_id == person_id]
        self.delete(wishes, *where, *([wishes.c.role == role] if role else []))

    # ---- personal data

    def wishes_of(self, person_id: int) -> tuple[tuple[int, str], ...]:
        """Every role that the person has asked to try: the team and the role."""
        where = self.within(wishes, wishes.c.person_id == person_id)
        query = select(wishes.c.team_id, wishes.c.role).where(*where)
        return tuple((row.team_id, row.role) for row in self.execute(query.order_by(wishes.c.wished_at)))

    def of_person(self, person_id: int) -> tuple[tuple[int, str, datetime | None, str], ...]:
        """Every role the person has: the team, the meeting's purpose and time, and the role."""
        query = (
            select(meetings.c.team_id, meetings.c.purpose, meetings.c.starts_at, seats.c.role)
            .join(seats, seats.c.meeting_id == meetings.c.id)
            .where(*self.within(seats, seats.c.person_id == person_id))
            .order_by(meetings.c.starts_at)
        )
        return tuple((row.team_id, row.purpose, row.starts_at, row.role) for row in self.execute(query))

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """Leave the person's roles to nobody, and take their answers and swaps away; (team, meeting) of each
        that was touched."""
        query = (
            select(meetings.c.team_id, meetings.c.id)
            .join(seats, seats.c.meeting_id == meetings.c.id)
            .where(*self.within(seats, seats.c.person_id == person_id))
        )
        touched = [(row.team_id, row.id) for row in self.execute(query)]
        mine = self.within(seats, seats.c.person_id == person_id)
        self.execute(seats.update().where(*mine).values(person_id=None, accepted=False))
        self.delete(declines, declines.c.person_id == person_id)
        self.delete(wishes, wishes.c.person_id == person_id)
        self.delete(swaps, or_(swaps.c.asker_id == person_id, swaps.c.other_id == person_id))
        return touched
