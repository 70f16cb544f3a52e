"""A course file's people → rows: who they are, their accounts, and which teams they are in."""

from __future__ import annotations

from functools import partial

from bot import leads
from bot.events import MemberJoined, MemberLeft
from bot.teams import accounts, keys, people_rows, waiting
from bot.teams.desk import Desk
from bot.teams.people_table import PersonEntry
from bot.teams.report import Added, Missing, Remark, Remarked, What
from storage.audit import Deed
from storage.course_status import CourseStatusStore
from storage.teams import Person, Role, Team
from storage.teams.loading import Membership


def put_people(desk: Desk) -> dict[str, Person]:
    """Everybody of the file but those who erased themselves, by key."""
    there = desk.store.people([one.key for one in desk.file.people])
    elsewhere = _elsewhere(desk, there)
    erased = set()
    for entry in desk.file.people:
        before = there.get(entry.key)
        if before is not None:
            _change_person(desk, before, entry, is_elsewhere=before.id in elsewhere)
        elif _was_erased(desk, entry):
            erased.add(entry.key)
            name = entry.name if desk.is_list else entry.key
            desk.notes.remarks.append(Remarked(Remark.was_erased, name))
        else:
            desk.store.add_person(entry.key, entry.name, entry.email, entry.language)
    people = desk.store.people([one.key for one in desk.file.people if one.key not in erased])
    for entry in desk.file.people:
        if entry.key in people:
            _accounts(desk, people[entry.key], entry, is_new=entry.key not in there)
    return {entry.key: people[entry.key] for entry in desk.file.people if entry.key in people}


def _was_erased(desk: Desk, entry: PersonEntry) -> bool:
    if desk.is_list:
        return desk.erasing.was_erased_from(desk.course_id, entry.key, entry.name, entry.email)
    return desk.erasing.was_erased(entry.key)


def _elsewhere(desk: Desk, people: dict[str, Person]) -> frozenset[int]:
    """Those whose name and address are not for the list to change: they are known by them in somebody else's course."""
    if not desk.is_list:
        return frozenset()
    ids = [one.id for one in people.values()]
    return desk.ctx.store(CourseStatusStore).elsewhere(ids, leads.led(desk.ctx))


def _change_person(desk: Desk, before: Person, entry: PersonEntry, *, is_elsewhere: bool) -> None:
    """The language is the person's own choice once they have one."""
    if is_elsewhere:
        if (before.name, before.email.casefold()) != (entry.name, entry.email.casefold()):
            desk.notes.remarks.append(Remarked(Remark.elsewhere, before.name))
        return
    desk.notes.compare(
        before.name, (What.name, before.name, entry.name), (What.email, before.email, entry.email)
    )
    language = before.language or entry.language
    desk.store.change_person(before.id, name=entry.name, email=entry.email, language=language)


def _accounts(desk: Desk, person: Person, entry: PersonEntry, *, is_new: bool) -> None:
    """The web account and the file's; one the file named before gives way, claimed ones stay."""
    desk.teams.add_account(person.id, "web", f"person/{person.id}", claimed=False)
    named = dict(entry.accounts)
    for account in desk.teams.accounts(person.id):
        wanted = named.get(account.platform)
        if wanted and account.value != wanted and not account.claimed:
            desk.teams.remove_account(person.id, account.platform, account.value)
            desk.notes.compare(person.name, (What(account.platform), account.value, wanted))
            named.pop(account.platform)
            desk.teams.add_account(person.id, account.platform, wanted, claimed=False)
    for platform, value in named.items():
        if desk.teams.add_account(person.id, platform, value, claimed=False) and not is_new:
            desk.notes.compare(person.name, (What(platform), "", value))
            desk.afterwards.append(partial(accounts.added, desk.ctx, person.id))


def put_memberships(desk: Desk, people: dict[str, Person]) -> None:
    there = {(one.team_key, one.person_key): one for one in desk.store.memberships(desk.course_id)}
    for entry in desk.file.people:
        for team_key in entry.teams:
            if entry.key in people:
                before = there.get((team_key, entry.key))
                _membership(desk, desk.by_key[team_key], people[entry.key], entry, before)


