"""Reflections that are to open by themselves: on which day, with which prompt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class PlannedReflectionRow(TenantRow, table=True):
    """`state`: waiting, opened, dropped (taken out of the plan), passed (there was no room for it)."""

    __tablename__ = "planned_reflection"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'opened', 'dropped', 'passed')", name="state"),
        *tenant_rules(("team_id", "team"), ("planned_by", "person"), leaf=True),
    )
    team_id: int = Field(index=True)
    prompt: str
    opens_at: datetime = moment()
    by_name: bool = False
    state: str = "waiting"
    planned_by: int | None = Field(default=None, index=True)


planned = table(PlannedReflectionRow)

_WAITING = Prepared(
    select(planned).where(mine(planned), given(planned.c.team_id), planned.c.state == "waiting")
)


@dataclass(frozen=True, slots=True)
class Planned:
    id: int
    team_id: int
    prompt: str
    opens_at: datetime
    by_name: bool
    state: str
    planned_by: int | None


def _planned(row: Any) -> Planned:
    return Planned(row.id, row.team_id, row.prompt, row.opens_at, row.by_name, row.state, row.planned_by)


class PlannedReflectionStore(Store):
    def add(self, team_id: int, prompt: str, opens_at: datetime, *, by_name: bool, planned_by: int) -> int:
        values = {"prompt": prompt, "opens_at": opens_at, "by_name": by_name, "planned_by": planned_by}
        return self.insert(planned, team_id=team_id, state="waiting", **values)

    def waiting(self, team_id: int) -> tuple[Planned, ...]:
        """The first to open first."""
        found = [_planned(row) for row in self.rows(_WAITING, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: (one.opens_at, one.id)))

    def held(self, team_id: int, planned_id: int) -> Planned | None:
        """Locked until the end of the transaction; None when it is not this team's."""
        row = self.lock(planned, planned_id)
        return _planned(row) if row and row.team_id == team_id else None

    def change(self, planned_id: int, **values: Any) -> None:
        """state, prompt."""
        self.update(planned, planned_id, **values)

    def erase(self, person_id: int) -> None:
        """What they planned stays the team's."""
        where = self.within(planned, planned.c.planned_by == person_id)
        self.execute(planned.update().where(*where).values(planned_by=None))
