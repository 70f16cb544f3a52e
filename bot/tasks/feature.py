"""Tasks: what they register. A task is what anybody may take; what somebody says yes to is an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.context import Context
from bot.errors import N_
from bot.events import MemberLeft
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    News,
    PersonalData,
    PressRoute,
    Retention,
    Step,
    Topic,
    Track,
)
from bot.tasks import handlers, listing, views
from bot.ui import Button, Style
from storage.tasks import TaskState, TaskStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """One's own that is due; else those nobody has taken."""
    if ctx.role is not Role.member:
        return
    _ = ctx.locale.gettext
    tasks = ctx.store(TaskStore).of_team(ctx.here.id)
    due = listing.due_soon(tasks, ctx.me.id, ctx.locale.today)
    if due:
        first = due[0]
        button = Button(_("Klaret"), ctx.team_action("tasks/done", first.id), Style.primary)
        yield Step(25, views.due_step(ctx.locale, first), button)
    free = sum(one.person_id is None for one in listing.listed(tasks, ctx.me.id))
    if free:
        see = Button(_("Se opgaverne"), ctx.team_action("tasks/show"))
        yield Step(75, views.free_step(ctx.locale, free), see)


def topics(ctx: Context) -> Iterable[Topic]:
    """One item for them all, while there are any: the list itself has them one by one."""
    tasks = ctx.store(TaskStore).of_team(ctx.here.id)
    still_open = listing.listed(tasks, None)
    if still_open:
        title = views.topic(ctx.locale, len(still_open), listing.overdue(tasks, ctx.locale.today))
        yield Topic(key="tasks", title=title, track=Track.task)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """What was done, and what the person has taken."""
    tasks = ctx.store(TaskStore).of_team(ctx.here.id)
    done = [one for one in tasks if one.state is TaskState.done and one.ended_at and one.ended_at > since]
    if done:
        yield News(40, views.done_meanwhile(ctx.locale, done))
    own = [one for one in listing.listed(tasks, ctx.me.id) if one.person_id == ctx.me.id]
    if own:
        yield News(25, views.own(ctx.locale, own))


def on_left(ctx: Context, event: MemberLeft) -> None:
    """What they had taken, anybody may take."""
    ctx.store(TaskStore).free(ctx.here.id, event.person_id)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    title = ctx.locale.gettext("Opgave")
    return [(title, task.what) for task in ctx.store(TaskStore).of_person(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(TaskStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    for task in ctx.store(TaskStore).of_team(ctx.here.id):
        yield ctx.locale.gettext("Opgave"), task.what


feature = Feature(
    name="tasks",
    commands=(
        Command(
            name="opgaver",
            handler=handlers.command,
            about=N_("Se og fordel teamets opgaver"),
            english="tasks",
            hint=N_("hvad der skal gøres"),
        ),
    ),
    presses={
        "tasks/show": PressRoute(handlers.show, TEAM),
        "tasks/done": PressRoute(handlers.done, MEMBERS),
        "tasks/reopen": PressRoute(handlers.reopen, MEMBERS),
        "tasks/take": PressRoute(handlers.take, MEMBERS),
        "tasks/release": PressRoute(handlers.release, MEMBERS),
    },
    forms={
        "tasks/new": FormRoute(handlers.new_form, handlers.add, MEMBERS),
        "tasks/change": FormRoute(handlers.change_form, handlers.change, MEMBERS),
    },
    on={MemberLeft: on_left},
    steps=steps,
    personal_data=PersonalData(("task",), export, erase),
    topics=topics,
    news=news,
    retention=Retention(team=("task",)),
    keepsakes=keepsakes,
)
