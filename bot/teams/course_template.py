"""A course as a file to begin the next one with: dates moved, teams by name, and nobody in them.

What belongs to this time's people and places stays behind: channels, partners, challenges, timetables' addresses,
and what teams chose for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from bot import dates, leads, team_parts
from bot.context import Context
from bot.errors import N_, BotError
from bot.ids import free, slug
from bot.teams import keys
from bot.teams.course_file import CourseEntry, CourseFile, Organisation, shifted
from bot.teams.load_teams import FROM_FILE
from bot.teams.problems import CPR
from bot.teams.rules import NAME
from bot.teams.team_table import TeamEntry
from bot.teams.views import template as view
from bot.text import clean, find_cpr
from storage.audit import Deed
from storage.teams import Course, Team
from storage.teams.loading import LoadingStore

EARLIEST, LATEST = 2000, 2100  # years: what is further away is a slip of the finger
SIMPLE = (
    "field_hours",
    "physical_meetings",
    "themes",
    "surveys",
)  # of a course's settings, written as they are


@dataclass(frozen=True, slots=True)
class Next:
    """The course to come."""

    name: str
    starts_on: date


class NameTaken(BotError):
    message = N_("Der er et forløb med det navn i forvejen. Giv det nye et andet.")


class NoName(BotError):
    message = N_("Skriv et navn med bogstaver eller tal.")


class CprFound(BotError):
    message = CPR


class NoDate(BotError):
    message = N_("Vælg en dato, hvor det nye forløb begynder.")


def wanted(name: str, starts: str) -> Next:
    """From what was written. Raises a BotError."""
    name = clean(name, max_length=NAME, multiline=False)
    if find_cpr(name):
        raise CprFound
    try:
        begins = date.fromisoformat(starts)
    except ValueError as error:
        raise NoDate from error
    if not EARLIEST <= begins.year <= LATEST:
        raise NoDate
    return Next(name, begins)


def of_course(ctx: Context, course_id: int, asked: Next) -> tuple[str, str]:
    """(file name, text). Raises NotFound for who does not lead it, NoName, NameTaken."""
    course, store = leads.course(ctx, course_id), ctx.store(LoadingStore)
    key = keys.own(slug(asked.name))
    if not key:
        raise NoName
    if store.course(key) is not None:
        raise NameTaken
    file = copied(Organisation(*store.organisation()), course, store.teams(course_id))
    moved = shifted(file, asked.starts_on)
    moved = replace(moved, course=replace(moved.course, key=key, name=asked.name))
    ctx.audit(Deed.exported, course=course)
    return f"{key}.toml", written(moved, view.comments(ctx.locale, course.name))


def copied(organisation: Organisation, course: Course, teams: Sequence[Team]) -> CourseFile:
    entry = CourseEntry(
        course.key, course.name, course.starts_on, course.ends_on, course.language, course.zone, course.days_off,
        course.settings,
    )  # fmt: skip
    names = _keys(teams)
    entries = tuple(_team(course, team, names[team.id]) for team in teams)
    clusters = tuple(sorted({str(one.settings["cluster"]) for one in entries if one.settings.get("cluster")}))
    return CourseFile("", organisation, entry, entries, (), clusters=clusters)


def _keys(teams: Sequence[Team]) -> dict[int, str]:
    """The ids a file may use: those made in the chat are named anew, by what the team is called."""
    found = {team.id: team.key for team in teams if not keys.is_from_chat(team.key)}
    for team in teams:
        if team.id not in found:
            found[team.id] = free(keys.own(slug(team.name) or "team"), found.values())
    return found


def _team(course: Course, team: Team, key: str) -> TeamEntry:
    """What the file or the lead chose of it."""
    said = {name: value for name, value in team.settings.get(FROM_FILE, {}).items() if name != "places"}
    if cluster := leads.cluster_of(team):
        said[leads.CLUSTER] = keys.own(cluster)
    else:
        said.pop(leads.CLUSTER, None)
    return TeamEntry(key, team.name, "", "", max(team.starts_on, course.starts_on), said, ())


# ---- as TOML


def written(file: CourseFile, comments: Sequence[str] = ()) -> str:
    """`course_file.read` gives the same again."""
    course, settings = file.course, file.course.settings
    parts = [
        *(f"# {line}" for line in comments),
        *_table("[organisation]", id=file.organisation.key, name=file.organisation.name),
        *_table(
            "[course]", id=course.key, name=course.name, starts=course.starts_on, ends=course.ends_on,
            language=course.language, zone=course.zone,
            **{name: settings[name] for name in SIMPLE if name in settings},
        ),
        *_table("[course.days_off]", **course.days_off),
        *_checkin("[course.checkin]", settings),
        *_table("[course.keep]", **settings.get("keep", {})),
        *_table("[course.timetable_words]", **settings.get("timetable", {}).get("words", {})),
        *_table("[signals]", **settings.get("signals", {})),
    ]  # fmt: skip
    for cluster in file.clusters:
        parts += _table("[[clusters]]", id=cluster)
    for team in file.teams:
        parts += _written_team(team, course.starts_on)
    return "\n".join(parts).strip() + "\n"


def _written_team(team: TeamEntry, course_starts: date) -> Iterable[str]:
    said: dict[str, Any] = {"id": team.key, "name": team.name}
    if team.starts_on != course_starts:
        said["starts"] = team.starts_on
    said |= {name: team.settings[name] for name in ("cluster", *SIMPLE[:2]) if name in team.settings}
    if team_parts.SETTING in team.settings:
        said["essentials_only"] = bool(team.settings[team_parts.SETTING])
    return [*_table("[[teams]]", **said), *_checkin("[teams.checkin]", team.settings)]


def _table(heading: str, /, **values: Any) -> list[str]:
    """Nothing where there is nothing to say."""
    return ["", heading, *(f"{name} = {_value(value)}" for name, value in values.items())] if values else []


def _value(value: Any) -> str:
    """A string is written as JSON writes it, which is TOML too: the text boundary lets no control characters in."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _checkin(heading: str, settings: Mapping[str, Any]) -> list[str]:
    chosen: Mapping[str, Any] = settings.get("checkin", {})
    said: dict[str, Any] = {}
    if "on" in chosen:
        said["on"] = chosen["on"]
    for name, weekday in (("opens", "weekday"), ("closes", "close_weekday")):
        if name in chosen and weekday in chosen:
            at = time.fromisoformat(chosen[name])
            said[name] = f"{dates.weekday_name(chosen[weekday], 'da')} {at.hour}.{at.minute:02d}"
    return _table(heading, **said)
