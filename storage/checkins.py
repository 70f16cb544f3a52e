"""Check-in rounds and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Integer, bindparam, func, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams.tables import people


class CheckinRoundRow(TenantRow, table=True):
    """A team's round of one week. `day` is the local date it opens on: one round per team and day."""

    __tablename__ = "checkin_round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="window"),
        *tenant_rules(("team_id", "team"), unique=(("team_id", "day"),)),
    )
    team_id: int
    day: date
    opens_at: datetime = moment()
    closes_at: datetime = moment()
    opened_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)


class CheckinAnswerRow(TenantRow, table=True):
    """One person's answer to a round: an answer, "away" (no reason is ever asked), or "skipped"."""

    __tablename__ = "checkin_answer"
    __table_args__ = (
        CheckConstraint("kind IN ('answer', 'away', 'skipped')", name="kind"),
        CheckConstraint("mood IS NULL OR mood BETWEEN 1 AND 5", name="mood"),
        *tenant_rules(
            ("round_id", "checkin_round"),
            ("person_id", "person"),
            unique=(("round_id", "person_id"),),
            leaf=True,
        ),
    )
    round_id: int
    person_id: int = Field(index=True)
    kind: str = "answer"
    mood: int | None = None
    done: str = ""
    next_step: str = ""
    in_the_way: str = ""
    answered_at: datetime = moment()


rounds = table(CheckinRoundRow)
answers = table(CheckinAnswerRow)

_OF_TEAM = select(rounds).where(mine(rounds), given(rounds.c.team_id))
_ON_DAY = Prepared(_OF_TEAM.where(given(rounds.c.day)))
_ROUND = Prepared(_OF_TEAM.where(given(rounds.c.id, "round_id")))
_HELD = Prepared(_OF_TEAM.where(given(rounds.c.id, "round_id")).with_for_update())
_LATEST = Prepared(
    _OF_TEAM.where(rounds.c.opened_at.is_not(None))
    .order_by(rounds.c.day.desc())
    .limit(bindparam("limit", type_=Integer))
)
_ANSWERED_BY = Prepared(select(answers.c.person_id).where(mine(answers), given(answers.c.round_id)))
_ANSWERS = Prepared(
    select(answers, people.c.name)
    .select_from(answers.join(people, answers.c.person_id == people.c.id))
    .where(mine(answers), given(answers.c.round_id))
    .order_by(answers.c.id)
)


_CLOSE = Prepared(
    rounds.update().where(mine(rounds), given(rounds.c.id, "row_id"), rounds.c.closed_at.is_(None)),
    ("closed_at",),
)


@lru_cache(maxsize=64)
def _counts(rounds_asked: int) -> Prepared:
    return Prepared(
        select(answers.c.round_id, answers.c.kind, func.count().label("number"))
        .where(mine(answers), any_of(answers.c.round_id, rounds_asked))
        .group_by(answers.c.round_id, answers.c.kind)
    )


@dataclass(frozen=True, slots=True)
class Round:
    id: int
    team_id: int
    day: date
    opens_at: datetime
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    person_id: int
    name: str
    kind: str
    mood: int | None
    done: str
    next_step: str
    in_the_way: str
    answered_at: datetime


def _round(row: Any) -> Round:
    return Round(row.id, row.team_id, row.day, row.opens_at, row.closes_at, row.opened_at, row.closed_at)


