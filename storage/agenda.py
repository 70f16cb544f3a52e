"""The team's agenda: the items of its next meeting, those of meetings that have begun, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Index, bindparam, or_, select, text
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.tables import TenantRow, moment, table, tenant_rules

COMING = "meeting_id IS NULL AND source <> ''"


class ItemKind(StrEnum):
    """What the team is to do with it."""

    inform = "inform"
    discuss = "discuss"
    decide = "decide"
    ideas = "ideas"
    ask = "ask"  # a question for the partner


class ItemState(StrEnum):
    open = "open"
    done = "done"
    carried = "carried"  # on to the next meeting, where it is an item of its own
    removed = "removed"  # the team took a fixed item or a feature's topic off, for this once


def _one_of(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class AgendaItemRow(TenantRow, table=True):
    """`meeting_id` None: for the next meeting, whichever that is; a meeting gets its items when it begins.
    `source` names what it stands for ("fixed/since", "topic/…", "raised/…"), "" what somebody wrote."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint(_one_of("track", ("task", "process")), name="track"),
        CheckConstraint(_one_of("kind", ItemKind), name="kind"),
        CheckConstraint(_one_of("state", ItemState), name="state"),
        CheckConstraint("minutes >= 0", name="minutes"),
        Index("ix_agenda_item_of", "tenant_id", "meeting_id", "team_id"),
        Index("uq_agenda_item_source", "tenant_id", "team_id", "source", unique=True,
              sqlite_where=text(COMING), postgresql_where=text(COMING)),
        *tenant_rules(("team_id", "team"), ("meeting_id", "meeting"), ("owner_id", "person"), ("added_by", "person")),
    )  # fmt: skip
    team_id: int
    meeting_id: int | None = None
    source: str = ""
    title: str
    track: str
    kind: str
    minutes: int
    owner_id: int | None = Field(default=None, index=True)
    added_by: int | None = Field(default=None, index=True)
    preparation: str = ""
    internal: bool = False
    position: int
    state: str = ItemState.open.value
    added_at: datetime = moment()


class MeetingRunRow(TenantRow, table=True):
    """A meeting that has begun, and where in its agenda it is. `ended_at` also when it was never begun by a press."""

    __tablename__ = "meeting_run"
    __table_args__ = tenant_rules(
        ("team_id", "team"), ("meeting_id", "meeting"), ("item_id", "agenda_item"), unique=(("meeting_id",),)
    )
    team_id: int = Field(index=True)
    meeting_id: int
    began_at: datetime | None = moment(default=None)
    item_id: int | None = Field(default=None, index=True)
    item_began_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)


items = table(AgendaItemRow)
runs = table(MeetingRunRow)

_OF_TEAM = select(items).where(mine(items), given(items.c.team_id))
_ITEM = Prepared(_OF_TEAM.where(given(items.c.id, "row_id")))
_COMING = Prepared(_OF_TEAM.where(items.c.meeting_id.is_(None)))
_OF_MEETING = Prepared(_OF_TEAM.where(given(items.c.meeting_id)))
_BEGUN = Prepared(
    select(runs.c.meeting_id).where(
        mine(runs), given(runs.c.team_id), runs.c.began_at.is_not(None), runs.c.ended_at >= bindparam("since")
    )
)
_RUN = Prepared(select(runs).where(mine(runs), given(runs.c.meeting_id)))


@lru_cache(maxsize=64)
def _of_meetings(count: int) -> Prepared:
    return Prepared(_OF_TEAM.where(any_of(items.c.meeting_id, count)))


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """`owner_id` and `added_by` are None when nobody, or somebody who is erased."""

    id: int
    meeting_id: int | None
    source: str
    title: str
    track: str
    kind: ItemKind
    minutes: int
    owner_id: int | None
    added_by: int | None
    preparation: str
    internal: bool
    position: int
    state: ItemState


@dataclass(frozen=True, slots=True)
class Run:
    """`began_at` None: nobody pressed that it began. `item_id`: where the meeting is."""

    meeting_id: int
    began_at: datetime | None
    item_id: int | None
    item_began_at: datetime | None
    ended_at: datetime | None

    @property
    def under_way(self) -> bool:
        return self.began_at is not None and self.ended_at is None


def _item(row: Any) -> AgendaItem:
    return AgendaItem(
        id=row.id,
        meeting_id=row.meeting_id,
        source=row.source,
        title=row.title,
        track=row.track,
        kind=ItemKind(row.kind),
        minutes=row.minutes,
        owner_id=row.owner_id,
        added_by=row.added_by,
        preparation=row.preparation,
        internal=row.internal,
        position=row.position,
        state=ItemState(row.state),
    )


def _in_order(rows: Iterable[Any]) -> tuple[AgendaItem, ...]:
    return tuple(sorted(map(_item, rows), key=lambda one: (one.position, one.id)))


