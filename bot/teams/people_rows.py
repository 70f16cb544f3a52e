"""Rows of a list of people → the entries of a course file, as far as the course and its school know them already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.errors import N_
from bot.i18n import LANGUAGES
from bot.ids import slug
from bot.teams import keys, problems
from bot.teams.fields import EMAIL
from bot.teams.people_csv import Row, Sheet
from bot.teams.people_table import PersonEntry
from bot.teams.rules import MOST_MEMBERS
from bot.teams.team_table import TeamEntry
from storage.teams import Course, Person, Role, Team
from storage.teams.loading import Membership

NEEDS_TEAM = N_("Skriv, hvilket team personen er på.")
NEEDS_PROFESSION = N_("Et medlem har et fag.")
WHICH_ROLE = N_("Skriv medlem, facilitator, partner, gæst eller forløbsansvarlig.")
TWO_ROLES = N_("Personen står med en anden rolle på linje %(line)s.")
WHO_IS_WHO = N_(
    "Der er flere med det navn. Skriv en e-mailadresse for hver, så jeg kan se, hvem der er hvem."
)
TWO_CLUSTERS = N_("Teamet står i en anden klynge på linje %(line)s.")

ROLES = {
    "": Role.member,
    **dict.fromkeys(("medlem", "member", "studerende", "student", "deltager"), Role.member),
    **dict.fromkeys(("facilitator", "underviser", "vejleder"), Role.facilitator),
    "partner": Role.partner,
    **dict.fromkeys(("gæst", "guest"), Role.guest),
    **dict.fromkeys(("forløbsansvarlig", "courselead", "course lead", "course_lead"), Role.course_lead),
}
LANGUAGE = {
    "dansk": "da",
    "danish": "da",
    "engelsk": "en",
    "english": "en",
    **{one: one for one in LANGUAGES},
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: the course, its teams and who is or was in them, and people of the school by e-mail
    address (without case) and by key."""

    course: Course
    teams: Sequence[Team]
    memberships: Sequence[Membership]
    by_email: Mapping[str, Person]
    emails: Mapping[str, str]  # by key, of those who are in the course
    taken: frozenset[str]  # keys of people


@dataclass(slots=True)
class _Draft:
    """Somebody, gathered from the rows they stand on."""

    line: int
    key: str
    name: str
    email: str
    language: str
    profession: str
    role: Role
    teams: dict[str, int] = field(default_factory=dict)  # team key → line


@dataclass(slots=True)
class Entries:
    """What the list says. `clusters`: team key → cluster, where the list names one."""

    teams: list[TeamEntry] = field(default_factory=list)
    people: list[PersonEntry] = field(default_factory=list)
    clusters: dict[str, str] = field(default_factory=dict)


def entries(sheet: Sheet, known: Known) -> Entries:
    """What is wrong is noted in the sheet; then the entries are not to be used."""
    return _Reading(sheet, known).all()


