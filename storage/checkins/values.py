"""What the store of check-ins hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

FIRST = 1  # the number of the check-in that every team has


@dataclass(frozen=True, slots=True)
class Checkin:
    """`settings` as `bot.checkins.plan` reads them."""

    id: int
    team_id: int
    number: int
    name: str
    settings: Mapping[str, Any]

    @property
    def is_first(self) -> bool:
        return self.number == FIRST


@dataclass(frozen=True, slots=True)
class Asked:
    """What a round is asked as: kept with it when it is made. `questions` are {"id": …}, the team's own with
    their "text" besides; none are the usual four. `by_day`: it comes more than once a week, and is called by its day."""

    checkin_id: int
    name: str = ""
    audience: str = "open"
    questions: tuple[Mapping[str, str], ...] = ()
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    id: int
    team_id: int
    day: date
    opens_at: datetime
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    asked: Asked
    moods: tuple[int, ...]
    secret: bytes

    @property
    def checkin_id(self) -> int:
        return self.asked.checkin_id


@dataclass(frozen=True, slots=True)
class Answer:
    person_id: int
    name: str
    kind: str
    mood: int | None
    done: str
    next_step: str
    in_the_way: str
    more: Mapping[str, str]
    by_name: bool
    on_agenda: bool
    help: str
    help_asked_at: datetime | None
    help_seen_at: datetime | None
    answered_at: datetime

    def said(self, question: str) -> str:
        """What was written to a question, by its id."""
        match question:
            case "done":
                return self.done
            case "next_step":
                return self.next_step
            case "in_the_way":
                return self.in_the_way
            case _:
                return self.more.get(question, "")
