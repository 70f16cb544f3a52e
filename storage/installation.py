"""Which installation a database belongs to, and whether it is a demo that `samspil demo` made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import BigInteger, CheckConstraint, select
from sqlmodel import Field, SQLModel

from storage.database import Transaction
from storage.tables import moment, table


class InstallationRow(SQLModel, table=True):
    """One row. `name` ties a list of erasures to the database it is about: ids mean nothing elsewhere.

    `ahead` is how many microseconds a demo's clock is ahead of the real one.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True)
    name: str
    demo: bool = False
    ahead: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime = moment()


installations = table(InstallationRow)


@dataclass(frozen=True, slots=True)
class Installation:
    name: str
    demo: bool
    ahead: timedelta


def installation(tx: Transaction) -> Installation | None:
    """None while the database has not been taken into use."""
    row = tx.connection.execute(select(installations)).one_or_none()
    return Installation(row.name, row.demo, timedelta(microseconds=row.ahead)) if row else None


def take_into_use(tx: Transaction, now: datetime, *, demo: bool = False) -> Installation:
    """Give the database its name; one that has a name keeps it, and its mark."""
    statement = tx.insert(installations).values(id=1, name=uuid4().hex, demo=demo, ahead=0, created_at=now)
    tx.connection.execute(statement.on_conflict_do_nothing())
    found = installation(tx)
    assert found is not None
    return found


def set_ahead(tx: Transaction, ahead: timedelta) -> None:
    """Move a demo's clock; a database that is no demo keeps its time."""
    microseconds = ahead // timedelta(microseconds=1)
    tx.connection.execute(installations.update().where(installations.c.demo).values(ahead=microseconds))


def is_demo_file(path: Path) -> bool:
    """Whether `samspil demo` made this file. It is only read: it may be somebody's real database, or
    something else altogether."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT demo FROM installation").fetchall() == [(1,)]
    except sqlite3.Error:
        return False
