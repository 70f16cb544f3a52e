"""What was written down at meetings: decisions and notes, and finding them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Index, Integer, String, bindparam, func, select, text
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.word_index import ENDING, matching, question, with_index
from storage.words import MOST, indexed, of_team, words


class RecordKind(StrEnum):
    decision = "decision"
    note = "note"


class Part(StrEnum):
    """What part those it concerns had in a decision (domain.md, S1): heard, helped define, helped decide."""

    heard = "heard"
    defined = "defined"
    decided = "decided"


class RecordRow(TenantRow, table=True):
    """`title` is the item's as it was then. `words` is what the search finds it by; see `storage.words`."""

    __tablename__ = "meeting_record"
    __table_args__ = (
        CheckConstraint("kind IN ('decision', 'note')", name="kind"),
        CheckConstraint("part IN ('', 'heard', 'defined', 'decided')", name="part"),
        Index("ix_meeting_record_of_team", "tenant_id", "team_id", "recorded_at"),
        Index("ix_meeting_record_of_meeting", "tenant_id", "meeting_id"),
        *tenant_rules(
            ("team_id", "team"),
            ("meeting_id", "meeting"),
            ("item_id", "agenda_item"),
            ("recorded_by", "person"),
        ),
    )
    team_id: int
    meeting_id: int
    item_id: int | None = Field(default=None, index=True)
    kind: str
    title: str
    text: str
    part: str = ""
    internal: bool = False
    words: str
    recorded_by: int | None = Field(default=None, index=True)
    recorded_at: datetime = moment()


records = with_index(table(RecordRow))
INDEX = f"{records.name}{ENDING}"

_READ = [column for column in records.c if column.key != "words"]
_OF_MEETING = Prepared(
    select(*_READ).where(mine(records), given(records.c.team_id), given(records.c.meeting_id))
)
_ONE = Prepared(select(*_READ).where(mine(records), given(records.c.team_id), given(records.c.id, "row_id")))
_COUNT = Prepared(
    select(func.count().label("number")).where(
        mine(records), given(records.c.meeting_id), records.c.kind == RecordKind.decision.value
    )
)


@lru_cache(maxsize=2)
def _found(dialect: str) -> Prepared:
    """The newest first. Equal moments are in the order they were written, so both databases say the same."""
    has = text(matching(INDEX, dialect)).bindparams(bindparam("wanted", type_=String))
    query = select(*_READ).where(mine(records), given(records.c.team_id), has)
    query = query.order_by(records.c.recorded_at.desc(), records.c.id.desc())
    return Prepared(query.limit(bindparam("most", type_=Integer)).offset(bindparam("skipped", type_=Integer)))


@dataclass(frozen=True, slots=True)
class Record:
    """`recorded_by` None: somebody who is erased."""

    id: int
    meeting_id: int
    item_id: int | None
    kind: RecordKind
    title: str
    text: str
    part: Part | None
    internal: bool
    recorded_by: int | None
    recorded_at: datetime


def _record(row: Any) -> Record:
    return Record(
        row.id,
        row.meeting_id,
        row.item_id,
        RecordKind(row.kind),
        row.title,
        row.text,
        Part(row.part) if row.part else None,
        row.internal,
        row.recorded_by,
        row.recorded_at,
    )


class DecisionStore(Store):
    def write(
        self,
        team_id: int,
        meeting_id: int,
        kind: RecordKind,
        title: str,
        text: str,
        *,
        item_id: int | None = None,
        part: Part | None = None,
        internal: bool = False,
        recorded_by: int | None = None,
    ) -> int:
        return self.insert(
            records,
            team_id=team_id,
            meeting_id=meeting_id,
            item_id=item_id,
            kind=kind.value,
            title=title,
            text=text,
            part=part.value if part else "",
            internal=internal,
            words=indexed(team_id, title, text),
            recorded_by=recorded_by,
            recorded_at=self.now,
        )

    def rewrite(self, team_id: int, record: Record, text: str, part: Part | None) -> None:
        """Other words for the same; what they were is found no more."""
        self.update(
            records,
            record.id,
            text=text,
            part=part.value if part else "",
            words=indexed(team_id, record.title, text),
        )
        self.tx.erased = True

    def take_away(self, record_id: int) -> None:
        self.delete(records, records.c.id == record_id)
        self.tx.erased = True

    def record(self, team_id: int, record_id: int) -> Record | None:
        row = self.row(_ONE, team_id=team_id, row_id=record_id)
        return _record(row) if row else None

    def of_meeting(self, team_id: int, meeting_id: int) -> tuple[Record, ...]:
        """In the order they were written."""
        found = map(_record, self.rows(_OF_MEETING, team_id=team_id, meeting_id=meeting_id))
        return tuple(sorted(found, key=lambda one: one.id))

    def count(self, meeting_id: int) -> int:
        """How many decisions were written down at the meeting."""
        found: int = self.row(_COUNT, meeting_id=meeting_id).number
        return found

    def search(self, team_id: int, wanted: str, limit: int, offset: int = 0) -> tuple[Record, ...]:
        """What the team wrote down with all these words (each the beginning of one) in it, the newest first;
        nothing for no words."""
        asked = [of_team(team_id, word) for word in words(wanted)[:MOST]]
        if not asked:
            return ()
        dialect = self.tx.connection.dialect.name
        found = self.rows(
            _found(dialect), team_id=team_id, wanted=question(asked, dialect), most=limit, skipped=offset
        )
        return tuple(map(_record, found))

    def decisions(
        self, team_id: int, limit: int, offset: int = 0, since: datetime | None = None
    ) -> tuple[Record, ...]:
        """The team's decisions, the newest first; with `since` (UTC) those after it."""
        where = [records.c.team_id == team_id, records.c.kind == RecordKind.decision.value]
        if since is not None:
            where.append(records.c.recorded_at > since)
        query = select(*_READ).where(*self.within(records, *where))
        query = query.order_by(records.c.recorded_at.desc(), records.c.id.desc()).limit(limit).offset(offset)
        return tuple(map(_record, self.execute(query)))

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Record, ...]:
        query = select(*_READ).where(*self.within(records, records.c.recorded_by == person_id))
        return tuple(map(_record, self.execute(query.order_by(records.c.id))))

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """What the person wrote down is the team's, a former member's; (team, meeting) of each."""
        mine = self.within(records, records.c.recorded_by == person_id)
        nameless = records.update().where(*mine).values(recorded_by=None)
        found = self.execute(nameless.returning(records.c.team_id, records.c.meeting_id))
        return sorted({(row.team_id, row.meeting_id) for row in found})
