"""`/samspil tema`: each theme opens as three buttons, and the last of them opens our own tools."""

from __future__ import annotations

from bot.context import Context
from bot.errors import Outdated
from bot.interactions import Replace, Reply, Response
from bot.prompts.prompt import Theme
from bot.prompts.themes import Layer, Layers, themes
from bot.themes import views
from bot.ui import Action, Button, Card, Style
from storage.teams import Role


def command(ctx: Context, text: str) -> Response:
    word = text.strip().casefold().split(" ")[0]
    plain = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    found = next((one for one in Theme if plain and one.value.startswith(plain)), None)
    return Reply(_theme(ctx, found) if found else _all(ctx))


def show(ctx: Context, which: str) -> Response:
    """One theme, or `alle`."""
    return Replace(_all(ctx) if which == "alle" else _theme(ctx, _known(which)))


def _known(which: str) -> Theme:
    if which not in list(Theme):
        raise Outdated
    return Theme(which)


def _layers(ctx: Context, theme: Theme) -> Layers:
    return themes(ctx.settings.prompts)[theme]


def _all(ctx: Context) -> Card:
    buttons = [(theme, ctx.team_action("themes/show", theme.value)) for theme in Theme]
    return views.all_card(ctx.locale, buttons)


def _theme(ctx: Context, theme: Theme) -> Card:
    buttons = [(layer, ctx.team_action("themes/layer", theme.value, layer.value)) for layer in Layer]
    return views.theme_card(ctx.locale, theme, buttons, ctx.team_action("themes/show", "alle"))


def layer(ctx: Context, which: str, name: str) -> Response:
    theme = _known(which)
    if name not in list(Layer):
        raise Outdated
    there = Layer(name)
    back = Button(ctx.locale.gettext("Tilbage til temaet"), ctx.team_action("themes/show", theme.value))
    buttons = (*_presses(ctx, theme, there), back)
    return Replace(views.layer_card(ctx.locale, _layers(ctx, theme), there, buttons))


def _presses(ctx: Context, theme: Theme, there: Layer) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    if there is Layer.KNOWLEDGE:
        source = _layers(ctx, theme).source
        return (Button(_("Læs mere"), url=source),) if source else ()
    if there is Layer.REFLECTION:
        alone = Button(
            _("Skriv for dig selv"), _run(ctx, "refleksion", f"alene {theme.value}"), Style.primary
        )
        if ctx.role is Role.facilitator:
            return alone, Button(_("Åbn for teamet"), _run(ctx, "refleksion", theme.value))
        return (alone,)
    here = [name for name in _layers(ctx, theme).open if name in ctx.features.commands]
    return tuple(
        Button(views.tool_name(ctx.locale, name), _run(ctx, name), Style.normal if at else Style.primary)
        for at, name in enumerate(here)
    )


def _run(ctx: Context, command: str, text: str = "") -> Action:
    """What writing the command does."""
    return Action.to("core/run", ctx.here.id, command, *((text,) if text else ()))
