"""The course lead's list of people against a course that is there: what it would change, and changing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import leads
from bot.context import Context
from bot.events import MemberLeft, TeamReady
from bot.teams import load_people, load_teams, people_csv, people_rows
from bot.teams.course_file import CourseEntry, CourseFile, Organisation
from bot.teams.desk import Desk
from bot.teams.loading import remark
from bot.teams.people_rows import Known
from bot.teams.problems import CourseFileError
from bot.teams.report import Changed, Missing, Report, What
from bot.teams.views import people as views
from storage.audit import Deed
from storage.teams import Course, Person, Role, Team, TeamStore
from storage.teams.loading import LoadingStore, Membership

LISTED = (Role.member.value, Role.facilitator.value)  # a partner or guest comes in through their team


class Undone(Exception):
    """Everything was tried, and nothing is to stay."""

    def __init__(self, report: Report) -> None:
        self.report = report


def load(ctx: Context, course_id: int, content: bytes, filename: str) -> Report:
    """Bring the course's teams and people to what the list says; whom it leaves out stays. Raises CourseFileError,
    and NotFound for who does not lead the course."""
    course = leads.course(ctx, course_id)
    ctx.store(LoadingStore).hold_course(course.id)
    sheet = people_csv.read(content, filename)
    found = people_rows.entries(sheet, known(ctx, course))
    if sheet.problems:
        raise CourseFileError(sheet.filename, sheet.problems)
    file = CourseFile(sheet.filename, Organisation("", ""), _as_it_is(course), found.teams, found.people)
    return _apply(Desk(ctx, file, course_id=course.id, is_list=True), found.clusters, sheet.unknown)


def preview(ctx: Context, course_id: int, content: bytes, filename: str) -> Report:
    """What `load` would do. Always raises: Undone with the report, or what `load` raises."""
    raise Undone(load(ctx, course_id, content, filename))


def known(ctx: Context, course: Course) -> Known:
    store = ctx.store(LoadingStore)
    memberships = store.memberships(course.id)
    leading = store.leads(course.id)
    there = store.people(sorted({one.person_key for one in memberships} | leading.keys()))
    return Known(
        course,
        store.teams(course.id),
        memberships,
        leading,
        store.people_with_email(),
        {key: person.email for key, person in there.items()},
        store.person_keys(),
    )


def _as_it_is(course: Course) -> CourseEntry:
    return CourseEntry(
        course.key, course.name, course.starts_on, course.ends_on, course.language, course.zone, course.days_off,
        course.settings,
    )  # fmt: skip


def _hold(desk: Desk, there: Mapping[str, Team]) -> None:
    """Every team the list changes, in one order: two of them never wait for each other, as *Flyt* does it."""
    touched = {entry.key for entry in desk.file.teams}
    before = desk.store.memberships(desk.course_id)
    for entry in desk.file.people:
        if entry.role is Role.member:
            touched.update(people_rows.moved_from(entry.teams, entry.key, before))
    for team in sorted((there[key] for key in touched & there.keys()), key=lambda one: one.id):
        desk.teams.hold_team(team.id)


def _apply(desk: Desk, clusters: Mapping[str, str], unknown: list[str]) -> Report:
    there = {team.key: team for team in desk.store.teams(desk.course_id)}
    _hold(desk, there)
    new = [entry for entry in desk.file.teams if entry.key not in there]
    for entry in new:
        load_teams.add_team(desk, entry)
    _clusters(desk, clusters)
    _partners(desk, there)
    desk.by_key = {team.key: team for team in desk.store.teams(desk.course_id)}
    for entry in new:
        load_teams.put_places(desk, desk.by_key[entry.key], entry, None)
    before = desk.store.memberships(desk.course_id)
    people = load_people.put_people(desk)
    load_people.put_memberships(desk, people)
    _move(desk, people, before)
    load_people.put_leads(desk, people)
    load_people.report_missing(desk, remove=False)
    desk.ctx.audit(Deed.loaded, course=desk.teams.course(desk.course_id))
    for entry in new:
        team = desk.by_key[entry.key]
        desk.ctx.for_team(team).announce(TeamReady(team.id))
    for say in desk.afterwards:
        say()
    remark(desk)
    notes = desk.notes
    missing = _missing(notes.missing)
    return Report(
        desk.file.filename, desk.file.course.name, tuple(notes.added), tuple(notes.changed), missing,
        remarks=tuple(notes.remarks), unread=tuple(unknown),
    )  # fmt: skip


def _move(desk: Desk, people: dict[str, Person], before: Sequence[Membership]) -> None:
    """A student is in one team: whom the list puts into a new one comes out of the one they were in."""
    theirs = {(one.team_key, one.person_key): one for one in before}
    for entry in desk.file.people:
        if entry.role is not Role.member or entry.key not in people:
            continue
        new = [key for key in entry.teams if people_rows.may_come(theirs.get((key, entry.key)))]
        for old in people_rows.moved_from(entry.teams, entry.key, before):
            _moved(desk, people[entry.key], desk.by_key[old], desk.by_key[new[0]])


def _moved(desk: Desk, person: Person, old: Team, new: Team) -> None:
    desk.teams.leave(old.id, person.id, "file")
    desk.ctx.for_team(new).audit(Deed.moved, person.id)
    desk.announce_later(old, MemberLeft(old.id, person.id))
    desk.notes.added = [one for one in desk.notes.added if (one.name, one.team) != (person.name, new.name)]
    desk.notes.changed.append(Changed(person.name, What.team, old.name, new.name))


def _missing(found: list[Missing]) -> tuple[Missing, ...]:
    """A team that is not on the list at all stands for its people; who came by the chat never was on one."""
    whole = {one.name for one in found if one.name == one.team}
    return tuple(
        one
        for one in found
        if one.team and not one.from_chat and (one.name == one.team or one.team not in whole)
    )


def _clusters(desk: Desk, clusters: Mapping[str, str]) -> None:
    """Where the list names one; a team that stands without stays in the cluster it is in."""
    for team in desk.store.teams(desk.course_id):
        before, after = leads.cluster_of(team), clusters.get(team.key, "")
        if after and after != before:
            desk.ctx.store(TeamStore).set_team_settings(team, **{leads.CLUSTER: after})
            if all(one.name != team.name for one in desk.notes.added):
                desk.notes.changed.append(Changed(team.name, What.cluster, before, after))


def _partners(desk: Desk, there: dict[str, Team]) -> None:
    for entry in desk.file.teams:
        before = there.get(entry.key)
        if before is not None and desk.notes.compare(
            before.name, (What.partner, before.partner, entry.partner)
        ):
            desk.store.change_team(before.id, partner=entry.partner)


def as_list(ctx: Context, course_id: int) -> list[list[str]]:
    """The course's people as a list that can be loaded again: headings alone where there are none. A substitute is
    appointed until a day, which no list says."""
    course = leads.course(ctx, course_id)
    seen = known(ctx, course)
    teams = {team.key: team for team in seen.teams}
    rows = [views.headings(ctx.locale)]
    for one in seen.memberships:
        if one.left_at is None and one.until is None and one.role in LISTED:
            team = teams[one.team_key]
            email, role = seen.emails.get(one.person_key, ""), views.role_word(ctx.locale, one.role)
            rows.append([team.name, one.name, email, one.profession, role, leads.cluster_of(team)])
    return rows
