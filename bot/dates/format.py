"""Dates and times as people read them, in Danish and English.

Moments are aware datetimes. `now` is the reader's: it must carry the zone everything is shown in (a ZoneInfo), and
moments are moved to that zone. Within a year of `now` dates leave the year out.

One rule for full hours: **what people turn up for is written to the minute** (`kl. 9.00`, a meeting, a slot, a range),
**a limit or a mention is written as it is said** (`lukker i dag kl. 12`, `til fredag kl. 12`). English always has the
minutes; it joins the former by a comma (`Thursday 12 November, 9:00`), the latter by "at" (`Thursday 12 November at 12:00`).
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot import elsewhere
from bot.calendar import week_of
from bot.dates.words import words

_DAYS_OF_YEAR = 365
_DAYS_OF_WEEK = 7


# ---- what people turn up for


def long(moment: datetime, now: datetime, lang: str) -> str:
    """`torsdag d. 12. november kl. 13.15 (uge 46)`, `Thursday 12 November, 13:15 (week 46)`."""
    return f"{appointment(moment, now, lang)} ({week_label(_local(moment, now), lang)})"


def appointment(moment: datetime, now: datetime, lang: str) -> str:
    """`torsdag d. 12. november kl. 13.15`, `Thursday 12 November, 13:15`."""
    local = _local(moment, now)
    return f"{day(local, now, lang)}{_exactly(lang)}{clock(local, lang)}"


def span(start: datetime, end: datetime, now: datetime, lang: str) -> str:
    """`torsdag d. 12. november kl. 13.15–14.45 (uge 46)`; an end on another day is written out."""
    first, last = _local(start, now), _local(end, now)
    week = f"({week_label(first, lang)})"
    if first.date() == last.date():
        return f"{day(first, now, lang)}{_exactly(lang)}{clock_range(first, last, lang)} {week}"
    return f"{appointment(first, now, lang)} – {appointment(last, now, lang)} {week}"


def short(moment: datetime, now: datetime, lang: str) -> str:
    """`tors. d. 12. nov. kl. 13.15`, `Thu 12 Nov, 13:15`: for buttons and lists to pick from."""
    local = _local(moment, now)
    return f"{short_day(local, now, lang)}{_exactly(lang)}{clock(local, lang)}"


# ---- limits and mentions


def deadline(moment: datetime, now: datetime, lang: str) -> str:
    """`fredag d. 13. november kl. 12`, `Friday 13 November at 12:00`."""
    local = _local(moment, now)
    return f"{day(local, now, lang)}{_about(lang)}{spoken_clock(local, lang)}"


def short_deadline(moment: datetime, now: datetime, lang: str) -> str:
    """`fredag kl. 12`, `Friday at 12:00` in the six days after `now`'s, else the whole deadline."""
    local = _local(moment, now)
    if not 0 <= _days_ahead(local, now) < _DAYS_OF_WEEK:
        return deadline(moment, now, lang)
    return f"{weekday_name(local.weekday(), lang)}{_about(lang)}{spoken_clock(local, lang)}"


def closes(moment: datetime, now: datetime, lang: str) -> str:
    """`i dag kl. 12`, `i morgen kl. 12`, else as `short_deadline`: what follows "lukker" or "closes"."""
    local = _local(moment, now)
    near = _near(local, now, lang)
    return f"{near}{_about(lang)}{spoken_clock(local, lang)}" if near else short_deadline(moment, now, lang)


def relative_day(when: date, now: datetime, lang: str) -> str:
    """`i dag`, `i morgen`, `i går`, else `torsdag d. 12. november`."""
    return _near(when, now, lang) or day(when, now, lang)


# ---- days


def day(when: date, now: datetime, lang: str) -> str:
    """`torsdag d. 12. november`, `Thursday 12 November`; with the year when it is a year or more from `now`."""
    said = words(lang)
    return _day(when, now, lang, said.days[when.weekday()], said.months[when.month])


