"""Facts in domain words, by which features meet without importing each other."""

from __future__ import annotations

from dataclasses import dataclass


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
class MemberLeft(Event):
    """Somebody left the team, whatever their role: counts, quorum and required people are recomputed."""

    team_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """Somebody has been erased; cards of these teams that gave their name are drawn again."""

    team_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingSettled(Event):
    """A meeting has got its time (also when it was moved: the same id again)."""

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
class CourseClosed(Event):
    course_id: int
