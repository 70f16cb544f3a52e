"""Decisions about teams and their people: values in, values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.team_size import MOST_MEMBERS

NAME, PROFESSION = 80, 60
_BETWEEN = re.compile(r"\s*[,;\t]\s*|\s+[-–—]\s+")


def only_profession(professions: Sequence[str]) -> str | None:
    """The one profession of a team that has no other, to be pointed out: it is no interprofessional team.
    None for fewer than two people."""
    different = {" ".join(profession.casefold().split()) for profession in professions}
    return professions[0] if len(different) == 1 and len(professions) > 1 else None


# ---- people written one per line


@dataclass(frozen=True, slots=True)
class Written:
    """`Amira Hassan, sygeplejerske`."""

    name: str
    profession: str


class Trouble(StrEnum):
    nobody = "nobody"
    no_profession = "no-profession"
    too_long = "too-long"
    twice = "twice"
    too_many = "too-many"


@dataclass(frozen=True, slots=True)
class TroubleAt:
    """What will not do, on which line (from 1) of those with text on them."""

    trouble: Trouble
    line: int = 0
    text: str = ""


def read_people(text: str, taken: Sequence[str] = ()) -> list[Written] | TroubleAt:
    """One person per line: a name, then a profession, with a comma, semicolon, tab or dash between.
    `taken` are the names of those in the team already."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found: list[Written] = []
    names = {name.casefold() for name in taken}
    for number, line in enumerate(lines, 1):
        name, *rest = _BETWEEN.split(line, maxsplit=1)
        profession = rest[0].strip() if rest else ""
        if not name or not profession:
            return TroubleAt(Trouble.no_profession, number, line[:NAME])
        if len(name) > NAME or len(profession) > PROFESSION:
            return TroubleAt(Trouble.too_long, number, name[:NAME])
        if name.casefold() in names:
            return TroubleAt(Trouble.twice, number, name)
        names.add(name.casefold())
        found.append(Written(name, profession))
    if not found:
        return TroubleAt(Trouble.nobody)
    return TroubleAt(Trouble.too_many) if len(names) > MOST_MEMBERS else found


# ---- Det er mig


class ClaimAnswer(StrEnum):
    """What becomes of *Det er mig*."""

    link = "link"
    ask_first = "ask-first"  # the person is known elsewhere: they or the facilitator confirm
    taken = "taken"  # somebody has the name on this platform already


def answer_claim(platforms: Sequence[str], platform: str, *, has_acted: bool) -> ClaimAnswer:
    """`platforms` are where the person has accounts; `has_acted`: they have used Samspil before, so there may
    be texts of their own that nobody else is to read."""
    if platform in platforms:
        return ClaimAnswer.taken
    return ClaimAnswer.ask_first if has_acted else ClaimAnswer.link


# ---- what has waited


def worth_saying(ages: Sequence[int], long: int, late: int, *, begins_week: bool) -> bool:
    """`ages`: for how many working days each thing has waited, all of them at least `long`. Worth it on the day one of
    them gets that old (`late` working days after that, when the clock was late), and once a week for the rest."""
    return bool(ages) and (begins_week or any(age <= long + late for age in ages))
