"""`samspil course load`: a course file against the database, applied in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.events import TeamReady
from bot.i18n import Locale
from bot.registry import Features
from bot.settings import Settings
from bot.teams import course_file, load_people, load_teams, rules
from bot.teams.course_file import CourseFile
from bot.teams.desk import Desk
from bot.teams.report import Remark, Remarked, Report, What
from bot.teams.ways_in import codes_for, links_for
from storage.audit import Deed
from storage.database import Database
from storage.teams import Person, Role
from storage.teams.loading import put_organisation

ON_A_TEAM = (Role.member, Role.facilitator, Role.partner, Role.guest)


def load(
    database: Database,
    features: Features,
    settings: Settings,
    text: str | bytes,
    filename: str,
    now: datetime,
    *,
    remove: bool = False,
) -> Report:
    """Read the file and apply it. Raises CourseFileError; then nothing has been loaded."""
    return apply(database, features, settings, course_file.read(text, filename), now, remove=remove)


def apply(
    database: Database,
    features: Features,
    settings: Settings,
    course: CourseFile,
    now: datetime,
    *,
    remove: bool = False,
    at_once: bool = False,
) -> Report:
    """Bring the database to what the file says. Who is missing from it is reported, and with `remove` out of
    their team. `at_once`: posts do not wait for working hours (the demo)."""
    locale = Locale(course.course.language, ZoneInfo(course.course.zone), now)
    with database.transaction() as tx:
        tenant_id, before = put_organisation(tx, course.organisation.key, course.organisation.name)
        ctx = Context(tx, features, settings, now, locale, tenant_id=tenant_id, by_clock=not at_once)
        desk = Desk(ctx, course)
        if before:
            desk.notes.compare(before, (What.name, before, course.organisation.name))
        return _apply(desk, remove=remove)


def _apply(desk: Desk, *, remove: bool) -> Report:
    load_teams.check_addresses(desk)
    dates_changed = load_teams.put_course(desk)
    ready = load_teams.put_teams(desk, dates_changed=dates_changed)
    people = load_people.put_people(desk)
    load_people.put_memberships(desk, people)
    load_people.put_leads(desk, people)
    load_people.report_missing(desk, remove=remove)
    desk.ctx.audit(Deed.loaded, course=desk.teams.course(desk.course_id))
    for key in ready:
        team = desk.by_key[key]
        desk.ctx.for_team(team).announce(TeamReady(team.id))
    for say in desk.afterwards:
        say()
    remark(desk)
    return _report(desk, people, removed=remove)


def remark(desk: Desk) -> None:
    """What is allowed, and may not be meant."""
    for entry in desk.file.teams:
        team = desk.by_key[entry.key]
        members = desk.teams.members(team.id)
        profession = rules.only_profession([member.profession for member in members])
        if not members:
            desk.notes.remarks.append(Remarked(Remark.no_members, team.name))
        elif profession:
            desk.notes.remarks.append(Remarked(Remark.one_profession, team.name, profession))
        if desk.teams.facilitator(team.id) is None:
            desk.notes.remarks.append(Remarked(Remark.no_facilitator, team.name))


def _report(desk: Desk, people: Mapping[str, Person], *, removed: bool) -> Report:
    known = list(people.values())
    in_charge = [person for person in known if desk.teams.courses_run_by(person.id)]
    return Report(
        filename=desk.file.filename,
        course=desk.file.course.name,
        added=tuple(desk.notes.added),
        changed=tuple(desk.notes.changed),
        missing=tuple(desk.notes.missing),
        removed=removed,
        remarks=tuple(desk.notes.remarks),
        codes=codes_for(desk.ctx, in_charge),
        links=links_for(desk.ctx, known, _team_names(desk)),
    )


def _team_names(desk: Desk) -> dict[int, tuple[str, ...]]:
    """Each person's teams by name, in the file's order."""
    found: dict[int, tuple[str, ...]] = {}
    for entry in desk.file.teams:
        team = desk.by_key[entry.key]
        for member in desk.teams.members(team.id, *ON_A_TEAM):
            found[member.person_id] = (*found.get(member.person_id, ()), team.name)
    return found
