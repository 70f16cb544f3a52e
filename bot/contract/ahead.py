"""What the course's dates have the contract say, and what follows the team's own start."""

from __future__ import annotations

from collections.abc import Iterable

from bot.calendar import local_to_utc
from bot.context import Context
from bot.contract import letters, rules
from bot.contract.timing import REVIEW_AT
from bot.contract.views import ahead as views
from bot.feature import Planned, Reach


def planned(ctx: Context) -> Iterable[Planned]:
    course, locale = ctx.here.course, ctx.locale
    middle = ctx.days_off.working_day_from(rules.middle(course.starts_on, course.ends_on))
    yield Planned(local_to_utc(middle, REVIEW_AT, ctx.zone), Reach.team, views.review(locale))
    opened = letters.opening_day(ctx)
    yield Planned(local_to_utc(opened, REVIEW_AT, ctx.zone), Reach.members, views.letters(locale))
    shown = letters.shown_on(ctx, opened)
    yield Planned(local_to_utc(shown, letters.SHOWN_AT, ctx.zone), Reach.team, views.shown(locale))
    yield Planned(None, Reach.members, views.reminders(locale))
    yield Planned(None, Reach.facilitator, views.approvals(locale))
