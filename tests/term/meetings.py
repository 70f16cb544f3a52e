"""A meeting as it is held: who turns up goes through the agenda, writes down what is decided, and agrees on something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.interactions import Ask
from bot.ui import Action
from tests.term.clockwork import moment_of
from tests.term.coursework import JUST_TALK_OF_IT
from tests.term.deeds import Did
from tests.term.planting import Trouble

if TYPE_CHECKING:
    from tests.term.school import TeamOf, Term
    from tests.term.students import Student

BY_THE_AGENDA = 0.75  # of the meetings; at the others people just talk
DECIDED, AGREED, NOTED = 0.3, 0.3, 0.1  # at each item
ITEM = timedelta(minutes=6)
ROUNDS = {"fixed/checkin", "fixed/checkout", "fixed/following"}  # of the process track, and not yet about it


@dataclass
class Meeting:
    term: Term
    team: TeamOf
    id: int
    start: datetime
    present: list[Student] = field(default_factory=list)

    def begin(self) -> None:
        self.team.learn()
        there = self.term.rows("SELECT state, starts_at FROM meeting WHERE id = ?", self.id)[0]
        if there.state != "settled" or moment_of(there.starts_at) != self.start:
            return
        self.present = [one for one in self.team.students if one.comes_to(self.id, self.start)]
        if len(self.present) < 2:
            return
        chair = self._holder("chair")
        self._note_who_does_what()
        if chair.chance.random() > BY_THE_AGENDA:
            if self.team.course and chair.chance.random() < JUST_TALK_OF_IT:
                self.talk_of_it()
            return
        chair.press(Action.to("agenda/begin", self.team.id, self.id))
        self._soon(self.go_on)

    def _note_who_does_what(self) -> None:
        if self.team.course is not None:
            for one in self.present:
                self.team.course.did(Did.met, one, self.id)
            if (
                self.term.rows("SELECT place_kind FROM meeting WHERE id = ?", self.id)[0].place_kind
                != "online"
            ):
                self.team.course.did(Did.in_person, self.present[0], self.id)
            self.team.course.did(Did.chaired, self._holder("chair"), self.id)
            self.team.course.did(Did.wrote, self._holder("note_taker"), self.id)

    def talk_of_it(self) -> None:
        """Of how they work together, unless they never do."""
        if self.team.course and not self.team.course.has(Trouble.no_process):
            self.team.course.did(Did.talked, self.present[0], self.id)

    def _is_process(self, item: object) -> bool:
        """Whether an item is about how they work together."""
        sql = "SELECT track, source FROM agenda_item WHERE id = ?"
        return any(row.track == "process" and row.source not in ROUNDS for row in self.term.rows(sql, item))

    def _avoids(self, item: int) -> bool:
        """They end rather than go on to that."""
        return bool(self.team.course and self.team.course.has(Trouble.no_process)) and self._is_process(item)

    def _item(self) -> int | None:
        """What is on."""
        rows = self.term.rows("SELECT item_id FROM meeting_run WHERE meeting_id = ?", self.id)
        return rows[0].item_id if rows else None

    def _holder(self, role: str) -> Student:
        sql = "SELECT person_id FROM meeting_role WHERE meeting_id = ? AND role = ?"
        held = {row.person_id for row in self.term.rows(sql, self.id, role)}
        return next((one for one in self.present if one.id in held), self.present[0])

    def _soon(self, act: object) -> None:
        assert callable(act)
        self.term.works.plan(self.term.now + ITEM, act)

    def go_on(self) -> None:
        """Something of this item is written down; then the next, or the end."""
        chair, writer = self._holder("chair"), self._holder("note_taker")
        buttons = {one.route: one for one in self._buttons(chair)}
        if not buttons:
            return
        about_it = self._is_process(self._item())
        if "agenda/at" in buttons and self._avoids(int(buttons["agenda/at"].args[2])):
            del buttons["agenda/at"]
        for route, share in (("minutes/decide", DECIDED), ("minutes/note", NOTED)):
            if route in buttons and writer.chance.random() < share:
                self._write(writer, buttons[route])
        if "agreements/new" in buttons and writer.chance.random() < AGREED:
            self._agree(writer, buttons["agreements/new"])
        time_left = self.term.now < self.start + timedelta(minutes=self.team.minutes_of(self.id)) - ITEM
        if "agenda/at" in buttons and time_left:
            chair.press(buttons["agenda/at"])
            if about_it:
                self.talk_of_it()
            self._soon(self.go_on)
        elif "agenda/end" in buttons and chair.ready(1.1):
            chair.press(buttons["agenda/end"])
            if about_it:
                self.talk_of_it()

    def _buttons(self, reader: Student) -> Iterator[Action]:
        """Of this meeting's card, while it is under way."""
        for card in reader.seen():
            found = card.actions()
            if any(one.route == "agenda/end" and one.args[1] == str(self.id) for one in found):
                yield from found
                return

    def _write(self, writer: Student, action: Action) -> None:
        asked = writer.press(action)
        if isinstance(asked, Ask):
            writer.submit(asked.form, {})

    def _agree(self, writer: Student, action: Action) -> None:
        """Somebody who is there does it, by a day in the next week or two."""
        asked = writer.press(action)
        if isinstance(asked, Ask):
            doer = writer.chance.choice(self.present)
            writer.submit(asked.form, {"does": (str(doer.id),)})


__all__ = ["Meeting", "partial"]
