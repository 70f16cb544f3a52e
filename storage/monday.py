"""What was said to facilitators on Mondays, and what they wrote to their teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, CheckConstraint, bindparam, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named, one_of
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams.tables import people


class MondayLineRow(TenantRow, table=True):
    """One line about one team. `state`: open, done (*Gjort*), muted (*Ikke relevant*: two weeks). `texts` and
    the button's `labels` by language: the facilitator and each of the team read their own."""

    __tablename__ = "monday_line"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'done', 'muted')", name="state"),
        *tenant_rules(
            ("team_id", "team"),
            ("person_id", "person"),
            unique=(("person_id", "team_id", "kind", "said_on"),),
        ),
    )
    person_id: int = Field(index=True)  # the facilitator it was said to
    team_id: int = Field(index=True)
    kind: str
    said_on: date
    strength: bool = False
    shared: bool = False  # said of several teams at once
    personal: bool = False  # about one person, with their yes: for the facilitator alone
    texts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    labels: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    action: str
    state: str = "open"
    handled_on: date | None = None


class MondayMessageRow(TenantRow, table=True):
    """One message to one facilitator: who could wait and who is well, as it was that morning. `unsaid`: [team, kind]
    of what there was no room for."""

    __tablename__ = "monday_message"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("person_id", "said_on"),))
    person_id: int
    said_on: date
    teams: int
    waiting: int
    calm: int
    unsaid: list[list[Any]] = Field(default_factory=list, sa_type=JSON)


class NoteRow(TenantRow, table=True):
    """A few lines from the facilitator to the team, posted as "Fra <navn>"."""

    __tablename__ = "note"
    __table_args__ = tenant_rules(("team_id", "team"), ("author_id", "person"))
    team_id: int
    author_id: int | None = Field(default=None, index=True)
    text: str
    written_at: datetime = moment()


lines = table(MondayLineRow)
messages = table(MondayMessageRow)
notes = table(NoteRow)

_THAT_DAY = (given(messages.c.person_id), given(messages.c.said_on))
_MESSAGE = Prepared(select(messages).where(mine(messages), *_THAT_DAY))
_UNSAID = Prepared(
    select(messages.c.said_on, messages.c.unsaid)
    .where(mine(messages), given(messages.c.person_id), messages.c.said_on >= bindparam("since"))
    .where(messages.c.said_on < bindparam("before"))
    .order_by(messages.c.said_on.desc())
)
_LINES_TO = Prepared(
    select(lines).where(mine(lines), given(lines.c.person_id), given(lines.c.said_on)).order_by(lines.c.id)
)


@lru_cache(maxsize=64)
def _about(teams_asked: int) -> Prepared:
    return Prepared(
        select(lines)
        .where(mine(lines), any_of(lines.c.team_id, teams_asked), lines.c.said_on >= bindparam("since"))
        .order_by(lines.c.said_on.desc(), lines.c.id)
    )


@lru_cache(maxsize=64)
def _muted(teams_asked: int) -> Prepared:
    return Prepared(
        select(lines)
        .where(mine(lines), any_of(lines.c.team_id, teams_asked), one_of(lines.c.state, "muted"))
        .where(lines.c.handled_on >= bindparam("since"))
    )


@dataclass(frozen=True, slots=True)
class MondayLine:
    id: int
    person_id: int
    team_id: int
    kind: str
    said_on: date
    strength: bool
    shared: bool
    personal: bool
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    action: str
    state: str
    handled_on: date | None


@dataclass(frozen=True, slots=True)
class MondayMessage:
    said_on: date
    teams: int
    waiting: int
    calm: int


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    author: str
    text: str
    written_at: datetime


def _line(row: Any) -> MondayLine:
    return MondayLine(
        row.id,
        row.person_id,
        row.team_id,
        row.kind,
        row.said_on,
        row.strength,
        row.shared,
        row.personal,
        row.texts,
        row.labels,
        row.action,
        row.state,
        row.handled_on,
    )


