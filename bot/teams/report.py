"""What loading a course file has done, as values; `text` says it to the operator."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.i18n import Locale
from storage.teams import Role


class What(StrEnum):
    """A field that differs, as the report names it."""

    name = "name"
    starts = "starts"
    ends = "ends"
    language = "language"
    zone = "zone"
    days_off = "days_off"
    settings = "settings"
    partner = "partner"
    challenge = "challenge"
    email = "email"
    profession = "profession"
    role = "role"
    slack = "slack"
    discord = "discord"
    cluster = "cluster"
    team = "team"


Value = str | date


@dataclass(frozen=True, slots=True)
class Added:
    """A course, a team, or somebody: in a team, or (`role` alone) with the course. `back`: they were in it
    before."""

    name: str
    team: str = ""
    profession: str = ""
    role: Role | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """Texts too long to be shown, and settings, have no values."""

    name: str
    what: What
    before: Value = ""
    after: Value = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """In the database and not in the file: somebody in a team, a whole team, or (without team) a course
    lead. `from_chat`: was never in a file."""

    name: str
    team: str = ""
    from_chat: bool = False


class Remark(StrEnum):
    one_profession = "one-profession"  # detail: the profession
    no_facilitator = "no-facilitator"
    no_members = "no-members"
    has_left = "has-left"  # in the file, but has left the team in the chat; detail: the team
    was_erased = "was-erased"  # in the file, but has erased themselves; name: the id in the file
    elsewhere = "elsewhere"  # on the list under another name or address, and known by it in another's course


@dataclass(frozen=True, slots=True)
class Remarked:
    remark: Remark
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time start code for a facilitator or course lead whom no chat account is known of."""

    name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PersonalLink:
    name: str
    teams: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """`removed`: those missing from the file are out now; else they are only told of."""

    filename: str
    course: str
    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    missing: tuple[Missing, ...] = ()
    removed: bool = False
    remarks: tuple[Remarked, ...] = ()
    codes: tuple[Code, ...] = ()
    links: tuple[PersonalLink, ...] = ()
    unread: tuple[str, ...] = ()  # columns of a list that nobody asked for

    def text(self, locale: Locale) -> str:
        from bot.teams.views.report import text  # here: the view needs the values above

        return text(self, locale)


@dataclass(slots=True)
class Notebook:
    """The report while it is being written."""

    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    remarks: list[Remarked] = field(default_factory=list)

    def compare(self, name: str, *rows: tuple[What, Value, Value]) -> bool:
        """Note what differs between (what, before, after); whether anything does."""
        differing = [Changed(name, *row) for row in rows if row[1] != row[2]]
        self.changed += differing
        return bool(differing)
