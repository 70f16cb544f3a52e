"""Dates and times as people write them, in Danish and English, read seen from a moment and a zone.

Nothing is guessed: what can mean two things comes back as a question. Numbers are on the 24-hour clock, except that small
hours without a leading zero (`kl 2`) and hours in words (`halv to`) may be in the afternoon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import local_exists, local_to_utc
from bot.dates.clues import (
    AtClock,
    Clue,
    InDays,
    InWeek,
    OnDate,
    OnDayOfMonth,
    OnWeekday,
    Unclear,
    WeeksAhead,
)
from bot.dates.days import DayChoice, choose_days
from bot.dates.reading import Reading, readings
from bot.dates.results import (
    Ambiguous,
    Day,
    Moment,
    NonexistentTime,
    Parsed,
    Past,
    Question,
    Reason,
    Slot,
    Unreadable,
)
from bot.dates.scan import scan

_WEEK = timedelta(days=7)
_YEARS = range(1900, 2200)  # a year outside is a slip of the hand
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?")
_BULLET = re.compile(r"\s*(?:[-–*•·]|\d+\))\s*")
_BETWEEN = re.compile(r",(?!\d[05]\b)|\b(?:og|eller|and|or)\b")
_DAY_CLUES = (InDays, InWeek, OnDate, OnDayOfMonth, OnWeekday, WeeksAhead)


def parse_when(text: str, now: datetime, zone: ZoneInfo, lang: str) -> Parsed:
    """Read one moment, as somebody in `zone` writes it at `now` (aware).

    A weekday is the coming one, a date or week without a year the next one, or one of the last two months (and so
    past); a time alone is today's.
    """
    return _parse(text.strip(), now, zone, lang)


def parse_slots(text: str, now: datetime, zone: ZoneInfo, lang: str) -> tuple[Slot, ...]:
    """Read several moments in the order they stand: one per line, or parted by semicolons, commas, "og" or "and".

    A time without a day has the day of the one before it on its line (`tirs 9, 13`).
    """
    slots: list[Slot] = []
    for line in re.split(r"[\n;]", text):
        bullet = _BULLET.match(line)
        line = line[bullet.end() if bullet else 0 :].strip(" \t,.")
        if line:
            slots += _line(line, now, zone, lang)
    return tuple(slots)


def _line(line: str, now: datetime, zone: ZoneInfo, lang: str) -> Sequence[Slot]:
    """One slot if the line is one moment, else one for each of its pieces."""
    whole = Slot(line, _parse(line, now, zone, lang))
    pieces = [piece for piece in (piece.strip(" \t,.") for piece in _BETWEEN.split(line)) if piece]
    if isinstance(whole.parsed, (Moment, Day)) or len(pieces) < 2:
        return [whole]
    slots: list[Slot] = []
    day: date | None = None
    for piece in pieces:
        parsed = _parse(piece, now, zone, lang, day)
        match parsed:
            case Day(named):
                day = named
            case Moment(at) | Past(at) | Ambiguous(options=(Moment(at), *_)):
                day = at.astimezone(zone).date()
        slots.append(Slot(piece, parsed))
    # `ons 9.15, 10.10` is two times rather than a Wednesday that is not 10 October.
    better = isinstance(whole.parsed, Unreadable) or all(isinstance(slot.parsed, Moment) for slot in slots)
    return slots if better else [whole]


def _parse(text: str, now: datetime, zone: ZoneInfo, lang: str, day: date | None = None) -> Parsed:
    """Read `text`; `day` is what it is about when it names no day itself."""
    try:
        if _ISO.fullmatch(text):
            return _iso(text, now, zone)
        today = now.astimezone(zone).date()
        clues = scan(text, lang)
        if day and not any(isinstance(clue, _DAY_CLUES) for clue in clues):
            clues = _about(day, clues, today)
        found = readings(clues, today.year)
        if len(found) == 1:
            return _resolve(found[0], today, now, zone)
        return _date_or_time(found, today, now, zone)
    except Unclear as unclear:
        return Unreadable(unclear.reason, unclear.text or text)


def _about(day: date, clues: tuple[Clue, ...], today: date) -> tuple[Clue, ...]:
    """The clues with `day` before them, unless they turn out to name a day after all (`13.11 kl 9`)."""
    try:
        if all(reading.names_a_day for reading in readings(clues, today.year)):
            return clues
    except Unclear:
        pass
    return (OnDate(day.day, day.month, day.year), *clues)


def _iso(text: str, now: datetime, zone: ZoneInfo) -> Parsed:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise Unclear(Reason.no_such_date) from None
    if moment.year not in _YEARS:
        raise Unclear(Reason.no_such_date)
    if moment.tzinfo is None:
        return _moment(moment.date(), moment.time(), None, now, zone)
    return Moment(moment.astimezone(UTC)) if moment > now else Past(moment.astimezone(UTC))


# ---- from readings to moments


def _date_or_time(found: tuple[Reading, ...], today: date, now: datetime, zone: ZoneInfo) -> Parsed:
    """A lone `12.11`: as a date it lacks the time, as a time it is today's. Only what is still ahead is an option."""
    results: list[Parsed] = []
    for reading in found:
        try:
            results.append(_resolve(reading, today, now, zone))
        except Unclear as unclear:
            results.append(Unreadable(unclear.reason, unclear.text))
    options: list[Moment | Day] = []
    for result in results:
        if isinstance(result, (Moment, Day)):
            options.append(result)
        elif isinstance(result, Ambiguous):
            options += [option for option in result.options if isinstance(option, (Moment, Day))]
    if len(options) > 1:
        return Ambiguous(Question.date_or_time, tuple(options))
    return options[0] if options else results[0]


