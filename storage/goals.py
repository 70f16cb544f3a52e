"""A team's goals: what they want, how it will be seen, and the numbers they have given it over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Index, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules

HIGHEST = 10


class GoalRow(TenantRow, table=True):
    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'reached', 'dropped')", name="state"),
        Index("ix_goal_team_id", "tenant_id", "team_id"),
        *tenant_rules(("team_id", "team"), ("made_by", "person")),
    )
    team_id: int
    text: str
    sign: str = ""
    state: str = "open"
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)


class GoalMarkRow(TenantRow, table=True):
    """How far the team is with a goal, at a moment. Who set the number is the team's and nobody's: not kept."""

    __tablename__ = "goal_mark"
    __table_args__ = (
        CheckConstraint(f"value BETWEEN 0 AND {HIGHEST}", name="value"),
        Index("ix_goal_mark_goal_id", "tenant_id", "goal_id"),
        *tenant_rules(("goal_id", "goal"), leaf=True),
    )
    goal_id: int
    value: int
    set_at: datetime = moment()


goals = table(GoalRow)
marks = table(GoalMarkRow)

_OF_TEAM = Prepared(select(goals).where(mine(goals), given(goals.c.team_id)))
_GOAL = Prepared(select(goals).where(mine(goals), given(goals.c.team_id), given(goals.c.id, "row_id")))


@lru_cache(maxsize=64)
def _marks(goals_asked: int) -> Prepared:
    return Prepared(select(marks).where(mine(marks), any_of(marks.c.goal_id, goals_asked)))


@dataclass(frozen=True, slots=True)
class Goal:
    """`state`: open, reached or dropped. `made_by` is None when that person is erased."""

    id: int
    team_id: int
    text: str
    sign: str
    state: str
    made_by: int | None
    made_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A number from 0 to 10, and when the team gave it."""

    goal_id: int
    value: int
    set_at: datetime


def _goal(row: Any) -> Goal:
    return Goal(row.id, row.team_id, row.text, row.sign, row.state, row.made_by, row.made_at, row.closed_at)


class GoalStore(Store):
    def add(self, team_id: int, made_by: int, text: str, sign: str) -> int:
        return self.insert(
            goals, team_id=team_id, text=text, sign=sign, state="open", made_by=made_by, made_at=self.now
        )

    def of_team(self, team_id: int) -> tuple[Goal, ...]:
        """Every goal the team has had, the oldest first."""
        return tuple(sorted(map(_goal, self.rows(_OF_TEAM, team_id=team_id)), key=lambda goal: goal.id))

    def open(self, team_id: int) -> tuple[Goal, ...]:
        """Those they are working on, the oldest first."""
        return tuple(goal for goal in self.of_team(team_id) if goal.state == "open")

    def goal(self, team_id: int, goal_id: int) -> Goal | None:
        row = self.row(_GOAL, team_id=team_id, row_id=goal_id)
        return _goal(row) if row else None

    def held(self, team_id: int, goal_id: int) -> Goal | None:
        """The same, locked until the end of the transaction: before anything of it is changed."""
        row = self.lock(goals, goal_id)
        return _goal(row) if row is not None and row.team_id == team_id else None

    def change(self, goal_id: int, /, **values: Any) -> None:
        self.update(goals, goal_id, **values)

    def mark(self, goal_id: int, value: int) -> None:
        """Give the goal a number (0 to 10), now."""
        self.insert(marks, goal_id=goal_id, value=value, set_at=self.now)

    def marks(self, goal_ids: Iterable[int]) -> dict[int, tuple[Mark, ...]]:
        """What each of these goals was given, in order of time."""
        asked = list(goal_ids)
        found: dict[int, list[Mark]] = {goal_id: [] for goal_id in asked}
        rows = self.rows(_marks(len(asked)), **named(asked)) if asked else []
        for row in sorted(rows, key=lambda one: (one.set_at, one.id)):
            found[row.goal_id].append(Mark(row.goal_id, row.value, row.set_at))
        return {goal_id: tuple(given) for goal_id, given in found.items()}

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Goal, ...]:
        """Those the person wrote."""
        where = self.within(goals, goals.c.made_by == person_id)
        return tuple(_goal(row) for row in self.execute(select(goals).where(*where).order_by(goals.c.id)))

    def erase(self, person_id: int) -> None:
        """The goals are the team's: they stay, and nobody wrote them."""
        theirs = self.within(goals, goals.c.made_by == person_id)
        self.execute(goals.update().where(*theirs).values(made_by=None))
