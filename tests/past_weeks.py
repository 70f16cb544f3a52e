"""Weeks that many teams have behind them, written straight into the database: what an overview shows and Monday reads.

Plausible and the same each time: most do well, some meet seldom, some answer little.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, func, select

from storage.agreements.tables import agreements, parties
from storage.checkins.tables import answers, checkins, rounds
from storage.contract.tables import contracts, signatures, versions
from storage.database import Transaction
from storage.goals import goals
from storage.meetings.tables import meetings
from storage.partners import contacts
from storage.reflections import rounds as reflections
from storage.roles import seats

THEMES = ("ledelse", "organisering", "moeder", "deltagelse", "effekt", "fagligheder")
ROLES = ("chair", "note_taker")
PLACES = ("physical", "physical", "online")


@dataclass(frozen=True, slots=True)
class Past:
    """A team and its members, by id."""

    team_id: int
    members: Sequence[int]


def fill(tx: Transaction, tenant_id: int, teams: Sequence[Past], first: date, weeks: int) -> None:
    """`weeks` whole weeks from the Monday `first` on, for each of the teams; they have had nothing before."""
    writer = _Writer(tx, tenant_id)
    chances = {one.team_id: random.Random(one.team_id) for one in teams}
    known = writer.known(checkins, "team_id", "id")
    writer.add(checkins, [
        {"team_id": one.team_id, "number": 1, "name": "", "settings": {}, "ended_at": None}
        for one in teams if one.team_id not in known
    ])  # fmt: skip
    checkin = writer.known(checkins, "team_id", "id")
    for week in range(weeks):
        monday = first + timedelta(weeks=week)
        _rounds(writer, teams, chances, checkin, monday)
        _meetings(writer, teams, chances, monday, week)
        _promises(writer, teams, chances, monday)
    _once(writer, teams, chances, first, weeks)


class _Writer:
    def __init__(self, tx: Transaction, tenant_id: int) -> None:
        self.tx, self.tenant_id = tx, tenant_id

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.tx.connection.execute(table.insert(), [{"tenant_id": self.tenant_id, **row} for row in rows])

    def known(self, table: Table, by: str, what: str, after: int = 0) -> dict[Any, int]:
        """The newest row's value by that column, of rows after that id."""
        query = select(table.c[by], table.c[what]).where(
            table.c.tenant_id == self.tenant_id, table.c.id > after
        )
        return {row[0]: row[1] for row in self.tx.connection.execute(query.order_by(table.c.id))}

    def last(self, table: Table) -> int:
        """The newest row's id."""
        return int(self.tx.connection.execute(select(func.max(table.c.id))).scalar_one() or 0)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _rounds(
    writer: _Writer,
    teams: Sequence[Past],
    chances: dict[int, random.Random],
    checkin: dict[int, int],
    monday: date,
) -> None:
    day, before = monday + timedelta(days=3), writer.last(rounds)
    writer.add(rounds, [
        {"team_id": one.team_id, "checkin_id": checkin[one.team_id], "day": day, "opens_at": at(day, 8),
         "closes_at": at(day, 18), "opened_at": at(day, 8), "closed_at": at(day, 18), "moods": [], "mood_of": [], "questions": [],
         "name": "", "audience": "open", "by_day": False, "secret": ""}
        for one in teams
    ])  # fmt: skip
    made = writer.known(rounds, "team_id", "id", before)
    said = []
    for one in teams:
        eager = 0.35 if one.team_id % 5 == 0 else 0.85
        said += [
            {"round_id": made[one.team_id], "person_id": person, "kind": "answer", "done": "", "next_step": "Ringe",
             "in_the_way": "", "more": {}, "by_name": False, "on_agenda": False, "help": "", "answered_at": at(day, 9)}
            for person in one.members if chances[one.team_id].random() < eager
        ]  # fmt: skip
    writer.add(answers, said)