def _resolve(reading: Reading, today: date, now: datetime, zone: ZoneInfo) -> Parsed:
    choice = choose_days(reading, today)
    if any(day.year not in _YEARS for day in choice.days):
        raise Unclear(Reason.no_such_date)
    if reading.clock is None:
        return _days_alone(choice, today, zone)
    times = tuple(_times(reading, reading.clock))
    found = [_moment(day, clock, until, now, zone) for day in choice.days for clock, until in times]
    if len(times) > 1 and not reading.names_a_day:
        # `halv to` at ten in the morning: this afternoon or tonight. Asked, as on any other day.
        found = [_next(clock, until, today, now, zone) for clock, until in times]
    if choice.or_next_week and all(isinstance(one, Past) for one in found):
        found = [
            _moment(day + _WEEK, clock, until, now, zone) for day in choice.days for clock, until in times
        ]
    ahead = sorted((one for one in found if isinstance(one, Moment)), key=lambda moment: moment.at)
    if len(ahead) > 1:
        days = {moment.at.astimezone(zone).date() for moment in ahead}
        question = choice.question if len(days) > 1 and choice.question else Question.half_of_day
        return Ambiguous(question, tuple(ahead))
    if ahead:
        return ahead[0]
    return next((one for one in found if isinstance(one, NonexistentTime)), found[-1])


def _days_alone(choice: DayChoice, today: date, zone: ZoneInfo) -> Parsed:
    ahead = tuple(Day(day) for day in choice.days if day >= today)
    if not ahead:
        return Past(local_to_utc(choice.days[-1], time(0), zone))
    if len(ahead) > 1 and choice.question:
        return Ambiguous(choice.question, ahead)
    return ahead[0]


def _next(clock: time, until: time | None, today: date, now: datetime, zone: ZoneInfo) -> Parsed:
    at = _moment(today, clock, until, now, zone)
    return _moment(today + timedelta(days=1), clock, until, now, zone) if isinstance(at, Past) else at


def _moment(day: date, clock: time, until: time | None, now: datetime, zone: ZoneInfo) -> Parsed:
    if not local_exists(day, clock, zone):
        return NonexistentTime(day, clock)
    at = local_to_utc(day, clock, zone)
    if at <= now:
        return Past(at)
    return Moment(at, local_to_utc(day, until, zone) if until else None)


def _times(reading: Reading, clock: AtClock) -> Iterator[tuple[time, time | None]]:
    """Each time of day the reading can mean, with where it ends."""
    ends = possible_times(reading.until, reading.after_noon) if reading.until else ()
    for start in possible_times(clock, reading.after_noon):
        if not reading.until:
            yield start, None
        elif later := [end for end in ends if end > start]:
            yield start, min(later)
        else:
            raise Unclear(Reason.contradiction)


def possible_times(clock: AtClock, after_noon: bool | None) -> tuple[time, ...]:
    """The times of day `clock` can mean, one or two of them, earliest first."""
    if after_noon is not None and clock.hour <= 12:
        return (time(clock.hour % 12 + (12 if after_noon else 0), clock.minute),)
    if clock.half_known:
        return (time(clock.hour, clock.minute),)
    return (time(clock.hour % 12, clock.minute), time(clock.hour % 12 + 12, clock.minute))
