"""Which prompt a team gets next, and when and how what was written appears. Pure decisions.

Nobody's text is seen here: a round is known by who has shared, kept or skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff, into_working_hours
from bot.prompts.prompt import Phase, Prompt, Theme

NAMELESS_FROM = 4  # texts: with fewer, everybody can guess who wrote what (domain.md §5.7)
OPEN_FOR = timedelta(hours=48)
ASK_FOR = timedelta(hours=24)
LIVE_FOR = timedelta(minutes=5)  # "nu, 5 minutter", with the team around the table

# --- which prompt ------------------------------------------------------------------------------------


class Why(StrEnum):
    """Why this prompt, to be said on the card."""

    ASKED = "asked"  # the theme was asked for
    WEEK = "week"  # the theme of the week
    TIMELY = "timely"  # something in the team calls for its theme
    FIRST = "first"  # a good place to begin
    UNTRIED = "untried"  # a theme the team has not had
    LEAST = "least"  # the theme they have had least
    GOAL = "goal"  # the learning goal they have had least


@dataclass(frozen=True, slots=True)
class Chosen:
    prompt: Prompt
    why: Why


@dataclass(frozen=True, slots=True)
class UsedUp:
    """The team has had everything (of this theme, when one was asked for): offer another theme."""

    theme: Theme | None


def phase_of(first: date, last: date, today: date) -> Phase:
    """Where a course is: the first quarter of its days is the start, the last quarter the end."""
    days = (last - first).days + 1
    day = (today - first).days + 1
    if day * 4 <= days:
        return Phase.START
    return Phase.END if day * 4 > days * 3 else Phase.MIDDLE


@dataclass(frozen=True, slots=True)
class Wanted:
    """Themes that come before the others: one that was asked for, the week's, and those something in the team
    calls for. `first`: it will be the team's first, whatever else stands in its plan."""

    asked: Theme | None = None
    week: Theme | None = None
    timely: frozenset[Theme] = frozenset()
    first: bool = False


def choose(
    prompts: Iterable[Prompt],
    had: Sequence[str],
    phase: Phase,
    *,
    asked: Theme | None = None,
    week: Theme | None = None,
    timely: frozenset[Theme] = frozenset(),
    seed: str = "",
) -> Chosen | UsedUp:
    """The next prompt for a team that has `had` these ids in this course, the oldest first.

    Never one they have had, and nothing on conflict as the first. A theme asked for comes before the
    week's, the week's before what is timely, and all before what fits the phase, then the theme had least and
    longest ago, then the learning goal had least. What is left equal is drawn by lot from `seed`, which differs
    from team to team.
    """
    library = {prompt.id: prompt for prompt in prompts}
    past = [library[one] for one in had if one in library]
    pool = [one for one in library.values() if one.id not in had and (had or not one.conflict)]
    if asked:
        pool = [one for one in pool if one.theme == asked]
    if not pool:
        return UsedUp(asked)
    weekly = [] if asked else [one for one in pool if one.theme == week]
    called = [] if asked or weekly else [one for one in pool if one.theme in timely and not one.conflict]
    themes, goals = Counter(one.theme for one in past), Counter(one.goal for one in past)
    latest = {one.theme: place for place, one in enumerate(past, 1)}

    def place(one: Prompt) -> tuple[bool, int, int, bool, int, str]:
        return (
            one.phase not in (phase, Phase.ANY),
            themes[one.theme],
            latest.get(one.theme, 0),
            one.phase != phase,
            goals[one.goal],
            _lot(one.id, seed),
        )

    best = min(weekly or called or pool, key=place)
    if asked or weekly:
        return Chosen(best, Why.ASKED if asked else Why.WEEK)
    if called:
        return Chosen(best, Why.TIMELY)
    if not past:
        return Chosen(best, Why.FIRST)
    if not themes[best.theme]:
        return Chosen(best, Why.UNTRIED)
    behind = all(themes[best.theme] == count for count in themes.values()) and not goals[best.goal]
    return Chosen(best, Why.GOAL if behind else Why.LEAST)


def nth(
    prompts: Iterable[Prompt], had: Sequence[str], phase: Phase, wanted: Wanted, seed: str, skip: int
) -> Chosen | UsedUp:
    """The next prompt, when so many better ones are passed over; the last one there is, when they are fewer."""
    pool = [one for one in prompts if not (wanted.first and one.conflict)]
    chosen: Chosen | UsedUp = UsedUp(wanted.asked)
    for _ in range(skip + 1):
        following = choose(
            pool, had, phase, asked=wanted.asked, week=wanted.week, timely=wanted.timely, seed=seed
        )
        if isinstance(following, UsedUp):
            break
        chosen, passed = following, following.prompt.id
        pool = [one for one in pool if one.id != passed]
    return chosen


