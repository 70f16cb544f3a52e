"""Histories to try the rules on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.roles.history import Meeting, Member, Role

START = datetime(2026, 9, 7, 7, tzinfo=UTC)
CHAIR, NOTES, TIME, PROCESS, INTERVIEWER = Role


def week(number: int) -> datetime:
    return START + timedelta(weeks=number, days=1)


def team(*people: int) -> tuple[Member, ...]:
    return tuple(Member(person, START) for person in people)


def met(number: int, **turns: int) -> Meeting:
    return Meeting(week(number), tuple(turns.items()))
