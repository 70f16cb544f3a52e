"""Partners and guests of a team: who brought them, when they were written to, and what they are asked.

Who they are stands where everybody's name does: a person and a membership with the role partner or guest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, and_, or_, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams.loading import LoadingStore
from storage.teams.tables import memberships, teams
from storage.teams.values import Role

KEY = "chat-guest-"  # as everybody's made in the chat: no course file may use it
MOST_SHARED = 30


class QuestionState(StrEnum):
    open = "open"
    answered = "answered"
    dropped = "dropped"


class GuestRow(TenantRow, table=True):
    """A partner or guest of a team. `brought_by` looks after them; `written_at` is when somebody (`written_by`)
    was last given a letter for them, `told` whether that person has been advised to phone since."""

    __tablename__ = "guest"
    __table_args__ = tenant_rules(
        ("team_id", "team"),
        ("person_id", "person"),
        ("brought_by", "person"),
        ("written_by", "person"),
        unique=(("team_id", "person_id"),),
        leaf=True,
    )
    team_id: int
    person_id: int = Field(index=True)
    brought_by: int | None = Field(default=None, index=True)
    acted_at: datetime | None = moment(default=None)
    written_at: datetime | None = moment(default=None)
    written_by: int | None = Field(default=None, index=True)
    told: bool = False


class QuestionRow(TenantRow, table=True):
    """A question to the partner: to one of their people, or (`person_id` NULL) to whoever answers first.

    `partner` is the partner's name made comparable, so that another team's questions can be found; "" for what is
    nobody else's, as every question to a citizen.
    """

    __tablename__ = "guest_question"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'dropped')", name="state"),
        Index("ix_guest_question_partner", "partner", "tenant_id"),
        *tenant_rules(
            ("team_id", "team"), ("asker_id", "person"), ("person_id", "person"), ("answered_by", "person")
        ),
    )
    team_id: int = Field(index=True)
    asker_id: int | None = Field(default=None, index=True)
    person_id: int | None = Field(default=None, index=True)
    to_one: bool = False
    text: str
    partner: str = ""
    state: str = QuestionState.open.value
    asked_at: datetime = moment()
    answer: str = ""
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = Field(default=None, index=True)


guests = table(GuestRow)
questions = table(QuestionRow)

_GUESTS = Prepared(select(guests).where(mine(guests), given(guests.c.team_id)))
_QUESTIONS = Prepared(select(questions).where(mine(questions), given(questions.c.team_id)))


@dataclass(frozen=True, slots=True)
class Guest:
    """Moments are UTC, None before the first time. The people are None when nobody did, or is erased."""

    person_id: int
    brought_by: int | None = None
    acted_at: datetime | None = None
    written_at: datetime | None = None
    written_by: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`to_one`: for `person_id` alone (None by now: they are erased); else for any of the partner's."""

    id: int
    team_id: int
    asker_id: int | None
    person_id: int | None
    to_one: bool
    text: str
    state: QuestionState
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: int | None

    @property
    def open(self) -> bool:
        return self.state is QuestionState.open


@dataclass(frozen=True, slots=True)
class Asked:
    """What another team has asked the same partner; neither who nor which team. `answer` "": not yet."""

    text: str
    answer: str


def _guest(row: Any) -> Guest:
    return Guest(row.person_id, row.brought_by, row.acted_at, row.written_at, row.written_by, row.told)


def _question(row: Any) -> Question:
    return Question(
        row.id,
        row.team_id,
        row.asker_id,
        row.person_id,
        row.to_one,
        row.text,
        QuestionState(row.state),
        row.asked_at,
        row.answer,
        row.answered_at,
        row.answered_by,
    )


