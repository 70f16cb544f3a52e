"""What a person says of when they can meet: their usual week, and days away. No reason is asked for or kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import CheckConstraint, bindparam, select

from storage.prepared import Prepared
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules


class WeekRow(TenantRow, table=True):
    """A part of every week (Monday = 0, minutes of the local day) in which a person cannot, or would rather not."""

    __tablename__ = "week_time"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("from_minute >= 0 AND to_minute > from_minute AND to_minute <= 1440", name="minutes"),
        *tenant_rules(("person_id", "person"), unique=(("person_id", "weekday", "from_minute"),), leaf=True),
    )
    person_id: int
    weekday: int
    from_minute: int
    to_minute: int
    soft: bool = False
    said_at: datetime = moment()


class AwayRow(TenantRow, table=True):
    """Days on which a person is away, both included. No reason is asked for."""

    __tablename__ = "time_away"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="days"),
        *tenant_rules(("person_id", "person"), unique=(("person_id", "first_on", "last_on"),)),
    )
    person_id: int
    first_on: date
    last_on: date
    said_at: datetime = moment()


weeks = table(WeekRow)
aways = table(AwayRow)


@dataclass(frozen=True, slots=True, order=True)
class WeekTime:
    """Monday = 0; minutes of the local day, `until` up to 1440."""

    weekday: int
    since: int
    until: int
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """From `first` to `last`, both included; local days."""

    id: int
    first: date
    last: date


@cache
def _weeks(people: int) -> Prepared:
    return Prepared(select(weeks).where(mine(weeks), any_of(weeks.c.person_id, people)))


@cache
def _aways(people: int) -> Prepared:
    not_over = aways.c.last_on >= bindparam("first", type_=aways.c.last_on.type)
    query = select(aways).where(mine(aways), any_of(aways.c.person_id, people), not_over)
    return Prepared(query.order_by(aways.c.first_on, aways.c.id))


class WeekStore(Store):
    # ---- what somebody says of their week

    def weeks_of(
        self, person_ids: Collection[int], since: datetime | None = None
    ) -> dict[int, tuple[WeekTime, ...]]:
        """Of those who have said something of it (since then)."""
        people, found = list(person_ids), dict[int, list[WeekTime]]()
        for row in self.rows(_weeks(len(people)), **named(people)) if people else ():
            if since is None or row.said_at >= since:
                said = WeekTime(row.weekday, row.from_minute, row.to_minute, row.soft)
                found.setdefault(row.person_id, []).append(said)
        return {person_id: tuple(sorted(said)) for person_id, said in found.items()}

    def say_week(self, person_id: int, said: Iterable[WeekTime]) -> None:
        """In place of what they said before. The times do not overlap."""
        self.delete(weeks, weeks.c.person_id == person_id)
        for one in said:
            self.insert(
                weeks, person_id=person_id, weekday=one.weekday, from_minute=one.since, to_minute=one.until,
                soft=one.soft, said_at=self.now,
            )  # fmt: skip

    # ---- days away

    def aways_of(
        self, person_ids: Collection[int], first: date, since: datetime | None = None
    ) -> dict[int, tuple[Away, ...]]:
        """Days away that are not over on `first`, of those who have any (said since then)."""
        people, found = list(person_ids), dict[int, list[Away]]()
        for row in self.rows(_aways(len(people)), **named(people), first=first) if people else ():
            if since is None or row.said_at >= since:
                found.setdefault(row.person_id, []).append(Away(row.id, row.first_on, row.last_on))
        return {person_id: tuple(days) for person_id, days in found.items()}

    def go_away(self, person_id: int, first: date, last: date) -> None:
        """Saying it again changes nothing; what is long over goes."""
        self.delete(aways, aways.c.person_id == person_id, aways.c.last_on < first - timedelta(days=60))
        self.insert_once(aways, person_id=person_id, first_on=first, last_on=last, said_at=self.now)

    def come_back(self, person_id: int, away_id: int) -> bool:
        """False when there is none by that id that is the person's."""
        return self.delete(aways, aways.c.id == away_id, aways.c.person_id == person_id) == 1

    # ---- personal data

    def erase(self, person_id: int) -> None:
        for said in (weeks, aways):
            self.delete(said, said.c.person_id == person_id)
