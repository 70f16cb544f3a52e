"""The team's challenge, version by version: a new one is written when something in it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class ChallengeRow(TenantRow, table=True):
    """`confirmed_by`: the partner who said that this is how they see it too; null when they are erased."""

    __tablename__ = "challenge"
    __table_args__ = tenant_rules(
        ("team_id", "team"),
        ("written_by", "person"),
        ("confirmed_by", "person"),
        unique=(("team_id", "number"),),
        leaf=True,
    )
    team_id: int
    number: int
    problem: str
    whom: str = ""
    assumptions: str = ""
    question: str = ""
    written_by: int | None = Field(default=None, index=True)
    written_at: datetime = moment()
    confirmed_by: int | None = Field(default=None, index=True)
    confirmed_at: datetime | None = moment(default=None)


challenges = table(ChallengeRow)

_OF_TEAM = Prepared(select(challenges).where(mine(challenges), given(challenges.c.team_id)))


@dataclass(frozen=True, slots=True)
class Challenge:
    number: int
    problem: str
    whom: str
    assumptions: str
    question: str
    written_at: datetime
    confirmed_at: datetime | None


def _challenge(row: Any) -> Challenge:
    return Challenge(
        row.number, row.problem, row.whom, row.assumptions, row.question, row.written_at, row.confirmed_at
    )


class ChallengeStore(Store):
    def versions(self, team_id: int) -> tuple[Challenge, ...]:
        """The newest first."""
        found = [_challenge(row) for row in self.rows(_OF_TEAM, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: one.number, reverse=True))

    def latest(self, team_id: int) -> Challenge | None:
        return next(iter(self.versions(team_id)), None)

    def write(self, team_id: int, person_id: int, texts: Mapping[str, str]) -> int:
        """A new version of `problem`, `whom`, `assumptions` and `question`; its number."""
        latest = self.latest(team_id)
        number = latest.number + 1 if latest else 1
        self.insert(
            challenges, team_id=team_id, number=number, written_by=person_id, written_at=self.now, **texts
        )
        return number

    def confirm(self, team_id: int, number: int, person_id: int | None) -> None:
        """The partner's word for that version; None takes it back."""
        where = self.within(challenges, challenges.c.team_id == team_id, challenges.c.number == number)
        at = self.now if person_id is not None else None
        self.execute(challenges.update().where(*where).values(confirmed_by=person_id, confirmed_at=at))

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Challenge, ...]:
        query = select(challenges).where(*self.within(challenges, challenges.c.written_by == person_id))
        return tuple(_challenge(row) for row in self.execute(query.order_by(challenges.c.id)))

    def confirmed_by(self, person_id: int) -> tuple[Challenge, ...]:
        query = select(challenges).where(*self.within(challenges, challenges.c.confirmed_by == person_id))
        return tuple(_challenge(row) for row in self.execute(query.order_by(challenges.c.id)))

    def erase(self, person_id: int) -> None:
        """The challenge stays the team's, nobody's by name."""
        for column in (challenges.c.written_by, challenges.c.confirmed_by):
            where = self.within(challenges, column == person_id)
            self.execute(challenges.update().where(*where).values({column.name: None}))
