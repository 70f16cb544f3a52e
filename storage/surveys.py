"""Surveys: a team's rounds, one a week at most, and each person's answers, sealed for who gave them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Integer, bindparam, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules

Given = Mapping[str, str]  # by item: a step's number or an option's id, "na" for "not relevant for me"


class SurveyRoundRow(TenantRow, table=True):
    """A round. `week` is the local ISO week it is for, year × 100 + week: a team is measured once in it.

    `result` is what was published, once, when it closed: by item {"mean", "spread"} or {"shares"}; `basis` says whose
    answers each number was made of, so that no later number tells what one of them said. `why`: nothing was published
    ("few", "isolates"). `oral`: a team of so few that it talks instead; nobody answers.
    """

    __tablename__ = "survey_round"
    __table_args__ = (
        CheckConstraint("form IN ('', 'pre', 'post')", name="form"),
        CheckConstraint("why IN ('', 'few', 'isolates')", name="why"),
        CheckConstraint("closes_at > opened_at", name="window"),
        *tenant_rules(("team_id", "team"), ("opened_by", "person"), unique=(("team_id", "week"),)),
    )
    team_id: int
    week: int
    survey: str
    form: str = ""
    oral: bool = False
    opened_by: int | None = Field(default=None, index=True)
    opened_at: datetime = moment()
    closes_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    result: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    basis: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    why: str = ""


class SurveyAnswerRow(TenantRow, table=True):
    """One person's answers to a round, or that they pass."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        CheckConstraint("kind IN ('answer', 'pass')", name="kind"),
        *tenant_rules(
            ("round_id", "survey_round"),
            ("person_id", "person"),
            unique=(("round_id", "person_id"),),
            leaf=True,
        ),
    )
    round_id: int
    person_id: int = Field(index=True)
    kind: str = "answer"
    sealed: str = ""
    answered_at: datetime = moment()


rounds = table(SurveyRoundRow)
answers = table(SurveyAnswerRow)

_OF_TEAM = select(rounds).where(mine(rounds), given(rounds.c.team_id))
_ROUND = Prepared(_OF_TEAM.where(given(rounds.c.id, "row_id")))
_OPEN = Prepared(_OF_TEAM.where(rounds.c.closed_at.is_(None)).order_by(rounds.c.id))
_HISTORY = Prepared(_OF_TEAM.order_by(rounds.c.id))
_IN_WEEK = Prepared(_OF_TEAM.where(rounds.c.week == bindparam("week", type_=Integer)))
_DONE = Prepared(select(answers.c.person_id, answers.c.kind).where(mine(answers), given(answers.c.round_id)))
_CLOSE = Prepared(
    rounds.update().where(mine(rounds), given(rounds.c.id, "row_id"), rounds.c.closed_at.is_(None)),
    ("closed_at", "result", "basis", "why"),
)