class AgendaStore(Store):
    # ---- items

    def item(self, team_id: int, item_id: int) -> AgendaItem | None:
        row = self.row(_ITEM, team_id=team_id, row_id=item_id)
        return _item(row) if row else None

    def coming(self, team_id: int) -> tuple[AgendaItem, ...]:
        """What waits for the next meeting, in its order; also what was taken off it."""
        return _in_order(self.rows(_COMING, team_id=team_id))

    def of_meeting(self, team_id: int, meeting_id: int) -> tuple[AgendaItem, ...]:
        """What a meeting that has begun had on its agenda."""
        return _in_order(self.rows(_OF_MEETING, team_id=team_id, meeting_id=meeting_id))

    def of_meetings(self, team_id: int, meeting_ids: Iterable[int]) -> tuple[AgendaItem, ...]:
        asked = list(meeting_ids)
        found = self.rows(_of_meetings(len(asked)), team_id=team_id, **named(asked)) if asked else ()
        return _in_order(found)

    def add(
        self,
        team_id: int,
        title: str,
        *,
        position: int,
        track: str,
        kind: ItemKind = ItemKind.discuss,
        minutes: int = 10,
        source: str = "",
        added_by: int | None = None,
        owner_id: int | None = None,
        preparation: str = "",
        internal: bool = False,
    ) -> int | None:
        """On the next agenda; None when the same source is on it already."""
        return self.insert_once(
            items,
            team_id=team_id,
            meeting_id=None,
            source=source,
            title=title,
            track=track,
            kind=kind.value,
            minutes=minutes,
            owner_id=owner_id,
            added_by=added_by,
            preparation=preparation,
            internal=internal,
            position=position,
            state=ItemState.open.value,
            added_at=self.now,
        )

    def change(self, item_id: int, /, **values: Any) -> None:
        """Set columns of one item."""
        self.update(items, item_id, **values)

    def drop(self, item_ids: Iterable[int]) -> None:
        for item_id in item_ids:
            self.delete(items, items.c.id == item_id)

    def give_to(self, team_id: int, meeting_id: int, item_ids: Iterable[int]) -> None:
        """The meeting begins: these are now its own, and what was taken off was taken off for it."""
        for item_id in item_ids:
            self.change(item_id, meeting_id=meeting_id)
        self.drop(item.id for item in self.coming(team_id))

    def forget_removed(self, team_id: int) -> None:
        """A meeting is over: what was taken off is taken off no more."""
        self.drop(item.id for item in self.coming(team_id) if item.state is ItemState.removed)

    def carry(self, team_id: int, item: AgendaItem) -> None:
        """On to the next meeting, before what is new there."""
        self.change(item.id, state=ItemState.carried.value)
        source = item.source if item.source.startswith("raised/") else ""
        self.add(
            team_id,
            item.title,
            position=item.position,
            track=item.track,
            kind=item.kind,
            minutes=item.minutes,
            source=source,
            added_by=item.added_by,
            owner_id=item.owner_id,
            preparation=item.preparation,
            internal=item.internal,
        )

    # ---- meetings under way

    def run_of(self, meeting_id: int) -> Run | None:
        row = self.row(_RUN, meeting_id=meeting_id)
        if row is None:
            return None
        return Run(row.meeting_id, row.began_at, row.item_id, row.item_began_at, row.ended_at)

    def set_run(self, team_id: int, meeting_id: int, **values: Any) -> None:
        """began_at, item_id, item_began_at, ended_at."""
        self.put(runs, ("meeting_id",), team_id=team_id, meeting_id=meeting_id, **values)

    def begun_since(self, team_id: int, since: datetime) -> tuple[int, ...]:
        """The meetings that were begun by a press and have ended since then (UTC)."""
        return tuple(row.meeting_id for row in self.rows(_BEGUN, team_id=team_id, since=since))

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[AgendaItem, ...]:
        """What the person has put on agendas, or has as theirs."""
        where = or_(items.c.added_by == person_id, items.c.owner_id == person_id)
        query = select(items).where(*self.within(items, where)).order_by(items.c.id)
        return tuple(_item(row) for row in self.execute(query))

    def erase(self, person_id: int) -> list[tuple[int, int | None]]:
        """Leave the person's items to the team, nobody's; (team, meeting) of each that was touched."""
        where = or_(items.c.added_by == person_id, items.c.owner_id == person_id)
        query = select(items.c.team_id, items.c.meeting_id).where(*self.within(items, where))
        touched = {(row.team_id, row.meeting_id) for row in self.execute(query)}
        for column in ("added_by", "owner_id"):
            theirs = self.within(items, items.c[column] == person_id)
            self.execute(items.update().where(*theirs).values({column: None}))
        return sorted(touched, key=str)
