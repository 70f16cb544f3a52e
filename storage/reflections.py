"""Reflections: rounds, and each person's part. Texts are sealed for their writer until they are shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, select, text
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine, one_of
from storage.tables import TenantRow, moment, table, tenant_rules


class ReflectionRow(TenantRow, table=True):
    """`step` is which step of its form of working the team is at, from 1; 0: none, begun at `step_at`. `groups`:
    who talk together in it. `state`: open (writing), asking (sharers are asked about their names), revealed, quiet (nobody shared).
    `shown` holds the ids of the people whose texts appeared."""

    __tablename__ = "reflection"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'asking', 'revealed', 'quiet')", name="state"),
        Index("uq_reflection_running", "tenant_id", "team_id", unique=True,
              sqlite_where=text("state IN ('open', 'asking')"),
              postgresql_where=text("state IN ('open', 'asking')")),
        *tenant_rules(("team_id", "team"), ("opened_by", "person"), ("concluded_by", "person")),
    )  # fmt: skip
    team_id: int = Field(index=True)
    prompt: str
    theme: str
    opened_by: int | None = None
    opened_at: datetime = moment()
    deadline: datetime = moment()
    live: bool = False
    by_name: bool = False
    state: str = "open"
    ask_until: datetime | None = moment(default=None)
    shown: list[int] = Field(default_factory=list, sa_type=JSON)
    shown_by_name: bool = False
    secret: str  # what the order of the texts is drawn from
    closed_at: datetime | None = moment(default=None)
    conclusion: str = ""
    concluded_by: int | None = None
    step: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    step_at: datetime | None = moment(default=None)
    groups: list[list[int]] = Field(
        default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )


class ReflectionPartRow(TenantRow, table=True):
    __tablename__ = "reflection_part"
    __table_args__ = (
        CheckConstraint("answer IN ('shared', 'kept', 'skipped')", name="answer"),
        *tenant_rules(
            ("reflection_id", "reflection"), ("person_id", "person"), unique=(("reflection_id", "person_id"),)
        ),
    )
    reflection_id: int
    person_id: int = Field(index=True)
    answer: str
    by_name: bool | None = None
    sealed: str = ""


rounds = table(ReflectionRow)
parts = table(ReflectionPartRow)

_OF_TEAM = select(rounds).where(mine(rounds), given(rounds.c.team_id))
_ROUND = Prepared(_OF_TEAM.where(given(rounds.c.id, "row_id")))
_RUNNING = Prepared(
    _OF_TEAM.where(one_of(rounds.c.state, "open", "asking")).order_by(rounds.c.id.desc()).limit(1)
)
_HISTORY = Prepared(_OF_TEAM.order_by(rounds.c.id))
_PARTS = Prepared(
    select(parts.c.id, parts.c.person_id, parts.c.answer, parts.c.by_name).where(
        mine(parts), given(parts.c.reflection_id)
    )
)


@dataclass(frozen=True, slots=True)
class Reflection:
    id: int
    team_id: int
    prompt: str
    theme: str
    opened_by: int | None
    opened_at: datetime
    deadline: datetime
    live: bool
    by_name: bool
    state: str
    ask_until: datetime | None
    shown: tuple[int, ...]
    shown_by_name: bool
    secret: bytes
    closed_at: datetime | None
    conclusion: str
    step: int
    step_at: datetime | None
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Who is how far; the text is asked for on its own."""

    person_id: int
    answer: str
    by_name: bool | None


@dataclass(frozen=True, slots=True)
class OwnText:
    """One of a person's own texts."""

    part_id: int
    prompt: str
    opened_at: datetime
    answer: str
    text: str


def _reflection(row: Any) -> Reflection:
    return Reflection(
        row.id,
        row.team_id,
        row.prompt,
        row.theme,
        row.opened_by,
        row.opened_at,
        row.deadline,
        row.live,
        row.by_name,
        row.state,
        row.ask_until,
        tuple(row.shown),
        row.shown_by_name,
        bytes.fromhex(row.secret),
        row.closed_at,
        row.conclusion,
        row.step,
        row.step_at,
        tuple(tuple(group) for group in row.groups),
    )


def _by_id(row: Any) -> int:
    found: int = row.id
    return found


