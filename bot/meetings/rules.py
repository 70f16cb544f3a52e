"""Finding a time: what the votes add up to, and what a poll ends with. Pure decisions on frozen values.

* *Ja* and *hvis nødvendigt* both mean "I can". The quorum is a number of people who can.
* Everybody has voted when each of them has answered each slot still to come: a vote half done, or a slot
  added later, does not close the poll over somebody's head.
* A slot left open by somebody who answered others counts neither way when the poll closes.
* Never a slot a required person cannot make. One whom a required person has not answered is not settled
  either: at the deadline the proposer is asked, for only they know whether to wait, ask or go without.
* Most who can wins, then most who said yes; if that is even, the proposer chooses.
* People who left are no voters: their votes, their being required and their part of the quorum are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MAX_SLOTS = 10  # what a private card with one select per slot can hold on the tightest platform
SHORTEST, LONGEST = 15, 480  # minutes
LATEST = 2**27  # minutes since 1970: beyond any course, within what a datetime holds
SMALLEST_MEETING = 2  # people: one alone is no meeting


class Choice(StrEnum):
    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Slot:
    id: int
    start: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    person: int
    slot: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Poll:
    """`voters`: who is asked and still in the team. `quorum`: how many must be able to come; never fewer
    than two, never more than there are voters. Times are aware. Of two votes on a slot the last counts."""

    slots: tuple[Slot, ...]
    votes: tuple[Vote, ...]
    voters: frozenset[int]
    proposer: int
    deadline: datetime
    required: frozenset[int] = frozenset()
    quorum: int = SMALLEST_MEETING

    @property
    def needed(self) -> int:
        return min(max(self.quorum, SMALLEST_MEETING), len(self.voters))


@dataclass(frozen=True, slots=True)
class Tally:
    """One slot: who said what, and who has not said."""

    slot: Slot
    yes: frozenset[int]
    if_needed: frozenset[int]
    no: frozenset[int]
    silent: frozenset[int]

    @property
    def can(self) -> frozenset[int]:
        return self.yes | self.if_needed

    @property
    def rank(self) -> tuple[int, int]:
        return len(self.can), len(self.yes)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """`waiting`: who has a slot left to answer."""

    waiting: frozenset[int]


@dataclass(frozen=True, slots=True)
class Settled:
    slot: Slot
    can: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two or more are equally good: the proposer chooses. Earliest first."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class RequiredSilent:
    """The deadline has come, and these slots hang on required people who have not answered them.
    Best first; the proposer is asked."""

    slots: tuple[Slot, ...]
    people: frozenset[int]


class Why(StrEnum):
    PAST = "past"  # every slot has begun
    NOBODY = "nobody"  # nobody can at any of them
    TOO_FEW = "too_few"  # the quorum is not met
    REQUIRED = "required"  # enough could come, but not everybody who has to


@dataclass(frozen=True, slots=True)
class NoPossibleSlot:
    """The proposer is asked. `closest`: the slots most people could make, earliest first, if anybody can."""

    why: Why
    closest: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class NoVotes:
    """Nobody but perhaps the proposer has voted: the proposer gets two new times to suggest."""


Outcome = StillOpen | Settled | Tie | RequiredSilent | NoPossibleSlot | NoVotes


def tally(poll: Poll) -> tuple[Tally, ...]:
    """The votes of those still in the team, slot by slot, earliest first."""
    said = {(vote.person, vote.slot): vote.choice for vote in poll.votes}

    def who(slot: Slot, choice: Choice | None) -> frozenset[int]:
        return frozenset(person for person in poll.voters if said.get((person, slot.id)) == choice)

    return tuple(
        Tally(
            slot,
            yes=who(slot, Choice.YES),
            if_needed=who(slot, Choice.IF_NEEDED),
            no=who(slot, Choice.NO),
            silent=who(slot, None),
        )
        for slot in sorted(poll.slots, key=lambda slot: slot.start)
    )


def outcome(poll: Poll, now: datetime) -> Outcome:
    """What the poll has come to at this moment. It closes at the deadline, when everybody has voted, or
    when the last slot has begun."""
    tallies = tally(poll)
    ahead = tuple(one for one in tallies if one.slot.start > now)
    waiting = frozenset[int]().union(*(one.silent for one in ahead))
    if ahead and waiting and now < poll.deadline:
        return StillOpen(waiting)
    asked = poll.voters - {poll.proposer} or poll.voters
    if all(asked <= one.silent for one in tallies):
        return NoVotes()
    if not ahead:
        return NoPossibleSlot(Why.PAST)
    return _best(poll, ahead)


def _best(poll: Poll, ahead: tuple[Tally, ...]) -> Settled | Tie | RequiredSilent | NoPossibleSlot:
    required = poll.required & poll.voters
    possible = [one for one in ahead if required <= one.can and len(one.can) >= poll.needed]
    if possible:
        top = _top(possible)
        return Settled(top[0].slot, top[0].can) if len(top) == 1 else Tie(tuple(one.slot for one in top))

    hanging = [
        one
        for one in ahead
        if not required & one.no and len(one.can | (required & one.silent)) >= poll.needed
    ]
    if hanging:
        best_first = sorted(hanging, key=lambda one: one.rank, reverse=True)
        people = frozenset[int]().union(*(required & one.silent for one in hanging))
        return RequiredSilent(tuple(one.slot for one in best_first), people)

    closest = tuple(one.slot for one in _top(ahead))
    if not any(one.can for one in ahead):
        return NoPossibleSlot(Why.NOBODY)
    enough = any(len(one.can) >= poll.needed for one in ahead)
    return NoPossibleSlot(Why.REQUIRED if enough else Why.TOO_FEW, closest)


def _top(tallies: Sequence[Tally]) -> list[Tally]:
    best = max(one.rank for one in tallies)
    return [one for one in tallies if one.rank == best]


_ONLINE = ("://", "www.", "online", "teams", "zoom", "google meet", "skype", "webex", "jitsi", "whereby")


def looks_online(place: str) -> bool:
    """Whether what was written for the place is a link, or says that the meeting is held on one."""
    text = place.casefold()
    return any(sign in text for sign in _ONLINE)


class Wrong(StrEnum):
    NO_SLOTS = "no_slots"
    TOO_MANY = "too_many"
    TWICE = "twice"
    PAST = "past"
    OUTSIDE_COURSE = "outside_course"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    DEADLINE_PAST = "deadline_past"
    DEADLINE_TOO_LATE = "deadline_too_late"


@dataclass(frozen=True, slots=True)
class Problem:
    """`slot`: its index among those proposed; None when it is not about one of them."""

    wrong: Wrong
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The days a meeting may fall on, both included, where the team is."""

    first: date
    last: date
    zone: ZoneInfo


