"""One school's term: its teams meet, and who facilitates them looks in once a day."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from bot.features import FEATURES
from bot.interactions import Address, Ask, Command, Interaction, Press, Reply, Response, Sender, Submit
from bot.teams.loading import load
from bot.timetable_file import load_timetable
from bot.ui import Action, Form, Values
from storage.calendars import CalendarStore, find_calendar
from tests.term import calendars
from tests.term.calendars import ZONE
from tests.term.clockwork import SETTINGS, Clockwork
from tests.term.clockwork import moment_of as moment
from tests.term.coursework import Coursework
from tests.term.forms import filled
from tests.term.meetings import Meeting
from tests.term.plan import School, TeamPlan
from tests.term.records import PollMade
from tests.term.students import Student, written
from tests.visitor import text_of

BEGINS = time(7)
RESTS = timedelta(days=1)  # from a meeting until somebody looks for the next one
LAST_PROPOSAL = timedelta(days=6)  # before the course ends
OFFERS = (15, 36)  # days into the term on which supervision is offered
REFLECTS = 14  # days between reflections


class Term:
    def __init__(self, school: School) -> None:
        self.school = school
        self.works = Clockwork(datetime.combine(school.starts, BEGINS, ZONE))
        self.chat = self.works.chat
        self._ids = itertools.count(1)
        self.polls: list[PollMade] = []
        self.teams: list[TeamOf] = []
        self._load()

    @property
    def now(self) -> datetime:
        return self.works.now

    def delivery_id(self) -> str:
        return f"d{next(self._ids)}"

    def rows(self, sql: str, *values: Any) -> list[Any]:
        return self.works.rows(sql, *values)

    def handle(self, who: object, interaction: Interaction) -> Response:
        self.works.now += timedelta(seconds=5)
        return self.works.bot.handle(interaction)

    def play(self) -> None:
        """Raises Defect."""
        self._plan()
        self.works.run(datetime.combine(self.school.ends, time(23), ZONE))

    def close(self) -> None:
        self.works.database.close()

    # ---- who is there

    def _load(self) -> None:
        school, database = self.school, self.works.database
        load(database, FEATURES, SETTINGS, school.toml, "course.toml", self.now)
        lessons = calendars.timetable(school.starts, school.weeks)
        load_timetable(database, lessons, "forloeb", "", self.now)
        self.tenant_id = self.rows("SELECT id FROM organisation")[0].id
        teams = {row.key: row.id for row in self.rows("SELECT id, key FROM team")}
        people = {row.key: row.id for row in self.rows("SELECT id, key FROM person")}
        for plan in school.teams:
            self.teams.append(TeamOf(self, plan, teams[plan.key], people))
        self.facilitator = Facilitator(self, people["mette"])

    # ---- what will happen

    def _plan(self) -> None:
        days = [self.school.starts + timedelta(days=number) for number in range(self.school.weeks * 7)]
        for team in self.teams:
            if team.course is not None:
                team.course.plan(self.school.starts, self.school.weeks)
            for student in team.students:
                for day in days:
                    self._plan_looks(student, day)
        for number, day in enumerate(days):
            self.works.plan(datetime.combine(day, time(7, 30), ZONE), self._plan_meetings)
            if day.weekday() < 5:
                look = partial(self.facilitator.look_in, number)
                self.works.plan(datetime.combine(day, time(9, 20), ZONE), look)

    def _plan_looks(self, student: Student, day: date) -> None:
        chance = student.chance
        often = student.habits.looks * (0.25 if day.weekday() > 4 else 1)
        for _ in range(int(often) + (chance.random() < often % 1)):
            at = datetime.combine(day, time(0), ZONE) + timedelta(hours=chance.triangular(7.6, 22, 11))
            self.works.plan(at, student.look_in)

    def _plan_meetings(self) -> None:
        """Those of today. Phones have fetched their calendars."""
        for team in self.teams:
            team.learn()
            for student in team.students:
                if student.habits.subscribes:
                    self._fetch_calendar(student)
            for meeting, (start, _) in team.meetings.items():
                if start.astimezone(ZONE).date() == self.now.astimezone(ZONE).date():
                    self.works.plan(start, Meeting(self, team, meeting, start).begin)

    def _fetch_calendar(self, student: Student) -> None:
        with self.works.database.transaction() as tx:
            secret = CalendarStore(tx, self.tenant_id, self.now).of_person(student.id)
            find_calendar(tx, secret, self.now)


class TeamOf:
    """What a team knows together: its calendar, and who is in it."""

    def __init__(self, term: Term, plan: TeamPlan, id: int, people: dict[str, int]) -> None:
        self.term, self.plan, self.id = term, plan, id
        self.ends = term.school.ends
        self.last_proposal = datetime.combine(self.ends - LAST_PROPOSAL, time(0), ZONE)
        self.meetings: dict[int, tuple[datetime, datetime]] = {}  # ahead
        self.polls_open = 0
        self._met: datetime | None = None
        self._minutes: dict[int, int] = {}
        self._slots: dict[int, datetime] = {}
        self.pages: list[str] = []  # what the team has read of itself
        self.course = Coursework(term, self, plan.planted) if term.school.whole else None
        self._last_poll = 0
        places = [Address(platform, value) for platform, value in plan.places]
        web = Address("web", f"team/{id}")
        self.students = []
        for who in plan.students:
            account = (
                Address(who.platform, who.account)
                if who.account
                else Address("web", f"person/{people[who.key]}")
            )
            place = next((one for one in places if one.platform == account.platform), web)
            chance = random.Random(f"{term.school.seed}/{plan.key}/{who.key}")
            self.students.append(
                Student(
                    term, people[who.key], who.key, account, place, self, who.calendar, who.habits, chance
                )
            )

    def learn(self) -> None:
        """What is settled stands in everybody's calendar, as far as they come; what is not settled any more does not."""
        now = self.term.now
        sql = "SELECT id, state, minutes, starts_at FROM meeting WHERE team_id = ? AND (starts_at IS NULL OR starts_at > ?)"
        rows = self.term.rows(sql, self.id, said(now - RESTS))
        self.polls_open = sum(row.state in ("polling", "asking") for row in rows)
        spans = {}
        for row in rows:
            self._minutes[row.id] = row.minutes
            if row.state == "settled":
                start = moment(row.starts_at)
                spans[row.id] = (start, start + timedelta(minutes=row.minutes))
        self.meetings = {meeting: span for meeting, span in spans.items() if span[0] > now}
        self._met = max((start for start, _ in spans.values() if start <= now), default=None)
        taken = {f"m{meeting}": span for meeting, span in spans.items()}
        sql = """SELECT t.id, t.starts_at, o.minutes FROM supervision_time t JOIN supervision_offer o ON o.id = t.offer_id
                 WHERE t.team_id = ?"""
        for row in self.term.rows(sql, self.id):
            start = moment(row.starts_at)
            taken[f"s{row.id}"] = (start, start + timedelta(minutes=row.minutes))
        for student in self.students:
            student.calendar.booked = taken

    def note_polls(self, minutes: int) -> None:
        """Whether there was a time that suited everybody when a poll was opened."""
        sql = "SELECT id, minutes FROM meeting WHERE team_id = ? AND id > ? AND state = 'polling'"
        for row in self.term.rows(sql, self.id, self._last_poll):
            self._last_poll = row.id
            self.learn()
            suits = calendars.common(
                [one.calendar for one in self.students], self.term.now, row.minutes, self.ends
            )
            self.term.polls.append(PollMade(self.id, row.id, suits is not None))
        self.learn()

    @property
    def met_lately(self) -> bool:
        """Who has just met does not look for the next week's time yet."""
        return self._met is not None and self._met > self.term.now - RESTS

    def meets_within(self, ahead: timedelta) -> bool:
        return any(start < self.term.now + ahead for start, _ in self.meetings.values())

    def minutes_of(self, meeting: int) -> int:
        return self._minutes.get(meeting, 60)

    def slot(self, slot: int) -> datetime:
        if slot not in self._slots:
            row = self.term.rows("SELECT starts_at FROM meeting_slot WHERE id = ?", slot)[0]
            self._slots[slot] = moment(row.starts_at)
        return self._slots[slot]

    def supervision(self, time_id: int) -> tuple[datetime, int]:
        sql = """SELECT t.starts_at, o.minutes FROM supervision_time t JOIN supervision_offer o ON o.id = t.offer_id
                 WHERE t.id = ?"""
        row = self.term.rows(sql, time_id)[0]
        return moment(row.starts_at), row.minutes


