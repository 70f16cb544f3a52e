"""What an agreement is worth and when it is followed up (domain.md, the glossary). Pure.

* It is mutual: everybody it names says yes, and whoever writes it down has said it. The team says it by one more
  member, or at the meeting where it was written; a partner without an account by a member who notes it.
* Another text or another day is another agreement: the others are asked again, the team is not.
* The person is asked in private at 9.00 on the working day after its day, the team sees it two days later, and
  the facilitator gets a number, never a name, after seven.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff, local_to_utc

if TYPE_CHECKING:
    from storage.agreements import Agreement, Party

ASKED_AT = time(9)
UNTIL_LISTED = timedelta(days=2)
UNTIL_COUNTED = timedelta(days=7)
FEW = 2  # late agreements at the least that the facilitator hears of; a single one would point at somebody


class State(StrEnum):
    open = "open"
    done = "done"
    dropped = "dropped"


class Side(StrEnum):
    does = "does"
    along = "with"


class Kind(StrEnum):
    person = "person"
    team = "team"
    partner = "partner"


class Answer(StrEnum):
    waiting = "waiting"
    yes = "yes"
    no = "no"


# ---- who agrees


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person, or the team or the partner (`person` None)."""

    kind: Kind
    person: int | None = None


TEAM = Somebody(Kind.team)
PARTNER = Somebody(Kind.partner)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's side of a new agreement, and what they have said already."""

    side: Side
    who: Somebody
    answer: Answer


def seats(
    maker: int, does: Sequence[Somebody], along: Sequence[Somebody], *, at_meeting: bool
) -> tuple[Seat, ...]:
    """Who does it, and with whom it is agreed. Nobody named does it: the maker; with nobody: the team."""
    doing = tuple(dict.fromkeys(does)) or (Somebody(Kind.person, maker),)
    others = tuple(one for one in dict.fromkeys(along) if one not in doing)
    if not others and TEAM not in doing:
        others = (TEAM,)
    everybody = (*doing, *others)
    somebody_else = any(one.kind is not Kind.team and one.person != maker for one in everybody)

    def answer(one: Somebody) -> Answer:
        if one.kind is Kind.team:
            return Answer.yes if at_meeting or somebody_else else Answer.waiting
        return Answer.yes if one.person == maker else Answer.waiting

    sides = [(Side.does, one) for one in doing] + [(Side.along, one) for one in others]
    return tuple(Seat(side, one, answer(one)) for side, one in sides)


def awaited(agreement: Agreement, present: Collection[int]) -> tuple[Party, ...]:
    """Those whose yes is still to come; of who has left nothing is awaited."""
    return tuple(
        one
        for one in agreement.parties
        if one.answer == Answer.waiting and (one.kind != Kind.person or one.person_id in present)
    )


def refused(agreement: Agreement) -> tuple[Party, ...]:
    return tuple(one for one in agreement.parties if one.answer == Answer.no)


@dataclass(frozen=True, slots=True)
class Said:
    """Whose answer it is: parties' ids."""

    parties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """They had said so already."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """It is not theirs to answer."""


def say(agreement: Agreement, by: int, answer: Answer, *, member: bool) -> Said | SaidBefore | NotAsked:
    """Somebody's own yes or no; a member's yes is also the team's, unless they wrote or do it themselves."""
    mine = [one for one in agreement.parties if one.person_id == by]
    asked = [one.id for one in mine if one.answer != answer]
    for_team = member and answer is Answer.yes and by != agreement.made_by and not agreement.does(by)
    teams = [one for one in agreement.parties if one.kind == Kind.team and for_team]
    asked += [one.id for one in teams if one.answer != answer]
    if asked:
        return Said(tuple(asked))
    return SaidBefore() if mine or teams else NotAsked()


def note(agreement: Agreement, answer: Answer) -> Said | SaidBefore | NotAsked:
    """What the partner has said, as a member notes it."""
    theirs = [one for one in agreement.parties if one.kind == Kind.partner]
    changed = tuple(one.id for one in theirs if one.answer != answer)
    if changed:
        return Said(changed)
    return SaidBefore() if theirs else NotAsked()