class ReflectionStore(Store):
    def open(
        self,
        team_id: int,
        prompt: str,
        theme: str,
        *,
        opened_by: int | None,
        deadline: datetime,
        live: bool,
        by_name: bool,
    ) -> int | None:
        """The new round's id; None when the team has one that is not over."""
        return self.insert_once(
            rounds,
            team_id=team_id,
            prompt=prompt,
            theme=theme,
            opened_by=opened_by,
            opened_at=self.now,
            deadline=deadline,
            live=live,
            by_name=by_name,
            state="open",
            shown=[],
            shown_by_name=False,
            secret=secrets.token_hex(16),
            conclusion="",
            step=0,
            groups=[],
        )

    def reflection(self, team_id: int, reflection_id: int) -> Reflection | None:
        row = self.row(_ROUND, team_id=team_id, row_id=reflection_id)
        return _reflection(row) if row else None

    def held(self, team_id: int, reflection_id: int) -> Reflection | None:
        """The same, locked until the end of the transaction: before anything of it is changed."""
        row = self.lock(rounds, reflection_id)
        return _reflection(row) if row and row.team_id == team_id else None

    def running(self, team_id: int) -> Reflection | None:
        """The team's round that is not over, if any."""
        row = self.row(_RUNNING, team_id=team_id)
        return _reflection(row) if row else None

    def history(self, team_id: int) -> tuple[Reflection, ...]:
        """All the team's rounds, the oldest first."""
        return tuple(_reflection(row) for row in self.rows(_HISTORY, team_id=team_id))

    def change(self, reflection_id: int, **values: Any) -> None:
        """state, ask_until, shown (a list), shown_by_name, closed_at, conclusion, concluded_by, step, step_at, groups."""
        self.update(rounds, reflection_id, **values)

    # ---- parts

    def parts(self, reflection_id: int) -> tuple[Part, ...]:
        found = self.rows(_PARTS, reflection_id=reflection_id)
        found.sort(key=_by_id)  # asked for it, SQLite reads all of a tenant's parts by id
        return tuple(Part(row.person_id, row.answer, row.by_name) for row in found)

    def write(self, reflection_id: int, person_id: int, answer: str, text: str) -> None:
        sealed = self.tx.vault.seal(text, *self._bound(reflection_id, person_id)) if text else ""
        self.put(
            parts,
            ("reflection_id", "person_id"),
            reflection_id=reflection_id,
            person_id=person_id,
            answer=answer,
            sealed=sealed,
            by_name=None,
        )

    def text(self, reflection_id: int, person_id: int) -> tuple[str, str] | None:
        """(answer, text) of one person; only for that person, or for what they have shared."""
        query = select(parts).where(
            *self.within(parts, parts.c.reflection_id == reflection_id, parts.c.person_id == person_id)
        )
        row = self.execute(query).one_or_none()
        return (row.answer, self._open(row)) if row else None

    def allow_name(self, reflection_id: int, person_id: int, by_name: bool) -> None:
        where = self.within(parts, parts.c.reflection_id == reflection_id, parts.c.person_id == person_id)
        self.execute(parts.update().where(*where).values(by_name=by_name))

    def own(self, person_id: int, since: datetime | None = None) -> tuple[OwnText, ...]:
        """Everything the person has written, the newest first; with `since`, in reflections opened later."""
        query = (
            select(parts, rounds.c.prompt, rounds.c.opened_at)
            .join(rounds, parts.c.reflection_id == rounds.c.id)
            .where(*self.within(parts, parts.c.person_id == person_id, parts.c.sealed != ""))
            .order_by(parts.c.id.desc())
        )
        if since is not None:
            query = query.where(rounds.c.opened_at >= since)
        return tuple(
            OwnText(row.id, row.prompt, row.opened_at, row.answer, self._open(row))
            for row in self.execute(query)
        )

    def erase_one(self, person_id: int, part_id: int) -> tuple[int, int] | None:
        """Take one of the person's own texts away; (team, reflection) it was in. It counts as skipped."""
        query = (
            select(parts.c.reflection_id, rounds.c.team_id)
            .join(rounds, parts.c.reflection_id == rounds.c.id)
            .where(*self.within(parts, parts.c.id == part_id, parts.c.person_id == person_id))
        )
        row = self.execute(query).one_or_none()
        if row is None:
            return None
        self.update(parts, part_id, sealed="", answer="skipped", by_name=None)
        return row.team_id, row.reflection_id

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """Take all of the person's parts away, and their name where they opened a round or concluded it; the
        (team, reflection) pairs that were touched."""
        query = (
            select(parts.c.reflection_id, rounds.c.team_id)
            .join(rounds, parts.c.reflection_id == rounds.c.id)
            .where(*self.within(parts, parts.c.person_id == person_id))
        )
        touched = {(row.team_id, row.reflection_id) for row in self.execute(query)}
        self.delete(parts, parts.c.person_id == person_id)
        for column in ("opened_by", "concluded_by"):
            theirs = self.within(rounds, rounds.c[column] == person_id)
            nameless = rounds.update().where(*theirs).values({column: None})
            named = self.execute(nameless.returning(rounds.c.team_id, rounds.c.id))
            touched |= {(row.team_id, row.id) for row in named}
        return sorted(touched)

    def end(self, team_id: int) -> None:
        """Only what was shown stays. Who shared and who kept theirs is still counted."""
        for one in self.history(team_id):
            mine = self.within(parts, parts.c.reflection_id == one.id, parts.c.person_id.not_in(one.shown))
            self.execute(parts.update().where(*mine).values(sealed=""))

    def _open(self, row: Any) -> str:
        bound = self._bound(row.reflection_id, row.person_id)
        return self.tx.vault.open(row.sealed, *bound) if row.sealed else ""

    def _bound(self, reflection_id: int, person_id: int) -> tuple[str | int, ...]:
        return ("reflection", self.tenant_id, reflection_id, person_id)
