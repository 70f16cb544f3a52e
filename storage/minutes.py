"""Minutes of meetings: who was there, the note-taker's own words, versions, and corrections that were proposed.
What was decided stands in `storage.decisions`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class MinutesState(StrEnum):
    draft = "draft"
    sent = "sent"  # may be corrected until its deadline
    final = "final"


class CorrectionState(StrEnum):
    open = "open"
    taken = "taken"
    left = "left"  # the minutes stayed as they were


class MinutesRow(TenantRow, table=True):
    """`version` counts what was sent: 1 at first, one more with each change after that."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'sent', 'final')", name="state"),
        *tenant_rules(
            ("team_id", "team"),
            ("meeting_id", "meeting"),
            ("written_by", "person"),
            unique=(("meeting_id",),),
        ),
    )
    team_id: int = Field(index=True)
    meeting_id: int
    state: str = MinutesState.draft.value
    text: str = ""
    written_by: int | None = Field(default=None, index=True)
    version: int = 0
    sent_at: datetime | None = moment(default=None)
    deadline: datetime | None = moment(default=None)


class PresentRow(TenantRow, table=True):
    """Somebody who was there; `person_id` None: a former member."""

    __tablename__ = "minutes_present"
    __table_args__ = tenant_rules(
        ("minutes_id", "minutes"), ("person_id", "person"), unique=(("minutes_id", "person_id"),), leaf=True
    )
    minutes_id: int
    person_id: int | None = Field(default=None, index=True)


class VersionRow(TenantRow, table=True):
    """The minutes' words as they were sent; nobody's name is in them."""

    __tablename__ = "minutes_version"
    __table_args__ = tenant_rules(
        ("minutes_id", "minutes"), ("changed_by", "person"), unique=(("minutes_id", "version"),), leaf=True
    )
    minutes_id: int
    version: int
    body: str
    changed_by: int | None = Field(default=None, index=True)
    changed_at: datetime = moment()


class CorrectionRow(TenantRow, table=True):
    __tablename__ = "minutes_correction"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'taken', 'left')", name="state"),
        *tenant_rules(("minutes_id", "minutes"), ("person_id", "person")),
    )
    minutes_id: int = Field(index=True)
    person_id: int | None = Field(default=None, index=True)
    text: str
    state: str = CorrectionState.open.value
    at: datetime = moment()


minutes = table(MinutesRow)
present = table(PresentRow)
versions = table(VersionRow)
corrections = table(CorrectionRow)

_OF_MEETING = Prepared(
    select(minutes).where(mine(minutes), given(minutes.c.team_id), given(minutes.c.meeting_id))
)
_PRESENT = Prepared(select(present).where(mine(present), given(present.c.minutes_id)))
_VERSIONS = Prepared(select(versions).where(mine(versions), given(versions.c.minutes_id)))
_CORRECTIONS = Prepared(select(corrections).where(mine(corrections), given(corrections.c.minutes_id)))


@dataclass(frozen=True, slots=True)
class Minutes:
    """`deadline`: until when it may be corrected; None before it is sent. `written_by` None: nobody yet, or
    somebody who is erased."""

    id: int
    team_id: int
    meeting_id: int
    state: MinutesState
    text: str
    written_by: int | None
    version: int
    sent_at: datetime | None
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    version: int
    body: str
    changed_by: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    id: int
    minutes_id: int
    person_id: int | None
    text: str
    state: CorrectionState
    at: datetime


def _minutes(row: Any) -> Minutes:
    return Minutes(
        row.id,
        row.team_id,
        row.meeting_id,
        MinutesState(row.state),
        row.text,
        row.written_by,
        row.version,
        row.sent_at,
        row.deadline,
    )


def _correction(row: Any) -> Correction:
    return Correction(row.id, row.minutes_id, row.person_id, row.text, CorrectionState(row.state), row.at)


