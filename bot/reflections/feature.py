"""Reflection: what it registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import dates, thresholds
from bot.context import Context
from bot.errors import N_
from bot.events import MemberJoined, MemberLeft
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    News,
    PersonalData,
    PressRoute,
    Signal,
    Step,
)
from bot.i18n import md
from bot.reflections import handlers, opening, own, rounds, rules
from bot.reflections.library import own_prompts
from bot.team_parts import Part, team_uses
from bot.ui import Action, Button, Style
from storage.reflections import ReflectionStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """Write, while a round is open and this member is not ready."""
    store = ctx.store(ReflectionStore)
    running = store.running(ctx.here.id)
    if (
        ctx.role is not Role.member
        or running is None
        or running.state != "open"
        or ctx.now >= running.deadline
    ):
        return
    if any(part.person_id == ctx.me.id for part in store.parts(running.id)):
        return
    _ = ctx.locale.gettext
    title = rounds.prompt_of(running).wording(ctx.locale.language).title
    button = Button(
        _("Skriv din refleksion"), ctx.team_action("reflections/write", running.id), Style.primary
    )
    yield Step(30, md(_("Der er åbnet en refleksion: *%(title)s*."), title=title), button)


def signals(ctx: Context) -> Iterable[Signal]:
    """No shared reflection for so long."""
    if not team_uses(ctx.here, Part.reflections):
        return
    history = ctx.store(ReflectionStore).history(ctx.here.id)
    shown = [one.closed_at for one in history if one.state == "revealed" and one.closed_at]
    running = any(one.state in ("open", "asking") for one in history)
    latest = ctx.locale.local(max(shown)).date() if shown else None
    started = max(ctx.here.starts_on, ctx.here.course.starts_on)
    days = thresholds.of(ctx.here.course).reflection_quiet_days
    if running or not rules.is_quiet(latest or started, ctx.locale.today, days):
        return
    yield Signal(
        kind="reflections.none",
        team_id=ctx.here.id,
        order=60,
        text=lambda locale: md(
            locale.gettext(
                "den seneste fælles refleksion var %(day)s. Prøv en anden form, fx først alene og så i par."
            )
            if latest
            else locale.gettext(
                "der har ikke været en fælles refleksion endnu. Prøv en anden form, fx først alene og så i par."
            ),
            day=dates.day(latest, locale.local(locale.now), locale.language) if latest else "",
        ),
        action=lambda locale: Button(
            locale.gettext("Åbn en refleksion"), Action.to("reflections/suggest", ctx.here.id)
        ),
        shared_text=lambda locale: md(
            locale.gettext(
                "der har ikke været en fælles refleksion i %(days)s dage. Åbn en for dem alle på én gang."
            ),
            days=days,
        ),
    )


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """The latest that was shown, with the sentence the team took with it."""
    shown = [
        one
        for one in ctx.store(ReflectionStore).history(ctx.here.id)
        if one.state == "revealed" and one.closed_at and one.closed_at > since
    ]
    if not shown:
        return
    _ = ctx.locale.gettext
    latest = max(shown, key=lambda one: (one.closed_at, one.id))
    if latest.conclusion:
        yield News(45, md(_("I tog med fra refleksionen: *%(sentence)s*"), sentence=latest.conclusion))
    else:
        title = rounds.prompt_of(latest).wording(ctx.locale.language).title
        yield News(55, md(_("Teamet har delt en refleksion: *%(title)s*."), title=title))


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    titles = {prompt.id: prompt.wording(ctx.locale.language).title for prompt in own_prompts()}
    label = ctx.locale.gettext("Refleksion: %(title)s")
    return [
        (label % {"title": titles.get(one.prompt, one.prompt)}, one.text)
        for one in ctx.store(ReflectionStore).own(person_id, ctx.private_since)
    ]


def erase(ctx: Context, person_id: int) -> None:
    for team_id, reflection_id in ctx.store(ReflectionStore).erase(person_id):
        own.redraw(ctx, team_id, reflection_id)


feature = Feature(
    name="reflections",
    commands=(
        Command(
            name="refleksion",
            handler=opening.command,
            about=N_("Stop op sammen: skriv hver for sig, og del, hvis I vil"),
            english="reflection",
            hint=N_("tema, eller mine: dine egne tekster"),
            in_team=False,
            daily=True,
        ),
        Command(
            name="log",
            handler=handlers.log,
            about=N_("Det, I har taget med jer fra refleksionerne"),
            english="log",
        ),
    ),
    presses={
        "reflections/suggest": PressRoute(opening.suggest, TEAM),
        "reflections/members": PressRoute(opening.members, MEMBERS),
        "reflections/skip": PressRoute(handlers.skip, MEMBERS),
        "reflections/name": PressRoute(handlers.allow_name, MEMBERS),
        "reflections/read": PressRoute(handlers.read, TEAM),
        "reflections/mine": PressRoute(own.show, TEAM, in_team=False),
        "reflections/erase": PressRoute(own.erase_one, TEAM, in_team=False),
    },
    forms={
        "reflections/open": FormRoute(opening.open_form, opening.open_one, TEAM),
        "reflections/several": FormRoute(opening.several_form, opening.open_several, TEAM, in_team=False),
        "reflections/write": FormRoute(handlers.write_form, handlers.write, MEMBERS),
        "reflections/conclude": FormRoute(handlers.conclude_form, handlers.conclude, MEMBERS),
    },
    cards={
        "reflections/round": handlers.round_card,
        "reflections/reveal": handlers.reveal_card,
        "reflections/ask": handlers.ask_card,
    },
    jobs={"reflections/close": rounds.close},
    on={MemberJoined: handlers.on_member, MemberLeft: handlers.on_member},
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("reflection", "reflection_part"), export, erase),
    news=news,
)
