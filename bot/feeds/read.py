"""A calendar's text → when its owner is busy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from bot.feeds import recurring, zones
from bot.feeds.events import merged, taken
from bot.feeds.lines import TIMES, Block, Blocks, after_colon, taken_apart
from bot.feeds.wanted import Wanted
from storage.taken import Reading, TimeTaken

MOST_TIMES = 4000  # in all the weeks that are wanted
NO_END = "DURATION:PT1H"  # something at a time and without an end is an hour
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^;:]*))', re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
Patience = Callable[[], AbstractContextManager[None]]


def read(content: bytes, wanted: Wanted, patience: Patience = nullcontext) -> Reading:
    """When the owner is busy, merged and in order, and how many events could not be read. Raises NotACalendar.

    `patience` is held around each event: what takes too long raises there, and is one that could not be read.
    """
    blocks = taken_apart(content, titles=wanted.words is not None)
    found: list[TimeTaken] = []
    unread = blocks.broken
    here = _Calendar(blocks, _where(blocks, wanted))
    for group in _groups(blocks.events):
        if len(group) == 1 and _is_elsewhen(group[0], wanted):
            continue
        try:
            with patience():
                found += here.times(group)
        except Exception:  # whatever a stranger's text leads three libraries to
            unread += 1
    return Reading(times=merged(found)[:MOST_TIMES], unread=unread)


def _where(blocks: Blocks, wanted: Wanted) -> Wanted:
    """With the zone and the owner that the calendar itself names."""
    zone = zones.known(blocks.zone)
    owner = wanted.owner | ({blocks.name.casefold()} if "@" in blocks.name else set())
    return replace(wanted, owner=frozenset(owner), zone=ZoneInfo(zone) if zone else wanted.zone)


def _groups(events: list[Block]) -> Iterator[list[Block]]:
    """Each event with its exceptions. Calendars that give all their events one name have them told apart by
    when they begin."""
    by_uid: dict[str, list[Block]] = {}
    for number, event in enumerate(events):
        by_uid.setdefault(event.value("UID") or f"none {number}", []).append(event)
    for group in by_uid.values():
        exceptions = [one for one in group if one.has("RECURRENCE-ID")]
        mains: dict[str, Block] = {}
        for one in group:
            if not one.has("RECURRENCE-ID"):
                start = one.value("DTSTART")
                if start not in mains or _sequence(one) >= _sequence(mains[start]):
                    mains[start] = one
        repeating = next((one for one in mains.values() if one.has("RRULE", "RDATE")), None)
        for one in mains.values():
            yield [one, *exceptions] if one is repeating else [one]
        if repeating is None and exceptions:
            yield exceptions


def _sequence(event: Block) -> int:
    text = event.value("SEQUENCE")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _is_elsewhen(event: Block, wanted: Wanted) -> bool:
    """Whether it certainly is not in the time wanted, seen without taking it apart."""
    if event.has("RRULE", "RDATE", "RECURRENCE-ID", "DURATION"):
        return False
    start, end = _day(event.value("DTSTART")), _day(event.value("DTEND") or event.value("DTSTART"))
    if start is None or end is None:
        return False
    first, last = wanted.since.date() - timedelta(days=2), wanted.until.date() + timedelta(days=2)
    return start > last or max(start, end) < first


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


@dataclass
class _Calendar:
    """The calendar that the events of a text are read in: its zones, under names that are known."""

    blocks: Blocks
    wanted: Wanted
    _own: dict[str, str] = field(default_factory=dict)

    def times(self, group: list[Block]) -> list[TimeTaken]:
        """Of one event with its exceptions. Raises anything."""
        text = self._text(group)
        calendar = Calendar.from_ical(text)
        if any(_is_backwards(event) for event in calendar.walk("VEVENT")):
            raise ValueError("ends before it begins")
        query = recurring_ical_events.of(calendar)
        days = timedelta(days=1)
        occurrences = query.between(
            (self.wanted.since - days).astimezone(UTC), (self.wanted.until + days).astimezone(UTC)
        )
        found = [taken(_Occurrence(one), self.wanted) for one in occurrences]
        return [one for one in found if one is not None]

    def _text(self, group: list[Block]) -> str:
        events = [line for event in group for line in self._event(event)]
        used = [text for name, text in self._own.items() if any(name in line for line in events)]
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *used, *events, "END:VCALENDAR", ""]
        return "\r\n".join(lines)

    def _event(self, event: Block) -> Iterator[str]:
        start = _day(event.value("DTSTART"))
        if start is None:
            raise ValueError("no beginning")
        whole_day = "T" not in event.value("DTSTART").upper()
        yield "BEGIN:VEVENT"
        if not event.has("UID"):
            yield "UID:x"
        for name, line in event.lines:
            if name in TIMES:
                yield self._in_zone(name, line)
            elif name == "RRULE":
                until = self.wanted.until.date()
                yield "RRULE:" + recurring.checked(after_colon(line), start, until, all_day=whole_day)
            elif name != "DURATION" or not event.has("DTEND"):
                yield line
        if not whole_day and not event.has("DTEND", "DURATION"):
            yield NO_END
        yield "END:VEVENT"

    def _in_zone(self, name: str, line: str) -> str:
        """The line with a zone by a name that is known; a time without one is where the calendar is."""
        value = after_colon(line)
        match = _ZONE.search(line[: len(line) - len(value)])
        bare = _ZONE.sub("", line, count=1) if match else line
        if "T" not in value.upper() or value.upper().endswith("Z"):
            return bare
        zone = self._zone(match[1] or match[2] or "") if match else self.wanted.zone.key
        return f"{name};TZID={zone}{bare[len(name) :]}"

    def _zone(self, name: str) -> str:
        if found := zones.known(name):
            return found
        block = self.blocks.zones.get(name)
        if block is None:
            return self.wanted.zone.key
        own, text = zones.own_rules(block)
        self._own[own] = text
        return own


def _is_backwards(event: Any) -> bool:
    """Whether it ends before it begins, which is turned round or left out without a word otherwise."""
    start, end = event["DTSTART"].dt, event.get("DTEND")
    return end is not None and type(end.dt) is type(start) and end.dt < start


class _Occurrence:
    """An occurrence as `events` reads it."""

    def __init__(self, component: Any) -> None:
        self._component = component
        self.start: date | datetime = component["DTSTART"].dt
        end = component.get("DTEND")
        self.end: date | datetime = end.dt if end is not None else self.start

    def get(self, name: str, default: Any = None) -> Any:
        return self._component.get(name, default)
