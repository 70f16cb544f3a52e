"""What a feature registers; `bot.registry` is where they all are.

A route's handler takes the context and then the button's arguments, converted to the types of its
annotations (int, str, date). Routes of a team carry the team's id first; the core takes it off, and
checks membership and role against the database before the handler runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.events import Event
from bot.i18n import Locale
from bot.interactions import Reply, Response
from bot.ui import Block, Button, Card, Form, Text
from storage.schedules import Due
from storage.teams import Role

if TYPE_CHECKING:
    from bot.context import Context

MEMBERS = frozenset({Role.member})
FACILITATORS = frozenset({Role.facilitator})
TEAM = frozenset({Role.member, Role.facilitator})
READERS = TEAM | {Role.course_lead}
GUESTS = frozenset({Role.partner, Role.guest})  # what is internal to the team is nothing of theirs
VOTERS = MEMBERS | GUESTS
EVERYBODY: frozenset[Role] | None = None  # also who is not known yet

Handler = Callable[..., Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/name text`. `name` is canonical (ASCII Danish); `native` is as Danes spell it (Discord).

    `daily` ones have a slash command of their own; all are reached through `/samspil`.
    `in_team` False: the handler finds out itself which team it concerns (ctx.team may be None).
    `per_course`: to a course lead it answers the same in each team of the course, so they are asked for none.
    """

    name: str
    handler: Callable[[Context, str], Response]
    about: str  # msgid, ≤ 100 characters
    english: str
    native: str = ""
    hint: str = ""  # msgid: what may be written after it
    allow: frozenset[Role] | None = TEAM
    in_team: bool = True
    daily: bool = False
    per_course: bool = False


@dataclass(frozen=True, slots=True)
class PressRoute:
    """A `paper` only reads, and may be opened as a page to print (`bot.weblinks.paper`); a `poster` is set on one
    page, to hang up."""

    handler: Handler
    allow: frozenset[Role] | None = TEAM
    in_team: bool = True
    paper: bool = False
    poster: bool = False


@dataclass(frozen=True, slots=True)
class FormRoute:
    """Pressing a button with this route opens the form; sending it calls `submit(ctx, values, *args)`."""

    build: Callable[..., Form]
    submit: Callable[..., Response]
    allow: frozenset[Role] | None = TEAM
    in_team: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A sensible next step for this person here. Lower `order` comes first (10 urgent … 90 idle)."""

    order: int
    text: Text
    button: Button


@dataclass(frozen=True, slots=True)
class Signal:
    """Evidence for the facilitator's Monday about one team, registered by the feature that owns it.

    `order` is urgency (lower first). `strength` ones are praise. `action` is one working press. The texts are
    functions of a locale: it is kept in every language, for the facilitator and for each of the team.
    A `personal` one is about one person who has said yes to it: it is never on the team's page.
    """

    kind: str
    team_id: int
    order: int
    text: Callable[[Locale], Text]
    action: Callable[[Locale], Button]
    strength: bool = False
    shared_text: Callable[[Locale], Text] | None = None  # said once when over a third of the teams share it
    personal: bool = False


class Awaited(StrEnum):
    """What kinds of things wait for a facilitator. Whoever else is told that something does is told no more."""

    approval = "approval"  # a contract
    help = "help"  # somebody has asked for it, whatever it is about
    account = "account"  # somebody says an account is theirs
    facilitator = "facilitator"  # the team has none


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of the context's team that waits for its facilitator; `since` is UTC."""

    kind: Awaited
    since: datetime


