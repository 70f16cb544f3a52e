"""Finding a prompt oneself: search, look at it, and open it, plan it or write on it alone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Context
from bot.errors import NotAllowed
from bot.interactions import Replace, Reply, Response
from bot.prompts.library import find, prompts
from bot.prompts.prompt import Form as PromptForm
from bot.prompts.prompt import Prompt, Theme
from bot.prompts.words import theme_name
from bot.reflections import rounds, views
from bot.ui import MAX_OPTIONS, Button, Card, Form, Style, Values
from storage.reflections import ReflectionStore
from storage.words import words


def form(ctx: Context) -> Form:
    return views.find_form(ctx.locale, ctx.team_action("reflections/find"))


def search(ctx: Context, values: Values) -> Response:
    theme = str(values["theme"])
    return Reply(_found(ctx, str(values["text"]), Theme(theme) if theme in list(Theme) else None))


def by_words(ctx: Context, text: str) -> Response:
    """`/refleksion søg partner`."""
    return Reply(_found(ctx, text, None))


def boards(ctx: Context, _text: str = "") -> Response:
    found = [one for one in prompts(ctx.settings.prompts) if one.form is PromptForm.BOARD]
    return Reply(_listed(ctx, found))


def _found(ctx: Context, text: str, theme: Theme | None) -> Card:
    """Those that have every word, each as the beginning of one; without words all of them."""
    wanted = words(text)
    found = [
        one
        for one in prompts(ctx.settings.prompts)
        if (theme is None or one.theme is theme)
        and all(any(word.startswith(begun) for word in _words(ctx, one)) for begun in wanted)
    ]
    return _listed(ctx, found)


def _words(ctx: Context, prompt: Prompt) -> Sequence[str]:
    wording = prompt.wording(ctx.locale.language)
    labels = " ".join(part.asked(ctx.locale.language).label for part in prompt.parts)
    return words(f"{wording.title} {wording.question} {theme_name(ctx.locale, prompt.theme)} {labels}")


def _listed(ctx: Context, found: Sequence[Prompt]) -> Card:
    had = {one.prompt for one in ctx.store(ReflectionStore).history(ctx.here.id)}
    again = Button(ctx.locale.gettext("Søg igen"), ctx.team_action("reflections/find"))
    pick = ctx.team_action("reflections/preview", "-")
    return views.found_card(ctx.locale, found[:MAX_OPTIONS], had, pick, again, more=len(found) > MAX_OPTIONS)


def preview(ctx: Context, pressed: str, chosen: str = "") -> Response:
    """Before it is opened: all of it. `chosen`: from a list."""
    return Replace(card(ctx, find(ctx.settings.prompts, chosen or pressed)))


def of(ctx: Context, prompt_id: str) -> Response:
    """By a command of its own."""
    return Reply(card(ctx, find(ctx.settings.prompts, prompt_id)))


def card(ctx: Context, prompt: Prompt) -> Card:
    _ = ctx.locale.gettext
    buttons = []
    if rounds.may_open(ctx):
        buttons.append(
            Button(_("Åbn for teamet"), ctx.team_action("reflections/open", prompt.id), Style.primary)
        )
        buttons.append(Button(_("Planlæg den"), ctx.team_action("reflections/later", prompt.id)))
    if not prompt.parts:
        buttons.append(Button(_("Skriv for dig selv"), ctx.team_action("reflections/alone", prompt.id)))
    buttons.append(Button(_("Find en anden"), ctx.team_action("reflections/find")))
    had = [
        one.opened_at for one in ctx.store(ReflectionStore).history(ctx.here.id) if one.prompt == prompt.id
    ]
    return views.preview_card(ctx.locale, prompt, max(had, default=None), tuple(buttons))


def ensure_may_open(ctx: Context) -> None:
    if not rounds.may_open(ctx):
        raise NotAllowed
