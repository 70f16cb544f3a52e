"""What one facilitator asks another about a team: sealed, for the two of them. That it was asked is the team's to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams import Role
from storage.teams.tables import memberships, people, present, teams


class ColleagueQuestionRow(TenantRow, table=True):
    """`asked_id` None: who was asked is erased, and what they answered with them."""

    __tablename__ = "colleague_question"
    __table_args__ = tenant_rules(
        ("team_id", "team"), ("asker_id", "person"), ("asked_id", "person"), leaf=True
    )
    team_id: int = Field(index=True)
    asker_id: int = Field(index=True)
    asked_id: int | None = Field(default=None, index=True)
    sealed: str
    answer: str = ""  # sealed too
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(default=None)


questions = table(ColleagueQuestionRow)

_COLUMNS = [
    questions.c[name] for name in ("id", "team_id", "asker_id", "asked_id", "asked_at", "answered_at")
]
_ONE = Prepared(select(*_COLUMNS).where(mine(questions), given(questions.c.id, "row_id")))
_OF_TEAM = Prepared(select(*_COLUMNS).where(mine(questions), given(questions.c.team_id)))


@dataclass(frozen=True, slots=True)
class Question:
    """That it was asked, of whom and by whom; its words are asked for on their own."""

    id: int
    team_id: int
    asker_id: int
    asked_id: int | None
    asked_at: datetime
    answered: bool

    def between(self, person_id: int) -> bool:
        """Whether it is this person's to read."""
        return person_id in (self.asker_id, self.asked_id)


def _question(row: Any) -> Question:
    return Question(
        row.id, row.team_id, row.asker_id, row.asked_id, row.asked_at, row.answered_at is not None
    )


class ColleagueStore(Store):
    def ask(self, team_id: int, asker_id: int, asked_id: int, text: str) -> int:
        sealed = self.tx.vault.seal(text, *self._bound("question", team_id, asker_id))
        return self.insert(
            questions, team_id=team_id, asker_id=asker_id, asked_id=asked_id, sealed=sealed, answer="",
            asked_at=self.now, answered_at=None,
        )  # fmt: skip

    def question(self, question_id: int) -> Question | None:
        row = self.row(_ONE, row_id=question_id)
        return _question(row) if row else None

    def of_team(self, team_id: int) -> tuple[Question, ...]:
        """The newest first."""
        found = [_question(row) for row in self.rows(_OF_TEAM, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: one.id, reverse=True))

    def words(self, question: Question) -> tuple[str, str]:
        """What was asked and what was answered, "" for what was not; for the two of them."""
        query = select(questions.c.sealed, questions.c.answer).where(
            *self.within(questions, questions.c.id == question.id)
        )
        row = self.execute(query).one()
        asked = self.tx.vault.open(row.sealed, *self._bound("question", question.team_id, question.asker_id))
        bound = self._bound("answer", question.team_id, question.asker_id)
        return asked, self.tx.vault.open(row.answer, *bound) if row.answer else ""

    def answer(self, question: Question, text: str) -> None:
        sealed = self.tx.vault.seal(text, *self._bound("answer", question.team_id, question.asker_id))
        self.update(questions, question.id, answer=sealed, answered_at=self.now)

    def facilitators(self, course_id: int) -> tuple[tuple[int, str], ...]:
        """(id, name) of those who facilitate a team of the course, by name."""
        query = (
            select(people.c.id, people.c.name)
            .join(memberships, memberships.c.person_id == people.c.id)
            .join(teams, teams.c.id == memberships.c.team_id)
            .where(*self.within(teams, teams.c.course_id == course_id))
            .where(memberships.c.role == Role.facilitator.value, present(self.now))
            .distinct()
            .order_by(people.c.name, people.c.id)
        )
        return tuple((row.id, row.name) for row in self.execute(query))

    # ---- personal data

    def of_person(self, person_id: int, since: datetime | None) -> tuple[tuple[Question, str, str], ...]:
        """Those they asked or were asked, with the words; with `since`, those asked later."""
        mine = or_(questions.c.asker_id == person_id, questions.c.asked_id == person_id)
        query = select(*_COLUMNS).where(*self.within(questions, mine)).order_by(questions.c.id)
        found = [_question(row) for row in self.execute(query)]
        return tuple((one, *self.words(one)) for one in found if since is None or one.asked_at >= since)

    def erase(self, person_id: int) -> tuple[int, ...]:
        """What they asked goes, and what they answered; which questions that were."""
        gone = self._gone(questions.c.asker_id == person_id)
        where = self.within(questions, questions.c.asked_id == person_id)
        nobody = questions.update().where(*where).values(asked_id=None, answer="")
        return (*gone, *self.execute(nobody.returning(questions.c.id)).scalars())

    def end(self, team_id: int) -> tuple[int, ...]:
        """The course is over: what was asked about the team goes; which questions that were."""
        return self._gone(questions.c.team_id == team_id)

    def _gone(self, which: ColumnElement[bool]) -> tuple[int, ...]:
        statement = questions.delete().where(*self.within(questions, which)).returning(questions.c.id)
        return tuple(self.execute(statement).scalars())

    def _bound(self, what: str, team_id: int, asker_id: int) -> tuple[str | int, ...]:
        return (f"colleague {what}", self.tenant_id, team_id, asker_id)
