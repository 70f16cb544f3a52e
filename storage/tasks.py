"""Tasks: what a team has to do, at which milestone, and who has taken it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, or_, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class Milestone(StrEnum):
    """How far the team's answer to its challenge has come."""

    idea = "idea"
    trial = "trial"
    solution = "solution"


class TaskState(StrEnum):
    open = "open"
    done = "done"
    dropped = "dropped"


class TaskRow(TenantRow, table=True):
    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("milestone IN ('idea', 'trial', 'solution')", name="milestone"),
        CheckConstraint("state IN ('open', 'done', 'dropped')", name="state"),
        *tenant_rules(("team_id", "team"), ("person_id", "person"), ("made_by", "person"), leaf=True),
    )
    team_id: int = Field(index=True)
    what: str
    person_id: int | None = Field(default=None, index=True)
    due_on: date | None = None
    milestone: str
    state: str = "open"
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


tasks = table(TaskRow)

_OF_TEAM = select(tasks).where(mine(tasks), given(tasks.c.team_id))
_ALL = Prepared(_OF_TEAM)
_HELD = Prepared(_OF_TEAM.where(given(tasks.c.id, "task_id")).with_for_update())
_TASK = Prepared(_OF_TEAM.where(given(tasks.c.id, "task_id")))
_FREE = Prepared(
    tasks.update().where(
        mine(tasks),
        given(tasks.c.team_id),
        given(tasks.c.person_id, "holder"),
        tasks.c.state == TaskState.open.value,
    ),
    ("person_id",),
)


@dataclass(frozen=True, slots=True)
class Task:
    """`person_id`: who has taken it (None: nobody). `due_on` is a local date. `ended_at`: when it was done or
    dropped."""

    id: int
    what: str
    person_id: int | None
    due_on: date | None
    milestone: Milestone
    state: TaskState
    ended_at: datetime | None


def _task(row: Any) -> Task:
    return Task(
        row.id, row.what, row.person_id, row.due_on, Milestone(row.milestone), TaskState(row.state), row.ended_at
    )  # fmt: skip


class TaskStore(Store):
    def add(
        self,
        team_id: int,
        made_by: int,
        what: str,
        *,
        person_id: int | None,
        due_on: date | None,
        milestone: Milestone,
    ) -> int:
        return self.insert(
            tasks,
            team_id=team_id,
            what=what,
            person_id=person_id,
            due_on=due_on,
            milestone=milestone.value,
            made_by=made_by,
            made_at=self.now,
        )

    def of_team(self, team_id: int) -> tuple[Task, ...]:
        """Open and done, not those that were dropped; the oldest first."""
        found = [_task(row) for row in self.rows(_ALL, team_id=team_id)]
        return tuple(sorted((t for t in found if t.state is not TaskState.dropped), key=lambda t: t.id))

    def task(self, team_id: int, task_id: int) -> Task | None:
        row = self.row(_TASK, team_id=team_id, task_id=task_id)
        return _task(row) if row else None

    def held(self, team_id: int, task_id: int) -> Task | None:
        """The same, locked until the end of the transaction: before it is changed."""
        row = self.row(_HELD, team_id=team_id, task_id=task_id)
        return _task(row) if row else None

    def change(self, task_id: int, /, **values: Any) -> None:
        """Set what, person_id, due_on or milestone."""
        self.update(tasks, task_id, **values)

    def set_state(self, task_id: int, state: TaskState) -> None:
        ended_at = None if state is TaskState.open else self.now
        self.update(tasks, task_id, state=state.value, ended_at=ended_at)

    def free(self, team_id: int, person_id: int) -> None:
        """Nobody has the person's open tasks in the team any more."""
        self.run(_FREE, team_id=team_id, holder=person_id, person_id=None)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Task, ...]:
        """What the person has taken or written down."""
        theirs = or_(tasks.c.person_id == person_id, tasks.c.made_by == person_id)
        query = select(tasks).where(*self.within(tasks, theirs)).order_by(tasks.c.id)
        return tuple(_task(row) for row in self.execute(query))

    def erase(self, person_id: int) -> None:
        """The tasks stay the team's; the person's name goes from them."""
        for column in (tasks.c.person_id, tasks.c.made_by):
            where = self.within(tasks, column == person_id)
            self.execute(tasks.update().where(*where).values({column.name: None}))
