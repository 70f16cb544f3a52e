"""What the stores hand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

MOST_OF_A_NAME = 30  # letters: cards name two dozen people, and nobody is called more by their team


def first_name(name: str) -> str:
    """What somebody is called: the first word of their name, shortened where no first name is that long."""
    words = name.split()
    first = words[0] if words else name
    return first if len(first) <= MOST_OF_A_NAME else first[: MOST_OF_A_NAME - 1] + "…"


class Role(StrEnum):
    member = "member"
    facilitator = "facilitator"
    partner = "partner"
    guest = "guest"
    course_lead = "course_lead"  # on the course, not on a team


@dataclass(frozen=True, slots=True)
class Course:
    id: int
    tenant_id: int
    key: str
    name: str
    starts_on: date
    ends_on: date
    language: str
    zone: str
    days_off: Mapping[str, Any]
    settings: Mapping[str, Any]
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    tenant_id: int
    key: str
    name: str
    partner: str
    challenge: str
    starts_on: date
    settings: Mapping[str, Any]
    course: Course


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    tenant_id: int
    key: str
    name: str
    email: str
    language: str
    preferred: str
    notice_version: int
    settings: Mapping[str, Any]

    @property
    def first_name(self) -> str:
        return first_name(self.name)


@dataclass(frozen=True, slots=True)
class Member:
    """A person as one of a team (left_at is None while they are). `until`: when a substitute's time is over."""

    person_id: int
    name: str
    role: Role
    profession: str
    joined_at: datetime
    left_at: datetime | None = None
    until: datetime | None = None

    @property
    def first_name(self) -> str:
        return first_name(self.name)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A team and what the person is in it. `last_here`: the local day they last did something there."""

    team: Team
    role: Role
    last_here: date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A platform account as a person of one tenant, with every open team they are in now.

    `private_since`: nothing private from before this moment is for this account (None: everything is).
    `reachable`: False while the account could not be reached the last time it was written to.
    """

    tenant_id: int
    person: Person
    teams: tuple[Belonging, ...]
    private_since: datetime | None = None
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    team_id: int
    platform: str
    value: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Account:
    person_id: int
    platform: str
    value: str
    claimed: bool
    reachable: bool
