"""What a date or time somebody wrote turns out to be: plain values, matched exhaustively."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment (UTC), and where the person wrote a range (`13.15-14.45`) its end."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day without a time of day: ask for the time."""

    day: date


class Question(StrEnum):
    """What an ambiguous text leaves open."""

    half_of_day = "half-of-day"  # `halv to`: 01.30 or 13.30
    date_or_time = "date-or-time"  # `12.11`: 12 November, or eleven minutes past twelve
    which_week = "which-week"  # `næste tirsdag`: the coming one, or the one next week
    weekday_or_date = "weekday-or-date"  # `fredag 12/11`, when 12 November is a Thursday
    unit = "unit"  # a length of `2`: minutes or hours


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two readings or more: ask, never guess. The options are of the kind that was asked for, earliest first
    (moments from `parse_when`, or a Day where one reading has no time; times, dates or minutes from the others)."""

    question: Question
    options: tuple[Moment | Day | time | int, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A moment (UTC) that is over."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NonexistentTime:
    """A local time that clocks jump over that day."""

    day: date
    clock: time


class Reason(StrEnum):
    """Why a text could not be read."""

    empty = "empty"
    unknown_word = "unknown-word"  # `text` is the word
    no_day = "no-day"  # there is a time but nothing says which day, or only a week
    no_such_date = "no-such-date"  # 31/2, week 53 of a year with 52
    no_such_time = "no-such-time"  # 25.00
    contradiction = "contradiction"  # two days, two times, a weekday outside its week
    not_a_duration = "not-a-duration"
    not_a_date = "not-a-date"
    not_a_time = "not-a-time"


@dataclass(frozen=True, slots=True)
class Unreadable:
    reason: Reason
    text: str  # the part that was not understood, or all of it


Parsed = Moment | Day | Ambiguous | Past | NonexistentTime | Unreadable
Problem = Day | Ambiguous | Past | NonexistentTime | Unreadable


@dataclass(frozen=True, slots=True)
class Slot:
    """One of several moments written in one field, with the words it was read from."""

    text: str
    parsed: Parsed