def _meetings(
    writer: _Writer, teams: Sequence[Past], chances: dict[int, random.Random], monday: date, week: int
) -> None:
    held: list[tuple[Past, dict[str, Any]]] = []
    for one in teams:
        for number in range(chances[one.team_id].choice((0, 1, 1, 2)) if one.team_id % 4 else week % 2):
            starts = at(monday + timedelta(days=1 + 2 * number), 12)
            held.append((one, {
                "team_id": one.team_id, "uid": f"past-{one.team_id}-{week}-{number}", "proposer_id": one.members[0],
                "purpose": "Besøg", "type": "team", "why": "", "told_back": "", "kind": "", "hidden": False, "found": False,
                "place_kind": chances[one.team_id].choice(PLACES), "place": "", "minutes": 60, "state": "settled", "poll": 1,
                "zone": "", "series": "", "opened_at": starts, "deadline": starts, "starts_at": starts, "sequence": 0,
                "changed_at": starts, "file": "",
            }))  # fmt: skip
    before = writer.last(meetings)
    writer.add(meetings, [row for _, row in held])
    ids = writer.known(meetings, "uid", "id", before)
    writer.add(seats, [
        {"meeting_id": ids[row["uid"]], "role": role, "position": place, "accepted": True,
         "person_id": one.members[(week + place) % len(one.members)]}
        for one, row in held for place, role in enumerate(ROLES)
    ])  # fmt: skip


def _promises(
    writer: _Writer, teams: Sequence[Past], chances: dict[int, random.Random], monday: date
) -> None:
    made = []
    for one in teams:
        for _ in range(chances[one.team_id].choice((0, 1, 2))):
            done = chances[one.team_id].random() < 0.75
            made.append({
                "team_id": one.team_id, "text": "Ringe til foreningen", "sign": "", "due_on": monday + timedelta(days=4),
                "state": "done" if done else "open", "made_by": one.members[0], "made_at": at(monday, 10), "version": 1,
                "moved": 0, "carried": 0, "on_agenda": False, "help_wanted": False,
                "closed_at": at(monday + timedelta(days=3), 10) if done else None,
            })  # fmt: skip
    before = writer.last(agreements)
    writer.add(agreements, made)
    writer.add(parties, [
        {"agreement_id": one, "side": "does", "kind": "person", "person_id": by, "words": "", "answer": "yes"}
        for one, by in writer.known(agreements, "id", "made_by", before).items()
    ])  # fmt: skip


def _once(
    writer: _Writer, teams: Sequence[Past], chances: dict[int, random.Random], first: date, weeks: int
) -> None:
    """A contract, some reflections, a goal, contact with the local organisation."""
    begun = [one for one in teams if one.team_id % 6]
    writer.add(contracts, [{"team_id": one.team_id, "begun_at": at(first, 10), "card": 1} for one in begun])
    sent = at(first + timedelta(days=3), 10)
    writer.add(versions, [
        {"team_id": one.team_id, "number": 1, "state": "active" if one.team_id % 3 else "signing", "on_paper": False,
         "clauses": {"ambition": "Vi møder til tiden"}, "sent_by": one.members[0], "sent_at": sent, "comment": "",
         "decided_at": sent + timedelta(days=1) if one.team_id % 3 else None}
        for one in begun
    ])  # fmt: skip
    made = writer.known(versions, "team_id", "id")
    writer.add(signatures, [
        {"version_id": made[one.team_id], "person_id": person, "signed_at": sent}
        for one in begun for person in (one.members if one.team_id % 3 else one.members[:2])
    ])  # fmt: skip
    writer.add(reflections, [
        {"team_id": one.team_id, "prompt": f"p{number}", "theme": chances[one.team_id].choice(THEMES), "live": False,
         "opened_at": at(day, 10), "deadline": at(day, 18), "by_name": False, "state": "revealed", "shown": [],
         "shown_by_name": False, "secret": "00", "closed_at": at(day, 18), "conclusion": ""}
        for one in teams for number in range(chances[one.team_id].randint(0, max(weeks // 2, 1)))
        for day in [first + timedelta(weeks=min(number * 2, weeks - 1), days=2)]
    ])  # fmt: skip
    writer.add(goals, [
        {"team_id": one.team_id, "text": "Flere unge kommer", "sign": "", "state": "open", "made_by": one.members[0],
         "made_at": at(first, 11)}
        for one in teams if one.team_id % 2
    ])  # fmt: skip
    writer.add(contacts, [
        {"team_id": one.team_id, "person_id": one.members[0], "contact": "", "line": "", "made_at": at(day, 9), "on_day": day}
        for one in teams for day in [first + timedelta(days=chances[one.team_id].randint(0, weeks * 7 - 4))]
    ])  # fmt: skip
