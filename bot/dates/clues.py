"""What single words and numbers of a date or time say, before anybody knows what they say together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dates.results import Reason


@dataclass(frozen=True, slots=True)
class InDays:
    """`i dag` 0, `i morgen` 1, `om en uge` 7."""

    days: int


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """Monday = 0; `next_one` for `næste tirsdag`."""

    weekday: int
    next_one: bool = False


@dataclass(frozen=True, slots=True)
class InWeek:
    """`uge 47`."""

    number: int


@dataclass(frozen=True, slots=True)
class WeeksAhead:
    """`denne uge` 0, `næste uge` 1."""

    weeks: int


@dataclass(frozen=True, slots=True)
class OnDate:
    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class OnDayOfMonth:
    """`d. 12.`"""

    day: int


@dataclass(frozen=True, slots=True)
class AtClock:
    """An hour and a minute. `half_known` is false where it may be twelve hours later (`halv to`, `kl 2`);
    `numeric` marks hour and minute in figures, which a form's time field reads on the 24-hour clock."""

    hour: int
    minute: int = 0
    half_known: bool = True
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class HalfOfDay:
    """`om eftermiddagen`, `pm`."""

    after_noon: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """`12.11`: a date or a time."""

    date: OnDate
    clock: AtClock


@dataclass(frozen=True, slots=True)
class Figures:
    """`1315`, `915`, `2026`: a time or a year."""

    digits: str


@dataclass(frozen=True, slots=True)
class Number:
    """`13`: an hour or a day of the month; `ordinal` for `12.` and `12th`."""

    number: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Dash:
    """`-`, `til`: to the next time, or nothing at all."""


Clue = (
    InDays
    | OnWeekday
    | InWeek
    | WeeksAhead
    | OnDate
    | OnDayOfMonth
    | AtClock
    | HalfOfDay
    | Pair
    | Figures
    | Number
    | Dash
)


class Unclear(Exception):
    """The text cannot be read; carried to the surface as an Unreadable."""

    def __init__(self, reason: Reason, text: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text
