"""*Det er mig*: which account said it is whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from storage.store import Store
from storage.teams.tables import claims, people


class ClaimState(StrEnum):
    waiting = "waiting"
    done = "done"
    undone = "undone"
    refused = "refused"


@dataclass(frozen=True, slots=True)
class Claim:
    """`name` is the person's, `account_name` what the platform calls the account; `asked`: somebody had to
    confirm it."""

    id: int
    team_id: int
    person_id: int
    name: str
    platform: str
    value: str
    account_name: str
    state: ClaimState
    asked: bool
    claimed_at: datetime


class ClaimStore(Store):
    def put_claim(
        self, team_id: int, person_id: int, platform: str, value: str, account_name: str, state: ClaimState
    ) -> int:
        """The account says it is this person; what it said of others, and waits for, is over."""
        waiting = self.within(claims, claims.c.platform == platform, claims.c.value == value)
        self.execute(
            claims.update()
            .where(*waiting, claims.c.state == ClaimState.waiting.value)
            .values(state=ClaimState.refused.value)
        )
        return self.put(
            claims,
            ("person_id", "platform", "value"),
            team_id=team_id,
            person_id=person_id,
            platform=platform,
            value=value,
            account_name=account_name,
            state=state.value,
            asked=state is ClaimState.waiting,
            claimed_at=self.now,
        )

    def claim(self, team_id: int, claim_id: int) -> Claim | None:
        query = _query().where(*self.within(claims, claims.c.id == claim_id, claims.c.team_id == team_id))
        row = self.execute(query).one_or_none()
        return _claim(row) if row else None

    def in_teams(self, team_ids: tuple[int, ...], since: datetime) -> tuple[Claim, ...]:
        """Claims since then that stand or wait, the oldest first."""
        shown = (ClaimState.waiting.value, ClaimState.done.value)
        query = (
            _query()
            .where(*self.within(claims, claims.c.team_id.in_(team_ids), claims.c.state.in_(shown)))
            .where(claims.c.claimed_at >= since)
            .order_by(claims.c.claimed_at, claims.c.id)
        )
        return tuple(_claim(row) for row in self.execute(query))

    def of_person(self, person_id: int) -> tuple[Claim, ...]:
        query = _query().where(*self.within(claims, claims.c.person_id == person_id)).order_by(claims.c.id)
        return tuple(_claim(row) for row in self.execute(query))

    def erase(self, person_id: int) -> None:
        self.delete(claims, claims.c.person_id == person_id)

    def decide(self, claim: Claim, state: ClaimState) -> bool:
        """From the state it was read in to another; False when somebody else was first."""
        statement = (
            claims.update()
            .where(*self.within(claims, claims.c.id == claim.id, claims.c.state == claim.state.value))
            .values(state=state.value)
        )
        return self.execute(statement).rowcount == 1


def _query() -> Any:
    return select(claims, people.c.name).select_from(claims.join(people, claims.c.person_id == people.c.id))


def _claim(row: Any) -> Claim:
    return Claim(
        id=row.id,
        team_id=row.team_id,
        person_id=row.person_id,
        name=row.name,
        platform=row.platform,
        value=row.value,
        account_name=row.account_name,
        state=ClaimState(row.state),
        asked=row.asked,
        claimed_at=row.claimed_at,
    )
