"""One occurrence of an event → whether its owner is busy, by rules we state (docs/team-week.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds.wanted import Wanted, kind_of
from storage.taken import TimeTaken

BUSY = ("BUSY", "OOF")
FREE = ("FREE", "WORKINGELSEWHERE")
ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
OUTLOOK = "X-MICROSOFT-CDO-BUSYSTATUS"


def taken(event: Any, wanted: Wanted) -> TimeTaken | None:
    """None when they are free, or it takes no time.

    Free is free, also of a whole day; a whole day is busy only where it says so itself, since most of them are
    birthdays, weeks and holidays; what was cancelled, or declined by the owner, does not happen; what is
    tentative is soft.
    """
    start, end = event.start, event.end
    whole_day = not isinstance(start, datetime) or _text(event, ALL_DAY) == "TRUE"
    outlook, shown = _text(event, OUTLOOK), _text(event, "TRANSP")
    answer = _answer(event, wanted.owner)
    if (
        _text(event, "STATUS") == "CANCELLED"
        or shown == "TRANSPARENT"
        or outlook in FREE
        or answer == "DECLINED"
    ):
        return None
    tentative = "TENTATIVE" in (_text(event, "STATUS"), outlook, answer)
    if whole_day and shown != "OPAQUE" and outlook not in (*BUSY, "TENTATIVE"):
        return None
    since, until = _moment(start, wanted.zone), _moment(end, wanted.zone)
    if until <= since or since >= wanted.until or until <= wanted.since:
        return None
    kind = kind_of(_title(event), wanted.words) if wanted.words is not None else ""
    return TimeTaken(since, until, kind, tentative)


def _moment(value: date | datetime, zone: ZoneInfo) -> datetime:
    """UTC, to the minute. A day begins at its midnight in the zone."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone).astimezone(UTC)
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(second=0, microsecond=0)


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) else value).strip().upper()


def _title(event: Any) -> str:
    categories = event.get("CATEGORIES")
    lists = categories if isinstance(categories, list) else [categories] if categories else []
    words = [str(one) for found in lists for one in getattr(found, "cats", [found])]
    return " · ".join([str(event.get("SUMMARY", "")), *words])


def _answer(event: Any, owner: frozenset[str]) -> str:
    """What the owner answered to the invitation: theirs by address, or that of the only one who is asked."""
    asked = event.get("ATTENDEE", [])
    people = asked if isinstance(asked, list) else [asked]
    for one in people:
        address = str(one).casefold().removeprefix("mailto:")
        if address in owner or len(people) == 1:
            return str(getattr(one, "params", {}).get("PARTSTAT", "")).upper()
    return ""


def merged(times: list[TimeTaken]) -> tuple[TimeTaken, ...]:
    """Times of the same kind that meet or overlap, as one: where one thing ends and the next begins is nobody's
    business."""
    found: list[TimeTaken] = []
    for one in sorted(times, key=lambda one: (one.kind, one.soft, one.start, one.end)):
        last = found[-1] if found else None
        if last and (last.kind, last.soft) == (one.kind, one.soft) and one.start <= last.end:
            found[-1] = TimeTaken(last.start, max(last.end, one.end), one.kind, one.soft)
        else:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind, one.soft)))