class MinutesStore(Store):
    def begin(self, team_id: int, meeting_id: int, there: Iterable[int]) -> None:
        """The meeting was held: minutes may be written. Once."""
        fresh = {"state": MinutesState.draft.value, "text": "", "version": 0}
        minutes_id = self.insert_once(minutes, team_id=team_id, meeting_id=meeting_id, **fresh)
        if minutes_id is not None:
            self.set_present(minutes_id, there)

    def of_meeting(self, team_id: int, meeting_id: int) -> Minutes | None:
        row = self.row(_OF_MEETING, team_id=team_id, meeting_id=meeting_id)
        return _minutes(row) if row else None

    def held(self, team_id: int, meeting_id: int) -> Minutes | None:
        """The same, locked until the end of the transaction: before anything of it is changed."""
        found = self.of_meeting(team_id, meeting_id)
        row = self.lock(minutes, found.id) if found else None
        return _minutes(row) if row else None

    def of_team(self, team_id: int, limit: int) -> tuple[Minutes, ...]:
        """The team's, the newest first."""
        where = self.within(minutes, minutes.c.team_id == team_id)
        query = select(minutes).where(*where).order_by(minutes.c.id.desc()).limit(limit)
        return tuple(_minutes(row) for row in self.execute(query))

    def change(self, minutes_id: int, /, **values: Any) -> None:
        """state, text, written_by, version, sent_at, deadline."""
        self.update(minutes, minutes_id, **values)

    # ---- who was there

    def present(self, minutes_id: int) -> tuple[int | None, ...]:
        """In the order they were noted; None is a former member."""
        found = sorted(self.rows(_PRESENT, minutes_id=minutes_id), key=lambda row: row.id)
        return tuple(row.person_id for row in found)

    def set_present(self, minutes_id: int, people: Iterable[int]) -> None:
        """Those and nobody else; former members stay."""
        self.delete(present, present.c.minutes_id == minutes_id, present.c.person_id.is_not(None))
        for person_id in people:
            self.insert_once(present, minutes_id=minutes_id, person_id=person_id)

    # ---- versions

    def keep_version(self, minutes_id: int, version: int, body: str, person_id: int | None) -> None:
        self.insert_once(
            versions,
            minutes_id=minutes_id,
            version=version,
            body=body,
            changed_by=person_id,
            changed_at=self.now,
        )

    def versions(self, minutes_id: int) -> tuple[Version, ...]:
        """The oldest first."""
        found = [
            Version(row.version, row.body, row.changed_by, row.changed_at)
            for row in self.rows(_VERSIONS, minutes_id=minutes_id)
        ]
        return tuple(sorted(found, key=lambda one: one.version))

    # ---- corrections

    def propose(self, minutes_id: int, person_id: int, text: str) -> int:
        state = CorrectionState.open.value
        return self.insert(
            corrections, minutes_id=minutes_id, person_id=person_id, text=text, state=state, at=self.now
        )

    def corrections(self, minutes_id: int) -> tuple[Correction, ...]:
        """The oldest first."""
        found = [_correction(row) for row in self.rows(_CORRECTIONS, minutes_id=minutes_id)]
        return tuple(sorted(found, key=lambda one: one.id))

    def answer(self, correction_id: int, state: CorrectionState) -> None:
        self.update(corrections, correction_id, state=state.value)

    # ---- personal data

    def written_by(self, person_id: int) -> tuple[tuple[str, str], ...]:
        """(what it is, the text) of all the person has written: "minutes" or "correction"."""
        own = select(minutes.c.text).where(*self.within(minutes, minutes.c.written_by == person_id))
        said = select(corrections.c.text).where(
            *self.within(corrections, corrections.c.person_id == person_id)
        )
        found = [("minutes", row.text) for row in self.execute(own.order_by(minutes.c.id)) if row.text]
        return (*found, *(("correction", row.text) for row in self.execute(said.order_by(corrections.c.id))))

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """What the person wrote and where they were is a former member's; (team, meeting) of each that was
        touched."""
        ids: set[int] = set()
        for rows, column in (
            (minutes, minutes.c.written_by),
            (present, present.c.person_id),
            (versions, versions.c.changed_by),
            (corrections, corrections.c.person_id),
        ):
            of = minutes.c.id if rows is minutes else rows.c.minutes_id
            theirs = self.within(rows, column == person_id)
            nameless = rows.update().where(*theirs).values({column.key: None})
            ids |= {row[0] for row in self.execute(nameless.returning(of))}
        query = select(minutes.c.team_id, minutes.c.meeting_id).where(
            *self.within(minutes, minutes.c.id.in_(ids))
        )
        return sorted((row.team_id, row.meeting_id) for row in self.execute(query))
