"""What the supervision store hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Offer:
    id: int
    facilitator_id: int | None
    minutes: int
    place: str
    closed: bool

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Time:
    """`team_id` is None while nobody has it; `question` is what the team wants to talk about, "" until it is
    asked."""

    id: int
    offer_id: int
    starts_at: datetime
    team_id: int | None
    taken_by: int | None
    question: str
    changed_at: datetime
    sequence: int
    withdrawn: bool

    @property
    def free(self) -> bool:
        """Whether a team could take it, as far as the time itself goes."""
        return self.team_id is None and not self.withdrawn


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A time that a team had: `sequence` and `at` are those of the cancelled event; `question` is what it wanted to
    talk about, where the time was withdrawn."""

    offer: Offer
    time: Time
    sequence: int
    question: str
    at: datetime

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken from this team, and not from another that had it later."""
        return self.time.withdrawn and self.sequence == self.time.sequence