class MondayStore(Store):
    def say(self, person_id: int, said_on: date, *, unsaid: Iterable[tuple[int, str]], **counts: int) -> bool:
        """Note that the facilitator's message of that day is made; False when it was before. `counts`: teams,
        waiting, calm."""
        left = [list(one) for one in unsaid]
        made = self.insert_once(messages, person_id=person_id, said_on=said_on, unsaid=left, **counts)
        return made is not None

    def unsaid(self, person_id: int, since: date, before: date) -> list[tuple[date, list[tuple[int, str]]]]:
        """What each message from that day on, and before the other, left unsaid: (team, kind), the newest first."""
        found = self.rows(_UNSAID, person_id=person_id, since=since, before=before)
        return [(row.said_on, [(int(team), str(kind)) for team, kind in row.unsaid]) for row in found]

    def add_line(self, person_id: int, team_id: int, said_on: date, **values: Any) -> None:
        """`values`: kind, strength, shared, personal, texts, labels, action."""
        self.insert_once(lines, person_id=person_id, team_id=team_id, said_on=said_on, state="open", **values)

    def message(self, person_id: int, said_on: date) -> MondayMessage | None:
        row = self.row(_MESSAGE, person_id=person_id, said_on=said_on)
        return MondayMessage(row.said_on, row.teams, row.waiting, row.calm) if row else None

    def latest(self, person_id: int) -> date | None:
        """The day of the facilitator's newest message."""
        query = (
            select(messages.c.said_on)
            .where(*self.within(messages, messages.c.person_id == person_id))
            .order_by(messages.c.said_on.desc())
            .limit(1)
        )
        found: date | None = self.execute(query).scalar_one_or_none()
        return found

    def lines_to(self, person_id: int, said_on: date) -> tuple[MondayLine, ...]:
        """The message's lines in the order they were said."""
        return tuple(_line(row) for row in self.rows(_LINES_TO, person_id=person_id, said_on=said_on))

    def lines_about(self, team_ids: list[int], since: date) -> tuple[MondayLine, ...]:
        """Everything said of these teams since that day, the newest first."""
        found = self.rows(_about(len(team_ids)), **named(team_ids), since=since) if team_ids else ()
        return tuple(_line(row) for row in found)

    def line(self, team_id: int, line_id: int) -> MondayLine | None:
        query = select(lines).where(*self.within(lines, lines.c.id == line_id, lines.c.team_id == team_id))
        row = self.execute(query).one_or_none()
        return _line(row) if row else None

    def open_lines(self, team_id: int, kind: str) -> tuple[MondayLine, ...]:
        query = (
            select(lines)
            .where(*self.within(lines, lines.c.team_id == team_id, lines.c.kind == kind))
            .where(lines.c.state == "open")
            .order_by(lines.c.id.desc())
        )
        return tuple(_line(row) for row in self.execute(query))

    def handle(self, line_id: int, state: str, on: date) -> None:
        self.update(lines, line_id, state=state, handled_on=on)

    def muted_since(self, team_ids: list[int], since: date) -> tuple[MondayLine, ...]:
        found = self.rows(_muted(len(team_ids)), **named(team_ids), since=since) if team_ids else ()
        return tuple(_line(row) for row in found)

    def add_note(self, team_id: int, author_id: int, text: str) -> int:
        return self.insert(notes, team_id=team_id, author_id=author_id, text=text, written_at=self.now)

    def note(self, team_id: int, note_id: int) -> Note | None:
        query = (
            select(notes, people.c.name)
            .select_from(notes.outerjoin(people, notes.c.author_id == people.c.id))
            .where(*self.within(notes, notes.c.id == note_id, notes.c.team_id == team_id))
        )
        row = self.execute(query).one_or_none()
        return Note(row.id, row.name or "", row.text, row.written_at) if row else None

    def notes_of(self, author_id: int) -> tuple[Note, ...]:
        query = select(notes).where(*self.within(notes, notes.c.author_id == author_id))
        return tuple(
            Note(row.id, "", row.text, row.written_at) for row in self.execute(query.order_by(notes.c.id))
        )

    def erase(self, person_id: int) -> list[int]:
        """The person's own Mondays go; notes to a team stay as a former facilitator's: which notes."""
        self.delete(lines, lines.c.person_id == person_id)
        self.delete(messages, messages.c.person_id == person_id)
        theirs = self.within(notes, notes.c.author_id == person_id)
        nameless = notes.update().where(*theirs).values(author_id=None).returning(notes.c.id)
        return list(self.execute(nameless).scalars())
