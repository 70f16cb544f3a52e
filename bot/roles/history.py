"""Who has had which role: the memory that a fair rotation rests on. Pure values.

A **count** is how often somebody has had a role, plus the number they started from. Whoever is there
from the beginning starts from 0; a newcomer starts from the lowest count in the team on the day they
join, so that they are neither given every role until they have caught up nor passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum

LOCKED_WINDOW = 2  # meetings more than are needed at most: a team that has begun to rotate is let off


RoleKey = str  # a `Role`, or `own-3`: one of the team's own (bot/roles/own.py)


class Role(StrEnum):
    CHAIR = "chair"
    NOTE_TAKER = "note_taker"
    TIMEKEEPER = "timekeeper"
    PROCESS_LEAD = "process_lead"
    INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's time in the team. Those who left are kept: newcomers were measured against them."""

    person: int
    joined: datetime
    left: datetime | None = None
    profession: str = ""

    def here(self, at: datetime) -> bool:
        return self.joined <= at and (self.left is None or at < self.left)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting's start and who had (or, if it is still to come, is to have) which role in it."""

    at: datetime
    turns: tuple[tuple[RoleKey, int], ...]


@dataclass(frozen=True, slots=True)
class History:
    """A team's members and its meetings, cancelled ones left out, in any order.

    Meetings settled but not yet held belong to it too: otherwise two meetings settled in the same
    week would both ask the same person.
    """

    members: tuple[Member, ...]
    meetings: tuple[Meeting, ...] = ()

    def held(self, now: datetime) -> tuple[Meeting, ...]:
        """The meetings that have begun, oldest first."""
        return tuple(sorted((m for m in self.meetings if m.at <= now), key=lambda m: m.at))

    def turns(self, person: int, role: RoleKey) -> int:
        """How often this person has had the role, nothing added: the figure the matrix shows."""
        return sum((role, person) in meeting.turns for meeting in self.meetings)

    def roles(self) -> tuple[RoleKey, ...]:
        """The usual roles, and those of the team's own that somebody has had."""
        had = (role for meeting in self.meetings for role, _ in meeting.turns)
        return tuple(dict.fromkeys((*Role, *had)))


def by_week(history: History, zone: tzinfo) -> History:
    """Where roles go from week to week: the meetings of a week (ISO, in that zone) are one, whose time is the
    first's. Who had a role at one of them had it that week."""
    weeks: dict[tuple[int, int], Meeting] = {}
    for meeting in sorted(history.meetings, key=lambda one: one.at):
        week = meeting.at.astimezone(zone).isocalendar()[:2]
        there = weeks.get(week, Meeting(meeting.at, ()))
        weeks[week] = replace(there, turns=tuple(dict.fromkeys(there.turns + meeting.turns)))
    return replace(history, meetings=tuple(weeks.values()))


@dataclass(frozen=True, slots=True)
class Standing:
    """`since`: when somebody last had the role, or else joined: who has waited longest comes first."""

    count: int
    since: datetime


def standings(history: History, roles: Iterable[RoleKey] = ()) -> Mapping[tuple[RoleKey, int], Standing]:
    """Every member's standing in every role, those who left included; `roles` are some that perhaps nobody
    has had.

    The history is replayed in order; who joins at the moment a meeting starts joins before it.
    """
    known = tuple(dict.fromkeys((*history.roles(), *roles)))
    joins = [(member.joined, 0, index) for index, member in enumerate(history.members)]
    meetings = [(meeting.at, 1, index) for index, meeting in enumerate(history.meetings)]
    found: dict[tuple[RoleKey, int], Standing] = {}
    for at, kind, index in sorted(joins + meetings):
        if kind == 0:
            newcomer = history.members[index].person
            there = [m.person for m in history.members if m.here(at) and (Role.CHAIR, m.person) in found]
            for role in known:
                lowest = min((found[role, person].count for person in there), default=0)
                found[role, newcomer] = Standing(lowest, at)
        else:
            for turn in history.meetings[index].turns:
                if turn in found:
                    found[turn] = Standing(found[turn].count + 1, at)
    return found


@dataclass(frozen=True, slots=True)
class Locked:
    """One person had `turns` of the `of` turns as chair and note-taker in the latest `meetings`.

    The person is for that person's own eyes; a line to others says what, never who.
    """

    person: int
    turns: int
    of: int
    meetings: int


def locked_to_one(history: History, now: datetime, percent: int = 60, meetings: int = 4) -> Locked | None:
    """The signal: one present member had `percent` or more of the turns as chair and note-taker, over so many of the
    latest meetings or a few more."""
    both = (Role.CHAIR, Role.NOTE_TAKER)
    latest = [
        [person for role, person in meeting.turns if role in both]
        for meeting in history.held(now)
        if any(role in both for role, _ in meeting.turns)
    ][-(meetings + LOCKED_WINDOW) :]
    if len(latest) < meetings:
        return None
    holders = [person for meeting in latest for person in meeting]
    for member in history.members:
        turns = holders.count(member.person)
        if member.here(now) and turns * 100 >= len(holders) * percent:
            return Locked(member.person, turns, len(holders), len(latest))
    return None


def rotation_complete(history: History, now: datetime, role: RoleKey = Role.CHAIR) -> datetime | None:
    """The strength: everybody now in the team has had the role. Returns the start of the meeting that
    completed it, so that it is praised once; None while somebody is still to try, or is alone."""
    waiting = {member.person for member in history.members if member.here(now)}
    if len(waiting) < 2:
        return None
    for meeting in history.held(now):
        waiting -= {person for had, person in meeting.turns if had == role}
        if not waiting:
            return meeting.at
    return None
