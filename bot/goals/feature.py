"""Goals with a number from 0 to 10: what they register. A follow-up meeting opens with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot import thresholds
from bot.context import Context
from bot.errors import N_
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
    Signal,
    Step,
    Topic,
    Track,
)
from bot.goals import handlers, rules
from bot.i18n import md
from bot.team_parts import Part, team_uses
from bot.ui import Action, Button
from storage.goals import GoalStore
from storage.meetings import MeetingStore, MeetingType
from storage.teams import Role

FRESH = timedelta(days=7)  # a goal reached longer ago has been praised


def steps(ctx: Context) -> Iterable[Step]:
    """A goal without a sign, where there is nothing more urgent."""
    if ctx.role is not Role.member:
        return
    _ = ctx.locale.gettext
    for goal in ctx.store(GoalStore).open(ctx.here.id):
        if not goal.sign:
            text = md(_('Hvad vil I se, når "%(goal)s" lykkes?'), goal=goal.text)
            yield Step(70, text, Button(_("Skriv tegnet"), ctx.team_action("goals/change", goal.id)))
            return


def topics(ctx: Context) -> Iterable[Topic]:
    """When the next meeting is a follow-up: every goal."""
    upcoming = next(iter(ctx.store(MeetingStore).upcoming(ctx.here.id)), None)
    if upcoming is None or upcoming.type is not MeetingType.follow_up:
        return
    for goal in ctx.store(GoalStore).open(ctx.here.id):
        title = ctx.locale.gettext("Mål: %(goal)s") % {"goal": goal.text}
        yield Topic(key=f"goals/{goal.id}", title=title, track=Track.task, internal=False)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    if ctx.role is not Role.member:
        return
    for goal in ctx.store(GoalStore).of_team(ctx.here.id):
        if goal.state == "reached" and goal.closed_at and goal.closed_at >= since:
            yield News(60, md(ctx.locale.gettext('I har nået målet "%(goal)s".'), goal=goal.text))


def signals(ctx: Context) -> Iterable[Signal]:
    """Goals without a sign of success; or one that was reached."""
    if not team_uses(ctx.here, Part.goals):
        return
    team_id = ctx.here.id
    goals = ctx.store(GoalStore).of_team(team_id)
    days = thresholds.of(ctx.here.course).goal_without_sign_days
    without = rules.without_sign(
        ((goal.made_at, bool(goal.sign)) for goal in goals if goal.state == "open"), ctx.now, days
    )
    if without:
        yield Signal(
            kind="goals.signs",
            team_id=team_id,
            order=65,
            text=lambda locale: md(
                locale.ngettext(
                    "der er ikke skrevet tegn på succes til et mål endnu. Spørg dem: Hvad vil I "
                    "se, når det lykkes?",
                    "der er ikke skrevet tegn på succes til %(count)s mål endnu. Spørg dem: Hvad "
                    "vil I se, når det lykkes?",
                    without,
                ),
                count=without,
            ),
            action=lambda locale: Button(
                locale.gettext("Skriv til teamet"), Action.to("monday/write", team_id, "goals.signs")
            ),
            shared_text=lambda locale: md(
                locale.gettext(
                    "der er ikke skrevet tegn på succes til deres mål endnu. Spørg dem: Hvad vil I se, "
                    "når det lykkes?"
                )
            ),
        )
    if any(goal.state == "reached" and goal.closed_at and goal.closed_at > ctx.now - FRESH for goal in goals):
        yield Signal(
            kind="goals.reached",
            team_id=team_id,
            order=15,
            text=lambda locale: md(locale.gettext("de har nået et af deres mål.")),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", team_id, "goals.reached")
            ),
            strength=True,
        )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    label = ctx.locale.gettext("Mål, du har skrevet")
    return [
        (label, f"{goal.text}\n{goal.sign}".strip()) for goal in ctx.store(GoalStore).of_person(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(GoalStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    _ = ctx.locale.gettext
    for goal in ctx.store(GoalStore).of_team(ctx.here.id):
        yield _("Mål"), "\n".join(one for one in (goal.text, goal.sign) if one)


feature = Feature(
    name="goals",
    commands=(
        Command(
            name="maal",
            handler=handlers.command,
            about=N_("Se jeres mål, og sæt tal på, hvor langt I er"),
            english="goals",
            native="mål",
        ),
        Command(
            name="tegn",
            handler=handlers.signs,
            about=N_("Tegn på succes: hvad vil I se, når det lykkes?"),
            english="signs",
        ),
    ),
    presses={
        "goals/show": PressRoute(handlers.show, TEAM),
        "goals/close": PressRoute(handlers.close, MEMBERS),
        "goals/reopen": PressRoute(handlers.reopen, MEMBERS),
    },
    forms={
        "goals/new": FormRoute(handlers.new_form, handlers.make, MEMBERS),
        "goals/change": FormRoute(handlers.change_form, handlers.change, MEMBERS),
        "goals/marks": FormRoute(handlers.marks_form, handlers.mark, MEMBERS),
    },
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("goal",), export, erase),
    topics=topics,
    news=news,
    retention=Retention(team=("goal", "goal_mark")),
    keepsakes=keepsakes,
)
