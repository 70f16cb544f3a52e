"""Conflict: what somebody prepares for a talk, sealed for them alone, and that they have asked for help.

Where on the ladder they are is never kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class ConflictNoteRow(TenantRow, table=True):
    """One person's preparation for a talk in a team: the newest only."""

    __tablename__ = "conflict_note"
    __table_args__ = tenant_rules(
        ("team_id", "team"), ("person_id", "person"), unique=(("team_id", "person_id"),), leaf=True
    )
    team_id: int
    person_id: int = Field(index=True)
    sealed: str
    written_at: datetime = moment()


class ConflictRequestRow(TenantRow, table=True):
    """Somebody has asked the facilitator for help, after they were shown what would be said."""

    __tablename__ = "conflict_request"
    __table_args__ = tenant_rules(("team_id", "team"), ("person_id", "person"), ("seen_by", "person"))
    team_id: int = Field(index=True)
    person_id: int = Field(index=True)
    asked_at: datetime = moment()
    seen_by: int | None = Field(default=None, index=True)
    seen_at: datetime | None = moment(default=None)


notes = table(ConflictNoteRow)
requests = table(ConflictRequestRow)

_NOTES = Prepared(notes.select().where(mine(notes), given(notes.c.person_id)))
_REQUEST = Prepared(
    requests.select().where(mine(requests), given(requests.c.team_id), given(requests.c.id, "row_id"))
)
_WAITING = Prepared(
    select(requests.c.id, requests.c.asked_at).where(
        mine(requests), given(requests.c.team_id), requests.c.seen_at.is_(None)
    )
)
_OPEN = Prepared(
    requests.select().where(
        mine(requests),
        given(requests.c.team_id),
        given(requests.c.person_id),
        requests.c.seen_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Note:
    team_id: int
    written_at: datetime
    said: Mapping[str, str]  # by the form's fields


@dataclass(frozen=True, slots=True)
class Request:
    id: int
    team_id: int
    person_id: int
    seen: bool


def _request(row: Any) -> Request:
    return Request(row.id, row.team_id, row.person_id, row.seen_at is not None)


class ConflictStore(Store):
    def write(self, team_id: int, person_id: int, said: Mapping[str, str]) -> None:
        """Keep the person's preparation, instead of what was there."""
        sealed = self.tx.vault.seal(json.dumps(dict(said)), *self._bound(team_id, person_id))
        natural = ("team_id", "person_id")
        self.put(notes, natural, team_id=team_id, person_id=person_id, sealed=sealed, written_at=self.now)

    def notes(self, person_id: int, since: datetime | None = None) -> tuple[Note, ...]:
        """The person's own, in all their teams; with `since`, those written later."""
        return tuple(
            Note(row.team_id, row.written_at, self._open(row))
            for row in self.rows(_NOTES, person_id=person_id)
            if since is None or row.written_at >= since
        )

    def note(self, team_id: int, person_id: int, since: datetime | None = None) -> Note | None:
        return next((one for one in self.notes(person_id, since) if one.team_id == team_id), None)

    def forget(self, team_id: int, person_id: int) -> None:
        self.delete(notes, notes.c.team_id == team_id, notes.c.person_id == person_id)

    # ---- help

    def ask(self, team_id: int, person_id: int) -> int:
        """The person's request that nobody has seen yet, as of now: the one there is, or a new one. Who is told of it
        with this yes hears nothing of an earlier one, not even when it was."""
        for found in self.rows(_OPEN, team_id=team_id, person_id=person_id):
            self.update(requests, found.id, asked_at=self.now)
            return int(found.id)
        return self.insert(requests, team_id=team_id, person_id=person_id, asked_at=self.now)

    def request(self, team_id: int, request_id: int) -> Request | None:
        row = self.row(_REQUEST, team_id=team_id, row_id=request_id)
        return _request(row) if row else None

    def see(self, request_id: int, person_id: int) -> None:
        self.update(requests, request_id, seen_by=person_id, seen_at=self.now)

    def waiting(self, team_id: int) -> tuple[tuple[int, datetime], ...]:
        """(request, when it was asked) of those nobody has seen, the oldest first."""
        found = self.rows(_WAITING, team_id=team_id)
        return tuple(sorted((row.id, row.asked_at) for row in found))

    # ---- one person's

    def asked_by(self, person_id: int) -> tuple[Request, ...]:
        query = requests.select().where(*self.within(requests, requests.c.person_id == person_id))
        return tuple(_request(row) for row in self.execute(query.order_by(requests.c.id)))

    def erase(self, person_id: int) -> None:
        self.delete(notes, notes.c.person_id == person_id)
        self.delete(requests, requests.c.person_id == person_id)
        seen = self.within(requests, requests.c.seen_by == person_id)
        self.execute(requests.update().where(*seen).values(seen_by=None))

    def _open(self, row: Any) -> Mapping[str, str]:
        opened: Mapping[str, str] = json.loads(
            self.tx.vault.open(row.sealed, *self._bound(row.team_id, row.person_id))
        )
        return opened

    def _bound(self, team_id: int, person_id: int) -> tuple[str | int, ...]:
        return ("conflict", self.tenant_id, team_id, person_id)

    def end(self, team_id: int) -> None:
        """Every note and request of the team's goes."""
        for one in (notes, requests):
            self.delete(one, one.c.team_id == team_id)