class Track(StrEnum):
    """Every agenda has both: a team answers for its process as for its task (domain.md §1, S0)."""

    task = "task"
    process = "process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that belongs on the team's next agenda, from the feature that knows of it.

    `key` is the same for as long as it is the same thing: it is one item, and it is gone when its feature no
    longer names it. `title` is people's own words, or a view's in the context's language. `internal`: not for
    guests' eyes.
    """

    key: str
    title: str
    track: Track
    internal: bool = True


@dataclass(frozen=True, slots=True)
class News:
    """A line for somebody of the team who has been away. Lower `order` comes first."""

    order: int
    text: Text


class Reach(StrEnum):
    """Who a message goes to."""

    team = "team"
    members = "members"  # each in private
    facilitator = "facilitator"  # in private


@dataclass(frozen=True, slots=True)
class Planned:
    """A message that the context's team will get. `at` (UTC) is None where it hangs on what the team itself does; then
    the text says when."""

    at: datetime | None
    reach: Reach
    text: str


class GuestPart(StrEnum):
    """Where on a guest's page something stands. What they are asked for is their steps."""

    ahead = "ahead"  # when we meet
    agreed = "agreed"


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Something for a guest's own page, in plain words. Lower `order` comes first."""

    part: GuestPart
    order: int
    text: Text
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a feature keeps of a person: `export` gives rows of plain text; `erase` removes private text
    and makes shared artefacts nobody's. `tables` names every table with a person column."""

    tables: tuple[str, ...]
    export: Callable[[Context, int], list[tuple[str, str]]]
    erase: Callable[[Context, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What becomes of a feature's tables when a course has ended (domain.md §5.5, `bot.ending`).

    `private`: something in them goes at the end, by `end(ctx, people)`, in each of its teams, for those who are in no
    other open course. `team`: they go with the team's row, later. `person`: they go with the person's, who is then in
    no course at all. `swept`: what hangs on nothing any more when the teams are gone goes by `sweep`. `log`: with the
    course, last.
    """

    team: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    swept: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    end: Callable[[Context, tuple[int, ...]], None] | None = None
    sweep: Callable[[Context], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Something with a time in a team's calendar. `uid` stays the same for as long as it is the same thing,
    and `sequence` is raised when it changes. `busy`: people are to turn up; otherwise it is a window or a
    limit, which only those without a chat need in their calendar (the chat tells the others)."""

    uid: str
    start: datetime
    end: datetime
    title: str
    changed_at: datetime
    sequence: int = 0
    place: str = ""
    about: str = ""
    busy: bool = True
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    name: str
    commands: tuple[Command, ...] = ()
    presses: Mapping[str, PressRoute] = field(default_factory=dict)
    forms: Mapping[str, FormRoute] = field(default_factory=dict)
    cards: Mapping[str, Callable[..., Card | None]] = field(default_factory=dict)
    jobs: Mapping[str, Callable[[Context, Due], datetime | None]] = field(default_factory=dict)
    on: Mapping[type[Event], Callable[[Context, Any], None]] = field(default_factory=dict)
    steps: Callable[[Context], Iterable[Step]] | None = None
    signals: Callable[[Context], Iterable[Signal]] | None = None
    # What of the context's team waits for its facilitator, seen by none yet.
    waits: Callable[[Context], Iterable[Waiting]] | None = None
    personal_data: PersonalData | None = None
    retention: Retention | None = None
    # What the context's team takes with it when its course ends: (label, text) of what it shares, the oldest first.
    keepsakes: Callable[[Context], Iterable[tuple[str, str]]] | None = None
    on_stranger: Callable[[Context], Response] | None = None  # one feature: who is this?
    # What a meeting's card shows besides the meeting: (context, meeting id) → blocks.
    meeting_blocks: Callable[[Context, int], Iterable[Block]] | None = None
    # What a meeting's minutes show besides what was recorded there: (context, meeting id) → blocks, no buttons.
    minutes: Callable[[Context, int], Iterable[Block]] | None = None
    # What the next agenda of the context's team has to have on it.
    topics: Callable[[Context], Iterable[Topic]] | None = None
    # What has happened in the context's team since a moment (UTC), for the context's person.
    news: Callable[[Context, datetime], Iterable[News]] | None = None
    # What the page of the context's person shows, who is a partner or a guest of the context's team.
    for_guests: Callable[[Context], Iterable[GuestLine]] | None = None
    # What the clock will say to the context's team through its course, as it is chosen now, in the reader's language.
    planned: Callable[[Context], Iterable[Planned]] | None = None
    # The front page of those who have one of their own; None: it is for everybody's.
    front_page: Callable[[Context], Reply | None] | None = None
    # What the team's calendar shows, from some weeks back on.
    calendar: Callable[[Context], Iterable[CalendarEntry]] | None = None
