"""Facts in domain words, by which features meet without importing each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened in this transaction."""


@dataclass(frozen=True, slots=True)
class TeamReady(Event):
    """A team has been loaded or created, or its course's dates changed: rhythms (re)start."""

    team_id: int


@dataclass(frozen=True, slots=True)
class PlaceAttached(Event):
    """The team got a new place; open cards go there too (the core sees to that)."""

    team_id: int
    platform: str
    value: str


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """Somebody is in the team from now on, in whatever role; the rows say which."""

    team_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AccountAdded(Event):
    """A partner or guest of the team is known by an account more: they may read along in its chat from now on."""

    team_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class GotStarted(Event):
    """Somebody of the team, or its facilitator, pressed *Kom i gang* (again, perhaps)."""

    team_id: int


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """Somebody does something in the team on a later day than before; `last` is the local date they last did."""

    team_id: int
    person_id: int
    last: date


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """Somebody left the team, whatever their role: counts, quorum and required people are recomputed."""

    team_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class WaitedLong(Event):
    """Something has waited for the team's facilitator for days (`bot.waiting`): what shows it says who to turn to."""

    team_id: int


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """Somebody has been erased; cards of these teams that gave their name are drawn again."""

    team_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingSettled(Event):
    """A meeting has got its time (also when it was moved, or what it is was changed: the same id again)."""

    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class MeetingCancelled(Event):
    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class AttendanceChanged(Event):
    """Somebody can or cannot come to a settled meeting after all."""

    team_id: int
    meeting_id: int
    person_id: int
    coming: bool


@dataclass(frozen=True, slots=True)
class RolesChanged(Event):
    """Who has which role at a meeting has changed."""

    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class AgreementsChanged(Event):
    """What was agreed at a meeting has changed: a new agreement, or what became of one."""

    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class AgendaChanged(Event):
    """What a meeting's agenda shows has changed, or where in it the meeting is: its cards are drawn again."""

    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class MeetingHeld(Event):
    """A settled meeting is over (its time has passed, or somebody ended it): minutes and follow-up begin."""

    team_id: int
    meeting_id: int


@dataclass(frozen=True, slots=True)
class TopicRaised(Event):
    """Somebody wants this on the team's next agenda, by one press, wherever they were. `track` is a
    `bot.feature.Track`; `source` names the thing it came from, so that it is raised once ("" : nothing)."""

    team_id: int
    person_id: int
    title: str
    track: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuestionWanted(Event):
    """Somebody wants the team asked this at its check-ins, in the team's language (≤ 45 characters). Where there is
    no room, or no check-in, who hears it raises a BotError that says so."""

    team_id: int
    text: str


@dataclass(frozen=True, slots=True)
class TopicsChanged(Event):
    """What a feature has for the team's next agenda by itself (`Feature.topics`) has changed: cards that show the
    agenda are drawn again."""

    team_id: int


@dataclass(frozen=True, slots=True)
class PartnerContact(Event):
    """The team and somebody it works with outside the school have been in contact: a partner or a guest has
    pressed or sent something (the core says so; they are the context's person), or the team has noted it, or written
    down that it was there. `at` is UTC."""

    team_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CourseClosed(Event):
    """Its private texts and calendar links are gone, and nobody acts in its teams any more; what they share is kept
    for a while. The context has no team."""

    course_id: int
