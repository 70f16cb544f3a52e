"""Reflecting alone: whenever somebody likes, on a question of the library or one of their own, for nobody else's eyes."""

from __future__ import annotations

from bot import erasure
from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.prompts.library import GOALS, find, known
from bot.prompts.prompt import Prompt, Theme
from bot.reflections import rounds, rules, views
from bot.ui import Action, Button, Form, Style, Values
from bot.wording import noted
from storage.own_reflections import OwnReflection, OwnReflectionStore

MOST_PASSED = 100
OWN_QUESTION = "eget"  # in place of a prompt's id


def suggest(ctx: Context, theme: str = "any", skip: int = 0) -> Response:
    """A question the person has not written on, and the way to one of their own."""
    wanted = Theme(theme) if theme in list(Theme) else None
    chosen = _chosen(ctx, wanted, min(skip, MOST_PASSED))
    _ = ctx.locale.gettext
    own = Button(_("Brug mit eget spørgsmål"), ctx.team_action("reflections/alone", OWN_QUESTION))
    if isinstance(chosen, rules.UsedUp):
        return Reply(views.all_written(ctx.locale, (own,)))
    buttons = (
        Button(_("Skriv"), ctx.team_action("reflections/alone", chosen.prompt.id), Style.primary),
        Button(_("Vis en anden"), ctx.team_action("reflections/another", theme, skip + 1)),
        own,
    )
    card = views.alone_card(ctx.locale, chosen.prompt, buttons)
    return Instead(card) if skip else Reply(card)


def _chosen(ctx: Context, theme: Theme | None, skip: int) -> rules.Chosen | rules.UsedUp:
    had = ctx.store(OwnReflectionStore).prompts(ctx.me.id)
    return rounds.nth(ctx, had, rules.Wanted(asked=theme), f"alone/{ctx.me.id}", skip)


# ---- writing


def form(ctx: Context, prompt_id: str) -> Form:
    prompt = _prompt(ctx, prompt_id)
    action = ctx.team_action("reflections/alone", prompt_id)
    return views.alone_form(ctx.locale, action, prompt, None)


def _prompt(ctx: Context, prompt_id: str) -> Prompt | None:
    """None: their own question. Raises NotFound."""
    return None if prompt_id == OWN_QUESTION else find(ctx.settings.prompts, prompt_id)


def write(ctx: Context, values: Values, prompt_id: str) -> Response:
    prompt = _prompt(ctx, prompt_id)
    question = str(values.get("question", ""))
    own_id = ctx.store(OwnReflectionStore).write(
        ctx.here.id, ctx.me.id, prompt.id if prompt else "", question, str(values["text"]), _goal(values)
    )
    return _kept(ctx, own_id)


def _goal(values: Values) -> int:
    """Which learning goal their own question is about; 0 when they have not said."""
    chosen = str(values.get("goal", ""))
    return int(chosen) if chosen in {str(goal) for goal in GOALS} else 0


def _kept(ctx: Context, own_id: int) -> Response:
    _ = ctx.locale.gettext
    again = Button(_("Ret"), Action.to("reflections/rewrite", own_id))
    mine = Button(_("Se dine tekster"), Action.to("reflections/mine", 0))
    return Reply(noted(_("Gemt. Kun du kan læse den."), again, mine))


def _own(ctx: Context, own_id: int) -> OwnReflection:
    found = ctx.store(OwnReflectionStore).one(ctx.me.id, own_id, ctx.private_since)
    if found is None:
        raise NotFound
    return found


def rewrite_form(ctx: Context, own_id: int) -> Form:
    own = _own(ctx, own_id)
    prompt = known(ctx.settings.prompts, own.prompt)
    action = Action.to("reflections/rewrite", own_id)
    return views.alone_form(ctx.locale, action, prompt, own)


def rewrite(ctx: Context, values: Values, own_id: int) -> Response:
    own = _own(ctx, own_id)
    question = str(values.get("question", own.question))
    text = str(values["text"])
    ctx.store(OwnReflectionStore).rewrite(ctx.me.id, own_id, question, text, _goal(values))
    return _kept(ctx, own_id)


def forget(ctx: Context, own_id: int) -> Response:
    _own(ctx, own_id)
    team_id = ctx.store(OwnReflectionStore).erase_one(ctx.me.id, own_id)
    erasure.overwrite(ctx, (team_id,) if team_id is not None else ())
    return Instead(noted(ctx.locale.gettext("Slettet. Den findes ikke mere.")))
