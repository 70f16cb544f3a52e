"""A course file (TOML) → frozen values. Everything is read and checked before anything is used.

The form of the file is in examples/course.toml. People's texts pass the boundary of `bot.text`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot.team_size import MOST_MEMBERS
from bot.teams import problems
from bot.teams.fields import Notes, Table, shown
from bot.teams.people_table import PersonEntry, read_people
from bot.teams.problems import CourseFileError, Problem
from bot.teams.rules import NAME
from bot.teams.settings_tables import (
    read_checkin,
    read_days_off,
    read_field_hours,
    read_keep,
    read_language,
    read_physical_meetings,
    read_signals,
    read_surveys,
    read_teaching_words,
    read_themes,
    read_timetable,
    read_zone,
)
from bot.teams.team_table import TeamEntry, read_team, read_workspaces
from bot.teams.toml_lines import Path, line_of, lines_of
from bot.text import mask_cpr

MOST_BYTES = 256 * 1024
LONGEST = timedelta(days=731)
_WHERE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """`days_off` as `DaysOff.from_settings` reads it; `settings` as features read `course.settings`."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    language: str
    zone: str
    days_off: Mapping[str, Any]
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CourseFile:
    """`teams` and `people` are in the file's order; `lines` says where a path of the file stands. `timetables`
    are addresses by cluster, "" for the whole course's; `clusters` those there are."""

    filename: str
    organisation: Organisation
    course: CourseEntry
    teams: tuple[TeamEntry, ...]
    people: tuple[PersonEntry, ...]
    lines: Mapping[Path, int] = field(default_factory=dict)
    clusters: tuple[str, ...] = ()
    timetables: Mapping[str, str] = field(default_factory=dict, repr=False)

    def problem(self, path: Path, message: str, **values: str | int) -> Problem:
        """Something wrong with a field that only the database could tell."""
        names = ".".join(str(part) for part in path if not isinstance(part, int))
        return Problem(line_of(dict(self.lines), path), names, message, values)


def read(text: str | bytes, filename: str) -> CourseFile:
    """Raises CourseFileError with everything that is wrong."""
    body, lines = _toml(text, filename)
    notes = Notes(lines)
    top = Table(body, (), notes)
    organisation, workspaces = _organisation(top, read_workspaces(body))
    timetables: dict[str, str] = {}
    course = _course(top, timetables)
    clusters = _clusters(top, timetables)
    starts, ends = (course.starts_on, course.ends_on) if course else (None, None)
    teams = tuple(read_team(one, starts, ends, workspaces) for one in top.tables("teams"))
    people = tuple(read_people(top.tables("people"), workspaces))
    top.finish()
    _once(notes, teams, people)
    _refer(notes, teams, people)
    _refer_clusters(notes, teams, clusters)
    if notes.found or organisation is None or course is None:
        raise CourseFileError(filename, notes.found)
    return CourseFile(filename, organisation, course, teams, people, lines, clusters, timetables)


def shifted(course: CourseFile, starts_on: date) -> CourseFile:
    """The same course on other dates: it begins on `starts_on`, all else moves along (the demo's today)."""
    by = starts_on - course.course.starts_on
    days_off = dict(course.course.days_off)
    days_off["extra"] = ["/".join((date.fromisoformat(one) + by).isoformat() for one in days.split("/"))
                         for days in days_off.get("extra", ())]  # fmt: skip
    entry = replace(course.course, starts_on=starts_on, ends_on=course.course.ends_on + by, days_off=days_off)
    teams = tuple(replace(team, starts_on=team.starts_on + by) for team in course.teams)
    return replace(course, course=entry, teams=teams)