def _may_come(desk: Desk, before: Membership | None) -> bool:
    """Who left by themselves or by another's hand stays out; a former substitute whom the file names has come for
    good."""
    if desk.is_list:
        return people_rows.may_come(before)
    return before is None or (before.left_at is not None and before.ended_by in ("file", "time"))


def _membership(
    desk: Desk, team: Team, person: Person, entry: PersonEntry, before: Membership | None
) -> None:
    if before is None or _may_come(desk, before):
        desk.store.put_member(team.id, person.id, entry.role.value, entry.profession)
        if entry.role is Role.facilitator:
            desk.ctx.for_team(team).audit(Deed.appointed, person.id)
        desk.notes.added.append(
            Added(person.name, team.name, entry.profession, entry.role, back=before is not None)
        )
        desk.announce_later(team, MemberJoined(team.id, person.id))
    elif before.left_at:
        desk.notes.remarks.append(Remarked(Remark.has_left, person.name, team.name))
    elif before.stands_in and desk.is_list:
        return  # appointed until a day: a list that was taken out and comes back does not change that
    elif before.stands_in and entry.role is Role.facilitator:  # the file has them for good
        desk.store.change_member(team.id, person.id, profession=entry.profession, until=None)
        desk.ctx.for_team(team).audit(Deed.appointed, person.id)
        desk.notes.added.append(Added(person.name, team.name, entry.profession, entry.role))
        desk.announce_later(team, MemberJoined(team.id, person.id))
    elif desk.notes.compare(
        person.name,
        (What.role, before.role, entry.role.value),
        (What.profession, before.profession, entry.profession),
    ):
        desk.store.change_member(
            team.id, person.id, role=entry.role.value, profession=entry.profession, until=None
        )
        if before.role != entry.role:
            desk.ctx.for_team(team).audit(Deed.appointed, person.id)
            if before.role == Role.member.value:
                desk.announce_later(team, MemberLeft(team.id, person.id))
            desk.announce_later(team, MemberJoined(team.id, person.id))


def put_leads(desk: Desk, people: dict[str, Person]) -> None:
    there = desk.store.leads(desk.course_id)
    for entry in desk.file.people:
        if entry.role is Role.course_lead and entry.key in people and entry.key not in there:
            desk.store.add_lead(desk.course_id, people[entry.key].id)
            course = desk.teams.course(desk.course_id)
            desk.ctx.audit(Deed.appointed, people[entry.key].id, course=course)
            desk.notes.added.append(Added(people[entry.key].name, role=Role.course_lead))
            _has_a_morning(desk, people[entry.key])


def _has_a_morning(desk: Desk, lead: Person) -> None:
    """Teams that are new see to it themselves; for those that are as they were it is done here."""
    for team in list(desk.by_key.values())[:1]:
        desk.afterwards.append(partial(waiting.plan, desk.ctx.for_team(team), lead.id))


# ---- who is not in the file


def report_missing(desk: Desk, *, remove: bool) -> None:
    named = {(team, entry.key) for entry in desk.file.people for team in entry.teams}
    in_file = {entry.key for entry in desk.file.teams}
    for key, team in desk.by_key.items():
        if key not in in_file:
            desk.notes.missing.append(Missing(team.name, team.name, keys.is_from_chat(key)))
            if remove:
                desk.store.end_places(team.id)
    for one in desk.store.memberships(desk.course_id):
        if one.left_at is None and not one.stands_in and (one.team_key, one.person_key) not in named:
            team = desk.by_key[one.team_key]
            desk.notes.missing.append(Missing(one.name, team.name, keys.is_from_chat(one.person_key)))
            if remove:
                desk.teams.leave(team.id, one.person_id, "file")
                desk.ctx.for_team(team).audit(Deed.ended, one.person_id)
                desk.announce_later(team, MemberLeft(team.id, one.person_id))
    leading = {entry.key for entry in desk.file.people if entry.role is Role.course_lead}
    for key, name in desk.store.leads(desk.course_id).items():
        if key not in leading:
            desk.notes.missing.append(Missing(name))
            if remove:
                course = desk.teams.course(desk.course_id)
                desk.ctx.audit(Deed.ended, desk.store.end_lead(desk.course_id, key), course=course)
