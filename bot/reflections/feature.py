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
    Retention,
    Signal,
    Step,
)
from bot.i18n import md
from bot.reflections import (
    ahead,
    alone,
    boards,
    finding,
    handlers,
    journal,
    opening,
    own,
    planning,
    rounds,
    rules,
    together,
)
from bot.team_parts import Part, team_uses
from bot.ui import Action, Button, Style
from storage.own_reflections import OwnReflectionStore
from storage.planned_reflections import PlannedReflectionStore
from storage.reflection_lines import ReflectionLineStore
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
    title = rounds.prompt_of(ctx, running).wording(ctx.locale.language).title
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
        title = rounds.prompt_of(ctx, latest).wording(ctx.locale.language).title
        yield News(55, md(_("Teamet har delt en refleksion: *%(title)s*."), title=title))


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    label = ctx.locale.gettext("Refleksion: %(title)s")
    return [
        (label % {"title": one.title}, one.text if one.prompt else f"{one.question}\n{one.text}".strip())
        for one in own.entries(ctx, person_id)
    ] + [
        (ctx.locale.gettext("Linje til en refleksion"), line)
        for line in ctx.store(ReflectionLineStore).of_person(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(OwnReflectionStore).erase(person_id)
    ctx.store(PlannedReflectionStore).erase(person_id)
    for team_id, reflection_id in ctx.store(ReflectionLineStore).erase(person_id):
        own.redraw(ctx, team_id, reflection_id)
    for team_id, reflection_id in ctx.store(ReflectionStore).erase(person_id):
        own.redraw(ctx, team_id, reflection_id)


def end(ctx: Context, _people: tuple[int, ...]) -> None:
    """What somebody kept, and what was never shown."""
    ctx.store(ReflectionStore).end(ctx.here.id)
    ctx.store(OwnReflectionStore).end(ctx.here.id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    """What was shown, and the sentence the team took with it."""
    for one in ctx.store(ReflectionStore).history(ctx.here.id):
        prompt, language = rounds.prompt_of(ctx, one), ctx.locale.language
        said = [boards.readable(prompt, text, language) for _name, text in rounds.shown_texts(ctx, one)]
        said += [line.text for line in ctx.store(ReflectionLineStore).of_reflection(one.id)]
        if said or one.conclusion:
            title = prompt.wording(language).title
            label = ctx.locale.gettext("Refleksion: %(title)s") % {"title": title}
            yield label, "\n".join(text for text in (*said, one.conclusion) if text)


feature = Feature(
    name="reflections",
    commands=(
        Command(
            name="refleksion",
            handler=opening.command,
            about=N_("Stop op sammen: skriv hver for sig, og del, hvis I vil"),
            english="reflection",
            hint=N_("tema, eller alene: kun for dig selv"),
            in_team=False,
            daily=True,
        ),
        Command(
            name="retro",
            handler=finding.boards,
            about=N_("Tavler at se på samarbejdet med: start-stop-fortsæt, Gibbs, STAR, SMTTE"),
            english="retro",
        ),
        Command(
            name="trehuse",
            handler=lambda ctx, _text: finding.of(ctx, "tre-huse"),
            about=N_("De 3 huse for jeres team: bekymringer, det gode og drømmene"),
            english="threehouses",
        ),
        Command(
            name="faglighed",
            handler=lambda ctx, _text: finding.of(ctx, "faglighedsrunde"),
            about=N_("En runde om fag: ord, I kan forklare for hinanden"),
            english="professions",
        ),
        Command(
            name="laering",
            handler=journal.command,
            about=N_("Din læringsjournal: dine egne tekster, kun til dig"),
            english="learning",
            native="læring",
            in_team=False,
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
        "reflections/another": PressRoute(alone.suggest, TEAM),
        "reflections/journal": PressRoute(journal.paper, TEAM, in_team=False, paper=True),
        "reflections/preview": PressRoute(finding.preview, TEAM),
        "reflections/planned": PressRoute(planning.show, TEAM),
        "reflections/replan": PressRoute(planning.replan, TEAM),
        "reflections/unplan": PressRoute(planning.unplan, TEAM),
        "reflections/step": PressRoute(together.go_to, TEAM),
        "reflections/forget": PressRoute(alone.forget, TEAM, in_team=False),
    },
    forms={
        "reflections/open": FormRoute(opening.open_form, opening.open_one, TEAM),
        "reflections/several": FormRoute(opening.several_form, opening.open_several, TEAM, in_team=False),
        "reflections/write": FormRoute(handlers.write_form, handlers.write, MEMBERS),
        "reflections/alone": FormRoute(alone.form, alone.write, TEAM),
        "reflections/find": FormRoute(finding.form, finding.search, TEAM),
        "reflections/plan": FormRoute(planning.form, planning.plan, TEAM),
        "reflections/later": FormRoute(planning.later_form, planning.plan_one, TEAM),
        "reflections/line": FormRoute(together.line_form, together.add_line, TEAM),
        "reflections/rewrite": FormRoute(alone.rewrite_form, alone.rewrite, TEAM, in_team=False),
        "reflections/conclude": FormRoute(handlers.conclude_form, handlers.conclude, MEMBERS),
    },
    cards={
        "reflections/round": handlers.round_card,
        "reflections/reveal": handlers.reveal_card,
        "reflections/ask": handlers.ask_card,
    },
    jobs={
        "reflections/close": rounds.close,
        "reflections/planned": planning.open_planned,
        "reflections/timer": together.timer,
    },
    on={MemberJoined: handlers.on_member, MemberLeft: handlers.on_member},
    steps=steps,
    planned=ahead.planned,
    signals=signals,
    personal_data=PersonalData(
        ("reflection", "reflection_part", "reflection_line", "own_reflection", "planned_reflection"),
        export,
        erase,
    ),
    news=news,
    retention=Retention(
        team=("reflection", "reflection_part", "reflection_line", "planned_reflection"),
        private=("reflection_part", "own_reflection"),
        end=end,
    ),
    keepsakes=keepsakes,
)
