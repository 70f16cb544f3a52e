"""Facilitators with ten teams each, four weeks into a course, written straight into an empty SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, insert, select

from bot.notice import VERSION
from storage.database import Database, Transaction
from storage.schedules import due_work
from storage.teams import Role
from storage.teams.tables import accounts, courses, memberships, organisations, people, places, teams
from tests.past_weeks import Past, fill

MEMBERS, WEEKS = 5, 4
BEGINS, ENDS = date(2026, 10, 19), date(2026, 12, 18)
MONDAY = BEGINS + timedelta(weeks=WEEKS)
AT_ONCE = 500  # teams that are written in one go
BEFORE = datetime.combine(BEGINS, time(6), UTC)


def write(database: Database, facilitators: int, each: int) -> list[int]:
    """The facilitators' ids; team and member ids count from 1, and Monday's messages are due at 8.30 that morning."""
    with database.transaction() as tx:
        tenant = tx.connection.execute(
            insert(organisations).values(key="skolen", name="Skolen").returning(organisations.c.id)
        ).scalar_one()
        course = {"key": "k", "name": "Forløbet", "starts_on": BEGINS, "ends_on": ENDS, "language": "da",
                  "zone": "Europe/Copenhagen", "days_off": {}, "settings": {"physical_meetings": 1, "field_hours": 1}}  # fmt: skip
        _add(tx, courses, tenant, [course])
        count = facilitators * each
        _add(tx, teams, tenant, [
            {"course_id": 1, "key": f"t{n:05}", "name": f"Team {n:05}", "partner": "Foreningen", "challenge": "",
             "starts_on": BEGINS, "settings": {}, "created_at": BEFORE}
            for n in range(count)
        ])  # fmt: skip
        _people(tx, tenant, count, facilitators, each)
    for start in range(1, count + 1, AT_ONCE):
        past = [Past(team, _members(team)) for team in range(start, min(start + AT_ONCE, count + 1))]
        with database.transaction() as tx:
            fill(tx, tenant, past, BEGINS, WEEKS)
    first = count * MEMBERS + 1
    return list(range(first, first + facilitators))


def _members(team: int) -> Sequence[int]:
    return range((team - 1) * MEMBERS + 1, team * MEMBERS + 1)


def _people(tx: Transaction, tenant: int, count: int, facilitators: int, each: int) -> None:
    every = count * MEMBERS + facilitators
    _add(tx, people, tenant, [
        {"key": f"p{n:06}", "name": f"Amira {n}", "email": "", "language": "", "preferred": "", "notice_version": VERSION,
         "settings": {}}
        for n in range(every)
    ])  # fmt: skip
    joined = [(team, person, Role.member) for team in range(1, count + 1) for person in _members(team)]
    joined += [
        ((one * each) + number + 1, count * MEMBERS + one + 1, Role.facilitator)
        for one in range(facilitators)
        for number in range(each)
    ]
    _add(tx, memberships, tenant, [
        {"team_id": team, "person_id": person, "role": role.value, "profession": "", "joined_at": BEFORE}
        for team, person, role in joined
    ])  # fmt: skip
    _add(tx, accounts, tenant, [
        {"person_id": n + 1, "platform": "slack", "value": f"T1/U{n}", "claimed": False, "reachable": True, "created_at": BEFORE}
        for n in range(every)
    ])  # fmt: skip
    _add(tx, places, tenant, [
        {"team_id": n + 1, "platform": "slack", "value": f"T1/C{n}", "active": True, "reachable": True, "created_at": BEFORE}
        for n in range(count)
    ])  # fmt: skip
    at = datetime.combine(MONDAY, time(7, 30), UTC)
    _add(tx, due_work, tenant, [
        {"kind": "monday/message", "key": f"monday/message/{count * MEMBERS + n + 1}", "args": [count * MEMBERS + n + 1],
         "next_at": at, "due_at": at}
        for n in range(facilitators)
    ])  # fmt: skip


def _add(tx: Transaction, table: Table, tenant: int, rows: list[dict[str, Any]]) -> None:
    tx.connection.execute(table.insert(), [{"tenant_id": tenant, **row} for row in rows])


def last(tx: Transaction, table: Table) -> int:
    """How many rows."""
    return len(tx.connection.execute(select(table.c.id)).all())
