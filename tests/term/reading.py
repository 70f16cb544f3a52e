"""A school's term as records: what became of it, read when it is over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tests.term.calendars import ZONE
from tests.term.clockwork import moment_of as moment
from tests.term.records import Booking, Poll, Promise, Records, Roles
from tests.term.school import TeamOf, Term

ASKED = "agreements/due/"
ASKED_AT = time(9)


def records(term: Term) -> Records:
    """Before the school's database is closed."""
    bookings = [one for team in term.teams for one in _meetings(term, team)]
    return Records(
        polls=list(_polls(term)),
        bookings=[*bookings, *_supervision(term)],
        roles=[one for team in term.teams for one in _roles(term, team)],
        promises=list(_promises(term)),
        messages=list(_messages(term)),
    )


def _polls(term: Term) -> Iterator[Poll]:
    """All but those that people still have time to vote in."""
    rows = {row.id: row for row in term.rows("SELECT id, state, starts_at, deadline FROM meeting")}
    for made in term.polls:
        row = rows[made.meeting]
        if row.state == "polling" and moment(row.deadline) > term.now:
            continue
        yield Poll(made.common, row.starts_at is not None)


def _meetings(term: Term, team: TeamOf) -> Iterator[Booking]:
    """Everybody in the team is expected who has not said no."""
    away = _said(term, coming=False)
    sql = "SELECT id, starts_at, minutes FROM meeting WHERE team_id = ? AND state = 'settled'"
    for row in term.rows(sql, team.id):
        start = moment(row.starts_at)
        for student in team.students:
            if student.id not in away[row.id]:
                yield _booking(term, student.id, f"meeting {row.id}", start, row.minutes)


def _said(term: Term, *, coming: bool) -> defaultdict[int, set[int]]:
    """By meeting, who has said so."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in term.rows(
        "SELECT meeting_id, person_id FROM meeting_attendance WHERE coming = ?", int(coming)
    ):
        found[row.meeting_id].add(row.person_id)
    return found


def _supervision(term: Term) -> Iterator[Booking]:
    sql = """SELECT t.id, t.starts_at, t.team_id, o.minutes, o.facilitator_id FROM supervision_time t
             JOIN supervision_offer o ON o.id = t.offer_id WHERE t.team_id IS NOT NULL"""
    teams = {team.id: team for team in term.teams}
    for row in term.rows(sql):
        people = [row.facilitator_id, *(student.id for student in teams[row.team_id].students)]
        for person in people:
            yield _booking(term, person, f"supervision {row.id}", moment(row.starts_at), row.minutes)


def _booking(term: Term, person: int, what: str, start: datetime, minutes: int) -> Booking:
    return Booking(f"{term.school.number}/{person}", what, start, start + timedelta(minutes=minutes))


def _roles(term: Term, team: TeamOf) -> Iterator[Roles]:
    """Roles are shared among those who have said that they come: who has not answered may not be there."""
    comes = _said(term, coming=True)
    turns: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in term.rows("SELECT meeting_id, role, person_id FROM meeting_role WHERE person_id IS NOT NULL"):
        turns[row.meeting_id].append((row.role, row.person_id))
    sql = "SELECT id, starts_at FROM meeting WHERE team_id = ? AND state = 'settled' ORDER BY starts_at"
    for row in term.rows(sql, team.id):
        if moment(row.starts_at) < term.now:
            there = frozenset(comes[row.id])
            yield Roles(f"{term.school.number}/{team.id}", moment(row.starts_at), tuple(turns[row.id]), there)


def _promises(term: Term) -> Iterator[Promise]:
    """Those whose people should have been asked by now: at 9.00 on the working day after their day."""
    asked = [text for key, text in term.chat.said if key.startswith(ASKED)]
    for row in term.rows("SELECT text, due_on, state FROM agreement"):
        day = date.fromisoformat(str(row.due_on)) + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        if datetime.combine(day, ASKED_AT, ZONE) < term.now:
            yield Promise(row.state != "open", any(row.text in text for text in asked))


def _messages(term: Term) -> Iterator[int]:
    """New messages where a student reads: in the team's place, and their own. Each of the term's weeks counts."""
    came: Counter[tuple[object, int]] = Counter()
    for one in term.chat.arrivals:
        week = (one.at.astimezone(ZONE).date() - term.school.starts).days // 7
        came[one.place, week] += 1
    for team in term.teams:
        for student in team.students:
            for week in range(term.school.weeks):
                yield came[student.account, week] + came[student.place, week]
