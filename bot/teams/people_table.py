"""`[[people]]` of a course file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import LANGUAGES
from bot.teams import problems
from bot.teams.fields import Table
from bot.teams.rules import NAME, PROFESSION
from bot.teams.team_table import read_addresses
from storage.teams import Role


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """`teams` are the ids of the teams they are in, all with the same role and profession."""

    key: str
    name: str
    email: str
    language: str
    profession: str
    role: Role
    teams: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...]

    @property
    def is_member(self) -> bool:
        return self.role is Role.member


def read_people(tables: list[Table], workspaces: frozenset[str]) -> list[PersonEntry]:
    return [_read(table, workspaces) for table in tables]


def _read(table: Table, workspaces: frozenset[str]) -> PersonEntry:
    key, name = table.id(), table.text("name", NAME, required=True)
    role = Role(table.one_of("role", tuple(Role), Role.member.value))
    teams = _teams(table, role)
    profession = table.text("profession", PROFESSION)
    if role is Role.member and not table.has("profession"):
        table.note("profession", problems.NEEDS_PROFESSION)
    entry = PersonEntry(
        key=key,
        name=name,
        email=table.email(),
        language=table.one_of("language", LANGUAGES, ""),
        profession=profession,
        role=role,
        teams=teams,
        accounts=read_addresses(table, "account", workspaces),
    )
    table.finish()
    return entry


def _teams(table: Table, role: Role) -> tuple[str, ...]:
    """`team = "broen"` or `teams = ["broen", "havnen"]`."""
    one, several = table.text("team", 100), table.texts("teams", 100)
    teams = tuple(dict.fromkeys((*((one,) if one else ()), *several)))
    if role is Role.course_lead and teams:
        table.note("teams", problems.NO_TEAM_FOR_LEAD)
    elif role is not Role.course_lead and not teams and not _wrong(table):
        table.note("teams", problems.NEEDS_TEAM)
    return teams


def _wrong(table: Table) -> bool:
    """A team is named in a way that has been noted already."""
    return bool(table.body.get("team") or table.body.get("teams"))
