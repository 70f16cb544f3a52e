"""*Vis ugerne*: what every team of a course will get, week by week, as each feature says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from bot import leads
from bot.context import Context
from bot.course import views
from bot.feature import Planned
from bot.sorting import in_order


@dataclass(frozen=True, slots=True)
class Line:
    """`when` is "" for what hangs on what the team does."""

    when: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Week:
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The same for all these teams."""

    teams: str
    weeks: tuple[Week, ...]
    undated: tuple[Line, ...]


def of_course(ctx: Context, course_id: int) -> tuple[Plan, ...]:
    """Teams with the same plan together, in the order of their names. Raises NotFound."""
    teams = sorted(leads.teams(ctx, course_id), key=lambda team: in_order(team.name))
    found: dict[tuple[Planned, ...], list[str]] = {}
    for team in teams:
        planned = tuple(ctx.features.planned(replace(ctx, team=team)))
        found.setdefault(planned, []).append(team.name)
    return tuple(
        Plan(
            views.these_teams(ctx.locale, names, alone=len(found) == 1),
            _weeks(ctx, planned),
            tuple(_line(ctx, one) for one in planned if one.at is None),
        )
        for planned, names in found.items()
    )


def _weeks(ctx: Context, planned: Sequence[Planned]) -> tuple[Week, ...]:
    dated = [(one.at, one) for one in planned if one.at is not None]
    return tuple(
        Week(views.week(ctx.locale, monday), tuple(_line(ctx, one) for _, one in rows))
        for monday, rows in groupby(dated, key=lambda pair: _monday(ctx, pair[0]))
    )


def _monday(ctx: Context, at: datetime) -> date:
    day = ctx.locale.local(at).date()
    return day - timedelta(days=day.weekday())


def _line(ctx: Context, one: Planned) -> Line:
    return Line(
        views.moment(ctx.locale, one.at) if one.at else "", views.reach(ctx.locale, one.reach), one.text
    )
