"""Calendars that are read: people's own, and courses' timetables. Free and busy only: no title, place or
description of anything in them is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Index, bindparam, select, text
from sqlmodel import Field

from storage.database import Transaction
from storage.prepared import Prepared, given
from storage.secrets import Sealed
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.taken import Reading, TimeTaken

LEASE = timedelta(minutes=5)  # what was taken and not answered for is taken again


class SourceRow(TenantRow, table=True):
    """A calendar that is read: a person's own, or a course's timetable (`cluster`: of those teams alone).

    `sealed` is its address, "" of a file that was loaded. `round` counts how often it was taken: who took it
    earlier and answers late is not listened to. `problem` says why the last reading failed ("": it did not),
    `unread` how many events could not be read, `told` what its owner has been told.
    """

    __tablename__ = "calendar_source"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (course_id IS NULL)", name="one_owner"),
        Index("uq_calendar_source_timetable", "tenant_id", "course_id", "cluster", unique=True,
              sqlite_where=text("course_id IS NOT NULL"), postgresql_where=text("course_id IS NOT NULL")),
        *tenant_rules(("person_id", "person"), ("course_id", "course")),
    )  # fmt: skip
    person_id: int | None = Field(default=None, index=True)
    course_id: int | None = None
    cluster: str = ""
    sealed: str = ""
    created_at: datetime = moment()
    due_at: datetime | None = moment(default=None, index=True)
    round: int = 0
    read_at: datetime | None = moment(default=None)
    etag: str = ""
    modified: str = ""
    failures: int = 0
    problem: str = ""
    unread: int = 0
    told: str = ""


class TimeRow(TenantRow, table=True):
    """Busy in a calendar. `kind` of a timetable's; `soft`: tentative."""

    __tablename__ = "calendar_time"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('', 'lecture', 'cluster', 'supervision', 'workshop', 'other')", name="kind"
        ),
        CheckConstraint("ends_at > starts_at", name="length"),
        Index("ix_calendar_time_source", "tenant_id", "source_id", "starts_at"),
        *tenant_rules(("source_id", "calendar_source"), leaf=True),
    )
    source_id: int
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    kind: str = ""
    soft: bool = False


sources = table(SourceRow)
times = table(TimeRow)

