"""Single form fields: a date, a time of day, a length. The ISO forms of pickers are read too."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.dates.clues import AtClock, Clue, HalfOfDay, Unclear
from bot.dates.days import choose_days
from bot.dates.read import possible_times
from bot.dates.reading import as_clock, reading_of_day
from bot.dates.results import Ambiguous, Day, Question, Reason, Unreadable
from bot.dates.scan import scan

_MINUTES_OF_DAY = 24 * 60
_HOURS_OR_MINUTES = 10  # a bare `2` may be hours; nobody plans nine minutes


def parse_date(text: str, now: datetime, lang: str) -> date | Ambiguous | Unreadable:
    """Read a date; without a year the next one, or one of the last two months. `now` carries the zone (aware)."""
    try:
        choice = choose_days(reading_of_day(scan(text, lang)), now.date())
    except Unclear as unclear:
        reason = Reason.not_a_date if unclear.reason is Reason.no_day else unclear.reason
        return Unreadable(reason, unclear.text or text.strip())
    if choice.question and len(choice.days) > 1:
        return Ambiguous(choice.question, tuple(Day(day) for day in choice.days))
    return choice.days[0]


def parse_time(text: str, lang: str) -> time | Ambiguous | Unreadable:
    """Read a time of day. Hours and minutes in figures (`2.30`) are on the 24-hour clock; `2` and `halv to` ask."""
    try:
        clues = scan(text, lang)
        clock = _only_clock(clues)
    except Unclear as unclear:
        return Unreadable(unclear.reason, unclear.text or text.strip())
    halves = {clue.after_noon for clue in clues if isinstance(clue, HalfOfDay)}
    if clock is None or len(halves) > 1:
        return Unreadable(Reason.not_a_time, text.strip())
    if clock.numeric and not halves:
        return time(clock.hour, clock.minute)
    times = possible_times(clock, next(iter(halves), None))
    return times[0] if len(times) == 1 else Ambiguous(Question.half_of_day, times)


def _only_clock(clues: tuple[Clue, ...]) -> AtClock | None:
    """The one time the clues hold, or None when there is none, or anything else."""
    found = {as_clock(clue) for clue in clues if not isinstance(clue, HalfOfDay)}
    return found.pop() if len(found) == 1 else None


# ---- lengths

_NUMBERS = {
    "en": 1, "et": 1, "én": 1, "one": 1, "an": 1, "a": 1, "halvanden": 1.5, "to": 2, "two": 2, "tre": 3, "three": 3,
    "en halv": 0.5, "half an": 0.5, "half a": 0.5,
}  # fmt: skip
_AMOUNT = (
    rf"(?P<amount>\d{{1,4}}(?:[.,]\d{{1,2}})?(?: ?½)?|½|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
)
_HOURS = r"(?:t|h|time|timer|hour|hours|hrs?|tim)\.?"
_MINUTES = r"(?:m|min|minut|minutter|minutes?|mins)\.?"
_AND = r" ?(?:og|and|,)? ?"
_QUARTERS = r"kvarter|quarters?(?: of an hour)?"
_LENGTHS = (
    re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d\d)"),
    re.compile(rf"{_AMOUNT} ?(?P<quarters>{_QUARTERS})"),
    re.compile(rf"(?P<hours>\d{{1,2}}) ?{_HOURS}{_AND}(?P<minutes>\d{{1,2}}) ?(?:{_MINUTES})?"),
    re.compile(rf"{_AMOUNT} ?(?P<in_hours>{_HOURS})"),
    re.compile(rf"{_AMOUNT} ?(?P<in_minutes>{_MINUTES})"),
    re.compile(r"(?P<bare>\d{1,4})"),
    re.compile(r"(?P<fraction>\d{1,2}[.,]\d{1,2})"),
)


def parse_duration(text: str) -> int | Ambiguous | Unreadable:
    """Read a length in whole minutes, at least one and at most a day: `90`, `90 min`, `1,5 time`, `1 t 30`, `1:30`.

    A bare small number asks whether it is minutes or hours; a bare fraction is hours.
    """
    stripped = " ".join(text.lower().split()).strip(" .")
    for pattern in _LENGTHS:
        if match := pattern.fullmatch(stripped):
            return _length(match, stripped)
    return Unreadable(Reason.not_a_duration if stripped else Reason.empty, text.strip())


def _length(match: re.Match[str], text: str) -> int | Ambiguous | Unreadable:
    parts = match.groupdict()
    if bare := parts.get("bare"):
        minutes = float(bare)
        if 0 < minutes < _HOURS_OR_MINUTES:
            return Ambiguous(Question.unit, (int(minutes), int(minutes) * 60))
    elif fraction := parts.get("fraction"):
        minutes = _amount(fraction) * 60
    elif "hours" in parts:
        minutes = int(parts["hours"]) * 60 + int(parts["minutes"])
        if int(parts["minutes"]) > 59:
            return Unreadable(Reason.not_a_duration, text)
    else:
        unit = 60 if "in_hours" in parts else 15 if "quarters" in parts else 1
        minutes = _amount(parts["amount"]) * unit
    whole = round(minutes)
    return whole if 1 <= whole <= _MINUTES_OF_DAY else Unreadable(Reason.not_a_duration, text)


def _amount(text: str) -> float:
    if text in _NUMBERS:
        return _NUMBERS[text]
    half = 0.5 if text.endswith("½") else 0.0
    return float(text.rstrip("½ ").replace(",", ".") or 0) + half
