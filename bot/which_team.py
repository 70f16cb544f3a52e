"""Which team a command concerns, where that is not clear from where it was said: never guessed."""

from __future__ import annotations

from bot import core_views
from bot.context import Context
from bot.errors import NotAllowed
from bot.feature import Command
from bot.interactions import Reply, Response
from bot.whereabouts import belongings, everywhere
from storage.teams import Role


def ask(ctx: Context, command: Command, text: str) -> Response:
    """Their teams to choose from; a course lead chooses a course where the answer is the same in each of its teams."""
    teams = belongings(ctx)
    if not teams:
        return ctx.features.on_stranger(ctx)
    if command.per_course:
        return _ask_course(ctx, command, text)
    return Reply(core_views.choose_team(ctx, [one.team for one in teams], command.name, text))


def _ask_course(ctx: Context, command: Command, text: str) -> Response:
    """One of its teams stands for each course they lead; where there is one place it can be, it is there."""
    places = [one for one in everywhere(ctx) if command.allow is None or one.role in command.allow]
    if not places:
        raise NotAllowed
    led = {one.here.course.id: one for one in reversed(places) if one.role is Role.course_lead}
    others = [one for one in places if one.role is not Role.course_lead]
    if len(led) + len(others) == 1:
        return command.handler([*led.values(), *others][0], text)
    named = [(one.here.id, one.here.course.name) for one in reversed(led.values())]
    named += [(one.here.id, one.here.name) for one in others]
    return Reply(core_views.choose(ctx, named, command.name, text))