class _Reading:
    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet = sheet
        self.known = known
        self.team_keys = {team.name.casefold(): team.key for team in known.teams}
        self.team_keys |= {team.key: team.key for team in known.teams if team.key not in self.team_keys}
        self.found = Entries()
        self.drafts: dict[str, _Draft] = {}
        self.cluster_lines: dict[str, int] = {}

    def all(self) -> Entries:
        for row in self.sheet.rows:
            self._row(row)
        self._sizes()
        self.found.people = [
            PersonEntry(
                one.key, one.name, one.email, one.language, one.profession, one.role, tuple(one.teams), ()
            )
            for one in self.drafts.values()
        ]
        return self.found

    def _row(self, row: Row) -> None:
        role = ROLES.get(row.cell("role").casefold())
        if role is None:
            self.sheet.note(row.line, "role", WHICH_ROLE)
            return
        if not row.cell("name"):
            self.sheet.note(row.line, "name" if "name" in self.sheet.headings else "first", problems.EMPTY)
            return
        team = self._team(row, role)
        email = row.cell("email")
        if email and not EMAIL.fullmatch(email):
            self.sheet.note(row.line, "email", problems.NOT_EMAIL)
            return
        key = self._key(row, email, team)
        if key:
            self._person(row, key, role, team)

    # ---- teams

    def _team(self, row: Row, role: Role) -> str:
        """The key of the row's team, "" for none."""
        name = row.cell("team")
        if role is Role.course_lead:
            if name:
                self.sheet.note(row.line, "team", problems.NO_TEAM_FOR_LEAD)
            return ""
        if not name:
            self.sheet.note(row.line, "team", NEEDS_TEAM)
            return ""
        key = self.team_keys.get(name.casefold())
        if key is None:
            key = _free(slug(name) or "team", set(self.team_keys.values()))
            self.team_keys[name.casefold()] = key
        self._say_team(row, key, name)
        return key

    def _say_team(self, row: Row, key: str, name: str) -> None:
        if not any(one.key == key for one in self.found.teams):
            before = next((team for team in self.known.teams if team.key == key), None)
            partner = row.cell("partner") or (before.partner if before else "")
            starts_on = before.starts_on if before else self.known.course.starts_on
            called = before.name if before else name
            self.found.teams.append(TeamEntry(key, called, partner, "", starts_on, {}, ()))
        cluster = slug(row.cell("cluster"))
        if cluster and self.found.clusters.setdefault(key, cluster) != cluster:
            self.sheet.note(row.line, "cluster", TWO_CLUSTERS, line=self.cluster_lines[key])
        elif cluster:
            self.cluster_lines.setdefault(key, row.line)

    # ---- people

    def _key(self, row: Row, email: str, team: str) -> str:
        """Who it is: by e-mail address in the whole school, else by name in the course. "" where that is not told."""
        name = row.cell("name")
        there = self.known.by_email.get(email.casefold()) if email else None
        if there is not None:
            return there.key
        if email:
            theirs = {one.person_key for one in self.known.memberships if _same(one.name, name)}
            nameless = [key for key in theirs if not self.known.emails.get(key)]
            return nameless[0] if len(theirs) == len(nameless) == 1 else self._new_key(slug(email))
        mentioned = [one for one in self.drafts.values() if _same(one.name, name)]
        members = {one.person_key for one in self.known.memberships if _same(one.name, name)}
        here = {
            one.person_key for one in self.known.memberships if _same(one.name, name) and one.team_key == team
        }
        candidates = {one.key for one in mentioned} | (here if len(members) > 1 and here else members)
        if len(candidates) > 1 or (mentioned and self._is_member(row) and team not in mentioned[0].teams):
            self.sheet.note(row.line, "name", WHO_IS_WHO)
            return ""
        return next(iter(candidates), "") or self._new_key(slug(name))

    def _is_member(self, row: Row) -> bool:
        return ROLES[row.cell("role").casefold()] is Role.member

    def _new_key(self, wanted: str) -> str:
        """Made of the e-mail address or the name, so that the same list says the same person again, also of somebody
        who has erased themselves meanwhile."""
        wanted = wanted or "person"
        if keys.is_from_chat(wanted):
            wanted = f"x-{wanted}"
        if wanted in self.drafts:
            return wanted
        return _free(wanted, set(self.known.taken))

    def _person(self, row: Row, key: str, role: Role, team: str) -> None:
        before = [one for one in self.known.memberships if one.person_key == key]
        profession = row.cell("profession") or next((one.profession for one in before if one.profession), "")
        if role is Role.member and not profession:
            self.sheet.note(row.line, "profession", NEEDS_PROFESSION)
        draft = self.drafts.get(key)
        if draft is None:
            email = row.cell("email") or self.known.emails.get(key, "")
            language = LANGUAGE.get(row.cell("language").casefold(), "")
            draft = _Draft(row.line, key, row.cell("name"), email, language, profession, role)
            self.drafts[key] = draft
        elif draft.role is not role:
            self.sheet.note(row.line, "role", TWO_ROLES, line=draft.line)
        if team in draft.teams or (not team and draft.line != row.line):
            self.sheet.note(row.line, "name", problems.TWICE, line=draft.teams.get(team, draft.line))
        elif team:
            draft.teams[team] = row.line

    def _sizes(self) -> None:
        """Those who are in a team already count too."""
        for team in self.found.teams:
            inside = {one.person_key for one in self.known.memberships if one.team_key == team.key
                      and one.left_at is None and one.role == Role.member.value}  # fmt: skip
            added = [one for one in self.drafts.values() if team.key in one.teams and one.role is Role.member]
            if len(inside | {one.key for one in added}) > MOST_MEMBERS and added:
                self.sheet.note(added[-1].teams[team.key], "team", problems.TOO_MANY, limit=MOST_MEMBERS)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _free(wanted: str, taken: set[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
