"""What the simulation knows on its own, beside the database: who wrote what, what reached whom, what was promised."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict, namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NoReturn, TextIO

from adapters.discord.render import marker as discord_marker
from adapters.slack.messenger import marker as slack_marker
from storage.database import Database
from tests.simulation.guest_checks import may_not
from tests.simulation.places import Json, Post, text_of

CANARY = re.compile(r"kanarie(\d+)z")


@dataclass(frozen=True, slots=True)
class Word:
    """A text somebody wrote: `kind` is the route of its form, `about` the id it was written under."""

    number: int
    person: int
    team: int
    kind: str
    about: str


@dataclass(slots=True)
class Wanted:
    """A row of the outbox as it was when it came to be; its times are by a clock that may have been so far ahead
    then (`skew`), or behind (`least_skew`)."""

    id: int
    platform: str
    value: str
    key: str
    team: int | None
    person: int | None
    due_at: datetime
    expires_at: datetime
    made_at: datetime
    by_clock: bool
    skew: timedelta
    least_skew: timedelta


@dataclass
class Broken(Exception):
    """An invariant does not hold."""

    what: str


@cache
def _row_of(names: tuple[str, ...]) -> Any:
    made: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    return made


class Book:
    """`shared` is looked into, never written. `now` is the true time."""

    def __init__(self, shared: Database, now: Any) -> None:
        self.shared, self.now = shared, now
        self.words: dict[int, Word] = {}
        self.wanted: dict[int, Wanted] = {}
        self.by_mark: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
        self.readers: dict[
            tuple[str, str], tuple[str, int]
        ] = {}  # (platform, place) → ("team" | "person", id)
        self.teams_of: dict[int, set[int]] = defaultdict(set)  # person → teams, also left ones
        self.facilitates: dict[int, set[int]] = defaultdict(set)
        self.again: dict[int, datetime] = {}  # rows that somebody chose to send once more, and when
        self.seen: set[int] = set()  # rows that somebody has seen
        self.erased: set[int] = set()
        self.guests: set[int] = set()  # people with a page of their own, and nothing else
        self.counts: Counter[str] = Counter()
        self.failure: Broken | None = None
        self._trace = hashlib.sha256()
        self.trace_to: TextIO | None = None
        self._last_row = 0
        self.skew = self.least_skew = timedelta()  # the most and least that a worker's clock was lately ahead
        self.landed_checks: list[Callable[[Post, list[Post]], None]] = []

    def broken(self, what: str) -> NoReturn:
        """An invariant does not hold. Raises, and is remembered: the product survives exceptions."""
        self.failure = self.failure or Broken(f"{self.now():%Y-%m-%d %H:%M:%S}: {what}")
        raise self.failure

    # ---- the trace

    def note(self, what: str) -> None:
        line = f"{self.now():%Y-%m-%d %H:%M:%S.%f} {what}"
        self._trace.update(line.encode())
        if self.trace_to is not None:
            self.trace_to.write(f"{line}\n")

    @property
    def trace(self) -> str:
        return self._trace.hexdigest()[:16]

    # ---- what is wanted

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Asked of the driver itself: it is done after each step."""
        with self.shared.transaction() as tx:
            driver: Any = tx.connection.connection.dbapi_connection
            found = driver.execute(sql if tx.is_sqlite else sql.replace("?", "%s"), values)
            row = _row_of(tuple(column[0] for column in found.description))
            return [row(*one) for one in found.fetchall()]

    def look(self, by_clock: bool) -> bool:
        """New rows of the outbox: what the clock wanted, or somebody's press. Whether there are any."""
        found = self.rows(
            "SELECT id, platform, value, key, team_id, person_id, due_at, expires_at FROM outbox WHERE id > ? ORDER BY id",
            self._last_row,
        )
        for row in found:
            self._last_row = row.id
            self._add(row, by_clock)
        return bool(found)

    def look_at_all(self, platform: str) -> None:
        """Once more, for rows that were taken to another door."""
        columns = "id, platform, value, key, team_id, person_id, due_at, expires_at"
        for row in self.rows(f"SELECT {columns} FROM outbox WHERE platform = ?", platform):
            known = self.wanted.get(row.id)
            if known is None or (known.platform, known.value) != (row.platform, row.value):
                self._add(row, known is None or known.by_clock)

    def _add(self, row: Any, by_clock: bool) -> None:
        due_at, expires_at = moment_of(row.due_at), moment_of(row.expires_at)
        wanted = Wanted(
            row.id,
            row.platform,
            row.value,
            row.key,
            row.team_id,
            row.person_id,
            due_at,
            expires_at,
            self.now(),
            by_clock,
            self.skew,
            self.least_skew,
        )
        self.wanted[row.id] = wanted
        mark = slack_marker(row.key) if row.platform == "slack" else str(discord_marker(row.key))
        self.by_mark[row.platform, mark].append(wanted)

    # ---- what is shown

    def shown(self, post: Post, *, new: bool) -> None:
        self.counts["posts" if new else "edits"] += 1
        text = text_of(post.payload)
        self.note(f"{post.platform} {post.place} {'new' if new else 'edit'} {post.mark} {len(text)}")
        self.check_words(text, *self.readers.get((post.platform, post.place), ("nobody", 0)))

    def landed(self, post: Post, twins: list[Post]) -> None:
        for check in self.landed_checks:
            check(post, twins)

    def skewed(self, skew: timedelta) -> None:
        """What was decided by the wrong clock may land after it was put right."""
        if skew:
            self.skew, self.least_skew = max(skew, self.skew), min(skew, self.least_skew)

    def refused(self, platform: str, problems: list[str], payload: Json) -> None:
        self.broken(f"{platform} would refuse: {problems[:3]} in {text_of(payload)[:500]}")

    def told(self, person: int, text: str) -> None:
        """An answer for one person's eyes."""
        self.check_words(text, "person", person)

    # ---- private text

    def check_words(self, text: str, reader: str, reader_id: int) -> None:
        for found in CANARY.finditer(text):
            word = self.words[int(found.group(1))]
            problem = self._may_read(word, reader, reader_id)
            if problem:
                self.broken(f"{word} shown to {reader} {reader_id}: {problem}")

    def _may_read(self, word: Word, reader: str, reader_id: int) -> str:
        if reader == "person" and reader_id == word.person:
            return ""
        if reader == "team" and reader_id != word.team:
            return "another team"
        if reader == "person" and word.team not in self.teams_of[reader_id]:
            return "not in the team"
        if reader == "nobody":
            return "an unknown place"
        if reader == "person" and reader_id in self.guests:
            return may_not(self, word, reader_id)
        match word.kind:
            case "reflections/write":
                return self._shared(word)
            case "checkins/answer":
                return self._given(word, reader)
            case _:
                return ""

    def _shared(self, word: Word) -> str:
        sql = """SELECT r.state, p.answer, r.shown FROM reflection r JOIN reflection_part p
                 ON p.reflection_id = r.id WHERE r.id = ? AND p.person_id = ?"""
        rows = self.rows(sql, int(word.about), word.person)
        if not rows or rows[0].state != "revealed" or rows[0].answer != "shared":
            return f"a reflection that is not shared ({rows})"
        return ""

    def _given(self, word: Word, reader: str) -> str:
        """The answers are the members' to read, at once or when the round closes; the team's place shows them then,
        unless they are kept out of it. What somebody put on the agenda, or asked for help with, they have shown
        themselves."""
        sql = """SELECT r.closed_at, r.audience, a.on_agenda, a.help FROM checkin_round r LEFT JOIN checkin_answer a
                 ON a.round_id = r.id AND a.person_id = ? WHERE r.id = ?"""
        rows = self.rows(sql, word.person, int(word.about))
        if rows and rows[0].on_agenda:
            return ""
        if rows and rows[0].audience == "private" and reader == "team":
            return "the answers are kept out of the channel"
        if rows and rows[0].closed_at is not None:
            return ""
        if reader == "team" or not rows:
            return "the round is open"
        if rows[0].audience not in ("open", "private") and not rows[0].help:
            return "the answers come when the round closes"
        return ""


def moment_of(value: Any) -> datetime:
    return datetime.fromisoformat(value + "+00:00") if isinstance(value, str) else value
