"""One's own reflections, in rounds and alone: read and erased by nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot import erasure
from bot.context import Context
from bot.errors import NotFound
from bot.i18n import Locale
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.prompts.library import known
from bot.prompts.prompt import Prompt
from bot.reflections import boards, rounds, views
from bot.settings import Settings
from bot.ui import Action, Button, Style
from bot.wording import noted
from storage.own_reflections import OwnReflectionStore
from storage.reflections import ReflectionStore
from storage.teams import TeamStore

OWN_PER_PAGE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a person's own texts. `prompt` is None when the question was their own, or is in the library no
    more; `erase` is the press that takes it away."""

    title: str
    question: str
    text: str
    at: datetime
    shared: bool
    prompt: Prompt | None
    erase: Action
    said_goal: int = 0  # which learning goal the writer says their own question is about

    @property
    def goal(self) -> int:
        return self.prompt.goal if self.prompt else self.said_goal


def entries(ctx: Context, person_id: int) -> list[Entry]:
    """Everything they have written that may be shown to who acts now, the newest first."""
    stores = ctx.store(ReflectionStore), ctx.store(OwnReflectionStore)
    return gathered(*stores, ctx.settings, ctx.locale, person_id, ctx.private_since)


def gathered(
    reflections: ReflectionStore,
    alone: OwnReflectionStore,
    settings: Settings,
    locale: Locale,
    person_id: int,
    since: datetime | None,
) -> list[Entry]:
    """What was written `since` then (None: all of it), the newest first."""
    language, found = locale.language, []
    for one in reflections.own(person_id, since):
        prompt = known(settings.prompts, one.prompt)
        wording = prompt.wording(language) if prompt else None
        text = boards.readable(prompt, one.text, language)
        erase = Action.to("reflections/erase", one.part_id)
        shared = one.answer == "shared"
        title, question = (wording.title, wording.question) if wording else (one.prompt, "")
        found.append(Entry(title, question, text, one.opened_at, shared, prompt, erase))
    for own in alone.own(person_id, since):
        prompt = known(settings.prompts, own.prompt)
        wording = prompt.wording(language) if prompt else None
        erase = Action.to("reflections/forget", own.id)
        title = wording.title if wording else locale.gettext("Dit eget spørgsmål")
        question = own.question or (wording.question if wording else "")
        found.append(Entry(title, question, own.text, own.written_at, False, prompt, erase, own.goal))
    return sorted(found, key=lambda one: one.at, reverse=True)


def show(ctx: Context, page: int = 0) -> Response:
    """Everything the person has written, readable and erasable by nobody else."""
    texts = entries(ctx, ctx.me.id)
    shown = texts[page * OWN_PER_PAGE : (page + 1) * OWN_PER_PAGE]
    _ = ctx.locale.gettext
    erase = [Button(_("Slet"), one.erase, Style.danger) for one in shown]
    more = []
    if page > 0:
        more.append(Button(_("Forrige"), Action.to("reflections/mine", page - 1)))
    if (page + 1) * OWN_PER_PAGE < len(texts):
        more.append(Button(_("Næste"), Action.to("reflections/mine", page + 1)))
    card = views.own_card(ctx.locale, shown, erase, tuple(more))
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