class GuestStore(Store):
    # ---- who they are

    def bring(self, team_id: int, name: str, role: Role, function: str, by: int | None) -> int:
        """Somebody new with a page of their own; the person's id. An account comes with their link."""
        people = LoadingStore(self.tx, self.tenant_id, self.now)
        person_id = people.add_person(KEY + secrets.token_hex(6), name)
        people.put_member(team_id, person_id, role.value, function)
        self.insert(guests, team_id=team_id, person_id=person_id, brought_by=by, told=False)
        return person_id

    def of_team(self, team_id: int) -> dict[int, Guest]:
        """By person; somebody who came with the course file has no row until something happens."""
        return {row.person_id: _guest(row) for row in self.rows(_GUESTS, team_id=team_id)}

    def guest(self, team_id: int, person_id: int) -> Guest:
        return self.of_team(team_id).get(person_id, Guest(person_id))

    def note(self, team_id: int, person_id: int, **values: Any) -> None:
        """Set columns of the guest's row: brought_by, acted_at, written_at, written_by, told."""
        self.put(guests, ("team_id", "person_id"), team_id=team_id, person_id=person_id, **values)

    def stopped(self, person_id: int) -> tuple[int, ...]:
        """Teams whose guest the person was until they said stop themselves."""
        query = select(memberships.c.team_id).where(
            *self.within(memberships, memberships.c.person_id == person_id, memberships.c.ended_by == "self"),
            memberships.c.role.in_((Role.partner.value, Role.guest.value)),
            memberships.c.left_at.is_not(None),
        )
        return tuple(sorted(row.team_id for row in self.execute(query)))

    # ---- questions

    def ask(self, team_id: int, asker_id: int, text: str, person_id: int | None, partner: str) -> int:
        return self.insert(
            questions,
            team_id=team_id,
            asker_id=asker_id,
            person_id=person_id,
            to_one=person_id is not None,
            text=text,
            partner=partner,
            state=QuestionState.open.value,
            asked_at=self.now,
            answer="",
        )

    def questions(self, team_id: int) -> tuple[Question, ...]:
        """In the order they were asked, without those that were dropped."""
        found = [_question(row) for row in self.rows(_QUESTIONS, team_id=team_id)]
        return tuple(sorted((q for q in found if q.state is not QuestionState.dropped), key=lambda q: q.id))

    def held(self, team_id: int, question_id: int) -> Question | None:
        """Locked until the end of the transaction: before anything of it is changed."""
        row = self.lock(questions, question_id)
        return _question(row) if row is not None and row.team_id == team_id else None

    def answer(self, question_id: int, text: str, by: int) -> None:
        self.update(
            questions,
            question_id,
            state=QuestionState.answered.value,
            answer=text,
            answered_at=self.now,
            answered_by=by,
        )

    def hand_over(self, team_id: int, person_id: int, to: int) -> None:
        """What the one was still to answer, the other is."""
        mine = self.within(questions, questions.c.team_id == team_id, questions.c.person_id == person_id)
        still_open = questions.c.state == QuestionState.open.value
        self.execute(questions.update().where(*mine, still_open).values(person_id=to))

    def drop(self, question_id: int) -> None:
        self.update(questions, question_id, state=QuestionState.dropped.value)

    def asked_by_others(self, course_id: int, team_id: int, partner: str) -> tuple[Asked, ...]:
        """What the course's other teams have asked this partner: answers first, then the newest."""
        query = (
            select(questions)
            .join(teams, and_(questions.c.tenant_id == teams.c.tenant_id, questions.c.team_id == teams.c.id))
            .where(*self.within(questions, questions.c.partner == partner, questions.c.team_id != team_id))
            .where(teams.c.course_id == course_id, questions.c.state != QuestionState.dropped.value)
            .order_by(questions.c.id.desc())
            .limit(MOST_SHARED)
        )
        found = [_question(row) for row in self.execute(query)]
        return tuple(Asked(q.text, q.answer) for q in sorted(found, key=lambda q: (q.open, -q.id)))

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Question, ...]:
        """What the person has asked, or answered."""
        theirs = or_(questions.c.asker_id == person_id, questions.c.answered_by == person_id)
        query = select(questions).where(*self.within(questions, theirs)).order_by(questions.c.id)
        return tuple(_question(row) for row in self.execute(query))

    def erase(self, person_id: int) -> set[int]:
        """Questions and answers stay the team's, as what partners agree to does, without the person's name. The
        teams whose questions were touched."""
        touched = {question.team_id for question in self.of_person(person_id)}
        for column in (questions.c.asker_id, questions.c.person_id, questions.c.answered_by):
            where = self.within(questions, column == person_id)
            self.execute(questions.update().where(*where).values({column: None}))
        for column in (guests.c.brought_by, guests.c.written_by):
            where = self.within(guests, column == person_id)
            self.execute(guests.update().where(*where).values({column: None}))
        self.delete(guests, guests.c.person_id == person_id)
        return touched
