"""What the search is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Busy:
    """From `start` to `end`, aware; they may overlap. `travel`: what it takes to get there, and away again."""

    start: datetime
    end: datetime
    travel: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Person:
    """`busy`: cannot; `soft`: rather not. `known`: whether anything is known of their week at all."""

    id: int
    required: bool = False
    busy: tuple[Busy, ...] = ()
    soft: tuple[Busy, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Teaching:
    """What the whole team is at, or some of it: nearness to it is a reason, being busy with it is `Person`'s."""

    start: datetime
    end: datetime
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A meeting of `minutes` between the moments `since` and `until`, within `opens` and `closes` (local times of
    `zone`) on days that are not off. `travel`: what it takes to get to it, and away again. `least`: how many
    must be able to come. `count`: how many slots are wanted, none of which overlaps one of `taken`."""

    minutes: int
    since: datetime
    until: datetime
    zone: ZoneInfo
    opens: time
    closes: time
    is_off: Callable[[date], bool]
    travel: timedelta = NO_TIME
    least: int = 1
    count: int = 3
    taken: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A start (UTC) and why: `can` of `of` people are free, `known` of them have told of their week, `soft` of
    those who can would rather not; it is right `after` or `before` teaching of a kind (None: it is not)."""

    start: datetime
    can: int
    of: int
    known: int
    soft: int = 0
    after: str | None = None
    before: str | None = None
