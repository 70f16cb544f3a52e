"""A school's term as records: what became of it, read when it is over."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tests.term.calendars import ZONE
from tests.term.clockwork import moment_of as moment
from tests.term.deeds import Diary, Round, Told
from tests.term.plan import FIELD_HOURS, IN_PERSON
from tests.term.planting import Trouble
from tests.term.records import Booking, Monday, Poll, Promise, Records, Roles
from tests.term.school import TeamOf, Term
from tests.term.students import SILENT, Student
from tests.visitor import text_of

ASKED, MONDAY, SHARED = "agreements/due/", "monday/message/", "reflections/reveal/"
ASKED_AT = time(9)


def records(term: Term) -> Records:
    """Before the school's database is closed. Of a school with planted teams, what was true and told of them: how
    teams do that do well is told by the others."""
    mondays = list(_mondays(term))
    if term.school.whole:
        return Records(diaries=[_diary(term, team) for team in term.teams], mondays=mondays)
    bookings = [one for team in term.teams for one in _meetings(term, team)]
    return Records(
        polls=list(_polls(term)),
        bookings=[*bookings, *_supervision(term)],
        roles=[one for team in term.teams for one in _roles(term, team)],
        promises=list(_promises(term)),
        messages=list(_messages(term)),
        mondays=mondays,
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


# ---- what facilitators were told


def _mondays(term: Term) -> Iterator[Monday]:
    """Each that came; counted as they came, not as they were meant."""
    boss = term.facilitator
    for one in term.chat.arrivals:
        if one.place == boss.account and one.key.startswith(MONDAY):
            on = one.at.astimezone(ZONE).date()
            sql = "SELECT COUNT(*) AS lines FROM monday_line WHERE said_on = ? AND strength = 0"
            lines = term.rows(sql, on.isoformat())[0].lines
            waiting = term.rows("SELECT waiting FROM monday_message WHERE said_on = ?", on.isoformat())[
                0
            ].waiting
            yield Monday(str(term.school.number), on, lines, waiting)


def _diary(term: Term, team: TeamOf) -> Diary:
    course = team.course
    assert course is not None
    came = {one.at.astimezone(ZONE).date() for one in term.chat.arrivals if one.key.startswith(MONDAY)}
    sql = "SELECT kind, said_on, shared, strength FROM monday_line WHERE team_id = ? ORDER BY id"
    told = [
        Told(row.kind, on, bool(row.shared), bool(row.strength))
        for row in term.rows(sql, team.id)
        if (on := date.fromisoformat(str(row.said_on))) in came
    ]
    sql = """SELECT r.id, r.closed_at FROM checkin_round r JOIN checkin c ON c.id = r.checkin_id
             WHERE r.team_id = ? AND r.closed_at IS NOT NULL AND c.number = 1"""
    rounds = [Round(row.id, moment(row.closed_at)) for row in term.rows(sql, team.id)]
    sql = "SELECT id, survey, closed_at FROM survey_round WHERE team_id = ? AND closed_at IS NOT NULL AND oral = 0"
    surveys = [Round(row.id, moment(row.closed_at), row.survey) for row in term.rows(sql, team.id)]
    places = {one.place for one in team.students}
    shown = {one.at for one in term.chat.arrivals if one.place in places and one.key.startswith(SHARED)}
    return Diary(
        team=f"{term.school.number}/{team.id}",
        starts=term.school.starts,
        ends=term.school.ends,
        members=len(team.students),
        hours=FIELD_HOURS,
        in_person=IN_PERSON,
        planted=course.planted,
        deeds=course.deeds,
        mornings=course.mornings,
        rounds=rounds,
        shown=sorted(shown),
        told=told,
        felt=course.felt,
        surveys=surveys,
        names=_names(term, team),
    )


def _names(term: Term, team: TeamOf) -> int:
    """How often somebody of the team is named on a facilitator's Monday, in *Se alle* or on the team's page; and who
    has fallen silent, in any message that the facilitator got since."""
    texts = [*team.pages, *term.facilitator.pages]
    texts += [text for key, text in term.chat.said if key.startswith(MONDAY)]
    found = sum(_is_in(one, text) for one in team.students for text in texts)
    boss, came = term.facilitator.account, {one.key: one.at for one in term.chat.arrivals}
    for planted in team.plan.planted:
        if planted.trouble is Trouble.silent:
            since = datetime.combine(term.school.starts + timedelta(weeks=planted.week - 1), time(0), ZONE)
            later = [one for one in term.chat.newest(boss, len(came)) if came[one.key] >= since]
            found += sum(_is_in(team.students[SILENT], text_of(one.card)) for one in later)
    return found


def _is_in(student: Student, text: str) -> bool:
    return re.search(rf"\b{student.name}\b", text, re.IGNORECASE) is not None
