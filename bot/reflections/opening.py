"""`/refleksion`: which question, and opening it for one team or several."""

from __future__ import annotations

from dataclasses import replace

from bot import chosen
from bot.context import Context
from bot.core_views import choose_team
from bot.errors import N_, BotError, NotAllowed, NotFound
from bot.feature import TEAM
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.names import facilitators
from bot.prompts.library import find
from bot.prompts.prompt import Prompt, Theme
from bot.reflections import alone, finding, own, planning, rounds, rules, views
from bot.ui import Action, Button, Form, Style, Values
from bot.whereabouts import everywhere
from bot.wording import noted
from storage.reflections import ReflectionStore
from storage.teams import Role, Team, TeamStore


class AlreadyOpen(BotError):
    message = N_("Der er allerede en refleksion åben. Lad den blive færdig, så åbner vi en ny.")


class NoTheme(BotError):
    message = N_(
        "Det tema kender jeg ikke. Vælg mellem ledelse, organisering, møder, deltagelse, effekt og fagligheder."
    )


class NotInAll(BotError):
    message = N_(
        "Der kan ikke åbnes en refleksion i %(teams)s lige nu, så jeg har ikke åbnet nogen. Fravælg dem, og prøv igen."
    )


class NothingLeft(BotError):
    message = N_("Teamet har haft alle spørgsmål i det tema. Prøv et andet.")


def command(ctx: Context, text: str) -> Response:
    """`/refleksion [tema]`: suggests for a facilitator (several teams from a private message), opens the
    writing for a member, `mine`: one's own texts, `alene [tema]`: writing for oneself."""
    word, _, rest = text.strip().casefold().partition(" ")
    if word in ("mine", "egne", "own"):
        return own.show(ctx)
    if word in ("søg", "soeg", "find", "search") and ctx.role in TEAM:
        return finding.by_words(ctx, rest)
    if word in ("plan", "række", "raekke", "series") and ctx.role in TEAM:
        return planning.show(ctx)
    by_oneself = word in ("alene", "alone")
    theme = _theme(rest if by_oneself else word)
    if by_oneself:
        return _alone(ctx, theme, text)
    if ctx.team is None:
        return _from_private(ctx, theme, text)
    if ctx.role not in TEAM:
        raise NotAllowed if ctx.role else NotFound
    running = ctx.store(ReflectionStore).running(ctx.here.id)
    if running is None:
        return _suggestion(ctx, theme, 0)
    if ctx.role is Role.member and running.state == "open":
        return ctx.ask("reflections/write", running.id)
    return Reply(views.counts(ctx.locale, rounds.prompt_of(ctx, running), rounds.ready(ctx, running)))


def _alone(ctx: Context, theme: Theme | None, text: str) -> Response:
    """Wherever they are: only which team it is written in has to be known."""
    if ctx.team is None:
        teams = [one.here for one in everywhere(ctx) if one.role in TEAM]
        if not teams:
            raise NotAllowed
        if len(teams) > 1:
            return Reply(choose_team(ctx, teams, "refleksion", text))
        (ctx,) = (one for one in everywhere(ctx) if one.role in TEAM)
    if ctx.role not in TEAM:
        raise NotAllowed if ctx.role else NotFound
    return alone.suggest(ctx, theme.value if theme else "any")


def _from_private(ctx: Context, theme: Theme | None, text: str) -> Response:
    """Outside a team's place: several teams at once for who facilitates them, a choice for a member."""
    teams = ctx.store(TeamStore)
    if teams.teams_of(ctx.me.id, Role.facilitator):
        return ctx.ask("reflections/several", theme.value if theme else "any")
    mine = list(teams.teams_of(ctx.me.id, Role.member))
    if not mine:
        raise NotAllowed
    return Reply(choose_team(ctx, mine, "refleksion", text))


def _theme(text: str) -> Theme | None:
    """By its first word: `fagligheder og lovgivning`."""
    word = text.split()[0] if text else ""
    if not word:
        return None
    plain = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    english = {
        "leadership": Theme.LEADERSHIP,
        "organisation": Theme.ORGANISATION,
        "meetings": Theme.MEETINGS,
        "participation": Theme.PARTICIPATION,
        "effect": Theme.EFFECT,
        "professions": Theme.PROFESSIONS,
    }
    for theme in Theme:
        if plain and theme.value.startswith(plain):
            return theme
    if word in english:
        return english[word]
    raise NoTheme


