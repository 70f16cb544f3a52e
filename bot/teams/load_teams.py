"""A course file's course and teams → rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.teams import problems, welcome
from bot.teams.desk import Desk
from bot.teams.problems import CourseFileError, Problem
from bot.teams.report import Added, What
from bot.teams.team_table import TeamEntry
from storage.calendar_sources import CalendarSourceStore
from storage.teams import Team

FROM_FILE = "from_file"  # in a team's settings: what the file last said, so that the team's own choices stay
COURSE_SETTINGS = (
    "checkin",
    "field_hours",
    "physical_meetings",
    "signals",
    "surveys",
    "timetable",
    "keep",
)  # of a course's settings, those the file says


def check_addresses(desk: Desk) -> None:
    """Accounts of others, and places of other teams. Raises CourseFileError."""
    found: list[Problem] = []
    ids = {key: person.id for key, person in desk.store.people([one.key for one in desk.file.people]).items()}
    for index, person in enumerate(desk.file.people):
        for platform, value in person.accounts:
            owner = desk.store.account_owner(platform, value)
            if owner is not None and owner[0] != ids.get(person.key):
                path = ("people", index, platform)
                found.append(desk.file.problem(path, problems.ACCOUNT_TAKEN, name=owner[1]))
    for index, team in enumerate(desk.file.teams):
        for platform, value in team.places:
            desk.store.free_ended(platform, value, desk.ctx.locale.today)
            there = desk.ctx.directory.team_at(platform, value)
            if there is not None and not _is_ours(desk, there, team):
                found.append(desk.file.problem(("teams", index, platform), problems.PLACE_TAKEN))
    if found:
        raise CourseFileError(desk.file.filename, found)


def _is_ours(desk: Desk, there: Team, entry: TeamEntry) -> bool:
    mine = (desk.store.tenant_id, desk.file.course.key, entry.key)
    return (there.tenant_id, there.course.key, there.key) == mine


# ---- the course and its teams


def put_course(desk: Desk) -> bool:
    """Whether the rhythms of its teams have to start anew."""
    entry, before = desk.file.course, desk.store.course(desk.file.course.key)
    if before is not None and before.closed_at is not None:
        closed = desk.file.problem(("course", "id"), problems.CLOSED)
        raise CourseFileError(desk.file.filename, [closed])
    kept = {k: v for k, v in before.settings.items() if k not in COURSE_SETTINGS} if before else {}
    desk.course_id = desk.store.put_course(
        entry.key, name=entry.name, starts_on=entry.starts_on, ends_on=entry.ends_on, language=entry.language,
        zone=entry.zone, days_off=entry.days_off, settings={**kept, **entry.settings},
    )  # fmt: skip
    timetables = desk.ctx.store(CalendarSourceStore).set_timetables(desk.course_id, desk.file.timetables)
    if before is None:
        desk.notes.added.append(Added(entry.name))
        return True
    desk.notes.compare(entry.name, (What.name, before.name, entry.name))
    return desk.notes.compare(
        entry.name,
        (What.starts, before.starts_on, entry.starts_on),
        (What.ends, before.ends_on, entry.ends_on),
        (What.language, before.language, entry.language),
        (What.zone, before.zone, entry.zone),
        *_unshown(What.days_off, dict(before.days_off) == dict(entry.days_off)),
        *_unshown(What.settings, dict(before.settings) == {**kept, **entry.settings} and not timetables),
    )


def put_teams(desk: Desk, *, dates_changed: bool) -> list[str]:
    """The keys of teams that are new or changed."""
    there = {team.key: team for team in desk.store.teams(desk.course_id)}
    ready: list[str] = []
    for entry in desk.file.teams:
        before = there.get(entry.key)
        if before is None:
            add_team(desk, entry)
            ready.append(entry.key)
        elif _change_team(desk, before, entry) or dates_changed:
            ready.append(entry.key)
    desk.by_key = {team.key: team for team in desk.store.teams(desk.course_id)}
    for entry in desk.file.teams:
        put_places(desk, desk.by_key[entry.key], entry, there.get(entry.key))
    return ready


def add_team(desk: Desk, entry: TeamEntry) -> None:
    settings = {**entry.settings, FROM_FILE: {**entry.settings, "places": dict(entry.places)}}
    desk.store.add_team(
        desk.course_id, entry.key, entry.name, entry.starts_on, partner=entry.partner,
        challenge=entry.challenge, settings=settings,
    )  # fmt: skip
    desk.notes.added.append(Added(entry.name))


def _change_team(desk: Desk, before: Team, entry: TeamEntry) -> bool:
    said = dict(before.settings.get(FROM_FILE, {}))
    now_said = {**entry.settings, "places": dict(entry.places)}
    chosen = _chosen(said, entry.settings, before.settings)
    desk.teams.set_team_settings(before, **chosen, **{FROM_FILE: now_said})
    desk.store.change_team(
        before.id, name=entry.name, partner=entry.partner, challenge=entry.challenge,
        starts_on=entry.starts_on,
    )  # fmt: skip
    return desk.notes.compare(
        before.name,
        (What.name, before.name, entry.name),
        (What.starts, before.starts_on, entry.starts_on),
        (What.partner, before.partner, entry.partner),
        *_unshown(What.challenge, before.challenge == entry.challenge),
        *_unshown(What.settings, not chosen),
    )


def put_places(desk: Desk, team: Team, entry: TeamEntry, before: Team | None) -> None:
    """The web room and the file's channels; a channel the file named before is given up."""
    old = dict(before.settings.get(FROM_FILE, {}).get("places", {})) if before else {}
    desk.teams.add_place(team.id, "web", f"team/{team.id}")
    for platform, value in entry.places:
        gone = old.get(platform, "")
        if gone and gone != value:
            desk.teams.end_place(platform, gone)
        new = desk.teams.add_place(team.id, platform, value)
        if new and before is not None:
            desk.notes.compare(team.name, (What(platform), gone, value))
            desk.afterwards.append(partial(welcome.new_place, desk.ctx.for_team(team), platform, value))
    if before is None:
        desk.afterwards.append(partial(welcome.post, desk.ctx.for_team(team)))


def _chosen(said: Mapping[str, Any], now: Mapping[str, Any], team: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says anew, and (as None) what it no longer says and the team has not changed since."""
    new = {key: value for key, value in now.items() if said.get(key) != value}
    dropped = [key for key in said if key not in now and key != "places" and team.get(key) == said[key]]
    return new | dict.fromkeys(dropped)


def _unshown(what: What, same: bool) -> tuple[tuple[What, str, str], ...]:
    """A difference in something too large to print."""
    return () if same else ((what, "", "…"),)
