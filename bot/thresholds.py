"""From when a facilitator hears of something (domain.md §7). The one place that knows these numbers.

A course may choose its own in its file's `[signals]` table; a number it does not name is the usual one. Rules get
them as plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from storage.teams import Course

MOST = {"_percent": 100, "_days": 90, "_steps": 4}
SETTING = "signals"  # in a course's settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Names are the file's. `…_days` are calendar days, `…_percent` of a hundred, `…_steps` of a scale with five,
    the rest counts."""

    contract_unsigned_days: int = 7  # of the team's time
    contract_waits_days: int = 2  # for its facilitator
    contract_review_days: int = 7  # since the team was asked at mid-course
    no_meeting_days: int = 10  # ahead
    no_process_days: int = 14
    role_percent: int = 60  # of the turns as chair and note-taker
    role_meetings: int = 4
    under_plan_weeks: int = 2  # whole weeks running: hours in the field, meetings in person
    partner_quiet_days: int = 14
    agreements_late: int = 3  # a week or more past their day
    agreements_late_percent: int = 40  # of the open ones
    goal_without_sign_days: int = 7
    checkin_percent: int = 50  # fewer than so many answered
    checkin_rounds: int = 2  # running
    reflection_quiet_days: int = 21
    help_waits_days: int = 1  # working days
    challenge_unconfirmed_days: int = 14  # since the partner could say yes
    pulse_falls_steps: int = 1  # of five, from one round to the next
    pulse_apart_steps: int = 3  # of five, between two of the team
    pulse_five_rounds: int = 2  # running, all of it at its highest
    level_weeks: int = 4  # of the course; after them the first level is worth a word


USUAL = Thresholds()
NAMES = tuple(field.name for field in fields(Thresholds))


def most(name: str) -> int:
    """The largest value that makes sense; the least is 1."""
    return next((highest for ending, highest in MOST.items() if name.endswith(ending)), 20)


def of(course: Course) -> Thresholds:
    """The course's own."""
    return _read(course.settings.get(SETTING, {}))


def _read(chosen: Mapping[str, Any]) -> Thresholds:
    """What another release has written and this one does not know is passed over."""
    known = {name: int(value) for name, value in chosen.items() if name in NAMES}
    return Thresholds(**known) if known else USUAL