def _suggestion(ctx: Context, theme: Theme | None, skip: int) -> Response:
    _ = ctx.locale.gettext
    if not rounds.may_open(ctx):
        names = facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
        button = Button(_("Lad os selv åbne"), ctx.team_action("reflections/members", "yes"), Style.primary)
        return Reply(views.permission(ctx.locale, button, names))
    chosen = rounds.suggest(ctx, theme, skip)
    if isinstance(chosen, rules.UsedUp):
        raise NothingLeft
    again = ctx.team_action("reflections/suggest", theme.value if theme else "any", skip + 1)
    buttons = (
        Button(_("Åbn for teamet"), ctx.team_action("reflections/open", chosen.prompt.id), Style.primary),
        Button(_("Vis en anden"), again),
        Button(_("Find selv"), ctx.team_action("reflections/find")),
        Button(_("Planlæg en række"), ctx.team_action("reflections/plan")),
    )
    card = views.suggestion(ctx.locale, chosen.prompt, chosen.why, ctx.here.name, buttons)
    return Instead(card) if skip else Reply(card)


def suggest(ctx: Context, theme: str = "any", skip: int = 0) -> Response:
    if ctx.store(ReflectionStore).running(ctx.here.id):
        raise AlreadyOpen
    return _suggestion(ctx, None if theme == "any" else _theme(theme), min(skip, 60))


def members(ctx: Context, value: str) -> Response:
    """The team lets its members open reflections, or no longer."""
    allowed = value == "yes"
    ctx.store(TeamStore).set_team_settings(ctx.here, **{rounds.BY_MEMBERS: allowed or None})
    _ = ctx.locale.gettext
    if allowed:
        undo = Button(_("Fortryd"), ctx.team_action("reflections/members", "no"))
        return Instead(noted(_("Nu kan alle i teamet åbne en refleksion med /refleksion."), undo))
    return Instead(noted(_("Nu er det kun jeres facilitator, der åbner refleksioner.")))


# ---- opening


def open_form(ctx: Context, prompt_id: str) -> Form:
    if not rounds.may_open(ctx):
        raise NotAllowed
    prompt = find(ctx.settings.prompts, prompt_id)
    return views.open_form(ctx.locale, ctx.team_action("reflections/open", prompt_id), prompt)


def open_one(ctx: Context, values: Values, prompt_id: str) -> Response:
    prompt = find(ctx.settings.prompts, prompt_id)
    _open(ctx, prompt, values)
    return Reply(views.opened(ctx.locale, [(ctx.here.name, prompt.wording(ctx.locale.language).title)]))


def _open(ctx: Context, prompt: Prompt, values: Values) -> None:
    if not rounds.may_open(ctx):
        raise NotAllowed
    if (
        rounds.open_round(
            ctx,
            prompt,
            live=values["time"] == "live",
            by_name=values["names"] == "yes",
            opened_by=ctx.me.id,
        )
        is None
    ):
        raise AlreadyOpen


def several_form(ctx: Context, theme: str = "any", teams: str = "") -> Form:
    """One round in each of several teams: those that were chosen (`bot.chosen`), else the form asks which."""
    found = [(team.id, team.name) for team in chosen.of_facilitator(ctx, teams or None)]
    args = (theme, teams) if teams else (theme,)
    action = Action.to("reflections/several", *args)
    return views.several_form(ctx.locale, action, found, theme, ask=not teams)


def open_several(ctx: Context, values: Values, _theme_arg: str = "any", teams: str = "") -> Response:
    """Where the teams were chosen beforehand, in all of them or in none."""
    if teams:
        return _open_in_all(ctx, values, chosen.of_facilitator(ctx, teams))
    wanted = set(values["teams"])
    theme = None if values["theme"] in ("any", "") else Theme(str(values["theme"]))
    rows: list[tuple[str, str]] = []
    for team in chosen.of_facilitator(ctx, None):
        if str(team.id) in wanted:
            rows.append((team.name, _open_in(ctx, team, theme, values)))
    return Reply(views.opened(ctx.locale, rows))


def _open_in_all(ctx: Context, values: Values, teams: tuple[Team, ...]) -> Response:
    """Raises NotInAll with the teams that cannot have one, when there are any."""
    theme = None if values["theme"] in ("any", "") else Theme(str(values["theme"]))
    busy = [team.name for team in teams if ctx.store(ReflectionStore).running(team.id)]
    if busy:
        raise NotInAll(teams=ctx.locale.names(busy))
    rows = [(team.name, _open_in(ctx, team, theme, values, must=True)) for team in teams]
    return Reply(views.opened(ctx.locale, rows))


def _open_in(ctx: Context, team: Team, theme: Theme | None, values: Values, *, must: bool = False) -> str:
    """The title opened in the team, or why not, in the facilitator's words; when it `must`, raises NotInAll."""
    inside = replace(ctx, team=team, role=Role.facilitator)
    found = rounds.suggest(inside, theme)
    try:
        if isinstance(found, rules.UsedUp):
            raise NothingLeft
        _open(inside, found.prompt, values)
    except BotError as error:
        if must:
            raise NotInAll(teams=team.name) from error
        return ctx.locale.gettext(error.message)
    return found.prompt.wording(ctx.locale.language).title
