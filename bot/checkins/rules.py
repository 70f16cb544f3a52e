"""Decisions about check-in rounds: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import takewhile
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.anonymity import FEWEST, People, showable
from bot.calendar import DaysOff, local_to_utc, week_of

REMIND_AT = 0.8  # of the window (peers.md: one reminder, only to those who have not answered)
SILENT_ASK, SILENT_PAUSE = 2, 3  # rounds without answers: ask the team; pause (domain.md §0)
ROUNDS_BEFORE_REST = 4  # that a question is asked before another takes its turn (answers lose signal)
MOST_ASKED = 4  # questions of a round
NAMELESS_FROM = FEWEST  # answers, and numbers, that may stand without names (domain.md §5.7)
EXTENDED_TO = time(12)
T = TypeVar("T", int, str)


class Audience(StrEnum):
    """When the team reads the answers: at once; when the round closes; then, and without names but for those
    who put theirs on; or at once, each member for themselves, and never where the team's cards stand: there they
    are only counted."""

    open = "open"
    closed = "closed"
    nameless = "nameless"
    private = "private"

    @property
    def at_once(self) -> bool:
        return self in (Audience.open, Audience.private)


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


def reminds(day: date, earlier: Iterable[date]) -> bool:
    """Whether the round of that day sends reminders: once a week is enough, however often a check-in comes."""
    return all(week_of(other) != week_of(day) for other in earlier)


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


def few_answered(latest_first: tuple[RoundResult, ...], rounds: int, percent: int) -> tuple[RoundResult, ...]:
    """The facilitator's signal: fewer than `percent` answered in each of the last `rounds` closed rounds. They are the
    evidence, the latest first; none when it is not so."""
    last = latest_first[:rounds]
    few = len(last) == rounds and all(
        one.asked > 0 and one.answered * 100 < one.asked * percent for one in last
    )
    return last if few else ()


def all_answered(latest_first: tuple[RoundResult, ...]) -> bool:
    """Something that went well: everybody answered in the last closed round."""
    return (
        bool(latest_first)
        and latest_first[0].asked >= 3
        and latest_first[0].answered >= latest_first[0].asked
    )


# ---- what is asked


def whose_turn(rotating: Sequence[str], newest_first: Sequence[str]) -> str:
    """The question for the next round: the one that was asked last until it has been asked four times in a row,
    then the one that has rested longest, those never asked first. `newest_first`: asked in earlier rounds."""
    if newest_first and newest_first[0] in rotating:
        in_a_row = len(list(takewhile(lambda one: one == newest_first[0], newest_first)))
        if in_a_row < ROUNDS_BEFORE_REST:
            return newest_first[0]
    rested = {one: newest_first.index(one) if one in newest_first else len(newest_first) for one in rotating}
    return max(rotating, key=lambda one: (rested[one], -rotating.index(one)))


def composed(ready: tuple[str, ...], own: int) -> tuple[str | int, ...]:
    """At most four questions: the team's own (as numbers from 0) stand before the last of the ready ones, and
    take the places of those after the first when there is no room for all."""
    kept = list(ready)
    while len(kept) + own > MOST_ASKED and len(kept) > 1:
        kept.pop(1 if len(kept) > 2 else 0)
    return (*kept[:-1], *range(own), *kept[-1:])


# ---- who reads what


@dataclass(frozen=True, slots=True)
class Shown:
    """What the team reads of a round's answers: these under their names, these without (in an order that says
    nothing), and how many it does not."""

    named: tuple[int, ...]
    nameless: tuple[int, ...] = ()
    kept_back: int = 0


def shown(audience: Audience, by_name: Mapping[int, bool], secret: bytes, *, closed: bool) -> Shown:
    """Of a round's answers by person. Without names they come only when the round has closed and there are four;
    where some put their name on and that would leave fewer than four without, nobody's name is shown."""
    if audience.at_once or (audience is Audience.closed and closed):
        return Shown(tuple(by_name))
    if not closed:
        return Shown((), kept_back=len(by_name))
    named = tuple(person for person, wanted in by_name.items() if wanted)
    without = [person for person, wanted in by_name.items() if not wanted]
    if not without or len(without) >= NAMELESS_FROM:
        return Shown(named, shuffled(without, secret))
    if len(by_name) >= NAMELESS_FROM:
        return Shown((), shuffled(by_name, secret))
    return Shown(named, kept_back=len(without))


def shuffled(items: Iterable[T], secret: bytes) -> tuple[T, ...]:
    """In an order that only the secret (up to 64 bytes) decides: the same each time a card is drawn."""
    return tuple(
        sorted(items, key=lambda one: blake2b(str(one).encode(), key=secret, digest_size=16).digest())
    )


@dataclass(frozen=True, slots=True)
class Mood:
    """What a round publishes of the collaboration: how many chose each step from 1 to 5, and whose numbers they are.
    Nothing in either when nothing may be shown."""

    counts: tuple[int, ...] = ()
    people: People = frozenset()


def published(moods: Mapping[int, int], shown: Sequence[People]) -> Mood:
    """Of what each person chose; `shown`: whose numbers the team's earlier rounds published."""
    people = showable(frozenset(moods), shown)
    if people is None:
        return Mood()
    chosen = [moods[person] for person in people]
    return Mood(tuple(chosen.count(step) for step in range(1, 6)), people)


def average(counts: Sequence[int]) -> float:
    """Of published numbers, to one decimal."""
    return round(sum(step * count for step, count in enumerate(counts, 1)) / sum(counts), 1)


# ---- longer for one


def longer_until(closes_at: datetime, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """Noon of the working day after the one a round closes on. UTC."""
    day = days_off.next_working_day(closes_at.astimezone(zone).date())
    return local_to_utc(day, EXTENDED_TO, zone)


def waits_until(
    extended: Mapping[int, datetime], done: frozenset[int], members: frozenset[int], now: datetime
) -> datetime | None:
    """How long a round whose time is up waits for those who have longer; None when it need not wait."""
    waiting = [until for person, until in extended.items() if person in members - done and until > now]
    return max(waiting, default=None)