def _toml(text: str | bytes, filename: str) -> tuple[dict[str, Any], dict[Path, int]]:
    size = len(text)
    if size > MOST_BYTES:
        raise CourseFileError(filename, [Problem(1, "", problems.TOO_BIG, {"limit": MOST_BYTES // 1024})])
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise CourseFileError(filename, [Problem(line, "", problems.NOT_UTF8)]) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(text), lines_of(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _WHERE.search(str(error))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        reason = mask_cpr(str(error) if where else "nested too deep")
        raise CourseFileError(filename, [Problem(line, "", problems.SYNTAX, {"reason": reason})]) from error


def _organisation(top: Table, workspaces: frozenset[str]) -> tuple[Organisation | None, frozenset[str]]:
    table = top.table("organisation", required=True)
    if table is None:
        return None, workspaces
    key, name = table.id(), table.text("name", NAME, required=True)
    own = table.text("slack", 40)
    if own and own not in workspaces:
        table.note("slack", problems.SLACK_TEAM)
    table.finish()
    return Organisation(key, name), workspaces


def _course(top: Table, timetables: dict[str, str]) -> CourseEntry | None:
    table = top.table("course", required=True)
    if table is None:
        return None
    key, name = table.id(), table.text("name", NAME, required=True)
    starts, ends = table.date("starts", required=True), table.date("ends", required=True)
    entry = CourseEntry(
        key=key,
        name=name,
        starts_on=starts or date.min,
        ends_on=ends or date.max,
        language=read_language(table, "da"),
        zone=read_zone(table),
        days_off=read_days_off(table),
        settings={
            **read_checkin(table),
            **read_field_hours(table),
            **read_physical_meetings(table),
            **read_teaching_words(table),
            **read_signals(top),
            **read_keep(table),
            **read_themes(table),
            **read_surveys(table),
        },
    )
    if address := read_timetable(table):
        timetables[""] = address
    table.finish()
    if starts and ends and ends <= starts:
        table.note("ends", problems.ENDS_FIRST)
    elif starts and ends and ends - starts > LONGEST:
        table.note("ends", problems.TOO_LONG_COURSE)
    return entry if starts and ends else None


def _clusters(top: Table, timetables: dict[str, str]) -> tuple[str, ...]:
    """Teams that are taught together: the ids, and their timetables."""
    found: list[str] = []
    for table in top.tables("clusters"):
        key = table.id()
        table.text("name", NAME)  # for whoever keeps the file
        address = read_timetable(table)
        table.finish()
        if key in found:
            table.note("id", problems.TWICE, line=table.notes.line(("clusters", found.index(key), "id")))
        elif key:
            found.append(key)
            if address:
                timetables[key] = address
    return tuple(found)


def _refer_clusters(notes: Notes, teams: tuple[TeamEntry, ...], clusters: tuple[str, ...]) -> None:
    for index, team in enumerate(teams):
        cluster = team.settings.get("cluster", "")
        if cluster and cluster not in clusters:
            notes.note(("teams", index, "cluster"), problems.NO_CLUSTER, value=shown(cluster))


def _once(notes: Notes, teams: tuple[TeamEntry, ...], people: tuple[PersonEntry, ...]) -> None:
    """Ids, accounts and places stand once in the file."""
    _distinct(notes, [(("teams", index, "id"), team.key) for index, team in enumerate(teams)])
    _distinct(notes, [(("people", index, "id"), person.key) for index, person in enumerate(people)])
    places = [(("teams", index, platform), f"{platform} {value}")
              for index, team in enumerate(teams) for platform, value in team.places]  # fmt: skip
    accounts = [(("people", index, platform), f"{platform} {value}")
                for index, person in enumerate(people) for platform, value in person.accounts]  # fmt: skip
    _distinct(notes, places)
    _distinct(notes, accounts)


def _distinct(notes: Notes, values: Sequence[tuple[Path, str]]) -> None:
    first: dict[str, Path] = {}
    for path, value in values:
        if value and first.setdefault(value, path) != path:
            notes.note(path, problems.TWICE, line=notes.line(first[value]))


def _refer(notes: Notes, teams: tuple[TeamEntry, ...], people: tuple[PersonEntry, ...]) -> None:
    """People's teams are in the file, and no team is larger than a list to pick from."""
    known = {team.key for team in teams}
    sizes: dict[str, int] = dict.fromkeys(known, 0)
    for index, person in enumerate(people):
        for key in person.teams:
            if key not in known:
                name = "team" if ("people", index, "team") in notes.lines else "teams"
                notes.note(("people", index, name), problems.NO_TEAM, value=shown(key))
            elif person.is_member:
                sizes[key] += 1
    for index, team in enumerate(teams):
        if sizes.get(team.key, 0) > MOST_MEMBERS:
            notes.note(("teams", index), problems.TOO_MANY, limit=MOST_MEMBERS)
