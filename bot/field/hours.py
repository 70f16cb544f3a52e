"""The team's plan for its time in the field: so many hours a week, from the course file or chosen by the team."""

from __future__ import annotations

import re

from bot.context import Context
from bot.field import rules
from storage.field import FieldStore

SETTING = "field_hours"
MOST = 40
_HOURS = re.compile(
    r"(?P<whole>[0-9]{1,2})(?:[.,](?P<part>[0-9]))?(?: *(?:t|timer?|h|hours?)\.?)?", re.IGNORECASE
)


def planned_minutes(ctx: Context) -> int:
    """A week; 0 where there is no plan."""
    hours = ctx.here.settings.get(SETTING, ctx.here.course.settings.get(SETTING, 0))
    return round(float(hours) * 60)


def spent(ctx: Context) -> list[rules.Spent]:
    found = ctx.store(FieldStore).logged(ctx.here.id)
    return [rules.Spent(ctx.locale.local(one.starts_at).date(), one.plan.minutes) for one in found]


def read(text: str) -> float | None:
    """`4`, `2,5`, `3 timer`; None when it is nothing of the kind, or more than there is in a week."""
    if not text.strip():
        return 0.0
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        return None
    hours = float(f"{match['whole']}.{match['part'] or 0}")
    return hours if hours <= MOST else None


def shown(hours: float, language: str) -> str:
    """`2,5`, `4`; English `2.5`."""
    text = f"{round(hours, 1):g}"
    return text if language == "en" else text.replace(".", ",")