# Each is of one owner or calendar: an agenda, a ballot and a search ask for a team's at every drawing.
_OF_PERSON = Prepared(select(sources.c.id).where(mine(sources), given(sources.c.person_id)))
_OF_COURSE = Prepared(
    select(sources.c.id, sources.c.cluster).where(mine(sources), given(sources.c.course_id))
)
_TAKEN = Prepared(
    select(times).where(
        mine(times),
        given(times.c.source_id),
        times.c.starts_at < bindparam("until", type_=times.c.starts_at.type),
        times.c.ends_at > bindparam("since", type_=times.c.ends_at.type),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSource:
    """`address` is "" for a loaded file, None when the key it was sealed with is gone."""

    id: int
    tenant_id: int
    person_id: int | None
    course_id: int | None
    cluster: str
    address: str | None
    created_at: datetime
    round: int
    read_at: datetime | None
    etag: str
    modified: str
    failures: int
    problem: str
    unread: int
    told: str


def _owner(person_id: int | None, course_id: int | None, cluster: str) -> str:
    return f"person/{person_id}" if person_id is not None else f"course/{course_id}/{cluster}"


class CalendarSourceStore(Store):
    # ---- calendars

    def own(self, person_id: int, since: datetime | None = None) -> tuple[CalendarSource, ...]:
        """The person's own, the oldest first; only those given since then."""
        found = self._sources(sources.c.person_id == person_id)
        return tuple(one for one in found if since is None or one.created_at >= since)

    def add_own(self, person_id: int, address: str) -> int:
        return self._add(address, person_id=person_id)

    def remove_own(self, person_id: int, source_id: int) -> bool:
        """Its address and every time that was read in it; False when it is not the person's."""
        return self.delete(sources, sources.c.id == source_id, sources.c.person_id == person_id) == 1

    def read_soon(self, person_id: int) -> int:
        """Let the person's calendars be read now; how many there are."""
        mine = self.within(sources, sources.c.person_id == person_id)
        return self.execute(
            sources.update().where(*mine).values(due_at=self.now, etag="", modified="")
        ).rowcount

    def timetables(self, course_id: int) -> tuple[CalendarSource, ...]:
        return self._sources(sources.c.course_id == course_id)

    def set_timetables(self, course_id: int, addresses: Mapping[str, str]) -> bool:
        """Let the course's timetables be read from these addresses, by cluster ("": the whole course's). One that
        is not named goes, unless it is a loaded file. Whether anything changed."""
        there = {one.cluster: one for one in self.timetables(course_id)}
        changed = False
        for cluster, one in there.items():
            if (one.address != "" and addresses.get(cluster) != one.address) or (
                one.address == "" and cluster in addresses
            ):  # fmt: skip
                self.delete(sources, sources.c.id == one.id)
                changed = True
        kept = {cluster for cluster, one in there.items() if addresses.get(cluster) == one.address}
        for cluster, address in addresses.items():
            if cluster not in kept:
                self._add(address, course_id=course_id, cluster=cluster)
                changed = True
        return changed

    def erase_timetables(self, course_id: int) -> None:
        """Their addresses and every time that was read in them, loaded files too."""
        self.delete(sources, sources.c.course_id == course_id)

    def load_timetable(self, course_id: int, cluster: str, found: Reading) -> None:
        """From a file: takes the place of what the course (or the cluster) had."""
        self.delete(sources, sources.c.course_id == course_id, sources.c.cluster == cluster)
        source_id = self._add("", course_id=course_id, cluster=cluster)
        self.execute(
            sources.update().where(sources.c.id == source_id).values(read_at=self.now, unread=found.unread)
        )
        self._put_times(source_id, found.times or ())

    def read_timetables_soon(self, course_id: int) -> None:
        there = self.within(sources, sources.c.course_id == course_id, sources.c.due_at.is_not(None))
        self.execute(sources.update().where(*there).values(due_at=self.now, etag="", modified=""))

    def times_in(self, source_id: int) -> tuple[TimeTaken, ...]:
        query = select(times).where(*self.within(times, times.c.source_id == source_id))
        return tuple(_time(row) for row in self.execute(query.order_by(times.c.starts_at, times.c.ends_at)))

    def source(self, source_id: int) -> CalendarSource | None:
        return next(iter(self._sources(sources.c.id == source_id)), None)

    def answered(self, source_id: int, round: int, found: Reading, due_at: datetime) -> bool:
        """It was read; to be read again at `due_at`. False when somebody else took it since, or it is gone."""
        new: dict[str, Any] = {} if found.times is None else {"unread": found.unread}
        changed = self._answer(
            source_id, round, due_at=due_at, read_at=self.now, failures=0, problem="",
            etag=found.etag, modified=found.modified, **new,
        )  # fmt: skip
        if changed and found.times is not None:
            self._put_times(source_id, found.times)
        return changed

    def failed(self, source_id: int, round: int, problem: str, failures: int, due_at: datetime) -> bool:
        """It could not be read; the times of the last reading stay."""
        return self._answer(source_id, round, problem=problem, failures=failures, due_at=due_at)

    def told(self, source_id: int, what: str) -> None:
        self.update(sources, source_id, told=what)

    def remove(self, source_id: int) -> None:
        self.delete(sources, sources.c.id == source_id)

    def _add(self, address: str, **owner: Any) -> int:
        owner = {"person_id": None, "course_id": None, "cluster": "", **owner}
        bound = ("calendar_source", self.tenant_id, _owner(**owner))
        sealed = self.tx.vault.seal(address, *bound) if address else ""
        return self.insert(
            sources, **owner, sealed=sealed, created_at=self.now, due_at=self.now if address else None
        )

    def _answer(self, source_id: int, round: int, **values: Any) -> bool:
        taken = self.within(sources, sources.c.id == source_id, sources.c.round == round)
        return self.execute(sources.update().where(*taken).values(**values)).rowcount == 1

    def _sources(self, where: Any) -> tuple[CalendarSource, ...]:
        query = select(sources).where(*self.within(sources, where)).order_by(sources.c.id)
        return tuple(_source(self.tx, row) for row in self.execute(query))

    def _put_times(self, source_id: int, found: Iterable[TimeTaken]) -> None:
        """Only what differs is written: a calendar mostly reads as it did."""
        query = select(times).where(*self.within(times, times.c.source_id == source_id))
        there = {_time(row): row.id for row in self.execute(query)}
        wanted = set(found)
        gone = [row_id for one, row_id in there.items() if one not in wanted]
        if gone:
            self.execute(times.delete().where(*self.within(times, times.c.id.in_(gone))))
        new = [
            {"tenant_id": self.tenant_id, "source_id": source_id, "starts_at": one.start, "ends_at": one.end,
             "kind": one.kind, "soft": one.soft}
            for one in sorted(wanted - there.keys(), key=lambda one: (one.start, one.end, one.kind, one.soft))
        ]  # fmt: skip
        if new:
            self.tx.connection.execute(times.insert(), new)

    # ---- the times in them

    def times_of(
        self, person_ids: Collection[int], since: datetime, until: datetime
    ) -> list[tuple[int, TimeTaken]]:
        """Of each of these people's own calendars, what overlaps the time."""
        of = {
            row.id: person_id
            for person_id in person_ids
            for row in self.rows(_OF_PERSON, person_id=person_id)
        }
        return [(of[one.source_id], _time(one)) for one in self._times(of, since, until)]

    def teaching(
        self, course_ids: Collection[int], since: datetime, until: datetime
    ) -> list[tuple[int, str, TimeTaken]]:
        """Of these courses' timetables, what overlaps the time: course, cluster ("": all of it), when."""
        of = {
            row.id: (course_id, row.cluster)
            for course_id in course_ids
            for row in self.rows(_OF_COURSE, course_id=course_id)
        }
        return [(*of[one.source_id], _time(one)) for one in self._times(of, since, until)]

    def _times(self, of: Collection[int], since: datetime, until: datetime) -> list[Any]:
        """What overlaps the time in these calendars, in order: never through all of a school's."""
        rows = [
            row
            for source_id in of
            for row in self.rows(_TAKEN, source_id=source_id, since=since, until=until)
        ]
        return sorted(rows, key=lambda row: (row.starts_at, row.ends_at, row.id))

    # ---- personal data

    def erase(self, person_id: int) -> None:
        self.delete(sources, sources.c.person_id == person_id)


def take_due(tx: Transaction, now: datetime) -> CalendarSource | None:
    """The calendar that has waited longest to be read, of any tenant; nobody else takes it for five minutes."""
    query = (
        select(sources)
        .where(sources.c.due_at <= now)
        .order_by(sources.c.due_at, sources.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = tx.connection.execute(query).one_or_none()
    if row is None:
        return None
    taken = sources.update().where(sources.c.id == row.id)
    tx.connection.execute(taken.values(due_at=now + LEASE, round=row.round + 1))
    return _source(tx, row, round=row.round + 1)


def next_due(tx: Transaction) -> datetime | None:
    """When a calendar is next to be read."""
    query = select(sources.c.due_at).where(sources.c.due_at.is_not(None)).order_by(sources.c.due_at).limit(1)
    found: datetime | None = tx.connection.execute(query).scalar_one_or_none()
    return found


def _source(tx: Transaction, row: Any, round: int | None = None) -> CalendarSource:
    address: str | None = ""
    if row.sealed:
        bound = ("calendar_source", row.tenant_id, _owner(row.person_id, row.course_id, row.cluster))
        try:
            address = tx.vault.open(row.sealed, *bound)
        except Sealed:
            address = None
    return CalendarSource(
        id=row.id,
        tenant_id=row.tenant_id,
        person_id=row.person_id,
        course_id=row.course_id,
        cluster=row.cluster,
        address=address,
        created_at=row.created_at,
        round=row.round if round is None else round,
        read_at=row.read_at,
        etag=row.etag,
        modified=row.modified,
        failures=row.failures,
        problem=row.problem,
        unread=row.unread,
        told=row.told,
    )


def _time(row: Any) -> TimeTaken:
    return TimeTaken(row.starts_at, row.ends_at, row.kind, row.soft)
