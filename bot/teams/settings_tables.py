"""The parts of a course file that say how a course or a team goes about its weeks."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import dates, thresholds
from bot.calendar import SchoolDay
from bot.feeds.address import LONGEST_ADDRESS, WrongAddress, address_of
from bot.feeds.wanted import WORDS
from bot.i18n import LANGUAGES
from bot.keeping import SETTING, Keeping
from bot.prompts.prompt import Theme
from bot.public_holidays import is_known
from bot.teams import problems
from bot.teams.fields import Table

DEFAULT_ZONE = "Europe/Copenhagen"
WORKING_DAYS = 5
WORD = 40  # letters of what a kind of teaching is called
MOST_FIELD_HOURS = 40
MOST_PHYSICAL = 10
MOST_DAYS_KEPT = 365
NO_THEME = "-"  # of a week
_MOMENT = re.compile(r"(?P<day>[a-zæøå]+) +(?:kl\.? *)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})")


def read_language(table: Table, default: str) -> str:
    return table.one_of("language", LANGUAGES, default)


def read_zone(table: Table) -> str:
    name = table.text("zone", 60) or DEFAULT_ZONE
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.note("zone", problems.NOT_ZONE)
        return DEFAULT_ZONE
    return name


def read_days_off(course: Table) -> dict[str, Any]:
    """As `DaysOff.from_settings` takes it."""
    table = course.table("days_off")
    if table is None:
        return {}
    found: dict[str, Any] = {}
    if table.has("country"):
        found["country"] = table.text("country", 10)
        if found["country"] and not is_known(found["country"]):
            table.note("country", problems.NOT_COUNTRY)
    known = tuple(day.value for day in SchoolDay)
    found["school"] = list(table.texts("school", 40))
    if not set(found["school"]) <= set(known):
        table.note("school", problems.ONE_OF, options=", ".join(known))
    found["extra"] = list(table.texts("extra", 40))
    if not all(_are_days(days) for days in found["extra"]):
        table.note("extra", problems.NOT_DAYS)
    table.finish()
    return found


def _are_days(text: str) -> bool:
    first, slash, last = text.partition("/")
    try:
        return date.fromisoformat(first) <= date.fromisoformat(last if slash else first)
    except ValueError:
        return False


def read_checkin(owner: Table) -> dict[str, Any]:
    """`{"checkin": {…}}` as the check-in's rhythm reads it, with what the file states and no more."""
    table = owner.table("checkin")
    if table is None:
        return {}
    chosen: dict[str, Any] = {}
    on = table.flag("on")
    if on is not None:
        chosen["on"] = on
    opens, closes = _moment(table, "opens"), _moment(table, "closes")
    if opens:
        chosen |= {"weekday": opens[0], "opens": opens[1].isoformat("minutes")}
    if closes:
        chosen |= {"close_weekday": closes[0], "closes": closes[1].isoformat("minutes")}
    if opens and closes and opens[0] == closes[0] and closes[1] <= opens[1]:
        table.note("closes", problems.SAME_MOMENT)
    table.finish()
    return {"checkin": chosen} if chosen else {}


def read_field_hours(owner: Table) -> dict[str, Any]:
    """`{"field_hours": 4.0}`: hours in the field that are planned for a week."""
    hours = owner.number("field_hours", MOST_FIELD_HOURS)
    return {} if hours is None else {"field_hours": hours}


def read_physical_meetings(owner: Table) -> dict[str, Any]:
    """`{"physical_meetings": 1}`: meetings in person that are planned for a week."""
    planned = owner.whole("physical_meetings", 0, MOST_PHYSICAL)
    return {} if planned is None else {"physical_meetings": planned}


def read_signals(top: Table) -> dict[str, Any]:
    """`{"signals": {name: number}}`: from when the course's facilitators hear of something (`bot.thresholds`)."""
    table = top.table(thresholds.SETTING)
    if table is None:
        return {}
    said = {name: table.whole(name, 1, thresholds.most(name)) for name in thresholds.NAMES}
    table.finish()
    chosen = {name: value for name, value in said.items() if value is not None}
    return {thresholds.SETTING: chosen} if chosen else {}


def read_themes(course: Table) -> dict[str, Any]:
    """`{"themes": ["moeder", "-"]}`: the theme of each week of the course, from its first; "-": none."""
    themes = list(course.texts("themes", 20))
    known = (*(theme.value for theme in Theme), NO_THEME)
    if not set(themes) <= set(known):
        course.note("themes", problems.ONE_OF, options=", ".join(known))
    return {"themes": themes} if themes else {}


def read_keep(course: Table) -> dict[str, Any]:
    """`{"keep": {"team": 30}}`: days that things are kept, those the file states (`bot.keeping`)."""
    table = course.table("keep")
    if table is None:
        return {}
    said = {name: table.whole(name, 0, MOST_DAYS_KEPT) for name in ("private", "team", "log", "offer")}
    table.finish()
    days = {name: number for name, number in said.items() if number is not None}
    least = days.get("team", Keeping().team)
    if days.get("log", Keeping().log) < least:
        table.note("log" if "log" in days else "team", problems.KEPT_LESS, least=least)
    return {SETTING: days} if days else {}


def read_surveys(course: Table) -> dict[str, Any]:
    """`{"surveys": ["niveau"]}`: the questionnaires that come by themselves in their weeks. Which there are is up to
    the installation; one that is not there never comes."""
    chosen = course.texts("surveys", 30)
    return {"surveys": list(chosen)} if chosen else {}


def read_timetable(table: Table) -> str:
    """The address of a timetable, "" when there is none. It is a secret: no sentence repeats it."""
    text = table.text("timetable", LONGEST_ADDRESS)
    address = address_of(text, "") if text else ""
    if isinstance(address, WrongAddress):
        table.note("timetable", problems.NOT_CALENDAR)
        return ""
    return address


def read_teaching_words(course: Table) -> dict[str, Any]:
    """`{"timetable": {"words": {kind: [word, …]}}}`: what teaching is called where it is not the usual."""
    table = course.table("timetable_words")
    if table is None:
        return {}
    words = {kind: [one.casefold() for one in table.texts(kind, WORD)] for kind in WORDS}
    table.finish()
    said = {kind: found for kind, found in words.items() if found}
    return {"timetable": {"words": said}} if said else {}


@cache
def _weekdays() -> dict[str, int]:
    """Each language's names of them. Monday = 0."""
    return {dates.weekday_name(day, language).casefold(): day for language in LANGUAGES for day in range(7)}


def _moment(table: Table, name: str) -> tuple[int, time] | None:
    """A weekday (Monday = 0) and a local time."""
    text = table.text(name, 60)
    if not text:
        return None
    found = _MOMENT.fullmatch(text.casefold())
    day = _weekdays().get(found["day"]) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        table.note(name, problems.NOT_MOMENT)
        return None
    if day >= WORKING_DAYS:
        table.note(name, problems.DAY_OFF_MOMENT)
        return None
    return day, time(int(found["hour"]), int(found["minute"]))
