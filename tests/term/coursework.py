"""What a team does for its course beside its meetings, and what it gives up when it is in trouble.

Contract, partner, time in the field, goals: each in some student's name, by what they would press. What is done is
noted as it is done (`deeds.py`), also what Samspil never hears of: a call that nobody noted, a talk without an agenda.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.interactions import Ask, Command, Press, Reject, Replace, Reply, Response, Submit
from bot.ui import Action, Form, Values
from tests.term.calendars import ZONE
from tests.term.clockwork import moment_of
from tests.term.deeds import Deed, Did, Felt, Morning
from tests.term.plan import FIELD_HOURS
from tests.term.planting import Planted, Trouble

if TYPE_CHECKING:
    from tests.term.school import TeamOf, Term
    from tests.term.students import Student

TALKS = 0.85  # of the weeks in which they talk with their partner
NOTES = 0.85  # of those talks that somebody notes
VISITS = 0.85  # of the weeks in which they are in the field for as long as they planned
SHARES = 0.75  # of the reflections that somebody writes
SIGNS = 0.8  # when they look in
JUST_TALK_OF_IT = 0.3  # of the meetings without an agenda: how they work together comes up
SURVEYS, LEVEL, TURNED = ("dialogpuls", "niveau"), "niveau", ("alene",)  # TURNED: a high step is a low score
A_WEEK = timedelta(days=7)
FAITHFUL = 1  # who answers when the others have stopped
MEETS_WITHIN, COUNTED = timedelta(days=10), timedelta(days=7)
NOTED = {
    "contract/sign": Did.signed,
    "contract/still": Did.still_ok,
    "checkins/answer": Did.answered,
}
LET_BE = {  # what a team in trouble does not press
    Trouble.late: ("agreements/done", "agreements/move", "agreements/drop", "agreements/take", "agreements/assist"),
    Trouble.few: ("checkins/answer",),
    Trouble.reflections: ("reflections/write", "reflections/name"),
    Trouble.review: ("contract/still",),
}  # fmt: skip


class Coursework:
    def __init__(self, term: Term, team: TeamOf, planted: tuple[Planted, ...]) -> None:
        self.term, self.team, self.planted = term, team, planted
        self.deeds: list[Deed] = []
        self.mornings: list[Morning] = []
        self.felt: list[Felt] = []
        self._version = 0
        self._task_only = False

    def has(self, trouble: Trouble) -> bool:
        """Whether the team is in it this week."""
        week = (self.today - self.term.school.starts).days // 7 + 1
        return any(one.trouble is trouble and one.on(week) for one in self.planted)

    @property
    def today(self) -> date:
        return self.term.now.astimezone(ZONE).date()

    def did(self, did: Did, who: Student, about: int = 0) -> None:
        self.deeds.append(Deed(did, self.term.now, who.id, about))

    # ---- what will happen

    def plan(self, starts: date, weeks: int) -> None:
        """In the name of whoever's turn it is."""
        chance = self.team.students[0].chance
        self._on(starts + timedelta(days=chance.choice((1, 2, 3))), 14, self._write_contract)
        self._on(starts + timedelta(days=1), 12, self._follow_surveys)
        self._on(starts + timedelta(days=7 + chance.choice((1, 2, 3))), 13, self._set_goal)
        for week in range(weeks):
            monday = starts + timedelta(weeks=week)
            self._on(
                monday + timedelta(days=chance.randrange(5)), chance.randint(9, 15), self._talk_with_partner
            )
            self._on(monday + timedelta(days=chance.randrange(1, 5)), 15, self._visit)
        for day in range(weeks * 7):
            at = datetime.combine(starts + timedelta(days=day), time(8, 25), ZONE)
            self.term.works.plan(at, self._morning)

    def _on(self, day: date, hour: int, act: Callable[[], None]) -> None:
        self.term.works.plan(datetime.combine(day, time(hour), ZONE), act)

    def _somebody(self) -> Student:
        there = [one for one in self.team.students if not one.silent]
        return there[0].chance.choice(there)

    # ---- the contract

    def _write_contract(self) -> None:
        """The first five points as they are proposed; some teams never get so far."""
        who = self._somebody()
        if self.has(Trouble.unsigned) and who.chance.random() < 0.5:
            return
        draft = who.press(Action("contract/draft", (str(self.team.id), "0")))
        for action in draft.card.actions() if isinstance(draft, Replace | Reply) else ():
            if action.route == "contract/write":
                asked = who.press(action)
                if isinstance(asked, Ask):
                    who.submit(asked.form, {})
        who.press(Action("contract/send", (str(self.team.id),)))
        sql = "SELECT MAX(number) AS number FROM contract_version WHERE team_id = ?"
        self._version = self.term.rows(sql, self.team.id)[0].number or 0

    def looked_at_by(self, student: Student) -> None:
        """Who looks in signs; where one of them decides, who has which role is decided again."""
        stalls = self.has(Trouble.unsigned) and student in self.team.students[:2]
        if self._version and not self._has_signed(student) and not stalls and student.ready(SIGNS):
            student.press(Action("contract/sign", (str(self.team.id), str(self._version))))
        if self.has(Trouble.locked):
            self._lock_roles(student)
        if self.has(Trouble.no_process) and not self._task_only:
            self._task_only = True
            self._leave_process_out(student)

    def _has_signed(self, student: Student) -> bool:
        return any(one.did is Did.signed and one.who == student.id for one in self.deeds)

    def waiting_version(self) -> int:
        """What the facilitator is to approve: all have signed it, and they see to it. 0: nothing."""
        signed = {one.who for one in self.deeds if one.did is Did.signed}
        approved = any(one.did is Did.approved for one in self.deeds)
        all_have = len(signed) == len(self.team.students)
        return self._version if all_have and not approved and not self.has(Trouble.waits) else 0

    def approved(self, version: int, facilitator: int) -> None:
        self.deeds.append(Deed(Did.approved, self.term.now, facilitator, version))

    # ---- partner, field, goals

    def _talk_with_partner(self) -> None:
        who = self._somebody()
        if self.has(Trouble.partner) or who.chance.random() > TALKS:
            return
        self.did(Did.contact, who)
        if who.chance.random() < NOTES:
            who.press(Action("partner/contact", (str(self.team.id),)))

    def _visit(self) -> None:
        """Who is not in touch with the partner is not there either."""
        who = self._somebody()
        if self.has(Trouble.partner) or self.has(Trouble.field) or who.chance.random() > VISITS:
            return
        asked = who.press(Action("field/log", (str(self.team.id), "0")))
        if isinstance(asked, Ask):
            sent = who.submit(asked.form, {"length": f"{FIELD_HOURS} timer", "same": "0"})
            assert not isinstance(sent, Reject), sent.form
            self.did(Did.visited, who, FIELD_HOURS * 60)

    def _set_goal(self) -> None:
        who = self._somebody()
        asked = who.press(Action("goals/new", (str(self.team.id),)))
        if isinstance(asked, Ask):
            sign = " " if self.has(Trouble.signs) else "Flere unge kommer af sig selv"
            who.submit(asked.form, {"sign": sign})

    # ---- meetings

    def _lock_roles(self, student: Student) -> None:
        """The same one leads and writes, whatever was proposed."""
        leader = self.team.students[-1]
        for meeting in sorted(self.team.meetings):
            sql = "SELECT role, person_id FROM meeting_role WHERE meeting_id = ?"
            for row in self.term.rows(sql, meeting):
                if row.role in ("chair", "note_taker") and row.person_id != leader.id:
                    args = (str(self.team.id), str(meeting), row.role, str(leader.id))
                    student.press(Action("roles/place", args))

    def _leave_process_out(self, student: Student) -> None:
        asked = student.press(Action("agenda/fixed", (str(self.team.id),)))
        if isinstance(asked, Ask):
            student.submit(asked.form, {"fixed": ("checkin", "since", "agreements", "checkout", "following")})

    # ---- how it feels

    def _follow_surveys(self) -> None:
        who = self._somebody()
        for survey in SURVEYS:
            who.press(Action("surveys/follow", (str(self.team.id), survey, "yes")))

    def wishes(self, student: Student, form: Form) -> Values:
        """What is filled in otherwise than anyhow: how it is in the team; and a reflection is written to be shared."""
        if form.action.route == "surveys/answer":
            return {one.name: str(self._feels(student, one.name)) for one in form.fields}
        return {"share": "shared"} if student.chance.random() < SHARES else {}

    def _feels(self, student: Student, question: str) -> int:
        """The step that is pressed."""
        chance, half = student.chance, len(self.team.students) // 2
        if question == LEVEL:
            return 1 if self.has(Trouble.level) else chance.choices((1, 2, 3), (1, 5, 4))[0]
        good = chance.choices((2, 3, 4, 5), (0.1, 2, 5, 4))[0]
        if self.has(Trouble.falls):
            good = chance.choices((1, 2, 3), (1, 4, 3))[0]
        elif self.has(Trouble.apart):
            good = chance.choice((1, 2)) if student in self.team.students[:half] else chance.choice((4, 5))
        elif self.has(Trouble.five):
            good = 5
        return 6 - good if question in TURNED else good

    # ---- what is noted, what is let be

    def lets_be(self, student: Student, action: Action) -> bool:
        for trouble, routes in LET_BE.items():
            if action.route in routes and self.has(trouble):
                return not (trouble is Trouble.few and student in self.team.students[:FAITHFUL])
        return False

    def note(self, student: Student, interaction: Command | Press | Submit, response: Response) -> None:
        if isinstance(interaction, Command) or isinstance(response, Reject | Ask):
            return
        if isinstance(interaction, Submit) and interaction.action.route == "surveys/answer":
            said = {name: int(str(value)) for name, value in interaction.values.items()}
            scores = tuple(6 - step if name in TURNED else step for name, step in said.items())
            self.felt.append(Felt(int(interaction.action.args[1]), student.id, self.term.now, scores))
        did = NOTED.get(interaction.action.route)
        if did is not None:
            self.did(did, student, int(interaction.action.args[1]))

    def _morning(self) -> None:
        now, team = self.term.now, self.team
        team.learn()
        rows = self.term.rows("SELECT due_on FROM agreement WHERE team_id = ? AND state = 'open'", team.id)
        due = [date.fromisoformat(str(row.due_on)) for row in rows]
        sql = "SELECT made_at FROM goal WHERE team_id = ? AND state = 'open' AND trim(sign) = ''"
        goals = [moment_of(row.made_at) for row in self.term.rows(sql, team.id)]
        self.mornings.append(
            Morning(
                day=self.today,
                meets=team.meets_within(MEETS_WITHIN),
                looks=team.polls_open > 0,
                promises=len(due),
                late=sum(one + COUNTED <= self.today for one in due),
                bare_goals=sum(one < now - A_WEEK for one in goals),
            )
        )
