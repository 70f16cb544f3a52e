"""What a partner says of a visit that is to come: that it suits them, or that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class VisitAnswerRow(TenantRow, table=True):
    """`line`: when it would suit them better, in their own words. Of the time the visit has now: moving it forgets
    what was said of the old one. `since`: when it last went from one to the other."""

    __tablename__ = "field_visit_answer"
    __table_args__ = tenant_rules(
        ("visit_id", "field_visit"), ("person_id", "person"), unique=(("visit_id", "person_id"),), leaf=True
    )
    visit_id: int
    person_id: int = Field(index=True)
    suits: bool
    line: str = ""
    since: datetime = moment()


answers = table(VisitAnswerRow)
_OF_VISIT = Prepared(select(answers).where(mine(answers), given(answers.c.visit_id)))


@dataclass(frozen=True, slots=True)
class VisitAnswer:
    visit_id: int
    person_id: int
    suits: bool
    line: str
    since: datetime


def _answer(row: Any) -> VisitAnswer:
    return VisitAnswer(row.visit_id, row.person_id, row.suits, row.line, row.since)


class VisitAnswerStore(Store):
    def say(self, visit_id: int, person_id: int, *, suits: bool, line: str = "") -> None:
        """The person's one answer; a later one takes its place. The visit is held."""
        before = next((one for one in self.of_visit(visit_id) if one.person_id == person_id), None)
        self.put(
            answers,
            ("visit_id", "person_id"),
            visit_id=visit_id,
            person_id=person_id,
            suits=suits,
            line=line,
            since=before.since if before and before.suits is suits else self.now,
        )

    def of_visit(self, visit_id: int) -> tuple[VisitAnswer, ...]:
        """In the order they first came."""
        found = sorted(self.rows(_OF_VISIT, visit_id=visit_id), key=lambda row: row.id)
        return tuple(_answer(row) for row in found)

    def of_person(self, person_id: int) -> tuple[VisitAnswer, ...]:
        where = self.within(answers, answers.c.person_id == person_id)
        found = self.execute(select(answers).where(*where).order_by(answers.c.visit_id))
        return tuple(_answer(row) for row in found)

    def forget(self, visit_id: int, person_id: int | None = None) -> None:
        """What this person said of the visit; without one, what everybody did."""
        theirs = () if person_id is None else (answers.c.person_id == person_id,)
        self.delete(answers, answers.c.visit_id == visit_id, *theirs)

    def erase(self, person_id: int) -> tuple[int, ...]:
        """Everything the person said; the visits it was of."""
        touched = tuple(one.visit_id for one in self.of_person(person_id))
        self.delete(answers, answers.c.person_id == person_id)
        return touched
