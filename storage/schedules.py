"""Due work: the one truth about what happens when. A row per (tenant, key)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, and_, bindparam, func, select, text
from sqlmodel import Field

from storage.database import Transaction
from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams import Team
from storage.teams.directory import TEAM_COLUMNS, team_of
from storage.teams.tables import courses, teams

FAILING = "attempts > 0"  # word for word in the index and where it is used, or SQLite would not use it


class DueWorkRow(TenantRow, table=True):
    __tablename__ = "due_work"
    __table_args__ = (
        Index("ix_due_work_next_at", "next_at", "id"),
        Index("ix_due_work_failing", "due_at", sqlite_where=text(FAILING), postgresql_where=text(FAILING)),
        *tenant_rules(("team_id", "team"), unique=(("key",),), leaf=True),
    )
    team_id: int | None = None
    kind: str
    key: str
    args: list[Any] = Field(default_factory=list, sa_type=JSON)
    next_at: datetime = moment()
    due_at: datetime = moment()  # what it was set to; next_at moves when an attempt fails
    attempts: int = 0


due_work = table(DueWorkRow)


def failing() -> ColumnElement[bool]:
    """Work whose latest attempt failed."""
    return text(FAILING)  # type: ignore[return-value]


_WITH_KEY = (mine(due_work), given(due_work.c.key))
_AT = Prepared(select(due_work.c.due_at).where(*_WITH_KEY))
_REMOVE = Prepared(due_work.delete().where(*_WITH_KEY))
# With its team: one statement less for each row, and there are a thousand of them on a Thursday at nine.
_TAKE = Prepared(
    select(
        *(
            due_work.c[name].label(f"work_{name}")
            for name in ("id", "tenant_id", "kind", "key", "args", "attempts")
        ),
        due_work.c.due_at,
        *TEAM_COLUMNS,
    )
    .select_from(
        due_work.outerjoin(
            teams, and_(due_work.c.tenant_id == teams.c.tenant_id, due_work.c.team_id == teams.c.id)
        ).outerjoin(courses, teams.c.course_id == courses.c.id)
    )
    .where(due_work.c.next_at <= bindparam("now"))
    .order_by(due_work.c.next_at, due_work.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=due_work)
)
_THIS = (given(due_work.c.id, "row_id"), given(due_work.c.due_at, "was_due_at"))
_DONE = Prepared(due_work.delete().where(*_THIS))
_ADVANCE = Prepared(due_work.update().where(*_THIS), ("next_at", "due_at", "attempts"))
_NEXT = Prepared(select(func.min(due_work.c.next_at).label("at")))


@dataclass(frozen=True, slots=True)
class Due:
    """Work whose time has come. `at` is when it should have happened (UTC); `team` whose it is, None when it is
    no team's."""

    id: int
    tenant_id: int
    team: Team | None
    kind: str
    key: str
    args: tuple[Any, ...]
    at: datetime
    attempts: int


class ScheduleStore(Store):
    def put_at(self, kind: str, key: str, at: datetime, args: tuple[Any, ...], team_id: int | None) -> None:
        """Let `kind` happen at `at` (UTC). One row per key: a second call moves it."""
        self.put(
            due_work,
            ("key",),
            kind=kind,
            key=key,
            args=list(args),
            next_at=at,
            due_at=at,
            team_id=team_id,
            attempts=0,
        )
        self.tx.left_work = True

    def remove(self, key: str) -> None:
        self.run(_REMOVE, key=key)

    def at(self, key: str) -> datetime | None:
        """When the work with this key is due, None when there is none."""
        row = self.row(_AT, key=key)
        return row.due_at if row else None


class DueQueue:
    """Due work over all tenants, for the runner."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self.tx = tx
        self.now = now

    def take(self) -> Due | None:
        """The oldest row due now, held until the end of the transaction; other workers skip it."""
        row = _TAKE.one(self.tx, now=self.now)
        if row is None:
            return None
        return Due(
            id=row.work_id,
            tenant_id=row.work_tenant_id,
            team=team_of(row) if row.team_id is not None else None,
            kind=row.work_kind,
            key=row.work_key,
            args=tuple(row.work_args),
            at=row.due_at,
            attempts=row.work_attempts,
        )

    def finish(self, due: Due, next_at: datetime | None) -> None:
        """Done: away with it, or on to its next time, unless the handler itself moved it."""
        if next_at is None:
            _DONE.run(self.tx, row_id=due.id, was_due_at=due.at)
        else:
            new = {"next_at": next_at, "due_at": next_at, "attempts": 0}
            _ADVANCE.run(self.tx, row_id=due.id, was_due_at=due.at, **new)

    def failed(self, due: Due) -> None:
        """Try again later: 1, 2, 4 … minutes, at most an hour."""
        wait = timedelta(minutes=min(2**due.attempts, 60))
        statement = due_work.update().where(due_work.c.id == due.id)
        self.tx.connection.execute(statement.values(next_at=self.now + wait, attempts=due.attempts + 1))

    def next_at(self) -> datetime | None:
        found: datetime | None = _NEXT.one(self.tx).at
        return found
