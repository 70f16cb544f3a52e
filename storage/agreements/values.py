"""What the agreement store hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

STATES = ("open", "done", "dropped")
SIDES = ("does", "with")  # who does it, and with whom it is agreed
KINDS = ("person", "team", "partner")  # the partner has no account: a member notes what they said
ANSWERS = ("waiting", "yes", "no")


@dataclass(frozen=True, slots=True)
class NewParty:
    """A side of an agreement as it is made; `person_id` where it is somebody with an account."""

    side: str
    kind: str
    person_id: int | None
    answer: str


@dataclass(frozen=True, slots=True)
class Party:
    """`person_id` is None for the team, for a partner, and for somebody who is erased. `answered_by` is who
    said or noted it, None when that is erased or nobody has; `asked_on` the day their yes was asked for."""

    id: int
    side: str
    kind: str
    person_id: int | None
    words: str
    answer: str
    asked_on: date | None
    answered_at: datetime | None
    answered_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    text: str
    due_on: date
    meeting_id: int | None
    parties: tuple[NewParty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`due_on` is a local day of the course. `version` counts what the parties have said yes to; `moved` how
    often the day was changed, `carried` how many meetings it was taken along to. `asked_on` and `listed_on`
    are the days on which it was followed up: with its people in private, with the team."""

    id: int
    team_id: int
    text: str
    sign: str
    due_on: date
    state: str
    made_by: int | None
    made_at: datetime
    meeting_id: int | None
    goal_id: int | None
    clause: str = ""  # a point of the contract; "" for none
    version: int
    moved: int
    carried: int
    asked_on: date | None
    listed_on: date | None
    on_agenda: bool
    help_wanted: bool
    closed_at: datetime | None
    closed_by: int | None
    parties: tuple[Party, ...]

    @property
    def open(self) -> bool:
        return self.state == "open"

    @property
    def doers(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.side == "does")

    @property
    def others(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.side == "with")

    def does(self, person_id: int) -> bool:
        return any(party.person_id == person_id for party in self.doers)

    def has(self, person_id: int) -> bool:
        """Whether the person is a party to it."""
        return any(party.person_id == person_id for party in self.parties)
