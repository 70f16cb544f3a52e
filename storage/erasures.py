"""Who has been erased, and which courses have ended: ids only, so that nobody and nothing comes back with a copy
that is older."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, inspect, or_, select, text
from sqlmodel import Field, SQLModel

from storage.database import Transaction
from storage.offline import snapshot
from storage.outbox.store import Stale, stale_of
from storage.outbox.tables import outbox
from storage.secrets import Vault
from storage.tables import moment, table
from storage.teams.tables import courses, people, teams

FORMAT = "samspil-erasures"
PERSON, CLOSED, EMPTIED = (
    "person",
    "closed",
    "emptied",
)  # what a line is about: a person, or a stage of a course


class ErasureRow(SQLModel, table=True):
    """No foreign keys: the list outlives what it is about."""

    __tablename__ = "erasure"
    tenant_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    at: datetime = moment()


class CourseEndRow(SQLModel, table=True):
    """A course was closed (its private texts are gone), or emptied (what was its teams' is gone too)."""

    __tablename__ = "course_end"
    tenant_id: int = Field(primary_key=True)
    course_id: int = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    at: datetime = moment()


erasures = table(ErasureRow)
course_ends = table(CourseEndRow)


@dataclass(frozen=True, slots=True, order=True)
class Erasure:
    """`person_id` is a course's id where `what` is a stage of a course's end."""

    tenant_id: int
    person_id: int
    at: datetime
    what: str = PERSON


@dataclass(frozen=True, slots=True)
class ErasureList:
    """`installation`: the name of the database whose ids these are."""

    installation: str
    erasures: tuple[Erasure, ...]


class NotAList(Exception):
    """The file is no list of erasures."""


def note(tx: Transaction, tenant_id: int, id: int, now: datetime, what: str = PERSON) -> None:
    """Write down, in the transaction that erases, that it was done. Twice is once."""
    if what == PERSON:
        statement = tx.insert(erasures).values(tenant_id=tenant_id, person_id=id, at=now)
    else:
        statement = tx.insert(course_ends).values(tenant_id=tenant_id, course_id=id, stage=what, at=now)
    tx.connection.execute(statement.on_conflict_do_nothing())
    tx.erased = True


def cards_left(tx: Transaction, tenant_id: int, team_ids: Iterable[int]) -> list[Stale]:
    """Cards that may still hold what was erased: those out of date, and the teams' that nothing brings up to
    date any more since their messages failed, expired or are of unknown fate."""
    lost = and_(outbox.c.team_id.in_(list(team_ids)), outbox.c.state.not_in(("due", "claimed", "sent")))
    here = (outbox.c.tenant_id == tenant_id, outbox.c.card.is_not(None), or_(outbox.c.stale, lost))
    return [stale_of(row) for row in tx.connection.execute(select(outbox).where(*here))]


def put_card(tx: Transaction, one: Stale, card: str | None) -> None:
    """The card as it is now (None: it goes); delivery tells the platform of it where it can."""
    if card != one.card:
        new = outbox.update().where(outbox.c.id == one.id)
        tx.connection.execute(new.values(card=card, version=one.version + 1, stale=False))


def noted(tx: Transaction) -> tuple[Erasure, ...]:
    return (*_people(tx), *ended(tx))


def _people(tx: Transaction) -> tuple[Erasure, ...]:
    query = select(erasures).order_by(erasures.c.at, erasures.c.tenant_id, erasures.c.person_id)
    return tuple(Erasure(row.tenant_id, row.person_id, row.at) for row in tx.connection.execute(query))


def ended(tx: Transaction) -> tuple[Erasure, ...]:
    """The courses that have ended, stage by stage, the oldest first."""
    query = select(course_ends).order_by(course_ends.c.at, course_ends.c.tenant_id, course_ends.c.course_id)
    rows = tx.connection.execute(query)
    return tuple(Erasure(row.tenant_id, row.course_id, row.at, row.stage) for row in rows)


def still_here(tx: Transaction) -> tuple[Erasure, ...]:
    """Noted as erased, and yet there: a restored backup brought them back."""
    theirs = (people.c.tenant_id == erasures.c.tenant_id) & (people.c.id == erasures.c.person_id)
    query = select(erasures).join(people, theirs).order_by(erasures.c.at)
    return tuple(Erasure(row.tenant_id, row.person_id, row.at) for row in tx.connection.execute(query))


def open_again(tx: Transaction) -> tuple[Erasure, ...]:
    """Courses noted as ended of which a restored backup brought back what is gone, the earliest stage first."""
    course = and_(courses.c.tenant_id == course_ends.c.tenant_id, courses.c.id == course_ends.c.course_id)
    there = select(teams.c.id).where(teams.c.course_id == courses.c.id).exists()
    back = or_(
        and_(course_ends.c.stage == CLOSED, courses.c.closed_at.is_(None)),
        and_(course_ends.c.stage == EMPTIED, there),
    )
    query = (
        select(course_ends).join(courses, course).where(back).order_by(course_ends.c.stage, course_ends.c.at)
    )
    rows = tx.connection.execute(query)
    return tuple(Erasure(row.tenant_id, row.course_id, row.at, row.stage) for row in rows)


def list_of(url: str) -> ErasureList:
    """The list in another database, which may be in use. Raises NotAList, sqlalchemy's OperationalError."""
    with snapshot(url) as connection:
        if not inspect(connection).has_table("erasure"):
            raise NotAList(url)
        name = connection.execute(text("SELECT name FROM installation")).scalar_one_or_none() or ""
        tx = Transaction(connection, Vault(()))
        of_courses = ended(tx) if inspect(connection).has_table("course_end") else ()
        return ErasureList(name, (*_people(tx), *of_courses))


def keep_list(path: Path, installation: str, rows: Iterable[Erasure]) -> None:
    """The list as a file beside the database, all of it or none, readable by its owner alone.

    What the file says already stays in it; another installation's list is put aside, not lost.
    """
    found = set(rows)
    if path.exists():
        there = read_list(path)
        if there.installation == installation:
            found |= set(there.erasures)
        else:
            path.rename(path.with_name(f"{path.name}.{there.installation[:8]}"))
    lines = [json.dumps({"format": FORMAT, "version": 1, "installation": installation})]
    lines += [json.dumps(_line(one)) for one in sorted(found)]
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _line(one: Erasure) -> list[int | str]:
    line: list[int | str] = [one.tenant_id, one.person_id, one.at.isoformat()]
    return line if one.what == PERSON else [*line, one.what]


def read_list(path: Path) -> ErasureList:
    """Raises NotAList, OSError."""
    try:
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        header: Any = json.loads(first)
        if header["format"] != FORMAT or header["version"] != 1:
            raise NotAList(str(path))
        rows = [json.loads(line) for line in rest if line]
        found = [
            Erasure(int(row[0]), int(row[1]), datetime.fromisoformat(row[2]), *map(str, row[3:4]))
            for row in rows
        ]
        return ErasureList(str(header["installation"]), tuple(found))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise NotAList(str(path)) from error
