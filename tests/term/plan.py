"""Who is in a term: schools of ten teams, the teams' homes, students with habits. All of it from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.term.calendars import Calendar, plausible
from tests.term.planting import Planted, with_troubles

FIRST = date(2026, 9, 7)  # a Monday; in its seventh week the clocks change
PLANTED_FROM = 1000
TEAMS_IN_A_SCHOOL = 10  # … and one facilitator has them all
HOMES = (("slack",), ("discord",), (), ("slack", "discord"))  # () has its room on the web alone
PROFESSIONS = ("sygeplejerske", "socialrådgiver", "lærer", "pædagog", "fysioterapeut")
WORKSPACE = "T000001"
PARTNER, FIELD_HOURS, IN_PERSON = (
    "Ungdomsværkstedet",
    2,
    1,
)  # planned a week: hours in the field, meetings in person


@dataclass(frozen=True, slots=True)
class Size:
    """`planted`: the teams of schools that do all that a course has, and in which some run into trouble."""

    teams: int = 200
    weeks: int = 10
    planted: int = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody takes part: each is how likely they are to do it when they look in and it is there to do."""

    looks: float = 1.4  # times on a working day
    answers: float = 0.75  # what they are asked
    tells: bool = True  # of their week
    subscribes: bool = False  # to the calendar of their meetings, on their phone
    types: bool = False  # the times of a meeting, instead of having them found
    proposes: float = 0.35  # a meeting, when the team has none ahead


@dataclass(frozen=True, slots=True)
class Student:
    key: str
    account: str  # "" for who has only the web
    platform: str
    profession: str
    calendar: Calendar
    habits: Habits


@dataclass(frozen=True, slots=True)
class TeamPlan:
    key: str
    places: tuple[tuple[str, str], ...]
    students: tuple[Student, ...]
    planted: tuple[Planted, ...] = ()


@dataclass(frozen=True, slots=True)
class School:
    number: int
    seed: str
    starts: date
    weeks: int
    teams: tuple[TeamPlan, ...]
    whole: bool = False  # with contract, partner, field and goals, and what goes wrong with them

    @property
    def ends(self) -> date:
        return self.starts + timedelta(weeks=self.weeks, days=-1)

    @property
    def toml(self) -> str:
        """The course file that the school loads."""
        lines = [
            "[organisation]",
            f'id = "skole{self.number}"',
            f'name = "Skole {self.number}"',
            f'slack = "{WORKSPACE}"',
        ]
        lines += [
            "[course]",
            'id = "forloeb"',
            'name = "Forløbet"',
            f"starts = {self.starts}",
            f"ends = {self.ends}",
        ]
        for team in self.teams:
            lines += ["[[teams]]", f'id = "{team.key}"', f'name = "Team {team.key}"']
            lines += [f'{platform} = "{value}"' for platform, value in team.places]
            if self.whole:
                lines += [
                    f'partner = "{PARTNER}"',
                    f"field_hours = {FIELD_HOURS}",
                    f"physical_meetings = {IN_PERSON}",
                ]
        teams = ", ".join(f'"{team.key}"' for team in self.teams)
        lines += [
            "[[people]]",
            'id = "mette"',
            'name = "Mette"',
            'role = "facilitator"',
            f"teams = [{teams}]",
        ]
        for team in self.teams:
            for who in team.students:
                lines += [
                    "[[people]]",
                    f'id = "{who.key}"',
                    f'name = "{who.key.capitalize()}"',
                    'role = "member"',
                ]
                lines += [f'profession = "{who.profession}"', f'teams = ["{team.key}"]']
                lines += [f'{who.platform} = "{who.account}"'] if who.account else []
        return "\n".join(lines)


def schools(seed: int, size: Size) -> list[School]:
    """The term's schools; the same for the same seed, whatever else is played."""
    found = []
    for number, begin in enumerate(range(0, size.teams, TEAMS_IN_A_SCHOOL)):
        count = min(TEAMS_IN_A_SCHOOL, size.teams - begin)
        chance = random.Random(f"{seed}/school/{number}")
        teams = tuple(_team(chance, number, index, size) for index in range(count))
        found.append(School(number, f"{seed}/{number}", FIRST, size.weeks, teams))
    return [*found, *_planted_schools(seed, size)]


def _planted_schools(seed: int, size: Size) -> Iterator[School]:
    """Beside the others, which are the same without them; their numbers begin where those of no term end."""
    for number, begin in enumerate(range(0, size.planted, TEAMS_IN_A_SCHOOL)):
        count = min(TEAMS_IN_A_SCHOOL, size.planted - begin)
        chance = random.Random(f"{seed}/planted/{number}")
        teams = tuple(_team(chance, number, index, size) for index in range(count))
        planted = with_troubles(teams, chance, number, size.weeks)
        place = PLANTED_FROM + number
        yield School(place, f"{seed}/{place}", FIRST, size.weeks, planted, whole=True)


def _team(chance: random.Random, school: int, index: int, size: Size) -> TeamPlan:
    home = HOMES[(school + index) % len(HOMES)]
    places = tuple((platform, _place(platform, index)) for platform in home)
    count = chance.choices((4, 5, 6, 7, 8), (2, 4, 4, 2, 1))[0]
    students = tuple(_student(chance, index, number, home, size) for number in range(count))
    return TeamPlan(f"hold{index}", places, students)


def _student(chance: random.Random, team: int, number: int, home: tuple[str, ...], size: Size) -> Student:
    platform = chance.choice(home) if home and chance.random() < 0.9 else "web"
    account = _account(platform, team * 10 + number)
    habits = Habits(
        looks=chance.choice((0.8, 1.2, 1.5, 2.0)),
        answers=chance.choice((0.5, 0.7, 0.8, 0.9)),
        tells=chance.random() < 0.75,
        subscribes=chance.random() < 0.4,
        types=chance.random() < 0.2,
        proposes=chance.choice((0.1, 0.3, 0.5)),
    )
    calendar = plausible(chance, FIRST, size.weeks)
    return Student(f"p{team}x{number}", account, platform, chance.choice(PROFESSIONS), calendar, habits)


def _account(platform: str, number: int) -> str:
    match platform:
        case "slack":
            return f"{WORKSPACE}/U{number:06d}"
        case "discord":
            return f"user/9{number:017d}"
        case _:
            return ""


def _place(platform: str, number: int) -> str:
    return f"{WORKSPACE}/C{number:06d}" if platform == "slack" else f"channel/5{number:017d}"
