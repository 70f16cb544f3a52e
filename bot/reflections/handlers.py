"""Reflection: what people do with it."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.core_views import choose_team
from bot.errors import N_, BotError, NotAllowed, NotFound
from bot.events import MemberJoined, MemberLeft
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.reflections import rounds, rules, views
from bot.reflections.library import own_prompts
from bot.reflections.prompt import Prompt, Theme
from bot.ui import Action, Button, Card, Form, Style, Values
from storage.reflections import Reflection, ReflectionStore
from storage.teams import Role, Team, TeamStore

BY_MEMBERS = "reflections_by_members"
OWN_PER_PAGE = 2


class Over(BotError):
    message = N_("Skrivetiden er forbi. Din tekst kan ikke ændres i den her refleksion mere.")


class AlreadyOpen(BotError):
    message = N_("Der er allerede en refleksion åben. Lad den blive færdig, så åbner vi en ny.")


class NoTheme(BotError):
    message = N_(
        "Det tema kender jeg ikke. Vælg mellem ledelse, organisering, møder, deltagelse, effekt og fagligheder."
    )


class NothingLeft(BotError):
    message = N_("Teamet har haft alle spørgsmål i det tema. Prøv et andet.")


# ---- /refleksion


def command(ctx: Context, text: str) -> Response:
    """`/refleksion [tema]`: suggests for a facilitator (several teams from a private message), opens the
    writing for a member, `mine`: one's own texts."""
    word = text.strip().casefold()
    if word in ("mine", "egne", "own"):
        return own(ctx)
    theme = _theme(word)
    if ctx.team is None:
        return _from_private(ctx, theme, text)
    running = ctx.store(ReflectionStore).running(ctx.here.id)
    if running is None:
        return _suggestion(ctx, theme, 0)
    if ctx.role is Role.member and running.state == "open":
        return ctx.ask("reflections/write", running.id)
    return Reply(views.counts(ctx.locale, rounds.prompt_of(running), rounds.ready(ctx, running)))


def _from_private(ctx: Context, theme: Theme | None, text: str) -> Response:
    """Outside a team's place: several teams at once for who facilitates them, a choice for a member."""
    teams = ctx.store(TeamStore)
    if teams.teams_of(ctx.me.id, Role.facilitator):
        return ctx.ask("reflections/several", theme.value if theme else "any")
    mine = list(teams.teams_of(ctx.me.id, Role.member))
    return Reply(choose_team(ctx, mine, "refleksion", text))


def _theme(word: str) -> Theme | None:
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


def _may_open(ctx: Context) -> bool:
    return ctx.role is Role.facilitator or bool(ctx.here.settings.get(BY_MEMBERS))


