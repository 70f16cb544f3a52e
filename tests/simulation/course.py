"""The schools of a run: each is a tenant with one course, its teams at home on different platforms."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.simulation.slack_side import TEAM

HOMES = (("slack",), ("discord",), (), ("slack", "discord"))  # () has its web room alone
ZONES = (
    "Europe/Copenhagen",
    "Europe/Copenhagen",
    "America/New_York",
    "Europe/Copenhagen",
    "Australia/Lord_Howe",
)


@dataclass(frozen=True, slots=True)
class Who:
    key: str
    accounts: tuple[tuple[str, str], ...]
    role: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """`calm`: nobody swaps roles, stays away or leaves, so that the fairness of roles can be seen."""

    key: str
    places: tuple[tuple[str, str], ...]
    calm: bool


@dataclass(frozen=True, slots=True)
class School:
    key: str
    zone: str
    starts: date
    ends: date
    teams: tuple[TeamPlan, ...]
    people: tuple[Who, ...]

    @property
    def toml(self) -> str:
        lines = ["[organisation]", f'id = "{self.key}"', f'name = "{self.key}"', f'slack = "{TEAM}"']
        lines += ["[course]", f'id = "{self.key}-forløb"'.replace("ø", "oe"), 'name = "Forløbet"']
        lines += [f"starts = {self.starts}", f"ends = {self.ends}", f'zone = "{self.zone}"']
        lines += ['days_off = { school = ["june-5", "december-24", "december-31"] }']
        for team in self.teams:
            lines += ["[[teams]]", f'id = "{team.key}"', f'name = "Team {team.key}"', *_pairs(team.places)]
        for one in self.people:
            teams = ", ".join(f'"{key}"' for key in one.teams)
            lines += ["[[people]]", f'id = "{one.key}"', f'name = "{one.key.capitalize()}"']
            lines += [
                f'role = "{one.role}"',
                'profession = "pædagog"',
                f"teams = [{teams}]",
                *_pairs(one.accounts),
            ]
        return "\n".join(lines)


def _pairs(values: tuple[tuple[str, str], ...]) -> list[str]:
    return [f'{name} = "{value}"' for name, value in values]


class Registry:
    """Gives out ids that no two people or places share."""

    def __init__(self) -> None:
        self._number = 0

    def person(self, platform: str) -> str:
        self._number += 1
        return f"{TEAM}/U{self._number:06d}" if platform == "slack" else f"user/9{self._number:017d}"

    def place(self, platform: str) -> str:
        self._number += 1
        return f"{TEAM}/C{self._number:06d}" if platform == "slack" else f"channel/5{self._number:017d}"


def schools(
    chance: random.Random, tenants: int, teams: int, members: int, starts: date, weeks: int
) -> Iterator[School]:
    """`members`: of a team, on average."""
    registry = Registry()
    for number in range(tenants):
        plans, people = [], []
        facilitator_home = HOMES[(number + 1) % len(HOMES)][:1]
        for index in range(teams):
            home = HOMES[(number + index) % len(HOMES)]
            key = f"hold{index}"
            places = tuple((platform, registry.place(platform)) for platform in home)
            plans.append(TeamPlan(key, places, calm=index == 0 and number % 2 == 0))
            for one in range(max(members + chance.randint(-1, 1), 2)):
                doors = [platform for platform in home if chance.random() < 0.8]
                accounts = tuple((platform, registry.person(platform)) for platform in doors[:1])
                people.append(Who(f"p{number}x{index}x{one}", accounts, "member", (key,)))
        accounts = tuple((platform, registry.person(platform)) for platform in facilitator_home)
        keys = tuple(plan.key for plan in plans)
        people.append(Who(f"f{number}", accounts, "facilitator", keys))
        ends = starts + timedelta(weeks=weeks, days=-3)
        yield School(f"skole{number}", ZONES[number % len(ZONES)], starts, ends, tuple(plans), tuple(people))
