"""What is kept of a term: plain values, from which alone the figures are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.term.deeds import Diary


@dataclass(frozen=True, slots=True)
class PollMade:
    """`common`: whether there was a time that suited everybody in the team when it was opened."""

    team: int
    meeting: int
    common: bool


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that is over. `settled`: it ended with a time; `all_can`: one that suited everybody."""

    common: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Booking:
    """Somebody is expected at `what` (a meeting, a supervision) from `start` to `end`, UTC."""

    who: str
    what: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Roles:
    """Who had which role at a meeting that was held; `there`: those who had said that they could come."""

    team: str
    at: datetime
    turns: tuple[tuple[str, int], ...]  # role, person
    there: frozenset[int]


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement whose day is past. `asked`: somebody was asked about it in a message they got."""

    closed: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Monday:
    """A Monday message that came. `lines`: teams that needed something, by kind; `waiting`: teams left for later."""

    facilitator: str
    on: date
    lines: int
    waiting: int


@dataclass(slots=True)
class Records:
    polls: list[Poll] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    roles: list[Roles] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)  # to one student in one week, as they came
    diaries: list[Diary] = field(default_factory=list)  # of the teams in which something may be planted
    mondays: list[Monday] = field(default_factory=list)

    @classmethod
    def of(cls, several: Iterable[Records]) -> Records:
        """Those of many schools together."""
        whole = cls()
        for one in several:
            whole.polls += one.polls
            whole.bookings += one.bookings
            whole.roles += one.roles
            whole.promises += one.promises
            whole.messages += one.messages
            whole.diaries += one.diaries
            whole.mondays += one.mondays
        return whole