def _suggestion(ctx: Context, theme: Theme | None, skip: int) -> Response:
    _ = ctx.locale.gettext
    if not _may_open(ctx):
        facilitator = ctx.store(TeamStore).facilitator(ctx.here.id)
        button = Button(_("Lad os selv åbne"), ctx.team_action("reflections/members", "yes"), Style.primary)
        return Reply(views.permission(ctx.locale, button, facilitator.first_name if facilitator else ""))
    chosen = rounds.suggest(ctx, theme, skip)
    if isinstance(chosen, rules.UsedUp):
        raise NothingLeft
    again = ctx.team_action("reflections/suggest", theme.value if theme else "any", skip + 1)
    buttons = (
        Button(_("Åbn for teamet"), ctx.team_action("reflections/open", chosen.prompt.id), Style.primary),
        Button(_("En anden"), again),
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
    ctx.store(TeamStore).set_team_settings(ctx.here, **{BY_MEMBERS: allowed or None})
    _ = ctx.locale.gettext
    if allowed:
        undo = Button(_("Fortryd"), ctx.team_action("reflections/members", "no"))
        return Instead(views.noted(_("Nu kan alle i teamet åbne en refleksion med /refleksion."), undo))
    return Instead(views.noted(_("Nu er det kun jeres facilitator, der åbner refleksioner.")))


# ---- opening


def _prompt(prompt_id: str) -> Prompt:
    found = next((prompt for prompt in own_prompts() if prompt.id == prompt_id), None)
    if found is None:
        raise NotFound
    return found


def open_form(ctx: Context, prompt_id: str) -> Form:
    if not _may_open(ctx):
        raise NotAllowed
    return views.open_form(ctx.locale, ctx.team_action("reflections/open", prompt_id), _prompt(prompt_id))


def open_one(ctx: Context, values: Values, prompt_id: str) -> Response:
    prompt = _prompt(prompt_id)
    _open(ctx, prompt, values)
    return Reply(views.opened(ctx.locale, [(ctx.here.name, prompt.wording(ctx.locale.language).title)]))


def _open(ctx: Context, prompt: Prompt, values: Values) -> None:
    if not _may_open(ctx):
        raise NotAllowed
    if ctx.store(ReflectionStore).running(ctx.here.id):
        raise AlreadyOpen
    rounds.open_round(ctx, prompt, live=values["time"] == "live", by_name=values["names"] == "yes")


def _facilitated(ctx: Context) -> tuple[Team, ...]:
    teams = ctx.store(TeamStore).teams_of(ctx.me.id, Role.facilitator)
    if not teams:
        raise NotAllowed
    return teams


def several_form(ctx: Context, theme: str = "any") -> Form:
    """One round in each of several teams, from a private message."""
    teams = [(team.id, team.name) for team in _facilitated(ctx)]
    return views.several_form(ctx.locale, Action.to("reflections/several", theme), teams, theme)


def open_several(ctx: Context, values: Values, _theme_arg: str = "any") -> Response:
    wanted = set(values["teams"])
    theme = None if values["theme"] in ("any", "") else Theme(str(values["theme"]))
    rows: list[tuple[str, str]] = []
    for team in _facilitated(ctx):
        if str(team.id) in wanted:
            rows.append((team.name, _open_in(ctx, team, theme, values)))
    return Reply(views.opened(ctx.locale, rows))


def _open_in(ctx: Context, team: Team, theme: Theme | None, values: Values) -> str:
    """The title opened in the team, or why not, in the facilitator's words."""
    inside = replace(ctx, team=team, role=Role.facilitator)
    chosen = rounds.suggest(inside, theme)
    try:
        if isinstance(chosen, rules.UsedUp):
            raise NothingLeft
        _open(inside, chosen.prompt, values)
    except BotError as error:
        return ctx.locale.gettext(error.message)
    return chosen.prompt.wording(ctx.locale.language).title


# ---- writing


def _writing(ctx: Context, reflection_id: int) -> Reflection:
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "open" or ctx.now >= round_.deadline:
        raise Over
    return round_


def write_form(ctx: Context, reflection_id: int) -> Form:
    round_ = _writing(ctx, reflection_id)
    hidden = ctx.private_since is not None and round_.opened_at < ctx.private_since
    given = None if hidden else ctx.store(ReflectionStore).text(reflection_id, ctx.me.id)
    action = ctx.team_action("reflections/write", reflection_id)
    return views.write_form(ctx.locale, action, rounds.prompt_of(round_), round_, given)


def write(ctx: Context, values: Values, reflection_id: int) -> Response:
    round_ = _writing(ctx, reflection_id)
    shared = values["share"] == "shared"
    ctx.store(ReflectionStore).write(
        reflection_id, ctx.me.id, "shared" if shared else "kept", str(values["text"])
    )
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    buttons = (Button(_("Ret"), ctx.team_action("reflections/write", reflection_id)),)
    return Reply(views.written(ctx.locale, round_, shared=shared, buttons=buttons))


def skip(ctx: Context, reflection_id: int) -> Response:
    round_ = _writing(ctx, reflection_id)
    ctx.store(ReflectionStore).write(reflection_id, ctx.me.id, "skipped", "")
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    back = Button(_("Skriv alligevel"), ctx.team_action("reflections/write", reflection_id))
    return Instead(views.noted(_("Det er fint. Du tæller med som klar."), back))


def allow_name(ctx: Context, reflection_id: int, answer: str) -> Response:
    """A sharer's yes or no to their name on the text."""
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "asking":
        raise Over
    ctx.store(ReflectionStore).allow_name(reflection_id, ctx.me.id, answer == "yes")
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    yes, no = _("Tak. Den vises med dit navn."), _("Det er fint. Den bliver hos dig.")
    return Instead(views.noted(yes if answer == "yes" else no))


# ---- after


def read(ctx: Context, reflection_id: int, page: int = 0) -> Response:
    """The whole shared texts, two at a time."""
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "revealed":
        raise NotFound
    texts = rounds.shown_texts(ctx, round_)
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("reflections/read", reflection_id, page - 1)))
    if (page + 1) * views.PER_PAGE < len(texts):
        buttons.append(Button(_("Næste"), ctx.team_action("reflections/read", reflection_id, page + 1)))
    card = views.texts_card(ctx.locale, rounds.prompt_of(round_), texts, page, tuple(buttons))
    return Instead(card) if page else Reply(card)


def conclude_form(ctx: Context, reflection_id: int) -> Form:
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "revealed":
        raise NotFound
    action = ctx.team_action("reflections/conclude", reflection_id)
    return views.conclude_form(ctx.locale, action, round_.conclusion)


