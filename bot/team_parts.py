"""What a team uses Samspil for. Meetings (and the contract) are the essentials; the rest can be off
(domain.md §0: the team may switch any part off, and what is off gives no signals). And on which days it works, and
between which hours it meets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from enum import StrEnum

from bot.calendar import DayRange
from storage.teams import Team

SETTING = "parts_off"


class Part(StrEnum):
    """A part that a team can do without."""

    checkins = "checkins"
    reflections = "reflections"
    surveys = "surveys"
    field = "field"
    goals = "goals"
    glossary = "glossary"


EACH = "each"  # in the setting: the parts were chosen one by one
AT_FIRST = (
    Part.checkins,
    Part.reflections,
)  # what could be off before that: both off is *Kun det nødvendige*


def team_uses(team: Team, part: Part | str) -> bool:
    return not essentials_only(team) and str(part) not in team.settings.get(SETTING, ())


def essentials_only(team: Team) -> bool:
    """Whether the team has chosen *Kun det nødvendige*: every part that can be off is."""
    off = team.settings.get(SETTING, ())
    return all(part.value in off for part in (Part if EACH in off else AT_FIRST))


def all_parts(*, on: bool) -> list[str]:
    """The setting's value with every part on, or off."""
    return [] if on else [part.value for part in Part]


def with_part(team: Team, part: Part) -> list[str]:
    """The setting's value with this part on, the others as they are."""
    return only([one.value for one in Part if one is part or team_uses(team, one)])


def only(parts: Collection[str]) -> list[str]:
    """The setting's value with these parts on and the others off."""
    off = [part.value for part in Part if part.value not in parts]
    return [EACH, *off] if off else []


# ---- the days it works


USUAL_WEEK = (0, 1, 2, 3, 4)  # Monday = 0
USUAL_HOURS = (8, 17)
PAUSES, WORKDAYS, MEETS = "pauses", "workdays", "meeting_hours"  # in a team's settings


def workdays(team: Team) -> tuple[int, ...]:
    """The weekdays on which the team works, Monday = 0."""
    return tuple(team.settings.get(WORKDAYS, USUAL_WEEK))


def meeting_hours(team: Team) -> tuple[time, time]:
    """Between which local times the team meets. What the bot says of itself keeps to working hours all the same."""
    opens, closes = team.settings.get(MEETS, USUAL_HOURS)
    return time(opens), time(closes)


def pause_from(team: Team, today: date) -> DayRange | None:
    """The pause that the team has now, or the next one."""
    coming = [one for one in _pauses(team) if one.last >= today]
    return min(coming, default=None)


def with_pause(team: Team, pause: DayRange | None, today: date) -> list[str]:
    """The setting's value with this pause in place of the one that is or comes next (None: without it)."""
    instead = pause_from(team, today)
    kept = [one for one in _pauses(team) if one != instead]
    return ["/".join(day.isoformat() for day in one) for one in (*kept, *((pause,) if pause else ()))]


def _pauses(team: Team) -> list[DayRange]:
    found = [text.split("/") for text in team.settings.get(PAUSES, ())]
    return [DayRange(date.fromisoformat(first), date.fromisoformat(last)) for first, last in found]