class Facilitator:
    """Reads the Monday, offers supervision twice, and now and then opens a reflection for them all."""

    def __init__(self, term: Term, id: int) -> None:
        self.term = term
        self.id, self.account = id, Address("web", f"person/{id}")
        self.sender = Sender(self.account, "Mette", "da")
        self.chance = random.Random(f"{term.school.seed}/facilitator")
        self.pages: list[str] = []

    def look_in(self, day: int) -> None:
        if day % 7 == 0 and self.term.school.whole:
            self._read_pages()
        if day in OFFERS and day + 14 < self.term.school.weeks * 7:
            self._offer(day)
        if day % REFLECTS == 8:
            self._command("refleksion", {})
        for team in self.term.teams:
            if team.course is not None and (version := team.course.waiting_version()):
                self._press(Action("contract/approve", (str(team.id), str(version))))
                team.course.approved(version, self.id)

    def _read_pages(self) -> None:
        """*Se alle*, and in each team somebody reads what is said of it."""
        response = self._command("facilitator", {})
        self.pages += [text_of(response.card)] if isinstance(response, Reply) else []
        for team in self.term.teams:
            said = team.students[0].command("facilitator")
            team.pages += [text_of(said.card)] if isinstance(said, Reply) else []

    def _offer(self, day: int) -> None:
        """As many half hours as there are teams and a few more, on two days of next week."""
        monday = self.term.school.starts + timedelta(days=day - day % 7 + 7)
        needed = len(self.term.teams) + 3
        hours = [(9, 0), (9, 30), (10, 0), (10, 30), (12, 0), (12, 30), (13, 0), (13, 30), (14, 0), (14, 30)]
        spans = [(monday + timedelta(days=more), hour) for more in (1, 3) for hour in hours][:needed]
        times = [written(datetime.combine(one, time(*hour), ZONE)) for one, hour in spans]
        self._command("vejledning", {"times": "\n".join(times), "minutes": "30"})

    def _command(self, name: str, values: Values) -> Response:
        """Without a place, as in a private message: it is for all the teams."""
        response = self.term.handle(
            self,
            Command(sender=self.sender, place=None, name=name, text="", delivery_id=self.term.delivery_id()),
        )
        if isinstance(response, Ask):
            self._submit(response.form, values)
        elif name == "vejledning":
            asked = self._press(Action("supervision/new"))
            if isinstance(asked, Ask):
                self._submit(asked.form, values)
        return response

    def _press(self, action: Action) -> Response:
        press = Press(sender=self.sender, place=None, action=action, delivery_id=self.term.delivery_id())
        return self.term.handle(self, press)

    def _submit(self, form: Form, values: Values) -> Response:
        today = self.term.now.astimezone(ZONE).date()
        sent = filled(form, values, self.chance, today)
        return self.term.handle(
            self,
            Submit(
                sender=self.sender,
                place=None,
                action=form.action,
                delivery_id=self.term.delivery_id(),
                values=sent,
            ),
        )


def said(at: datetime) -> str:
    """A moment as SQLite keeps it."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
