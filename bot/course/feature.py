"""The course lead's: what it registers. The page itself is the web's; here is what can be pressed on it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.course import handlers, views
from bot.errors import N_
from bot.feature import Command, Feature, FormRoute, PressRoute, Step
from storage.teams import Role

LEADS = frozenset({Role.course_lead})


def steps(ctx: Context) -> Iterable[Step]:
    """One for the whole course, whichever of its teams it is asked of."""
    if ctx.role is Role.course_lead:
        yield views.step(ctx.locale, ctx.here.course)


feature = Feature(
    name="course",
    commands=(
        Command(
            name="forloeb",
            handler=handlers.command,
            about=N_("Forløbsansvarlig: se, hvor langt teamene er, og åbn din side"),
            english="course",
            native="forløb",
            allow=LEADS,
            in_team=False,
        ),
    ),
    presses={"course/status": PressRoute(handlers.status, LEADS, in_team=False)},
    forms={
        "course/move": FormRoute(handlers.move_form, handlers.move, LEADS, in_team=False),
        "course/cluster": FormRoute(handlers.cluster_form, handlers.set_cluster, LEADS, in_team=False),
    },
    steps=steps,
)