@dataclass(frozen=True, slots=True)
class SurveyRound:
    id: int
    team_id: int
    week: int
    survey: str
    form: str
    oral: bool
    opened_by: int | None
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    result: Mapping[str, Any]
    basis: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What one person answered in a round; `given` is empty when they passed."""

    round: SurveyRound
    kind: str
    answered_at: datetime
    given: Given = field(default_factory=dict)


def _round(row: Any) -> SurveyRound:
    return SurveyRound(
        id=row.id,
        team_id=row.team_id,
        week=row.week,
        survey=row.survey,
        form=row.form,
        oral=row.oral,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        result=row.result,
        basis=row.basis,
        why=row.why,
    )


class SurveyStore(Store):
    def open(
        self,
        team_id: int,
        week: int,
        survey: str,
        *,
        closes_at: datetime,
        form: str = "",
        opened_by: int | None = None,
        oral: bool = False,
    ) -> int | None:
        """The new round's id; None when the team has one in that week. One that is `oral` is closed at once."""
        return self.insert_once(
            rounds,
            team_id=team_id,
            week=week,
            survey=survey,
            form=form,
            oral=oral,
            opened_by=opened_by,
            opened_at=self.now,
            closes_at=closes_at,
            closed_at=self.now if oral else None,
            result={},
            basis={},
        )

    def round(self, team_id: int, round_id: int) -> SurveyRound | None:
        row = self.row(_ROUND, team_id=team_id, row_id=round_id)
        return _round(row) if row else None

    def held(self, team_id: int, round_id: int) -> SurveyRound | None:
        """The same, locked until the end of the transaction: before it is answered or closed."""
        row = self.lock(rounds, round_id)
        return _round(row) if row and row.team_id == team_id else None

    def open_rounds(self, team_id: int) -> tuple[SurveyRound, ...]:
        """The team's rounds that have not closed, the oldest first."""
        return tuple(_round(row) for row in self.rows(_OPEN, team_id=team_id))

    def in_week(self, team_id: int, week: int) -> SurveyRound | None:
        row = self.row(_IN_WEEK, team_id=team_id, week=week)
        return _round(row) if row else None

    def history(self, team_id: int) -> tuple[SurveyRound, ...]:
        """All the team's rounds, the oldest first."""
        return tuple(_round(row) for row in self.rows(_HISTORY, team_id=team_id))

    def close(self, round_id: int, result: Mapping[str, Any], basis: Mapping[str, Any], why: str) -> bool:
        """Publish, once; False when it was closed before."""
        values = {"closed_at": self.now, "result": dict(result), "basis": dict(basis), "why": why}
        return self.run(_CLOSE, row_id=round_id, **values) == 1

    # ---- answers

    def answer(self, round_id: int, person_id: int, given: Given | None) -> None:
        """The person's answers; a later one takes their place. None: they pass."""
        text = json.dumps(dict(given)) if given is not None else ""
        self.put(
            answers,
            ("round_id", "person_id"),
            round_id=round_id,
            person_id=person_id,
            kind="pass" if given is None else "answer",
            sealed=self.tx.vault.seal(text, *self._bound(round_id, person_id)) if text else "",
            answered_at=self.now,
        )

    def done(self, round_id: int) -> frozenset[int]:
        """Who has answered or passed."""
        return frozenset(row.person_id for row in self.rows(_DONE, round_id=round_id))

    def given(self, round_id: int) -> dict[int, Given]:
        """Everybody's answers, to be counted when the round closes; for no other use."""
        query = select(answers).where(*self.within(answers, answers.c.round_id == round_id))
        return {row.person_id: self._open(row) for row in self.execute(query) if row.kind == "answer"}

    def own(self, person_id: int, since: datetime | None = None) -> tuple[OwnAnswers, ...]:
        """What the person has answered, the oldest first; with `since`, no earlier than that."""
        query = (
            select(answers)
            .where(*self.within(answers, answers.c.person_id == person_id))
            .order_by(answers.c.id)
        )
        if since is not None:
            query = query.where(answers.c.answered_at >= since)
        mine_ = self.execute(query).all()
        of_them = select(rounds).where(*self.within(rounds, rounds.c.id.in_([one.round_id for one in mine_])))
        known = {row.id: _round(row) for row in self.execute(of_them)} if mine_ else {}
        return tuple(
            OwnAnswers(known[row.round_id], row.kind, row.answered_at, self._open(row)) for row in mine_
        )

    def end(self, team_id: int) -> None:
        """Every answer of the team's goes."""
        mine = select(rounds.c.id).where(*self.within(rounds, rounds.c.team_id == team_id))
        self.delete(answers, answers.c.round_id.in_(mine))

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """Take the person's answers away, and their name where they opened a round; the (team, round) pairs that
        were touched. What has been published stays: it is nobody's."""
        query = (
            select(answers.c.round_id, rounds.c.team_id)
            .join(rounds, answers.c.round_id == rounds.c.id)
            .where(*self.within(answers, answers.c.person_id == person_id))
        )
        touched = {(row.team_id, row.round_id) for row in self.execute(query)}
        self.delete(answers, answers.c.person_id == person_id)
        nameless = (
            rounds.update()
            .where(*self.within(rounds, rounds.c.opened_by == person_id))
            .values(opened_by=None)
            .returning(rounds.c.team_id, rounds.c.id)
        )
        touched |= {(row.team_id, row.id) for row in self.execute(nameless)}
        return sorted(touched)

    def _open(self, row: Any) -> Given:
        if not row.sealed:
            return {}
        opened: Given = json.loads(self.tx.vault.open(row.sealed, *self._bound(row.round_id, row.person_id)))
        return opened

    def _bound(self, round_id: int, person_id: int) -> tuple[str | int, ...]:
        return ("survey", self.tenant_id, round_id, person_id)
