"""Students as they take part: they look in, answer what asks them something, and let the rest be."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.interactions import Address, Ask, Command, Press, Reject, Replace, Reply, Response, Sender, Submit
from bot.ui import Action, Card, Form, Values
from tests.term.calendars import AHEAD, ZONE, Calendar, starts
from tests.term.chat import options
from tests.term.forms import filled
from tests.term.plan import Habits
from tests.term.planting import Trouble

if TYPE_CHECKING:
    from tests.term.school import TeamOf, Term

SILENT = -2  # whose place among a team's students it is who may fall silent
SEEN = 8  # messages that somebody looks at in a place
USUAL, LONG = 60, 90  # minutes of a meeting

# How likely somebody is to press what they see, beside their own readiness to answer; nothing else is pressed.
PRESSED = {
    "checkins/answer": 1.0, "checkins/agenda": 0.5, "checkins/longer": 0.3,
    "meetings/ballot": 1.0, "roles/fine": 0.4, "roles/swap": 0.03, "roles/ask": 0.8, "roles/excuse": 0.02,
    "agreements/yes": 0.9, "agreements/done": 0.5, "agreements/move": 0.15, "agreements/drop": 0.04,
    "agreements/help": 0.03, "agreements/ask_team": 0.7, "agreements/assist": 0.5, "agreements/take": 0.5,
    "reflections/write": 0.8, "reflections/name": 0.3, "reflections/skip": 0.1,
    "supervision/question": 0.8, "minutes/send": 0.6, "contract/still": 0.8, "surveys/answer": 0.9,
}  # fmt: skip
ONCE = {"roles/swap", "roles/excuse", "checkins/agenda", "checkins/longer", "reflections/skip",
        "reflections/name"}  # fmt: skip


@dataclass
class Student:
    """`place` is where they read what the team is told."""

    term: Term
    id: int
    name: str
    account: Address
    place: Address
    team: TeamOf
    calendar: Calendar
    habits: Habits
    chance: random.Random
    private: list[Card] = field(default_factory=list)  # answers to their own presses, the newest last
    done: set[str] = field(default_factory=set)  # what they have made up their mind about

    # ---- when they look in

    @property
    def silent(self) -> bool:
        """Whether this is the one who has stopped taking part."""
        course = self.team.course
        return course is not None and self is self.team.students[SILENT] and course.has(Trouble.silent)

    def look_in(self) -> None:
        today = self.today
        if self.silent:
            return
        if today in self.calendar.ill:
            self._stay_away()
            return
        self.team.learn()
        if self.habits.tells and "told" not in self.done:
            self._tell_of_week()
        for card in self.seen():
            for action in card.actions():
                self._consider(action)
        if self.team.course is not None:
            self.team.course.looked_at_by(self)
        self._take_initiative()

    @property
    def today(self) -> date:
        return self.term.now.astimezone(ZONE).date()

    def ready(self, share: float = 1.0) -> bool:
        return self.chance.random() < self.habits.answers * share

    def seen(self) -> Iterator[Card]:
        for place in (self.account, self.place):
            for message in self.term.chat.newest(place, SEEN):
                yield message.card

    def _consider(self, action: Action) -> None:
        name = action.encode()
        if name in self.done or (self.team.course and self.team.course.lets_be(self, action)):
            return
        special: Callable[[Action], None] | None = {
            "meetings/ballot": self._vote,
            "meetings/choose": self._choose,
            "meetings/retry": self._choose,
            "supervision/take": self._take_supervision,
            "roles/answer": self._answer_swap,
            "meetings/cannot": self._see_whether_they_come,
        }.get(action.route)
        if special is not None:
            special(action)
        elif action.route in PRESSED:
            wants = self.ready(PRESSED[action.route])
            if wants or action.route in ONCE:
                self.done.add(name)
            if wants:
                self.press(action)

    def _take_initiative(self) -> None:
        team, chance = self.team, self.chance
        if self.term.now > team.last_proposal or (team.course and team.course.has(Trouble.no_meeting)):
            return
        quiet = not team.polls_open and not team.meets_within(timedelta(days=9)) and not team.met_lately
        if quiet and chance.random() < self.habits.proposes:
            self._propose("Ugens møde", USUAL)
        elif chance.random() < 0.004:
            self._propose("Forberedelse af besøget", LONG)
        elif team.meetings and chance.random() < 0.003:
            self._move(chance.choice(sorted(team.meetings)))

    def _stay_away(self) -> None:
        """Who is ill does little but say that they do not come."""
        for meeting, (start, _) in list(self.team.meetings.items()):
            if start.astimezone(ZONE).date() in self.calendar.ill and self.ready():
                self._cannot_come(meeting)

    # ---- meetings

    def _propose(self, purpose: str, minutes: int) -> None:
        values: Values = {"purpose": purpose, "minutes": str(minutes)}
        if self.team.course and self.team.course.has(Trouble.online):
            values["place"] = "https://zoom.us/j/55512"
        if self.habits.types:
            values["slots"] = self._own_times(minutes)
        asked = self._act(self._command("moede", purpose))
        if isinstance(asked, Ask):
            self.submit(asked.form, values)
            self.team.note_polls(minutes)

    def _own_times(self, minutes: int) -> str:
        """Two or three that suit who writes; the others were not asked."""
        since = self.term.now + timedelta(days=2)
        good = [
            at
            for at in starts(since, since + AHEAD / 2, minutes, self.team.ends)
            if self.calendar.free(at, minutes)
        ]
        whole = [at for at in good if at.minute == 0]
        wanted = sorted(self.chance.sample(whole, min(len(whole), self.chance.choice((2, 3)))))
        return "\n".join(written(at) for at in wanted)

    def _vote(self, ballot: Action) -> None:
        if not self.ready():
            return
        card = self._card_of(self.press(ballot))
        if card is None:
            return
        self.done.add(ballot.encode())
        meeting = int(ballot.args[1])
        minutes = self.team.minutes_of(meeting)
        said = {}
        for name in options(card):
            action = Action.decode(name)
            if action.route == "meetings/vote":
                said[action] = self._says(self.team.slot(int(action.args[2])), minutes)
        if said and set(said.values()) == {"yes"}:
            self.press(Action("meetings/vote_all", (*ballot.args[:2], "yes")))
            return
        for action, choice in said.items():
            self.press(action, choice)

    def _says(self, start: datetime, minutes: int) -> str:
        if not self.calendar.free(start, minutes):
            return "no"
        local = start.astimezone(ZONE)
        awkward = local.hour < 9 or (local.weekday() == 4 and local.hour >= 13)
        return "if_needed" if awkward and self.chance.random() < 0.5 else "yes"

    def _choose(self, action: Action) -> None:
        """What the proposer is asked, when the votes do not settle it: a time that suits them, or new ones."""
        if not self.ready():
            return
        meeting = int(action.args[1])
        start = (
            self.team.slot(int(action.args[2]))
            if action.route == "meetings/choose"
            else moment(int(action.args[2]))
        )
        if self.calendar.free(start, self.team.minutes_of(meeting)):
            self.done.add(action.encode())
            self.press(action)

    def _move(self, meeting: int) -> None:
        """To a time that all of them can: they have talked about it."""
        minutes = self.team.minutes_of(meeting)
        since = self.term.now + timedelta(days=1)
        found = (
            at for at in starts(since, since + AHEAD, minutes, self.team.ends)
            if all(one.calendar.free(at, minutes, but=f"m{meeting}") for one in self.team.students)
        )  # fmt: skip
        to = next(found, None)
        asked = self.press(Action("meetings/move", (str(self.team.id), str(meeting)))) if to else None
        if isinstance(asked, Ask) and to:
            self.submit(asked.form, {"when": written(to)})

    def _see_whether_they_come(self, cannot: Action) -> None:
        meeting = int(cannot.args[1])
        span = self.team.meetings.get(meeting)
        if (
            span is not None
            and not self.calendar.free(span[0], self.team.minutes_of(meeting), but=f"m{meeting}")
            and self.ready()
        ):
            self._cannot_come(meeting)

    def _cannot_come(self, meeting: int) -> None:
        action = Action("meetings/cannot", (str(self.team.id), str(meeting)))
        if action.encode() not in self.done:
            self.done.add(action.encode())
            self.press(action)

    def comes_to(self, meeting: int, start: datetime) -> bool:
        """Whether they turn up, whatever they have said."""
        if self.silent:
            return False
        if start.astimezone(ZONE).date() in self.calendar.ill:
            return False
        return self.calendar.free(start, self.team.minutes_of(meeting), but=f"m{meeting}")

    # ---- the rest

    def _tell_of_week(self) -> None:
        if not self.ready():
            return
        self.done.add("told")
        asked = self.press(Action("availability/week", (str(self.team.id),)))
        if isinstance(asked, Ask):
            self.submit(asked.form, {"more": ", ".join(one.words for one in self.calendar.week)})

    def _take_supervision(self, action: Action) -> None:
        start, minutes = self.team.supervision(int(action.args[1]))
        if self.calendar.free(start, minutes) and self.ready(0.6):
            self.press(action)
            self.team.learn()

    def _answer_swap(self, action: Action) -> None:
        if self.ready():
            self.done.add(action.encode())
            if self.chance.random() < 0.7 or action.args[-1] == "no":
                self.press(action)

    # ---- acting

    def press(self, action: Action, value: str = "") -> Response:
        where = self.place
        return self._act(
            Press(
                sender=self.sender,
                place=where,
                action=action,
                delivery_id=self.term.delivery_id(),
                value=value,
            )
        )

    def command(self, name: str) -> Response:
        return self._act(self._command(name))

    def submit(self, form: Form, values: Values) -> Response:
        return self._act(
            Submit(
                sender=self.sender,
                place=self.place,
                action=form.action,
                delivery_id=self.term.delivery_id(),
                values=filled(form, values, self.chance, self.today),
            )
        )

    def _command(self, name: str, text: str = "") -> Command:
        return Command(
            sender=self.sender, place=self.place, name=name, text=text, delivery_id=self.term.delivery_id()
        )

    @property
    def sender(self) -> Sender:
        return Sender(self.account, self.name, "da")

    def _act(self, interaction: Command | Press | Submit) -> Response:
        """What comes of it: a form that is asked for is filled in, whatever a form is refused for is let be."""
        response = self.term.handle(self, interaction)
        if (
            isinstance(response, Ask)
            and isinstance(interaction, Press)
            and interaction.action.route in PRESSED
        ):
            course = self.team.course
            return self.submit(response.form, course.wishes(self, response.form) if course else {})
        if self.team.course is not None:
            self.team.course.note(self, interaction, response)
        return response

    def _card_of(self, response: Response) -> Card | None:
        return response.card if isinstance(response, Reply | Replace) else None


def written(at: datetime) -> str:
    """As somebody types it: `12/11 2026 kl. 13.15`."""
    local = at.astimezone(ZONE)
    return f"{local.day}/{local.month} {local.year} kl. {local.hour}.{local.minute:02}"


def moment(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * 60, ZONE)


__all__ = ["Reject", "Student"]