def conclude(ctx: Context, values: Values, reflection_id: int) -> Response:
    """The team's one sentence; a later one takes its place."""
    rounds.load(ctx, reflection_id)
    ctx.store(ReflectionStore).change(
        reflection_id, conclusion=str(values["sentence"]), concluded_by=ctx.me.id
    )
    ctx.refresh(rounds.reveal_key(reflection_id))
    return Reply(views.noted(ctx.locale.gettext("Gemt i jeres log.")))


def log(ctx: Context, _text: str) -> Response:
    history = ctx.store(ReflectionStore).history(ctx.here.id)
    rows = [
        (one, rounds.prompt_of(one).wording(ctx.locale.language).title)
        for one in reversed(history)
        if one.conclusion
    ]
    return Reply(views.log_card(ctx.locale, rows))


# ---- one's own


def own(ctx: Context, page: int = 0) -> Response:
    """Everything the person has written, readable and erasable by nobody else."""
    texts = ctx.store(ReflectionStore).own(ctx.me.id, ctx.private_since)
    titles = {prompt.id: prompt.wording(ctx.locale.language).title for prompt in own_prompts()}
    shown = texts[page * OWN_PER_PAGE : (page + 1) * OWN_PER_PAGE]
    _ = ctx.locale.gettext
    erase = [Button(_("Slet"), Action.to("reflections/erase", one.part_id), Style.danger) for one in shown]
    more = []
    if page > 0:
        more.append(Button(_("Forrige"), Action.to("reflections/mine", page - 1)))
    if (page + 1) * OWN_PER_PAGE < len(texts):
        more.append(Button(_("Næste"), Action.to("reflections/mine", page + 1)))
    rows = [(one, titles.get(one.prompt, one.prompt)) for one in shown]
    card = views.own_card(ctx.locale, rows, erase, tuple(more))
    return Instead(card) if page else Reply(card)


def erase_one(ctx: Context, part_id: int) -> Response:
    touched = ctx.store(ReflectionStore).erase_one(ctx.me.id, part_id)
    if touched is None:
        raise NotFound
    redraw(ctx, *touched)
    return Instead(views.noted(ctx.locale.gettext("Slettet. Den findes ikke mere.")))


def redraw(ctx: Context, team_id: int, reflection_id: int) -> None:
    """A text has gone: the cards it counted in or stood on are drawn again."""
    team = ctx.store(TeamStore).team(team_id)
    if team is not None:
        inside = replace(ctx, team=team)
        inside.refresh(rounds.card_key(reflection_id))
        inside.refresh(rounds.reveal_key(reflection_id))


# ---- cards


def round_card(ctx: Context, reflection_id: int) -> Card:
    round_ = rounds.load(ctx, reflection_id)
    prompt = rounds.prompt_of(round_)
    opener = ctx.store(TeamStore).person(round_.opened_by) if round_.opened_by else None
    name = opener.first_name if opener else ""
    if round_.state != "open":
        return views.closed_card(ctx.locale, round_, prompt, name)
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Skriv"), ctx.team_action("reflections/write", round_.id), Style.primary),
        Button(_("Spring over"), ctx.team_action("reflections/skip", round_.id)),
    )
    return views.open_card(ctx.locale, round_, prompt, rounds.ready(ctx, round_), name, buttons)


def reveal_card(ctx: Context, reflection_id: int) -> Card:
    round_ = rounds.load(ctx, reflection_id)
    texts = rounds.shown_texts(ctx, round_)
    _ = ctx.locale.gettext
    label = _("Ret sætningen") if round_.conclusion else _("Skriv sætningen")
    buttons = [Button(label, ctx.team_action("reflections/conclude", round_.id), Style.primary)]
    if views.is_clipped(texts):
        buttons.append(Button(_("Læs alt"), ctx.team_action("reflections/read", round_.id)))
    return views.reveal_card(ctx.locale, rounds.prompt_of(round_), texts, round_.conclusion, tuple(buttons))


def ask_card(ctx: Context, reflection_id: int, person_id: int, why: str) -> Card | None:
    round_ = rounds.load(ctx, reflection_id)
    found = ctx.store(ReflectionStore).text(reflection_id, person_id)
    part = next(
        (one for one in ctx.store(ReflectionStore).parts(round_.id) if one.person_id == person_id), None
    )
    if round_.state != "asking" or found is None or part is None or part.by_name is not None:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ja, vis den"), ctx.team_action("reflections/name", round_.id, "yes"), Style.primary),
        Button(_("Nej, behold den"), ctx.team_action("reflections/name", round_.id, "no")),
    )
    return views.ask_card(ctx.locale, rules.AskWhy(why), found[1], buttons)


# ---- other features' facts


def on_member(ctx: Context, _event: MemberJoined | MemberLeft) -> None:
    """Who is asked has changed: perhaps everybody is ready now."""
    running = ctx.store(ReflectionStore).running(ctx.here.id)
    if running is not None:
        rounds.come_to(ctx, running)