def problems(
    starts: Sequence[datetime],
    minutes: int,
    course: Course,
    now: datetime,
    deadline: datetime | None = None,
) -> tuple[Problem, ...]:
    """Everything wrong with a proposal, so that it can be put right in one go. Empty: it is fine."""
    found = []
    if not starts:
        found.append(Problem(Wrong.NO_SLOTS))
    if len(starts) > MAX_SLOTS:
        found.append(Problem(Wrong.TOO_MANY))
    if minutes < SHORTEST:
        found.append(Problem(Wrong.TOO_SHORT))
    if minutes > LONGEST:
        found.append(Problem(Wrong.TOO_LONG))
    for index, start in enumerate(starts):
        if start in starts[:index]:
            found.append(Problem(Wrong.TWICE, index))
        if start <= now:
            found.append(Problem(Wrong.PAST, index))
        end = start + timedelta(minutes=minutes)
        first, last = start.astimezone(course.zone).date(), end.astimezone(course.zone).date()
        if first < course.first or last > course.last:
            found.append(Problem(Wrong.OUTSIDE_COURSE, index))
    if deadline and deadline <= now:
        found.append(Problem(Wrong.DEADLINE_PAST))
    if deadline and starts and deadline >= min(starts):
        found.append(Problem(Wrong.DEADLINE_TOO_LATE))
    return tuple(found)


# ---- what the facilitator hears of

NEARLY_OVER = timedelta(days=5)  # a course that ends needs no new meeting


def none_ahead(starts: Iterable[datetime], now: datetime, days: int, left: timedelta) -> bool:
    """Whether no meeting begins within so many days, while there is still time for one (`left` of the course)."""
    soon = now + timedelta(days=days)
    return left > NEARLY_OVER and not any(now <= start <= soon for start in starts)


def under_plan(held: Sequence[date], planned: int, mondays: Sequence[date], weeks: int) -> tuple[int, ...]:
    """How many meetings there were in each of so many whole weeks running, the latest first, when every one of them
    had fewer than planned; else nothing. `held`: local days; `mondays`: the latest whole weeks."""
    counts = tuple(
        sum(monday <= day < monday + timedelta(weeks=1) for day in held) for monday in mondays[:weeks]
    )
    return counts if planned and len(counts) == weeks and all(count < planned for count in counts) else ()
