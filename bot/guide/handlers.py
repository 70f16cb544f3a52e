"""`/samspil hjaelp` and *Kom i gang*: the features' next steps for this person, the most urgent first."""

from __future__ import annotations

from dataclasses import replace

from bot import weblinks
from bot.context import Context
from bot.events import GotStarted
from bot.feature import TEAM, Command, Step
from bot.guide import views
from bot.guide.people import belongings
from bot.i18n import LANGUAGES
from bot.interactions import Replace, Reply, Response
from bot.ui import Card
from bot.whereabouts import everywhere
from storage.teams import Role, TeamStore

MOST_STEPS = 4


def command(ctx: Context, _text: str) -> Response:
    """For this team where there is one, else for all the person's teams."""
    if ctx.person is None:
        return ctx.features.on_stranger(ctx)
    return Reply(_card(ctx))


def begin(ctx: Context) -> Response:
    """*Kom i gang*: the same, with a word on how it goes."""
    if ctx.role in TEAM:
        ctx.announce(GotStarted(ctx.here.id))
    steps = [(step, "") for step in ctx.features.steps(ctx)]
    return Reply(views.begin(ctx.locale, ctx.here, _first(steps), facilitator=ctx.role is Role.facilitator))


def _card(ctx: Context) -> Card:
    if ctx.team is not None and ctx.role is not None:
        steps = [(step, "") for step in ctx.features.steps(ctx)]
        roles = {ctx.role}
        title = ctx.team.name
    else:
        teams = everywhere(ctx)
        several = len(teams) > 1
        steps = [(step, _whose(one) if several else "") for one in teams for step in ctx.features.steps(one)]
        roles = {one.role for one in teams if one.role}
        title = ""
    commands = [one for one in ctx.features.commands.values() if _may(one, roles)]
    more = weblinks.help_pages(ctx.settings, ctx.locale.language)
    return views.guide(ctx.locale, title, _first(steps), commands, more)


def _whose(ctx: Context) -> str:
    """The team's name; what a course lead does is about no one team."""
    return "" if ctx.role is Role.course_lead else ctx.here.name


def _first(steps: list[tuple[Step, str]]) -> list[tuple[Step, str]]:
    """The most urgent, each button once."""
    found: list[tuple[Step, str]] = []
    actions = set()
    for step, team in sorted(steps, key=lambda one: one[0].order):
        if step.button.action not in actions:
            actions.add(step.button.action)
            found.append((step, team))
    return found[:MOST_STEPS]


def _may(command: Command, roles: set[Role]) -> bool:
    return command.allow is None or bool(command.allow & roles)


# ---- language


def language(ctx: Context, text: str) -> Response:
    """`/samspil sprog en`, or a choice."""
    wanted = text.strip().casefold()
    names = {"dansk": "da", "danish": "da", "engelsk": "en", "english": "en"}
    wanted = names.get(wanted, wanted)
    if wanted not in LANGUAGES:
        return Reply(views.choose_language(ctx.locale))
    return Reply(_speak(ctx, wanted))


def set_language(ctx: Context, wanted: str) -> Response:
    if wanted not in LANGUAGES:
        return Reply(views.choose_language(ctx.locale))
    return Replace(_speak(ctx, wanted))


def _speak(ctx: Context, wanted: str) -> Card:
    """The person's own language from now on, in every organisation that knows the account."""
    for person in {person.id: person for person, _ in belongings(ctx)}.values() or (ctx.me,):
        TeamStore(ctx.tx, person.tenant_id, ctx.now).set_person(person.id, language=wanted)
    return views.language_set(replace(ctx.locale, language=wanted))
