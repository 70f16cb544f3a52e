"""How the collaboration has gone, week after week, from what the rounds published: a picture, and the same in words."""

from __future__ import annotations

from datetime import date

from bot import pictures
from bot.checkins import plan, rules
from bot.checkins.views import trend as views
from bot.checkins.views.words import asked_ids
from bot.context import Context
from bot.interactions import Reply, Response
from storage.checkins import CheckinStore, Round

MOST_POINTS = 12


def show(ctx: Context) -> Response:
    """`/tjekind udvikling`: of the check-in that last published something. What fewer than four said is a gap."""
    store = ctx.store(CheckinStore)
    known = [_of_mood(store.latest_of(one.id, MOST_POINTS)) for one in plan.all_of(ctx)]
    rounds = max(known, key=_last_published, default=())
    points = [(one, rules.average(one.moods) if one.moods else None) for one in rounds]
    if all(value is None for _, value in points):
        return Reply(views.too_little(ctx.locale))
    drawn = pictures.line(views.points(ctx.locale, points), 1, 5, *views.ends(ctx.locale))
    picture = pictures.keep(ctx, "checkins/mood", drawn, views.in_words(ctx.locale, points))
    return Reply(views.card(ctx.locale, picture, points))


def _of_mood(newest_first: tuple[Round, ...]) -> tuple[Round, ...]:
    """The rounds that asked about it and are over, the oldest first."""
    return tuple(one for one in reversed(newest_first) if one.closed_at and "mood" in asked_ids(one))


def _last_published(rounds: tuple[Round, ...]) -> date:
    return max((one.day for one in rounds if one.moods), default=date.min)
