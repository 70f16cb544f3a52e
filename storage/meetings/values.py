"""What the meeting store hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    polling = "polling"
    asking = "asking"  # the poll is closed, and its proposer has to choose
    settled = "settled"
    cancelled = "cancelled"
    lapsed = "lapsed"  # nobody chose in time


class Kind(StrEnum):
    """What the meeting is for (mødeform)."""

    decide = "decide"
    ideas = "ideas"
    coordinate = "coordinate"
    reflect = "reflect"


class MeetingType(StrEnum):
    """Who meets, and for what: what is asked before the meeting and shown of it hangs on this (domain.md §1)."""

    team = "team"
    field = "field"  # tid i felten
    supervision = "supervision"  # vejledning
    internal = "internal"  # intern koordinering: why, and what is told back
    follow_up = "follow_up"  # opfølgning: opens with the goals
    partner = "partner"  # with the local organisation or a citizen


class PlaceKind(StrEnum):
    physical = "physical"
    online = "online"
    field = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """What a proposer decides. `quorum` None: over half of those asked; `kind` None: not said. `found`: the
    times are the search's, not typed."""

    purpose: str
    place_kind: PlaceKind
    place: str
    minutes: int
    deadline: datetime
    type: MeetingType = MeetingType.team
    kind: Kind | None = None
    hidden: bool = False
    quorum: int | None = None
    required: frozenset[int] = frozenset()
    starts: tuple[datetime, ...] = ()
    found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`proposer_id` is None when the person is erased. `poll` counts the polls it took: a new one begins
    when new times are suggested. `starts_at` is None until it is settled. `uid`, `sequence` and `changed_at`
    are the calendar event's; `timed` is the sequence that its day before is told for: what is said then is said again
    when it is moved to where there is another day before. `why` and `told_back` are an internal meeting's. `zone` is the one its times were
    given in, "" for the course's. Meetings of one `series` have the same one, "" for none."""

    id: int
    team_id: int
    uid: str
    proposer_id: int | None
    purpose: str
    type: MeetingType
    why: str
    told_back: str
    kind: Kind | None
    place_kind: PlaceKind
    place: str
    minutes: int
    hidden: bool
    quorum: int | None
    found: bool
    zone: str
    series: str
    state: State
    poll: int
    opened_at: datetime
    deadline: datetime
    starts_at: datetime | None
    sequence: int
    timed: int
    changed_at: datetime
    file: str

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + self.length if self.starts_at else None

    @property
    def open(self) -> bool:
        """Whether its time is still to be found."""
        return self.state in (State.polling, State.asking)

    def ahead(self, now: datetime) -> bool:
        """Whether it is settled and has not begun."""
        return self.state is State.settled and self.starts_at is not None and self.starts_at > now


@dataclass(frozen=True, slots=True)
class Why:
    """What spoke for a time when the search found it: `can` of `of` people, `known` of whom had told of their
    week; right `after` or `before` teaching of a kind ("": it is not)."""

    can: int
    of: int
    known: int
    after: str = ""
    before: str = ""

    def encode(self) -> str:
        return f"{self.can}/{self.of}/{self.known}/{self.after}/{self.before}"

    @classmethod
    def decode(cls, text: str) -> Why:
        can, of, known, after, before = text.split("/")
        return cls(int(can), int(of), int(known), after, before)


@dataclass(frozen=True, slots=True)
class Slot:
    """`why` is None for a time that somebody typed."""

    id: int
    starts_at: datetime
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """`choice`: "yes", "if_needed" or "no"."""

    slot_id: int
    person_id: int
    choice: str