class CheckinStore(Store):
    def ensure_round(self, team_id: int, day: date, opens_at: datetime, closes_at: datetime) -> Round:
        """The team's round of that day, made if there is none."""
        self.insert_once(rounds, team_id=team_id, day=day, opens_at=opens_at, closes_at=closes_at)
        return _round(self.row(_ON_DAY, team_id=team_id, day=day))

    def round(self, team_id: int, round_id: int) -> Round | None:
        row = self.row(_ROUND, team_id=team_id, round_id=round_id)
        return _round(row) if row else None

    def held(self, team_id: int, round_id: int) -> Round | None:
        """The same, locked until the end of the transaction: before it is answered or closed."""
        row = self.row(_HELD, team_id=team_id, round_id=round_id)
        return _round(row) if row else None

    def latest(self, team_id: int, limit: int = 4) -> tuple[Round, ...]:
        """Rounds that have opened, the newest first."""
        return tuple(_round(row) for row in self.rows(_LATEST, team_id=team_id, limit=limit))

    def mark_opened(self, round_id: int) -> None:
        self.update(rounds, round_id, opened_at=self.now)

    def close(self, round_id: int) -> bool:
        """False when it was closed before."""
        return self.run(_CLOSE, row_id=round_id, closed_at=self.now) == 1

    def move_waiting(self, team_id: int, day: date, opens_at: datetime, closes_at: datetime) -> None:
        """A round that was answered before it opened is held then instead."""
        ahead = (rounds.c.team_id == team_id, rounds.c.opened_at.is_(None), rounds.c.opens_at > self.now)
        query = select(rounds.c.id).where(*self.within(rounds, *ahead)).order_by(rounds.c.day).limit(1)
        waiting = self.execute(query).one_or_none()
        there = self.row(_ON_DAY, team_id=team_id, day=day)
        if waiting and (there is None or there.id == waiting.id):
            self.update(rounds, waiting.id, day=day, opens_at=opens_at, closes_at=closes_at)

    def answer(
        self,
        round_id: int,
        person_id: int,
        *,
        kind: str = "answer",
        mood: int | None = None,
        done: str = "",
        next_step: str = "",
        in_the_way: str = "",
    ) -> None:
        """The person's one answer to the round; a later one takes its place."""
        self.put(
            answers,
            ("round_id", "person_id"),
            round_id=round_id,
            person_id=person_id,
            kind=kind,
            mood=mood,
            done=done,
            next_step=next_step,
            in_the_way=in_the_way,
            answered_at=self.now,
        )

    def answers(self, round_id: int) -> tuple[Answer, ...]:
        """In the order they first came."""
        return tuple(
            Answer(
                row.person_id,
                row.name,
                row.kind,
                row.mood,
                row.done,
                row.next_step,
                row.in_the_way,
                row.answered_at,
            )
            for row in self.rows(_ANSWERS, round_id=round_id)
        )

    def answered_by(self, round_id: int) -> frozenset[int]:
        """Whose answer there is, of whatever kind."""
        return frozenset(row.person_id for row in self.rows(_ANSWERED_BY, round_id=round_id))

    def answer_of(self, round_id: int, person_id: int) -> Answer | None:
        return next((one for one in self.answers(round_id) if one.person_id == person_id), None)

    def answered_counts(self, round_ids: list[int]) -> dict[int, dict[str, int]]:
        """How many answers of each kind the rounds have."""
        found: dict[int, dict[str, int]] = {round_id: {} for round_id in round_ids}
        for row in self.rows(_counts(len(round_ids)), **named(round_ids)) if round_ids else ():
            found[row.round_id][row.kind] = row.number
        return found

    def of_person(self, person_id: int) -> tuple[tuple[date, Answer], ...]:
        """Everything the person has answered, with the round's day."""
        query = (
            select(answers, rounds.c.day)
            .join(rounds, answers.c.round_id == rounds.c.id)
            .where(*self.within(answers, answers.c.person_id == person_id))
            .order_by(rounds.c.day)
        )
        return tuple(
            (
                row.day,
                Answer(
                    person_id,
                    "",
                    row.kind,
                    row.mood,
                    row.done,
                    row.next_step,
                    row.in_the_way,
                    row.answered_at,
                ),
            )
            for row in self.execute(query)
        )

    def erase(self, person_id: int) -> list[int]:
        """Take the person's answers away; the rounds they were in."""
        query = select(answers.c.round_id).where(*self.within(answers, answers.c.person_id == person_id))
        touched = [row.round_id for row in self.execute(query)]
        self.delete(answers, answers.c.person_id == person_id)
        return touched
