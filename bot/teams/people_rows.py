"""Rows of a list of people → the entries of a course file, as far as the course and its school know them already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.errors import N_
from bot.i18n import LANGUAGES
from bot.ids import folded, free, slug
from bot.team_size import MOST_MEMBERS
from bot.teams import keys, problems
from bot.teams.fields import EMAIL
from bot.teams.people_csv import Row, Sheet
from bot.teams.people_table import PersonEntry
from bot.teams.team_table import TeamEntry
from storage.teams import Course, Person, Role, Team
from storage.teams.loading import Membership

NEEDS_TEAM = N_("Skriv, hvilket team personen er på.")
NEEDS_PROFESSION = N_("Skriv personens fag.")
WHICH_ROLE = N_("Skriv medlem, facilitator, partner, gæst eller forløbsansvarlig.")
TWO_ROLES = N_("Personen står med en anden rolle på linje %(line)s.")
WHO_IS_WHO = N_(
    "Der er flere med det navn. Skriv en e-mailadresse for hver, så jeg kan se, hvem der er hvem."
)
TWO_CLUSTERS = N_("Teamet står i en anden klynge på linje %(line)s.")
TWO_PARTNERS = N_("Teamet står med en anden partner på linje %(line)s.")
TWICE = N_("Personen står her i forvejen, på linje %(line)s.")

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
    """What is there already: the course, its teams, who is or was in them and who leads it, and people of the school
    by e-mail address (without case) and by key."""

    course: Course
    teams: Sequence[Team]
    memberships: Sequence[Membership]
    leads: Mapping[str, str]  # name by key
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

    teams: tuple[TeamEntry, ...]
    people: tuple[PersonEntry, ...]
    clusters: Mapping[str, str]


def may_come(before: Membership | None) -> bool:
    """Whether a list brings somebody into a team: whom another list took out. Who left by themselves or by another's
    hand stays out, and a substitute whose time is over."""
    return before is None or (before.left_at is not None and before.ended_by == "file")


def moved_from(teams: Sequence[str], key: str, memberships: Sequence[Membership]) -> tuple[str, ...]:
    """A student is in one team: the teams that somebody comes out of whom a list has in `teams`."""
    theirs = {one.team_key: one for one in memberships if one.person_key == key}
    if not any(may_come(theirs.get(team)) for team in teams):
        return ()
    return tuple(
        team
        for team, one in theirs.items()
        if one.left_at is None and one.role == Role.member.value and team not in teams
    )


def entries(sheet: Sheet, known: Known) -> Entries:
    """What is wrong is noted in the sheet; then the entries are not to be used."""
    return _Reading(sheet, known).all()


class _Reading:
    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet = sheet
        self.known = known
        self.team_keys = {team.name.casefold(): team.key for team in known.teams}
        self.team_keys |= {team.key: team.key for team in known.teams if team.key not in self.team_keys}
        self.by_name: dict[str, list[tuple[str, str]]] = {}  # (person, team), "" for who leads the course
        for one in known.memberships:
            self.by_name.setdefault(folded(one.name), []).append((one.person_key, one.team_key))
        for key, name in known.leads.items():
            self.by_name.setdefault(folded(name), []).append((key, ""))
        self.names: dict[str, str] = {}  # of the list's teams, by key
        self.partners: dict[str, tuple[str, int]] = {}  # what is said of them, and on which line
        self.clusters: dict[str, tuple[str, int]] = {}
        self.drafts: dict[str, _Draft] = {}

    def all(self) -> Entries:
        for row in self.sheet.rows:
            self._row(row)
        self._sizes()
        people = (
            PersonEntry(
                one.key, one.name, one.email, one.language, one.profession, one.role, tuple(one.teams), ()
            )
            for one in self.drafts.values()
        )
        clusters = {key: cluster for key, (cluster, _line) in self.clusters.items()}
        return Entries(tuple(self._entry(key) for key in self.names), tuple(people), clusters)

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
            key = free(keys.own(slug(name) or "team"), set(self.team_keys.values()))
            self.team_keys[name.casefold()] = key
        self.names.setdefault(key, name)
        self._say(row, "partner", row.cell("partner"), key, self.partners, TWO_PARTNERS)
        self._say(row, "cluster", slug(row.cell("cluster")), key, self.clusters, TWO_CLUSTERS)
        return key

    def _say(
        self, row: Row, what: str, value: str, key: str, said: dict[str, tuple[str, int]], other: str
    ) -> None:
        """A team's partner or cluster, from whichever of its lines names it; `other`: they name two."""
        if value:
            first, line = said.setdefault(key, (value, row.line))
            if first != value:
                self.sheet.note(row.line, what, other, line=line)

    def _entry(self, key: str) -> TeamEntry:
        before = next((team for team in self.known.teams if team.key == key), None)
        partner, _line = self.partners.get(key, (before.partner if before else "", 0))
        starts_on = before.starts_on if before else self.known.course.starts_on
        name = before.name if before else self.names[key]
        return TeamEntry(key, name, partner, "", starts_on, {}, ())

    # ---- people

    def _key(self, row: Row, email: str, team: str) -> str:
        """Who it is: by e-mail address in the whole school, else by name in the course. "" where that is not told."""
        name = row.cell("name")
        if email:
            return self._key_by_email(email, name)
        mentioned = [one for one in self.drafts.values() if folded(one.name) == folded(name)]
        everywhere, here = self._named(name), self._named(name, team)
        candidates = {one.key for one in mentioned} | (here if len(everywhere) > 1 and here else everywhere)
        if len(candidates) > 1 or (mentioned and self._is_member(row) and team not in mentioned[0].teams):
            self.sheet.note(row.line, "name", WHO_IS_WHO)
            return ""
        return next(iter(candidates), "") or self._new_key(name)

    def _key_by_email(self, email: str, name: str) -> str:
        """Whoever has it; else the only one of that name, where no address is known of them."""
        there = self.known.by_email.get(email.casefold())
        if there is not None:
            return there.key
        for one in self.drafts.values():
            if one.email.casefold() == email.casefold():
                return one.key
        theirs = self._named(name)
        nameless = [key for key in theirs if not self._email(key)]
        return nameless[0] if len(theirs) == len(nameless) == 1 else self._new_key(email)

    def _email(self, key: str) -> str:
        return self.drafts[key].email if key in self.drafts else self.known.emails.get(key, "")

    def _named(self, name: str, team: str | None = None) -> set[str]:
        """The keys of those of the course with that name, or of a team; "" is those who lead the course."""
        return {key for key, at in self.by_name.get(folded(name), ()) if team in (None, at)}

    def _is_member(self, row: Row) -> bool:
        return ROLES[row.cell("role").casefold()] is Role.member

    def _new_key(self, said: str) -> str:
        """Made of the e-mail address or the name, and nobody else's."""
        wanted = slug(said) or f"person-{hashlib.sha256(said.casefold().encode()).hexdigest()[:12]}"
        return free(keys.own(wanted), self.known.taken | self.drafts.keys())

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
        draft.email = draft.email or row.cell("email")
        if team in draft.teams or (not team and draft.line != row.line):
            self.sheet.note(row.line, "name", TWICE, line=draft.teams.get(team, draft.line))
        elif team:
            draft.teams[team] = row.line

    def _sizes(self) -> None:
        """Those who are in a team already, and whom the list does not move out of it, count too."""
        students = [one for one in self.drafts.values() if one.role is Role.member]
        moved = {(old, one.key) for one in students
                 for old in moved_from(tuple(one.teams), one.key, self.known.memberships)}  # fmt: skip
        for team in self.names:
            inside = {one.person_key for one in self.known.memberships if one.team_key == team
                      and one.left_at is None and one.role == Role.member.value}  # fmt: skip
            stay = {key for key in inside if (team, key) not in moved}
            added = [one for one in students if team in one.teams]
            if len(stay | {one.key for one in added}) > MOST_MEMBERS and added:
                self.sheet.note(added[-1].teams[team], "team", problems.TOO_MANY, limit=MOST_MEMBERS)
