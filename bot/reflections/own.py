"""One's own reflections: read and erased by nobody else."""

from __future__ import annotations

from dataclasses import replace

from bot import erasure
from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.reflections import rounds, views
from bot.reflections.library import own_prompts
from bot.ui import Action, Button, Style
from bot.wording import noted
from storage.reflections import ReflectionStore
from storage.teams import TeamStore

OWN_PER_PAGE = 2


def show(ctx: Context, page: int = 0) -> Response:
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
    erasure.overwrite(ctx, touched[:1])
    return Instead(noted(ctx.locale.gettext("Slettet. Den findes ikke mere.")))


def redraw(ctx: Context, team_id: int, reflection_id: int) -> None:
    """A text has gone: the cards it counted in or stood on are drawn again."""
    team = ctx.store(TeamStore).team(team_id)
    if team is not None:
        inside = replace(ctx, team=team)
        inside.refresh(rounds.card_key(reflection_id))
        inside.refresh(rounds.reveal_key(reflection_id))
