"""Decisions about check-in rounds: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

REMIND_AT = 0.8  # of the window (peers.md: one reminder, only to those who have not answered)
SILENT_ASK, SILENT_PAUSE = 2, 3  # rounds without answers: ask the team; pause (domain.md §0)
USEFUL = timedelta(hours=4)  # a round that could not open for so long is skipped, unless it has long left


@dataclass(frozen=True, slots=True)
class Progress:
    """`answered` counts members who answered, are away or skip; `asked` those it waits for."""

    answered: int
    asked: int

    @property
    def all_in(self) -> bool:
        return self.asked > 0 and self.answered >= self.asked


def progress(members: frozenset[int], answered: frozenset[int]) -> Progress:
    """Only present members count: who left is neither asked nor counted, who joined is."""
    return Progress(len(members & answered), len(members))


def reminder_at(opens_at: datetime, closes_at: datetime) -> datetime:
    return opens_at + (closes_at - opens_at) * REMIND_AT


def still_useful(now: datetime, closes_at: datetime) -> bool:
    """Whether a round that opens late (the server was down) still gives people time to answer."""
    return closes_at - now >= timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Summary:
    pass


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody answered: no post."""

    ask_team: bool = False
    pause: bool = False


def at_close(answers: int, silent_before: int) -> Summary | Silence:
    """What a closing round leads to; `silent_before` rounds in a row had no answers before it."""
    if answers:
        return Summary()
    silent = silent_before + 1
    return Silence(ask_team=silent == SILENT_ASK, pause=silent >= SILENT_PAUSE)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A closed round: how many were asked (not away), and how many of them answered."""

    asked: int
    answered: int


def under_half_twice(latest_first: tuple[RoundResult, ...]) -> bool:
    """The facilitator's signal: under half answered in the last two closed rounds."""
    last = latest_first[:2]
    return len(last) == 2 and all(one.asked > 0 and one.answered * 2 < one.asked for one in last)


def all_answered(latest_first: tuple[RoundResult, ...]) -> bool:
    """Something that went well: everybody answered in the last closed round."""
    return (
        bool(latest_first)
        and latest_first[0].asked >= 3
        and latest_first[0].answered >= latest_first[0].asked
    )