def course_week(first: date, today: date) -> int:
    """The week of a course, from 0: weeks begin on Mondays."""
    return ((today - timedelta(days=today.weekday())) - (first - timedelta(days=first.weekday()))).days // 7


def _lot(what: str, seed: str) -> str:
    return blake2b(f"{seed}/{what}".encode(), digest_size=8).hexdigest()


# --- when and how it appears -------------------------------------------------------------------------


class Answer(StrEnum):
    """How somebody is done: they shared their text, kept it to themselves, or skipped."""

    SHARED = "shared"
    KEPT = "kept"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Part:
    """`by_name`: what a sharer answered when asked whether the text may stand with their name on it, alone
    if need be; None: not asked, or no answer yet."""

    person: int
    answer: Answer
    by_name: bool | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """`people`: who is asked and still in the team; the parts of others do not count and are not shown.
    `ask_until`: set when sharers were asked about names; the round is then closed for writing."""

    people: frozenset[int]
    parts: tuple[Part, ...]
    deadline: datetime
    by_name: bool
    ask_until: datetime | None = None

    @property
    def ready(self) -> int:
        return len({part.person for part in self.parts} & self.people)


class AskWhy(StrEnum):
    ALONE = "alone"  # the only one who shared
    FEW = "few"  # promised without names, and too few for that


@dataclass(frozen=True, slots=True)
class Writing:
    """Still open: `ready` of `of` are done, and that is all anybody sees."""

    ready: int
    of: int


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Nothing is shown before these people have said yes to their name on the text. The question says that
    it may come to stand alone."""

    people: frozenset[int]
    why: AskWhy


@dataclass(frozen=True, slots=True)
class Reveal:
    """Whose texts appear, in order of id: shuffle before showing."""

    people: tuple[int, ...]
    by_name: bool


@dataclass(frozen=True, slots=True)
class QuietClose:
    """Nobody shared: the card closes, and no post is made of it."""


def deadline(opened: datetime, zone: ZoneInfo, days_off: DaysOff, *, live: bool = False) -> datetime:
    """When a round closes by itself: after 48 hours, moved into working hours since it is then posted;
    live after 5 minutes. UTC."""
    return opened + LIVE_FOR if live else into_working_hours(opened + OPEN_FOR, zone, days_off)


def ask_until(asked: datetime, zone: ZoneInfo, days_off: DaysOff, *, live: bool = False) -> datetime:
    """How long sharers have to say yes to their name; silence is no. In working hours, since what they said
    yes to is then posted. UTC."""
    return asked + LIVE_FOR if live else into_working_hours(asked + ASK_FOR, zone, days_off)


def reveal(round_: Round, now: datetime) -> Writing | AskFirst | Reveal | QuietClose:
    """What the round has come to: it closes when everybody is done or at the deadline."""
    if round_.ask_until is None and now < round_.deadline and round_.ready < len(round_.people):
        return Writing(round_.ready, len(round_.people))
    shared = {
        part.person: part.by_name
        for part in round_.parts
        if part.person in round_.people and part.answer is Answer.SHARED
    }
    sharers = {person for person, by_name in shared.items() if by_name is not False}
    if not sharers:
        return QuietClose()
    if not round_.by_name and len(sharers) >= NAMELESS_FROM:
        return Reveal(tuple(sorted(sharers)), by_name=False)
    if round_.by_name and len(sharers) > 1:
        return Reveal(tuple(sorted(sharers)), by_name=True)
    unanswered = frozenset(person for person in sharers if shared[person] is None)
    if unanswered and (round_.ask_until is None or now < round_.ask_until):
        return AskFirst(unanswered, AskWhy.ALONE if len(shared) == 1 else AskWhy.FEW)
    willing = tuple(sorted(sharers - unanswered))
    return Reveal(willing, by_name=True) if willing else QuietClose()


def shuffled(items: Iterable[int], secret: bytes) -> tuple[int, ...]:
    """The items in an order that only the round's `secret` (up to 64 bytes) decides: the same whenever a
    card is drawn again, and not to be worked out from ids or the time of sharing."""
    return tuple(
        sorted(items, key=lambda item: blake2b(str(item).encode(), key=secret, digest_size=16).digest())
    )


def is_quiet(since: date, today: date, days: int) -> bool:
    """Whether it is so many days since the last shared reflection, or since the team began."""
    return (today - since).days >= days
