"""What was done in a team, and how its mornings were: plain values, from which alone it is told what was true of it.

Deeds are noted by who does them. A morning is what stands in the team's own rows at 8.25, five minutes before any
Monday message: what is settled, what is open. What Samspil thinks of it is nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tests.term.planting import Planted, Trouble


class Did(StrEnum):
    signed = "signed"  # about: the version of the contract
    approved = "approved"
    still_ok = "still ok"
    contact = "contact"  # with the partner, whether or not anybody noted it
    visited = "visited"  # about: minutes in the field
    answered = "answered"  # about: the check-in's round
    met = "met"  # who was there, about: the meeting
    in_person = "in person"  # as met, and in the same room
    chaired = "chaired"
    wrote = "wrote"  # the minutes
    talked = "talked"  # of how they work together
    asked = "asked"  # the partner, for their yes; about: the challenge's version
    agreed = "agreed"  # the partner, about: the version


@dataclass(frozen=True, slots=True)
class Deed:
    did: Did
    at: datetime
    who: int
    about: int = 0


@dataclass(frozen=True, slots=True)
class Morning:
    """`meets`: a meeting within ten days is settled. `looks`: a time for one is being found. `promises`: open
    agreements; `late`: of them, a week or more past their day. `unsigned_goals`: open for over a week without a sign."""

    day: date
    meets: bool
    looks: bool
    promises: int
    late: int
    bare_goals: int


@dataclass(frozen=True, slots=True)
class Round:
    """A check-in or a survey that is over; `survey`: which."""

    id: int
    closed: datetime
    survey: str = ""


@dataclass(frozen=True, slots=True)
class Felt:
    """What somebody answered in a survey's round: to each question from 1 to 5, the best."""

    round: int
    who: int
    at: datetime
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a facilitator's Monday about a team."""

    kind: str
    on: date
    shared: bool = False
    strength: bool = False


@dataclass(slots=True)
class Diary:
    """One team's course. `shown`: when a shared reflection stood in its place. `names`: how often one of its people
    was named to the facilitator or on its page."""

    team: str
    starts: date
    ends: date
    members: int
    hours: int  # planned a week: in the field
    in_person: int  # … and meetings in person
    planted: tuple[Planted, ...] = ()
    deeds: list[Deed] = field(default_factory=list)
    mornings: list[Morning] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    shown: list[datetime] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    felt: list[Felt] = field(default_factory=list)
    surveys: list[Round] = field(default_factory=list)
    names: int = 0

    def since(self, did: Did, after: datetime, until: datetime) -> list[Deed]:
        return [one for one in self.deeds if one.did is did and after < one.at <= until]

    def has(self, trouble: Trouble, day: date) -> bool:
        week = (day - self.starts).days // 7 + 1
        return any(one.trouble is trouble and one.on(week) for one in self.planted)
