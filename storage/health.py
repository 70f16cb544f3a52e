"""How things stand, for whoever runs the server: counts and moments, nothing about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, and_, func, select
from sqlmodel import Field, SQLModel

from storage.database import Transaction
from storage.outbox.tables import outbox
from storage.schedules import due_work, failing
from storage.tables import moment, table

FORGOTTEN = timedelta(minutes=5)  # a process that has not reported for so long is gone


class DoorStateRow(SQLModel, table=True):
    """What each process says of its doors, so that others (`samspil check`, a facilitator) can see it."""

    __tablename__ = "door_state"
    __table_args__ = (Index("ix_door_state_seen_at", "seen_at"),)
    process: str = Field(primary_key=True)
    door: str = Field(primary_key=True)
    ready: bool
    since: datetime = moment()
    reason: str = ""
    seen_at: datetime = moment()


door_states = table(DoorStateRow)


@dataclass(frozen=True, slots=True)
class DoorReport:
    """A door as the processes that run see it: ready when one of them has it open."""

    door: str
    ready: bool
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """`oldest_post`: when the post that has waited longest should have been sent; `oldest_work` likewise."""

    waiting: int
    oldest_post: datetime | None
    oldest_work: datetime | None


def alive(tx: Transaction) -> None:
    """Raises when the database does not answer."""
    tx.connection.execute(select(1))


def report(tx: Transaction, process: str, doors: tuple[DoorReport, ...], now: datetime) -> None:
    """Write down how this process's doors stand; processes long silent are forgotten."""
    tx.connection.execute(door_states.delete().where(door_states.c.seen_at < now - FORGOTTEN))
    for one in doors:
        values = {"ready": one.ready, "since": one.since, "reason": one.reason, "seen_at": now}
        statement = tx.insert(door_states).values(process=process, door=one.door, **values)
        tx.connection.execute(
            statement.on_conflict_do_update(index_elements=["process", "door"], set_=values)
        )


def sign_off(tx: Transaction, process: str) -> None:
    tx.connection.execute(door_states.delete().where(door_states.c.process == process))


def doors(tx: Transaction, now: datetime) -> tuple[DoorReport, ...]:
    """Every door that some process reported lately, the best of its states."""
    query = (
        select(door_states)
        .where(door_states.c.seen_at >= now - FORGOTTEN)
        .order_by(door_states.c.door, door_states.c.ready.desc(), door_states.c.since)
    )
    best: dict[str, DoorReport] = {}
    for row in tx.connection.execute(query):
        best.setdefault(row.door, DoorReport(row.door, row.ready, row.since, row.reason))
    return tuple(best.values())


def backlog(tx: Transaction, now: datetime, platforms: tuple[str, ...]) -> Backlog:
    """What waits for these doors, and late work of the clock."""
    waits = (outbox.c.ref == "", outbox.c.next_at.is_not(None), outbox.c.due_at <= now)
    posts = select(func.count(), func.min(outbox.c.due_at)).where(*waits, outbox.c.platform.in_(platforms))
    count, oldest = tx.connection.execute(posts).one()
    # What failed is tried again later: it is late by when it was due, whenever its next attempt is.
    late = (due_work.c.next_at <= now, and_(failing(), due_work.c.due_at <= now))
    found = [
        tx.connection.execute(select(func.min(due_work.c.due_at)).where(one)).scalar_one() for one in late
    ]
    return Backlog(count, oldest, min((one for one in found if one is not None), default=None))


def rows_by_state(tx: Transaction) -> dict[str, int]:
    """How many rows of the outbox there are in each state. Reads the whole table: for metrics alone."""
    states = tx.connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {row[0]: row[1] for row in states}


def abandoned(tx: Transaction, platforms: tuple[str, ...]) -> dict[str, int]:
    """Posts that wait for doors that are not among these: a platform whose settings were taken away."""
    query = (
        select(outbox.c.platform, func.count())
        .where(outbox.c.next_at.is_not(None), outbox.c.platform.not_in(platforms))
        .group_by(outbox.c.platform)
    )
    return {row[0]: row[1] for row in tx.connection.execute(query)}


def expire_abandoned(tx: Transaction, now: datetime, platforms: tuple[str, ...]) -> int:
    """Posts nobody will send any more, since their door is closed for good and their time is over."""
    statement = (
        outbox.update()
        .where(outbox.c.next_at.is_not(None), outbox.c.platform.not_in(platforms))
        .where(outbox.c.expires_at < now - timedelta(days=1))
        .values(state="expired", next_at=None, lease_until=None)
    )
    return tx.connection.execute(statement).rowcount
