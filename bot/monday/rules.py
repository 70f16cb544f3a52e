"""What the facilitator's Monday says (domain.md §7). Pure: picks among evidence, writes no text.

* Strengths first, at most three teams praised; then at most three teams that need attention, one line each.
* Nothing counts before day 8 of the course or of the team's start, nor while it is muted (two weeks).
* What more than a third of the teams share is one line for them all, and takes no team's place, as long as there is
  room for both on a card (the others wait, and come first next time); what is about one person never is.
* Between teams, what the facilitator has not heard of lately goes before what they have, and of that what earlier
  Mondays left unsaid for the longest; then who has waited longest for a line of their own. Only what is urgent goes
  before that, so urgency is for what cannot wait, or it would keep the others waiting for ever.
* Teams beyond three are counted, and come first next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

FIRST_DAYS = timedelta(days=7)  # day 1 to 7: a team finds its feet in peace
MUTED_FOR = timedelta(days=14)  # both ends included: pressed on a Monday, quiet on the next two
MOST_PRAISED = 3
MOST_TEAMS = 3
MOST_LINES = (
    4  # that ask for something, shared ones among them: with the praise as much as a card has room for
)
HEARD_FOR = timedelta(days=21)  # so long after a Monday that said it, something is no news
SHARED_BY = 3  # more than one team in so many
URGENT = 10  # an `order` up to this goes before teams that have waited longer


class Evidence(Protocol):
    """One signal about one team, as its feature registers it. Lower `order` is more urgent."""

    @property
    def kind(self) -> str: ...
    @property
    def team_id(self) -> int: ...
    @property
    def order(self) -> int: ...
    @property
    def strength(self) -> bool: ...
    @property
    def personal(self) -> bool: ...


S = TypeVar("S", bound=Evidence)


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class Muted:
    """*Ikke relevant*, pressed on this date."""

    team_id: int
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What an earlier Monday said of a team, in a line of its own or in one that it shared."""

    team_id: int
    kind: str
    on: date
    strength: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines there may be about one team alone, and in all."""

    own: int
    lines: int


@dataclass(frozen=True, slots=True)
class Left:
    """Evidence that there was no room for on any Monday since that one."""

    team_id: int
    kind: str
    since: date


@dataclass(frozen=True, slots=True)
class Line(Generic[S]):
    """One thing said: of one team, or the same of several."""

    signals: tuple[S, ...]

    @property
    def kind(self) -> str:
        return self.signals[0].kind

    @property
    def teams(self) -> tuple[int, ...]:
        return tuple(signal.team_id for signal in self.signals)

    @property
    def shared(self) -> bool:
        return len(self.signals) > 1


@dataclass(frozen=True, slots=True)
class Monday(Generic[S]):
    """`praise` and `attention`: shared lines first, then team by team. `waiting`: teams whose attention
    can wait. `unsaid`: all of what needs attention that no line says. `calm`: of whom nothing is said. `starting`: not yet at day 8. All as ids."""

    praise: tuple[Line[S], ...]
    attention: tuple[Line[S], ...]
    waiting: tuple[int, ...]
    unsaid: tuple[S, ...]
    calm: tuple[int, ...]
    starting: tuple[int, ...]

    @property
    def empty(self) -> bool:
        """Nothing to praise and nothing to ask for."""
        return not self.praise and not self.attention

    def of(self, team_id: int) -> tuple[S, ...]:
        """What was said of one team, for the team itself to read."""
        lines = (*self.praise, *self.attention)
        return tuple(signal for line in lines for signal in line.signals if signal.team_id == team_id)


def _ready(teams: Sequence[Team], course_starts_on: date, today: date) -> list[int]:
    return [team.id for team in teams if today >= max(course_starts_on, team.starts_on) + FIRST_DAYS]


def counting(
    signals: Iterable[S],
    teams: Sequence[Team],
    course_starts_on: date,
    today: date,
    muted: Iterable[Muted] = (),
) -> list[S]:
    """The signals that count today: of teams past their first days, none twice, none that is muted."""
    ready = _ready(teams, course_starts_on, today)
    quiet = {(mute.team_id, mute.kind) for mute in muted if mute.on <= today <= mute.on + MUTED_FOR}
    counted: dict[tuple[int, str], S] = {}
    for signal in sorted(signals, key=lambda one: (one.kind, one.team_id, one.order)):
        subject = (signal.team_id, signal.kind)
        if signal.team_id in ready and subject not in quiet:
            counted.setdefault(subject, signal)
    return list(counted.values())


def choose(
    signals: Iterable[S],
    teams: Sequence[Team],
    course_starts_on: date,
    today: date,
    muted: Iterable[Muted] = (),
    said: Iterable[Said] = (),
    left: Iterable[Left] = (),
) -> Monday[S]:
    """What one message to one facilitator says. `teams`: all of theirs in the course; signals about other
    teams are left out. The order of what comes in makes no difference."""
    ready = _ready(teams, course_starts_on, today)
    counted = counting(signals, teams, course_starts_on, today, muted)
    memory = _Memory(today, [line for line in said if line.on < today], list(left))
    strengths = [signal for signal in counted if signal.strength]
    needs = [signal for signal in counted if not signal.strength]
    praise, _ = _lines(strengths, len(ready), memory.of(strength=True), Room(MOST_PRAISED, MOST_PRAISED))
    attention, waiting = _lines(needs, len(ready), memory.of(strength=False), Room(MOST_TEAMS, MOST_LINES))
    told = {(signal.team_id, signal.kind) for line in attention for signal in line.signals}
    spoken_of = {team for line in (*praise, *attention) for team in line.teams} | set(waiting)
    return Monday(
        praise,
        attention,
        waiting=waiting,
        unsaid=tuple(signal for signal in needs if (signal.team_id, signal.kind) not in told),
        calm=tuple(sorted(set(ready) - spoken_of)),
        starting=tuple(sorted({team.id for team in teams} - set(ready))),
    )


def _lines(
    signals: Sequence[S], team_count: int, memory: _Memory, room: Room
) -> tuple[tuple[Line[S], ...], tuple[int, ...]]:
    """The lines, and the teams of which something is left out for want of room."""
    by_kind: dict[str, list[S]] = {}
    for signal in signals:
        by_kind.setdefault(signal.kind, []).append(signal)
    shared = [Line(tuple(them)) for them in by_kind.values() if _common(them, team_count)]
    shared.sort(key=memory.turn_of_all)

    common = {line.kind for line in shared}
    by_team: dict[int, list[S]] = {}
    for signal in signals:
        if signal.kind not in common:
            by_team.setdefault(signal.team_id, []).append(signal)
    own = [min(them, key=lambda signal: memory.turn_in_team(signal)) for them in by_team.values()]
    own.sort(key=lambda signal: memory.turn(signal))
    for_all = shared[: max(room.lines - min(len(own), room.own), 1)]
    kept = own[: min(room.own, room.lines - len(for_all))]
    lines = (*for_all, *(Line((signal,)) for signal in kept))
    spoken_of = {team for line in lines for team in line.teams}
    waiting = [signal.team_id for signal in own[len(kept) :]]
    waiting += [team for line in shared[len(for_all) :] for team in line.teams if team not in spoken_of]
    return lines, tuple(dict.fromkeys(waiting))


def _common(signals: Sequence[S], team_count: int) -> bool:
    """Whether they are one line."""
    many = len(signals) > 1 and len(signals) * SHARED_BY > team_count
    return many and not any(signal.personal for signal in signals)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What earlier Mondays said and left unsaid."""

    today: date
    said: Sequence[Said]
    left: Sequence[Left]

    def of(self, *, strength: bool) -> _Memory:
        """Praise goes round by itself; what is left unsaid needs attention."""
        said = [line for line in self.said if line.strength == strength]
        return _Memory(self.today, said, () if strength else self.left)

    def turn_in_team(self, signal: Evidence) -> tuple[bool, date, date, int, str]:
        """Which of a team's comes first: urgent, then the longest since it was said or left unsaid, then by order."""
        return signal.order > URGENT, self._said(signal), self._left(signal), signal.order, signal.kind

    def turn(self, signal: Evidence) -> tuple[bool, bool, date, date, int, str, int]:
        """Which team comes first: urgent, then news, the longest left unsaid before the others; then the longest
        without a line of their own, then by order."""
        heard = self.today - self._said(signal) <= HEARD_FOR
        own = [line.on for line in self.said if line.team_id == signal.team_id and not line.shared]
        return (
            signal.order > URGENT,
            heard,
            self.today if heard else self._left(signal),
            max(own, default=date.min),
            signal.order,
            signal.kind,
            signal.team_id,
        )

    def turn_of_all(self, line: Line[S]) -> tuple[bool, date, int, str]:
        """Among what many share: urgent, then the longest since it was said to all, then by order."""
        order = min(signal.order for signal in line.signals)
        times = [one.on for one in self.said if one.shared and one.kind == line.kind]
        return order > URGENT, max(times, default=date.min), order, line.kind

    def _said(self, signal: Evidence) -> date:
        """When this was last said of the team."""
        of_it = [line.on for line in self.said if (line.team_id, line.kind) == (signal.team_id, signal.kind)]
        return max(of_it, default=date.min)

    def _left(self, signal: Evidence) -> date:
        of_it = [one.since for one in self.left if (one.team_id, one.kind) == (signal.team_id, signal.kind)]
        return min(of_it, default=self.today)


def left_over(mondays: Iterable[tuple[date, Iterable[tuple[int, str]]]]) -> list[Left]:
    """Of earlier Mondays' (day, (team, kind) left unsaid), the newest first: what the newest left, and since when
    without a break."""
    since: dict[tuple[int, str], date] = {}
    without_break: set[tuple[int, str]] | None = None
    for on, unsaid in mondays:
        without_break = set(unsaid) if without_break is None else without_break & set(unsaid)
        since |= dict.fromkeys(without_break, on)
    return [Left(team_id, kind, on) for (team_id, kind), on in since.items()]