def to_ask_again(agreement: Agreement, by: int) -> tuple[Party, ...]:
    """Whose answer no longer counts when somebody changes what was agreed."""
    return tuple(
        one
        for one in agreement.parties
        if one.kind == Kind.partner
        or (one.kind == Kind.person and one.person_id is not None and one.person_id != by)
    )


# ---- what becomes of it


@dataclass(frozen=True, slots=True)
class Now:
    """It is in this state from now on."""

    state: State


@dataclass(frozen=True, slots=True)
class Already:
    """It was closed before, perhaps by somebody else a moment ago."""

    state: State


def close(state: str, to: State) -> Now | Already:
    return Now(to) if state == State.open else Already(State(state))


def reopen(state: str) -> Now | Already:
    return Already(State.open) if state == State.open else Now(State.open)


@dataclass(frozen=True, slots=True)
class Moved:
    to: date


@dataclass(frozen=True, slots=True)
class NotMoved:
    """It is that day already."""


@dataclass(frozen=True, slots=True)
class Gone:
    """That day is over."""


def move(due_on: date, to: date, today: date) -> Moved | NotMoved | Gone:
    """To another day that is not over."""
    if to == due_on:
        return NotMoved()
    return Moved(to) if to >= today else Gone()


# ---- who follows it up


def loose(agreement: Agreement, present: Collection[int]) -> bool:
    """Whether everybody who was to do it has left."""
    return not any(one.kind != Kind.person or one.person_id in present for one in agreement.doers)


def to_ask(agreement: Agreement, present: Collection[int]) -> tuple[int, ...]:
    """Who is asked how it goes: those who do it; of what the team or a partner does, who wrote it down."""
    doers = [
        one.person_id for one in agreement.doers if one.person_id is not None and one.person_id in present
    ]
    if doers:
        return tuple(dict.fromkeys(doers))
    maker = agreement.made_by
    return (maker,) if maker is not None and maker in present else ()


# ---- when


def ask_day(due_on: date, days_off: DaysOff) -> date:
    return days_off.next_working_day(due_on)


def ask_moment(due_on: date, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """9.00 on the working day after its day. UTC."""
    return local_to_utc(ask_day(due_on, days_off), ASKED_AT, zone)


def list_day(asked_on: date, days_off: DaysOff) -> date:
    return days_off.working_day_from(asked_on + UNTIL_LISTED)


def list_moment(asked_on: date, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """9.00 two days after the person was asked, or on the working day after that. UTC."""
    return local_to_utc(list_day(asked_on, days_off), ASKED_AT, zone)


# ---- numbers


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the open ones: how many there are, wait for a yes, are past their day, and are so by a week."""

    open: int
    waiting: int
    overdue: int
    late: int

    def too_many(self, many: int, percent: int) -> bool:
        """Whether the facilitator hears of it: so many are late, or over so many hundredths of the open ones."""
        return self.late >= FEW and (self.late >= many or self.late * 100 > percent * self.open)


def tally(agreements: Iterable[Agreement], today: date, present: Collection[int]) -> Tally:
    still = [one for one in agreements if one.state == State.open]
    return Tally(
        open=len(still),
        waiting=sum(bool(awaited(one, present)) for one in still),
        overdue=sum(one.due_on < today for one in still),
        late=sum(one.due_on + UNTIL_COUNTED <= today for one in still),
    )


def partner_said_yes(agreements: Iterable[Agreement], partners: Collection[int], since: datetime) -> int:
    """How many agreements the local organisation has said yes to since then: noted for it, or by its own people."""
    return sum(
        any(
            one.answer == Answer.yes
            and one.answered_at is not None
            and one.answered_at >= since
            and (one.kind == Kind.partner or one.person_id in partners)
            for one in agreement.parties
        )
        for agreement in agreements
    )
