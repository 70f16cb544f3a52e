"""Calendars as files: the one place that writes iCalendar (RFC 5545).

Everything goes through `icalendar` objects, which escape and fold: no text of people's can add a line.
Times are written in UTC, so no zone has to travel along and no rule for summer time can be misread.
The library is loaded with the first calendar that is written: eighty modules that an idle server does without.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.feature import CalendarEntry
from bot.text import clean

if TYPE_CHECKING:
    from icalendar import Calendar, Event

KIND = "text/calendar"
PRODUCT = "-//Samspil//Samspil//DA"
FETCH_EVERY = timedelta(hours=1)
LONGEST = 500  # characters of a line of text: calendars cut far earlier


def event_file(entry: CalendarEntry) -> bytes:
    """One event, to be opened or downloaded. The same entry gives the same bytes."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(entry))
    return calendar.to_ical()


def feed(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """A calendar to subscribe to."""
    from icalendar import vText

    calendar = _calendar()
    calendar.add("x-wr-calname", vText(_line(name)))  # names it does not know would go unescaped
    calendar.add("name", vText(_line(name)))
    calendar.add("refresh-interval", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # what Outlook reads
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _calendar() -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: CalendarEntry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("dtstart", _utc(entry.start))
    event.add("dtend", _utc(entry.end))
    event.add("summary", _line(entry.title))
    if entry.place:
        event.add("location", _line(entry.place))
    if entry.about:
        event.add("description", clean(entry.about, max_length=4 * LONGEST, multiline=True))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _line(text: str) -> str:
    """On one line, whatever it holds: what is stored was cleaned, but names may come from elsewhere."""
    return clean(text[:LONGEST], max_length=LONGEST * 4, multiline=False)