def short_day(when: date, now: datetime, lang: str) -> str:
    """`tors. d. 12. nov.`, `Thu 12 Nov`."""
    said = words(lang)
    return _day(when, now, lang, said.short_days[when.weekday()], said.short_months[when.month])


def weekday_name(weekday: int, lang: str) -> str:
    """`torsdag`, `Thursday`; Monday is 0."""
    return words(lang).days[weekday]


def short_weekday_name(weekday: int, lang: str) -> str:
    """`tors.`, `Thu`; Monday is 0."""
    return words(lang).short_days[weekday]


def week_label(when: date, lang: str) -> str:
    """`uge 46`, `week 46`: the ISO week a day is in."""
    return f"{words(lang).week} {week_of(when).number}"


# ---- times of day


def clock(when: time | datetime, lang: str) -> str:
    """`9.00`, `13.15`; English `9:00`, `13:15`. A datetime is shown in its own zone; for a reader who is elsewhere
    than their team in theirs, which is then said: `12.15 i Lissabon`."""
    when = _as_read(when)
    return f"{_figures(when, lang)}{_whose(when, lang)}"


def spoken_clock(when: time | datetime, lang: str) -> str:
    """`12` or `13.15`, as it is said after "kl."; English keeps its minutes."""
    when = _as_read(when)
    short = lang != "en" and when.minute == 0
    return f"{when.hour if short else _figures(when, lang)}{_whose(when, lang)}"


def clock_range(start: time | datetime, end: time | datetime, lang: str) -> str:
    """`13.15–14.45`, `13:15–14:45`."""
    start, end = _as_read(start), _as_read(end)
    return f"{_figures(start, lang)}–{_figures(end, lang)}{_whose(end, lang)}"


def _figures(when: time | datetime, lang: str) -> str:
    return f"{when.hour}{':' if lang == 'en' else '.'}{when.minute:02}"


def _as_read(when: time | datetime) -> time | datetime:
    return elsewhere.as_read(when) if isinstance(when, datetime) else when


def _whose(when: time | datetime, lang: str) -> str:
    place = elsewhere.place_of(when, lang) if isinstance(when, datetime) else ""
    return f" {words(lang).within} {place}" if place else ""


def duration(minutes: int, lang: str) -> str:
    """`90 minutter`, `1 time`, `2 timer`; English `90 minutes`, `1 hour`, `2 hours`."""
    whole_hours = minutes % 60 == 0 and minutes > 0
    number = minutes // 60 if whole_hours else minutes
    if lang == "en":
        unit = "hour" if whole_hours else "minute"
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    one, many = ("time", "timer") if whole_hours else ("minut", "minutter")
    return f"{number} {one if number == 1 else many}"


# ---- inside


def _local(moment: datetime, now: datetime) -> datetime:
    if not isinstance(now.tzinfo, ZoneInfo):
        raise ValueError("now must carry the reader's zone")
    if moment.tzinfo is None:
        raise ValueError("a moment must carry a zone")
    return elsewhere.as_read(moment.astimezone(now.tzinfo))


def _day(when: date, now: datetime, lang: str, weekday: str, month: str) -> str:
    year = "" if abs(_days_ahead(when, now)) < _DAYS_OF_YEAR else f" {when.year}"
    return (
        f"{weekday} {when.day} {month}{year}" if lang == "en" else f"{weekday} d. {when.day}. {month}{year}"
    )


def _near(when: date, now: datetime, lang: str) -> str:
    said = words(lang)
    return {0: said.today, 1: said.tomorrow, -1: said.yesterday}.get(_days_ahead(when, now), "")


def _days_ahead(when: date, now: datetime) -> int:
    if isinstance(when, datetime) and when.tzinfo is not None:
        now = now.astimezone(when.tzinfo)
    return when.toordinal() - now.toordinal()


def _exactly(lang: str) -> str:
    return ", " if lang == "en" else " kl. "


def _about(lang: str) -> str:
    return " at " if lang == "en" else " kl. "
