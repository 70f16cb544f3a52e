"""What people were told has happened: it must have, and stay so until they themselves change it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.interactions import Interaction, Press, Reply, Response, Submit
from bot.ui import Action

if TYPE_CHECKING:
    from tests.simulation.book import Book
    from tests.simulation.people import Person

Subject = tuple[str, int, int]  # what it is, its id, whose it is


@dataclass
class Promises:
    """By subject, the values it may have: one once it is known, more while an attempt's fate is not."""

    book: Book
    may_be: defaultdict[Subject, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def begun(self, person: Person, interaction: Interaction) -> None:
        """An attempt, of which nothing is known yet."""
        if not isinstance(interaction, Press | Submit):
            return
        if interaction.action.route in ("posts/again", "posts/mine"):
            self.book.again[int(interaction.action.args[1])] = self.book.now()
        if interaction.action.route in ("mydata/erased", "reflections/erase"):
            self.book.erased.add(person.id)
        for subject, value in self._values(person, interaction):
            if not self.may_be[subject]:
                self.may_be[subject].add(self._stored(subject))
            self.may_be[subject].add(value)

    def kept(self, person: Person, interaction: Interaction, response: Response) -> None:
        """An attempt that was answered: what is stored now is known, and what was thanked for is stored."""
        if not isinstance(interaction, Press | Submit):
            return
        for subject, value in self._values(person, interaction):
            stored = self._stored(subject)
            thanked = isinstance(response, Reply) and "Tak, dit svar er med" in response.card.title.plain
            if thanked and stored != value:
                self.book.broken(f"{person.name} was thanked for {value}, and {stored} is stored")
            self.may_be[subject] = {stored}
            self.book.counts["promises"] += 1

    def check(self) -> None:
        """Nothing that somebody said has changed by itself."""
        for subject, values in self.may_be.items():
            stored = self._stored(subject)
            if stored not in values and not self._erased(subject):
                self.book.broken(f"{subject} is {stored}, and was {values}")

    def _values(self, person: Person, interaction: Press | Submit) -> list[tuple[Subject, Any]]:
        args = interaction.action.args
        match interaction:
            case Press(action=Action(route="meetings/vote"), value=value):
                return [(("vote", int(args[2]), person.id), args[3] if len(args) > 3 else value)]
            case Press(action=Action(route="meetings/vote_all")):
                sql = """SELECT s.id FROM meeting_slot s JOIN meeting m ON m.id = s.meeting_id
                         WHERE s.meeting_id = ? AND s.poll = m.poll"""
                slots = self.book.rows(sql, int(args[1]))
                return [(("vote", row.id, person.id), args[2]) for row in slots]
            case Press(action=Action(route="meetings/vote_free")):
                sql = "SELECT id FROM meeting_slot WHERE meeting_id = ?"
                slots = self.book.rows(sql, int(args[1]))
                return [(("vote", row.id, person.id), choice) for row in slots for choice in ("yes", "no")]
            case Press(action=Action(route="checkins/away")):
                return [(("answer", int(args[1]), person.id), ("away", ""))]
            case Press(action=Action(route="checkins/skip")):
                return [(("answer", int(args[1]), person.id), ("skipped", ""))]
            case Submit(action=Action(route="checkins/answer"), values=values):
                subject = ("answer", int(args[1]), person.id)
                before = self._stored(subject) or ("", "")  # what the round does not ask about stays
                return [(subject, ("answer", str(values.get("next_step", before[1]))))]
            case Submit(action=Action(route="reflections/write"), values=values):
                return [(("part", int(args[1]), person.id), values["share"])]
            case Press(action=Action(route="reflections/skip")):
                return [(("part", int(args[1]), person.id), "skipped")]
            case _:
                return []

    def _stored(self, subject: Subject) -> Any:
        what, id, person = subject
        match what:
            case "vote":
                sql = "SELECT choice FROM meeting_vote WHERE slot_id = ? AND person_id = ?"
                rows = self.book.rows(sql, id, person)
                return rows[0].choice if rows else None
            case "answer":
                sql = "SELECT kind, next_step FROM checkin_answer WHERE round_id = ? AND person_id = ?"
                rows = self.book.rows(sql, id, person)
                return (rows[0].kind, rows[0].next_step) if rows else None
            case _:
                sql = "SELECT answer FROM reflection_part WHERE reflection_id = ? AND person_id = ?"
                rows = self.book.rows(sql, id, person)
                return rows[0].answer if rows else None

    def _erased(self, subject: Subject) -> bool:
        """Somebody had something of theirs erased, or the team took the time away that was voted on."""
        what, id, person = subject
        gone = what == "vote" and not self.book.rows("SELECT id FROM meeting_slot WHERE id = ?", id)
        return gone or person in self.book.erased
