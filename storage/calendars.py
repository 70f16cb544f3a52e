"""Secret calendar links: one for a person, one for a team. Whoever has the link can read the calendar.

The secret is kept twice: as a hash, to find the feed by, and sealed, so that its owner can be shown it again.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.database import Transaction
from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules

SUBSCRIBED = timedelta(days=3)  # calendars fetch every few hours, the slowest once a day
NOTED_EVERY = timedelta(hours=1)  # a fetch is noted at most so often: reading should not write


class CalendarRow(TenantRow, table=True):
    """`owner` is "person/7" or "team/3": one link each."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (team_id IS NULL)", name="one_owner"),
        *tenant_rules(("person_id", "person"), ("team_id", "team"), unique=(("owner",),)),
    )
    owner: str
    person_id: int | None = None
    team_id: int | None = None
    hash: str = Field(unique=True)
    sealed: str
    created_at: datetime = moment()
    fetched_at: datetime | None = moment(default=None)


calendars = table(CalendarRow)


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """Whose calendar a secret opens: a person's or a team's."""

    id: int
    tenant_id: int
    person_id: int | None
    team_id: int | None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarStore(Store):
    def of_person(self, person_id: int) -> str:
        """The secret of the person's own calendar, made when first asked for."""
        return self._secret(f"person/{person_id}", person_id, None)

    def of_team(self, team_id: int) -> str:
        """The secret of the team's calendar, made when first asked for."""
        return self._secret(f"team/{team_id}", None, team_id)

    def revoke_person(self, person_id: int) -> None:
        """The link stops working; the next one asked for is new."""
        self.delete(calendars, calendars.c.owner == f"person/{person_id}")

    def revoke_team(self, team_id: int) -> None:
        self.delete(calendars, calendars.c.owner == f"team/{team_id}")

    def subscribes(self, person_id: int) -> bool:
        """Whether some calendar has fetched the person's feed lately."""
        query = select(calendars.c.fetched_at).where(
            *self.within(calendars, calendars.c.owner == f"person/{person_id}")
        )
        fetched: datetime | None = self.execute(query).scalar_one_or_none()
        return fetched is not None and fetched > self.now - SUBSCRIBED

    def _secret(self, owner: str, person_id: int | None, team_id: int | None) -> str:
        """Raises storage.secrets.Sealed when the key it was sealed with is gone."""
        fresh = secrets.token_urlsafe(32)
        self.insert_once(
            calendars,
            owner=owner,
            person_id=person_id,
            team_id=team_id,
            hash=_hash(fresh),
            sealed=self.tx.vault.seal(fresh, "calendar", self.tenant_id, owner),
            created_at=self.now,
        )
        query = select(calendars.c.sealed).where(*self.within(calendars, calendars.c.owner == owner))
        return self.tx.vault.open(self.execute(query).scalar_one(), "calendar", self.tenant_id, owner)


def find_calendar(tx: Transaction, secret: str, now: datetime) -> CalendarFeed | None:
    """Whose secret this is, over all tenants; None when it is nobody's (any more). Notes the fetch."""
    row = tx.connection.execute(select(calendars).where(calendars.c.hash == _hash(secret))).one_or_none()
    if row is None:
        return None
    if row.fetched_at is None or row.fetched_at <= now - NOTED_EVERY:
        tx.connection.execute(calendars.update().where(calendars.c.id == row.id).values(fetched_at=now))
    return CalendarFeed(row.id, row.tenant_id, row.person_id, row.team_id)
